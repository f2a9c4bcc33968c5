"""The leaflet as every peer gets it: plain data, read from JSON, with nothing left to decide.

A peer imports nothing of the project except this file, so that its cold start is not ours.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, TypedDict

Kind = Literal[
    "clinic",
    "title",
    "subtitle",
    "heading",
    "lead",
    "text",
    "item",
    "caption",
    "small",
    "picture",
    "personal",
]


class Run(TypedDict):
    """A stretch of text that looks the same throughout; ``raised`` is a citation's number."""

    text: str
    strong: bool
    raised: bool


class Item(TypedDict):
    """A paragraph, a list's item behind its ``mark``, or a picture.

    Or the place of a person's section, whose key is the ``mark``; see `fill_places`.
    ``path`` is a picture's SVG, ``pixels`` a PNG of it for peers that cannot draw SVG, ``alt``
    says what it shows. ``width`` is a picture's, as a share of the column; ``ratio`` is its
    height divided by its width.
    """

    kind: Kind
    runs: list[Run]
    mark: str
    path: str
    pixels: str
    alt: str
    width: float
    ratio: float


Panel = dict[str, list[Item]]
"""The personal part of one leaflet: the items of each personal section."""


class LeafletText(TypedDict):
    """The text and its page: two pages of three columns; all lengths in points.

    Each page is a list of groups. A group starts a column and continues in the next ones.
    """

    title: str
    author: str
    language: str
    regular: str
    bold: str
    main: str
    ink: str
    width: float
    height: float
    margin: float
    gutter: float
    size: float
    pages: list[list[list[Item]]]


SCALE: dict[Kind, float] = {
    "clinic": 1.2,
    "title": 2.4,
    "subtitle": 1.2,
    "heading": 1.38,
    "lead": 1.14,
    "caption": 0.82,
    "small": 0.72,
}
"""The size of each kind in body sizes; 1 for what is not here."""

STRONG: frozenset[Kind] = frozenset({"clinic", "title", "heading"})
COLOURED: frozenset[Kind] = frozenset({"clinic", "title", "heading", "lead"})

LEADING = 1.3
"""The line height in sizes."""

SPACE = 0.3
"""The space below a paragraph in body sizes; a heading has three times as much above."""

INDENT = 1.4
"""The space for a list's mark in body sizes."""


def column_width(text: LeafletText) -> float:
    """The width of a column, in points."""
    return (text["width"] - 2 * text["margin"] - 2 * text["gutter"]) / 3


def type_size(text: LeafletText, item: Item) -> float:
    """The type size of an item, in points."""
    return round(text["size"] * SCALE.get(item["kind"], 1.0), 2)


def all_items(text: LeafletText) -> list[Item]:
    """Everything on both pages."""
    return [item for page in text["pages"] for group in page for item in group]


def number_leaflet(text: LeafletText, number: int) -> LeafletText:
    """The same leaflet with a number below its title, so that no two builds are the same."""
    pages = [[list(group) for group in page] for page in text["pages"]]
    group = next(g for page in pages for g in page if any(i["kind"] == "subtitle" for i in g))
    place = next(place for place, item in enumerate(group) if item["kind"] == "subtitle")
    words = f"Leaflet number {number:05d}"
    group[place] = {**group[place], "runs": [{"text": words, "strong": False, "raised": False}]}
    return {**text, "pages": pages}


def fill_places(text: LeafletText, panel: Panel) -> LeafletText:
    """The same leaflet with a person's sections in their places."""
    pages = [[_fill_group(group, panel) for group in page] for page in text["pages"]]
    return {**text, "pages": pages}


def _fill_group(group: list[Item], panel: Panel) -> list[Item]:
    if all(item["kind"] != "personal" for item in group):
        return group
    places = (panel[i["mark"]] if i["kind"] == "personal" else [i] for i in group)
    return [item for place in places for item in place]


def read_leaflet(path: str) -> LeafletText:
    """The leaflet in a JSON file."""
    text: LeafletText = json.loads(Path(path).read_text("utf-8"))
    return text


def read_panels(path: str, count: int) -> Iterator[Panel]:
    """The first panels of a file, one from each line, one at a time."""
    with open(path, encoding="utf-8") as file:
        yield from map(json.loads, islice(file, count))


def run_peer(build: Callable[[LeafletText], bytes]) -> None:
    """A peer's command, ``python -m benchmarks.peers.NAME TEXT.json OUT.pdf``."""
    Path(sys.argv[2]).write_bytes(build(read_leaflet(sys.argv[1])))
