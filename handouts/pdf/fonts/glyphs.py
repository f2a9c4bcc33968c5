"""Shaped glyphs: the output of a shaper, and the operators that draw it.

Takes glyph numbers, never text to be encoded: the text of each glyph is kept beside it, for
copying and searching.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from handouts.data import Data
from handouts.pdf.fonts.font_files import Font
from handouts.pdf.objects import format_rgb

# Font, size, colour, height above the baseline.
PenState = tuple[str, float, str, float]


_LEAP = 150.0


class GlyphGroup(NamedTuple):
    """Glyphs that are drawn together, and their text if it must be written as ActualText.

    Each array has a height above the baseline (in thousandths of the type size) and the content
    of a TJ array.
    """

    arrays: tuple[tuple[float, str], ...]
    actual_text: str | None


@dataclass(eq=False)
class Glyphs:
    """Shaped text in the order in which it is drawn, left to right.

    ``advances`` and ``offsets`` (right, up) are in thousandths of the type size. ``texts`` has
    the text of each glyph: the first glyph of a cluster has the cluster's text, the others
    none. ``text`` is the complete text in reading order. With ``spelled``, the text of each
    cluster is written as ActualText. Compares by identity and is immutable, except that an
    embedded font records in ``font_mark`` that it has all these glyphs.
    """

    font: Font
    ids: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...]
    texts: tuple[str, ...]
    text: str
    spelled: bool = False
    font_mark: object = field(default=None, init=False, repr=False)

    @cached_property
    def width(self) -> float:
        """The sum of the advances."""
        return sum(self.advances)

    @cached_property
    def groups(self) -> tuple[GlyphGroup, ...]:
        """What draws the glyphs if each one's code is its number."""
        return group_glyphs(self, {})

    @cached_property
    def level_array(self) -> str:
        """The TJ array that draws them; empty if it takes more than one array, or their text.

        It begins with a glyph, so that it may follow any other.
        """
        if self.spelled or not all(self.texts):
            return ""
        parts, back = [], 0.0
        for glyph, advance, (right, up) in zip(self.ids, self.advances, self.offsets):
            if up or abs(back - right) > _LEAP:
                return ""
            parts.append(f"{_format_offset(back - right)}<{glyph:04x}>")
            back = self.font.advance(glyph) + right - advance
        array = "".join(parts).replace("><", "") + _format_offset(back)
        return array if array.startswith("<") else ""


def group_glyphs(glyphs: Glyphs, codes: Mapping[int, int]) -> tuple[GlyphGroup, ...]:
    """What draws the glyphs; ``codes`` are by index, and a glyph without one uses its number."""
    grouped: list[GlyphGroup] = []
    back = 0.0
    for places, actual_text in _split_clusters(glyphs):
        arrays, back = _build_arrays(glyphs, places, codes, back)
        if grouped and actual_text is None and grouped[-1].actual_text is None:
            arrays = _join_arrays(grouped.pop().arrays, arrays)
        grouped.append(GlyphGroup(arrays, actual_text))
    if grouped and _format_offset(back):
        arrays = _join_arrays(
            grouped[-1].arrays, ((grouped[-1].arrays[-1][0], _format_offset(back)),)
        )
        grouped[-1] = GlyphGroup(arrays, grouped[-1].actual_text)
    return tuple(grouped)


def _split_clusters(glyphs: Glyphs) -> Iterator[tuple[range, str | None]]:
    """The range of each cluster of glyphs, and its text if it must be written as ActualText."""
    starts = [place for place, text in enumerate(glyphs.texts) if text or not place]
    for start, end in zip(starts, [*starts[1:], len(glyphs.ids)]):
        must = glyphs.spelled or end - start > 1
        yield range(start, end), glyphs.texts[start] if must else None


def _build_arrays(
    glyphs: Glyphs, places: range, codes: Mapping[int, int], back: float
) -> tuple[tuple[tuple[float, str], ...], float]:
    """The arrays of a cluster, and how far the pen must move back after it.

    Numbers in a TJ array move the pen back, in thousandths of the type size.
    """
    arrays: tuple[tuple[float, str], ...] = ()
    for place in places:
        right, up = glyphs.offsets[place]
        glyph = glyphs.ids[place]
        code = codes.get(place, glyph)
        arrays = _join_arrays(arrays, ((up, f"{_format_offset(back - right)}<{code:04x}>"),))
        back = glyphs.font.advance(glyph) + right - glyphs.advances[place]
    return arrays, back


def _join_arrays(
    left: tuple[tuple[float, str], ...], right: tuple[tuple[float, str], ...]
) -> tuple[tuple[float, str], ...]:
    if not left or left[-1][0] != right[0][0] or _is_leap(right[0][1]):
        return left + right
    return (*left[:-1], (left[-1][0], _continue_array(left[-1][1], right[0][1])), *right[1:])


@lru_cache(maxsize=4_096)
def _is_leap(array: str) -> bool:
    """Whether an array starts with a move so large that readers would take it for a space.

    Such moves lead to a combining mark and back.
    """
    return abs(float(array.partition("<")[0] or 0)) > _LEAP


def _continue_array(left: str, right: str) -> str:
    """Join two arrays; adjacent hexadecimal strings become one."""
    if left.endswith(">"):
        return left[:-1] + right[1:] if right.startswith("<") else left + right
    return left + right if right.startswith("<") else f"{left} {right}"


