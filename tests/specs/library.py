"""The shipped handouts as plain YAML, and the words in them that a patient reads.

They are read without the program, so that the measures of the words do not depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parents[2] / "specs"
HANDOUTS = sorted(SPECS.glob("*.en.yaml"))
CITATION = re.compile(r"\s*\[@([^\]]+)\]")

_FRONT = {
    *("title", "subtitle", "kind", "id", "version", "reviewed", "review_by", "status"),
    *("approved_by", "language", "cover", "references", "formats", "short_references"),
}
_LISTS = {
    **dict.fromkeys(("checklist", "do", "do_not"), ()),
    "steps": ("do", "how"),
    "timeline": ("when", "feel"),
    "risks": ("what",),
    "exercises": ("name", "how", "stop_if"),
    "form": ("line", "lines", "box"),
    "signature": (),
}
"""The lists that a section may hold, with the parts of their items that are read."""
_BESIDE_LISTS = {
    *("heading", "tone", "text", "parts", "picture", "size", "alt", "caption", "diary"),
    *("keep", "new_panel"),
    "advice",
}
"""What else a section may hold; advice is read in the personal panel only."""

Section = dict[str, Any]


def plain_text(markdown: str) -> str:
    """Markdown as it is read aloud: no citations, no strong marks, a field's default text."""
    words = re.sub(r"\{\{\w+\|([^}]*)\}\}", r"\1", CITATION.sub("", markdown))
    return re.sub(r"\s+", " ", words.replace("**", "")).strip()


def read_sections(spec: dict[str, Any]) -> dict[str, Section]:
    """The handout's sections; one that is a text alone holds it under ``text``."""
    return {
        key: {"text": value} if isinstance(value, str) else value
        for key, value in spec.items()
        if key not in _FRONT
    }


def read_parts(section: Section) -> list[Section]:
    """The section without its parts, and each part: a mapping like a small section."""
    parts = [{"text": part} if isinstance(part, str) else part for part in section.get("parts", [])]
    return [{key: value for key, value in section.items() if key != "parts"}, *parts]


def find_unread_keys(spec: dict[str, Any]) -> set[str]:
    """The keys of sections and parts whose words no function here reads."""
    parts = [part for section in read_sections(spec).values() for part in read_parts(section)]
    return {key for part in parts for key in part} - _BESIDE_LISTS - set(_LISTS)


def split_blocks(markdown: str) -> list[str]:
    """The paragraphs and lists of a Markdown text."""
    return [block.strip() for block in re.split(r"\n\s*\n", markdown.strip())]


def is_list(block: str) -> bool:
    """Whether a block is a list."""
    return block.startswith("- ")


def running_blocks(section: Section) -> list[str]:
    """The paragraphs and lists of a section's running text."""
    return [b for part in read_parts(section) if "text" in part for b in split_blocks(part["text"])]


def running_paragraphs(spec: dict[str, Any]) -> list[str]:
    """Each paragraph of running text, as it is read."""
    sections = read_sections(spec).values()
    blocks = (block for section in sections for block in running_blocks(section))
    return [plain_text(block) for block in blocks if not is_list(block)]


def all_lists(spec: dict[str, Any]) -> Iterator[list[str]]:
    """Each list of the handout, whatever its kind, as items to read."""
    for section in read_sections(spec).values():
        yield from (re.split(r"(?:^|\n)- ", b)[1:] for b in running_blocks(section) if is_list(b))
        for part in read_parts(section):
            for key in _LISTS.keys() & part.keys():
                yield [_join(item, _LISTS[key]) for item in part[key]]


def _join(item: str | dict[str, Any], names: tuple[str, ...]) -> str:
    """An item of a list as it is read."""
    return item if isinstance(item, str) else ". ".join(item[n] for n in names if n in item)


def all_headings(spec: dict[str, Any]) -> list[str]:
    """The headings of the sections and the captions of the pictures."""
    parts = [part for section in read_sections(spec).values() for part in read_parts(section)]
    return [part[key] for part in parts for key in ("heading", "caption") if key in part]


def all_texts(spec: dict[str, Any]) -> list[str]:
    """All that a patient reads in the body: headings, paragraphs, items."""
    items = [plain_text(item) for listed in all_lists(spec) for item in listed]
    return [*all_headings(spec), *running_paragraphs(spec), *items]


def all_pictures(spec: dict[str, Any]) -> list[Section]:
    """The cover, each picture between the texts and those of exercises, not the icons of steps."""
    cover = [spec["cover"]] if "cover" in spec else []
    parts = [part for section in read_sections(spec).values() for part in read_parts(section)]
    exercises = [exercise for part in parts for exercise in part.get("exercises", [])]
    shown = [picture for exercise in exercises for picture in exercise.get("pictures", [])]
    return [*cover, *(part for part in parts if "picture" in part), *shown]
