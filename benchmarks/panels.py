"""What the peers are told of each person: the panel that handouts itself sets, ready made.

Dates, areas and advice are words here already, so that a peer formats nothing.
``python -m benchmarks.panels FOLDER COUNT [BATCH...]`` writes the leaflet with places for the
panels, so many panels, a line each, and a table of people for each batch.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import handouts
from benchmarks import people
from benchmarks.leaflet import LeafletText, Panel, items
from benchmarks.telling import HANDOUT, leaflet_text, section_items
from handouts.compose.compose import compose_story
from handouts.document.blocks import Advice
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.document.story import Story


@lru_cache(maxsize=1)
def spec() -> Spec:
    """The handout that is made for each person."""
    return handouts.load(HANDOUT)


def everyone(count: int) -> Iterator[Person]:
    """So many people, with advice that the handout knows."""
    return people.people(count, advice())


@lru_cache(maxsize=1)
def advice() -> tuple[str, ...]:
    """The keys of the handout's advice."""
    blocks = (block for section in spec().handout.sections for block in section.blocks)
    return tuple(key for block in blocks if isinstance(block, Advice) for key, _ in block.items)


def prepared(count: int, pictures: Path) -> tuple[LeafletText, list[Panel]]:
    """The leaflet with places for what is personal to anyone, and so many people's panels."""
    told = [compose_story(spec(), person) for person in everyone(count)]
    places = sorted({s.key for story in told for s in story.sections if s.personal})
    text = leaflet_text(pictures, next(everyone(1)), places)
    return text, [_panel(story, places, pictures) for story in told]


def panel(number: int, text: LeafletText, pictures: Path) -> Panel:
    """One person's panel for the places that a text has."""
    places = [item["mark"] for item in items(text) if item["kind"] == "personal"]
    story = compose_story(spec(), people.person(number, advice()))
    return _panel(story, places, pictures)


def _panel(story: Story, places: Sequence[str], pictures: Path) -> Panel:
    mine = (section for section in story.sections if section.key in places)
    return {section.key: list(section_items(section, pictures)) for section in mine}


def main(folder: str, most: str, *batches: str) -> None:
    """Write all into the folder."""
    there = Path(folder)
    told, made = prepared(int(most), there)
    (there / "leaflet.json").write_text(json.dumps(told), "utf-8")
    (there / "panels.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in made), "utf-8")
    for count in batches:
        people.write_table(there / f"people-{count}.csv", everyone(int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:])