def _format_offset(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 0.05 else ""


class Segment(NamedTuple):
    """What distinguishes a part of a paragraph: its link, its language, the link's description.

    ``expansion`` is what the part, an abbreviation, stands for.
    """

    link: str
    language: str
    about: str
    expansion: str = ""


class Stretch(Data, frozen=True):
    """Glyphs at a size and a height above the baseline, in points, in a colour ``#rrggbb``."""

    glyphs: Glyphs
    size: float
    rise: float
    colour: str
    segment: Segment | None = None


class DrawnSegment(NamedTuple):
    """Adjacent stretches of one segment, with their operators and their width in points."""

    segment: Segment | None
    stretches: tuple[Stretch, ...]
    code: str
    width: float

    @classmethod
    def from_stretches(
        cls, segment: Segment | None, stretches: tuple[Stretch, ...]
    ) -> DrawnSegment:
        """Compute the operators and the width of the stretches."""
        width = sum(each.glyphs.width * each.size / 1000 for each in stretches)
        return cls(segment, stretches, format_operators(stretches), width)

    @property
    def link(self) -> str:
        """The target of its link; empty if it is not a link."""
        return self.segment.link if self.segment else ""

    @property
    def description(self) -> str:
        """The description of its link: the text, unless there is another."""
        about = self.segment.about if self.segment else ""
        return about or "".join(each.glyphs.text for each in self.stretches)


@dataclass(frozen=True, eq=False)
class GlyphRow:
    """Stretches that follow one another on a line, starting at a point (points, y upward)."""

    x: float
    y: float
    stretches: tuple[Stretch, ...]

    @cached_property
    def glyphs(self) -> tuple[Glyphs, ...]:
        """The glyphs of the row's stretches, without repetition."""
        return tuple(dict.fromkeys([stretch.glyphs for stretch in self.stretches]))

    @cached_property
    def is_plain(self) -> bool:
        """Whether no part of the row is a segment distinct from its paragraph."""
        return not any(stretch.segment for stretch in self.stretches)

    @cached_property
    def segments(self) -> tuple[DrawnSegment, ...]:
        """The row's segments, each with its operators, as for ``code``."""
        return tuple(
            DrawnSegment.from_stretches(segment, tuple(group))
            for segment, group in groupby(self.stretches, key=lambda stretch: stretch.segment)
        )

    @cached_property
    def code(self) -> str:
        """The operators if each glyph's code is its number."""
        return format_operators(self.stretches)


def format_operators(
    stretches: Sequence[Stretch], codes: Mapping[Glyphs, Mapping[int, int]] | None = None
) -> str:
    """The operators that draw the stretches from the pen's position, inside a text object.

    ``codes`` are by index, for glyphs whose code is not their number.
    """
    code = None if codes else _format_level(stretches)
    if code is not None:
        return code
    pen = _OperatorWriter()
    for stretch in stretches:
        other_codes = codes.get(stretch.glyphs) if codes else None
        for group in (
            group_glyphs(stretch.glyphs, other_codes) if other_codes else stretch.glyphs.groups
        ):
            pen.add_group(stretch, group)
    return pen.finish_code()


def _format_level(stretches: Sequence[Stretch]) -> str | None:
    """What ``format_operators`` returns where each stretch is one array: nearly always.

    None if any is not.
    """
    parts: list[str] = []
    state: PenState | None = None
    for stretch in stretches:
        glyphs = stretch.glyphs
        array = glyphs.level_array
        if not array:
            return None
        new = (glyphs.font.key, stretch.size, stretch.colour, stretch.rise)
        if new != state:
            parts += ("] TJ " if parts else "", " ".join(_change_state(state, new)), " [")
            state = new
        parts.append(array)
    return f"{''.join(parts).replace('><', '')}] TJ" if parts else ""


class _OperatorWriter:
    """Collects operators; tracks the text state they set and the array that is still open."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.state: PenState | None = None
        self.array = ""

    def finish_code(self) -> str:
        """Close the open array and return all operators."""
        self._close_array()
        return " ".join(self.parts)

    def add_group(self, stretch: Stretch, group: GlyphGroup) -> None:
        """Add the operators of a group of a stretch's glyphs."""
        if group.actual_text is not None:
            self._close_array()
            self.parts.append(
                f"/Span <</ActualText <{_encode_actual_text(group.actual_text)}>>> BDC"
            )
        for height, array in group.arrays:
            self._add_array(stretch, height, array)
        if group.actual_text is not None:
            self._close_array()
            self.parts.append("EMC")

    def _add_array(self, stretch: Stretch, height: float, array: str) -> None:
        rise = stretch.rise + height * stretch.size / 1000 if height else stretch.rise
        new = (stretch.glyphs.font.key, stretch.size, stretch.colour, rise)
        if self.array and new == self.state and not _is_leap(array):
            self.array = _continue_array(self.array, array)
            return
        self._close_array()
        if new != self.state:
            self.parts += _change_state(self.state, new)
        self.array, self.state = array, new

    def _close_array(self) -> None:
        if self.array:
            self.parts.append(f"[{self.array}] TJ")
            self.array = ""


def _change_state(old: PenState | None, new: PenState) -> Iterator[str]:
    font, size, colour, rise = new
    if old is None or old[:2] != new[:2]:
        yield f"/{font} {format_points(size)} Tf"
    if old is None or old[2] != colour:
        yield f"{format_rgb(colour)} rg"
    if old is None or old[3] != rise:
        yield f"{format_points(rise)} Ts"


@lru_cache(maxsize=4_096)
def format_points(value: float) -> str:
    """Format a number of points as an operand, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.0005 else "0"


def _encode_actual_text(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be").hex().upper()
