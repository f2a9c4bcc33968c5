"""The personal panels for the peers: the same words that handouts prints for each person.

Dates, areas and advice are already in words, so that a peer formats nothing.
``python -m benchmarks.panels FOLDER COUNT [BATCH...]`` writes the leaflet with places for the
panels, COUNT panels, one on each line, and a table of people for each batch.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import handouts
from benchmarks import synthetic_people
from benchmarks.leaflet import LeafletText, Panel, all_items
from benchmarks.peer_text import HANDOUT, leaflet_text, section_items
from handouts.compose.compose import compose_story
from handouts.document.blocks import Advice
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.document.story import Story


@lru_cache(maxsize=1)
def load_spec() -> Spec:
    """The handout that each person gets."""
    return handouts.load(HANDOUT)


def make_people(count: int) -> Iterator[Person]:
    """So many people, with advice from the handout."""
    return synthetic_people.make_people(count, advice_keys())


@lru_cache(maxsize=1)
def advice_keys() -> tuple[str, ...]:
    """The keys of the handout's advice."""
    blocks = (block for section in load_spec().handout.sections for block in section.blocks)
    return tuple(key for block in blocks if isinstance(block, Advice) for key, _ in block.items)


def prepare_leaflet(count: int, pictures: Path) -> tuple[LeafletText, list[Panel]]:
    """The leaflet with places for personal sections, and the panels for so many people."""
    stories = [compose_story(load_spec(), person) for person in make_people(count)]
    places = sorted({s.key for story in stories for s in story.sections if s.personal})
    text = leaflet_text(pictures, next(make_people(1)), places)
    return text, [_extract_panel(story, places, pictures) for story in stories]


def make_panel(number: int, text: LeafletText, pictures: Path) -> Panel:
    """The panel of one person, by number, for the places in a text."""
    places = [item["mark"] for item in all_items(text) if item["kind"] == "personal"]
    story = compose_story(load_spec(), synthetic_people.make_person(number, advice_keys()))
    return _extract_panel(story, places, pictures)


def _extract_panel(story: Story, places: Sequence[str], pictures: Path) -> Panel:
    mine = (section for section in story.sections if section.key in places)
    return {section.key: list(section_items(section, pictures)) for section in mine}


def main(folder: str, most: str, *batches: str) -> None:
    """Write the leaflet, the panels and the tables into the folder."""
    path = Path(folder)
    text, panels = prepare_leaflet(int(most), path)
    (path / "leaflet.json").write_text(json.dumps(text), "utf-8")
    (path / "panels.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in panels), "utf-8")
    for count in batches:
        synthetic_people.write_table(path / f"people-{count}.csv", make_people(int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:])
