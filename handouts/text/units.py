"""A paragraph taken apart, whatever its size and width will be: shaped units between breaks.

All widths are in ems, so that the same material serves any size.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from handouts.compose.runs import Run
from handouts.data import Data
from handouts.pdf.fonts import Font
from handouts.pdf.glyphs import Glyphs
from handouts.text.bidi import levels
from handouts.text.breaks import Kind, breaks
from handouts.text.clean import clean
from handouts.text.coverage import spans
from handouts.text.shaping import shape
from handouts.text.style import right_to_left
from handouts.text.wrap import Box

# What steers breaking and direction, which is settled before anything is shaped.
_STEERING = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")

# Letters that join their neighbours: shaped as they stand in the word.
_JOINING = re.compile("[\u0600-\u08ff\u200d]")

# How bad it is to part a word, and to part it where no rule allows it.
_PENALTIES: dict[Kind, float] = {
    "space": 0.0,
    "zero": 4.0,
    "address": 8.0,
    "hyphen": 25.0,
    "force": 50.0,
}


class Face(NamedTuple):
    """What decides how a paragraph's letters look, save their size."""

    family: str
    strong: bool
    language: str
    raised: float  # size of raised text as a share of the whole


class Unit(Data, frozen=True):
    """Glyphs of one run, font and level. ``start`` and ``end`` are places in the text.

    ``scale`` is the size as a share of the whole text's; ``width`` is in ems.
    """

    glyphs: Glyphs
    run: Run
    level: int
    start: int
    end: int
    scale: float
    width: float


class Part(Data, frozen=True):
    """Units that stay on one line; after them, a space or a break of a kind. Or nothing."""

    units: tuple[Unit, ...]
    space: Unit | None
    kind: Kind | None

    def box(self) -> Box:
        """The part as line breaking sees it."""
        width = sum([unit.width for unit in self.units])
        if self.kind == "space" and self.space:
            return Box(width, self.space.width)
        hyphen = dash(self.units[-1]).width if self.kind == "hyphen" and self.units else 0.0
        return Box(width, 0.0, hyphen, _PENALTIES[self.kind or "space"], self.kind is None)


@dataclass(frozen=True, eq=False)
class Material:
    """A paragraph ready to be broken: its text, its runs, and the parts in reading order."""

    text: str
    runs: tuple[Run, ...]
    face: Face
    parts: tuple[Part, ...]
    backward: bool

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The parts as line breaking sees them."""
        return tuple([part.box() for part in self.parts])

    def text_between(self, first: int, last: int) -> tuple[Run, ...]:
        """The runs of the parts ``first`` up to ``last``."""
        start, end = self._place(first), self._place(last)
        return tuple(_cut(self.runs, start, end))

    def _place(self, part: int) -> int:
        """Where a part begins in the text."""
        if part >= len(self.parts):
            return len(self.text)
        units = (*self.parts[part].units, self.parts[part].space)
        return next((one.start for one in units if one), 0)


def material(text: tuple[Run, ...], face: Face) -> Material:
    """Take a text apart. Raises ``MissingGlyphs``."""
    runs = clean(text)
    said = "".join(run.text for run in runs)
    return _built(said, runs, face, breaks(said))


def refined(whole: Material, more: Sequence[tuple[int, Kind]]) -> Material:
    """The same paragraph with more places where a line may end."""
    places = dict(more) | dict(breaks(whole.text))
    return _built(whole.text, whole.runs, whole.face, sorted(places.items()))


def rejoined(whole: Material, units: list[Unit], measure: float) -> list[Unit]:
    """The units of a line with parted words whole again where they stayed on that line.

    So that ligatures and kerning come back; but not if that is wider than the measure (ems).
    """
    joined: list[Unit] = []
    for one in units:
        if joined and _belong(joined[-1], one, whole.text):
            start = joined.pop().start
            one = _unit(whole.text, one.run, one.glyphs.font, one.level, start, one.end, whole.face)
        joined.append(one)
    fits = sum(one.width for one in joined) <= measure + 1e-6
    return joined if fits else units


def dash(last: Unit) -> Unit:
    """The hyphen that shows after a parted word; who copies the text gets the word whole."""
    shown = shape(last.glyphs.font, "-", bool(last.level % 2), last.run.language or "en")
    soft = dataclasses.replace(shown, texts=("\u00ad",), text="\u00ad", spelled=True)
    width = soft.width * last.scale / 1000
    return replace(last, glyphs=soft, start=last.end, width=width)


def _built(
    text: str, runs: tuple[Run, ...], face: Face, places: Sequence[tuple[int, Kind]]
) -> Material:
    backward = right_to_left(face.language)
    units = list(_units(text, runs, face, [place for place, _ in places], backward))
    return Material(text, runs, face, tuple(_parts(units, dict(places))), backward)


def _units(
    text: str, runs: tuple[Run, ...], face: Face, places: list[int], backward: bool
) -> Iterator[Unit]:
    found = spans(runs, face.family, face.strong)
    depth = levels(text, backward)
    edges = sorted(set(places).union(_space_edges(text), _turns(depth)))
    for start, end, run, font in found:
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for left, right in zip([start, *inner], [*inner, end]):
            yield _unit(text, run, font, depth[left] if depth else 0, left, right, face)


def _unit(text: str, run: Run, font: Font, level: int, start: int, end: int, face: Face) -> Unit:
    """Shape what stands from ``start`` to ``end`` in a text, as it stands there."""
    said, before, after = text[start:end], "", ""
    if not said.isascii():
        if _JOINING.search(said):
            before = _STEERING.sub("", text[max(0, start - 4) : start]).rpartition(" ")[2]
            after = _STEERING.sub("", text[end : end + 4]).partition(" ")[0]
        said = _STEERING.sub("", said)
    language = run.language or face.language
    glyphs = shape(font, said, level % 2 == 1, language, before, after)
    scale = face.raised if run.raised else 1.0
    return Unit(glyphs, run, level, start, end, scale, glyphs.width * scale / 1000)


def _belong(left: Unit, right: Unit, text: str) -> bool:
    return (
        left.end == right.start < right.end
        and left.run is right.run
        and left.level == right.level
        and left.glyphs.font is right.glyphs.font
        and text[left.end - 1] != " "
        and text[right.start] != " "
    )


def _space_edges(text: str) -> Iterator[int]:
    place = text.find(" ")
    while place >= 0:
        yield from (place, place + 1)
        place = text.find(" ", place + 1)


def _turns(depth: list[int] | None) -> Iterator[int]:
    for place in range(1, len(depth or ())):
        if depth and depth[place] != depth[place - 1]:
            yield place


def _cut(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    for run in runs:
        said = run.text[max(0, start) : max(0, end)]
        if said:
            yield replace(run, text=said)
        start, end = start - len(run.text), end - len(run.text)


def _parts(units: list[Unit], places: dict[int, Kind]) -> Iterator[Part]:
    held: list[Unit] = []
    for one in units:
        kind = places.get(one.end)
        if kind == "space":
            yield Part(tuple(held), one, kind)
            held = []
            continue
        held.append(one)
        if kind:
            yield Part(tuple(held), None, kind)
            held = []
    if held:
        yield Part(tuple(held), None, None)
