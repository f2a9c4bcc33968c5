"""Shaped glyphs: what a shaper gives back, and the operators that draw it.

Takes glyph numbers, never text to be encoded: what a glyph says travels beside it, for
copying and searching. Draws on any ReportLab canvas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from handouts.data import Data
from handouts.pdf.fonts import Font
from handouts.pdf.marks import rgb

# Font, size, colour, height above the line.
State = tuple[str, float, str, float]


_LEAP = 150.0


class Group(NamedTuple):
    """Glyphs that are shown together: pieces of one height above the line each (thousandths
    of the type size, TJ array), and what they say where that must be spelled out."""

    shown: tuple[tuple[float, str], ...]
    spelled: str | None


@dataclass(eq=False)
class Glyphs:
    """A stretch of shaped text in the order it is drawn, left to right.

    ``advances`` and ``offsets`` (right, up) are in thousandths of the type size. ``texts``
    is what each glyph says: the first of a cluster says it all, the others nothing. ``text``
    is what the stretch says in reading order. With ``spelled``, each glyph carries its text
    along, whatever it may say elsewhere. Compares by identity, and never changes, but that
    an embedded font notes in ``held`` that it has them.
    """

    font: Font
    ids: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...]
    texts: tuple[str, ...]
    text: str
    spelled: bool = False
    held: object = field(default=None, init=False, repr=False)

    @cached_property
    def width(self) -> float:
        """The sum of the advances."""
        return sum(self.advances)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What draws the glyphs, where none says something else in the same document."""
        return groups(self, {})


def groups(glyphs: Glyphs, codes: Mapping[int, int]) -> tuple[Group, ...]:
    """What draws the glyphs, by their ``codes`` at some places, else by their own numbers."""
    made: list[Group] = []
    back = 0.0
    for places, spelled in _clusters(glyphs):
        shown, back = _shown(glyphs, places, codes, back)
        if made and spelled is None and made[-1].spelled is None:
            shown = _merged(made.pop().shown, shown)
        made.append(Group(shown, spelled))
    if made and _number(back):
        shown = _merged(made[-1].shown, ((made[-1].shown[-1][0], _number(back)),))
        made[-1] = Group(shown, made[-1].spelled)
    return tuple(made)


def _clusters(glyphs: Glyphs) -> Iterator[tuple[range, str | None]]:
    """The places of glyphs that say something together, and the text if it must be spelled."""
    starts = [place for place, text in enumerate(glyphs.texts) if text or not place]
    for start, end in zip(starts, [*starts[1:], len(glyphs.ids)]):
        must = glyphs.spelled or end - start > 1
        yield range(start, end), glyphs.texts[start] if must else None


def _shown(
    glyphs: Glyphs, places: range, codes: Mapping[int, int], back: float
) -> tuple[tuple[tuple[float, str], ...], float]:
    """The pieces of a cluster, and how far the pen must go back after it.

    Numbers in a TJ array move the pen back, by thousandths of the type size.
    """
    shown: tuple[tuple[float, str], ...] = ()
    for place in places:
        right, up = glyphs.offsets[place]
        glyph = glyphs.ids[place]
        code = codes.get(place, glyph)
        shown = _merged(shown, ((up, f"{_number(back - right)}<{code:04x}>"),))
        back = glyphs.font.advance(glyph) + right - glyphs.advances[place]
    return shown, back


def _merged(
    left: tuple[tuple[float, str], ...], right: tuple[tuple[float, str], ...]
) -> tuple[tuple[float, str], ...]:
    if not left or left[-1][0] != right[0][0] or _leaps(right[0][1]):
        return left + right
    return (*left[:-1], (left[-1][0], _run_on(left[-1][1], right[0][1])), *right[1:])


@lru_cache(maxsize=4_096)
def _leaps(array: str) -> bool:
    """Whether an array begins with a step so large that readers, within an array, take it
    for a space: to a mark and back."""
    return abs(float(array.partition("<")[0] or 0)) > _LEAP


def _run_on(left: str, right: str) -> str:
    """One array after another; a hexadecimal string that goes on is not closed and opened."""
    if left.endswith(">"):
        return left[:-1] + right[1:] if right.startswith("<") else left + right
    return left + right if right.startswith("<") else f"{left} {right}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 0.05 else ""


class Segment(NamedTuple):
    """What sets a part of a paragraph apart: where it leads, its language, what it is about."""

    link: str
    language: str
    about: str


class Stretch(Data, frozen=True):
    """Glyphs at a size and a height above the line, both in points, in a colour ``#rrggbb``."""

    glyphs: Glyphs
    size: float
    rise: float
    colour: str
    segment: Segment | None = None


class Shown(NamedTuple):
    """Stretches of one segment that stand together, what draws them, how wide they are."""

    segment: Segment | None
    stretches: tuple[Stretch, ...]
    code: str
    width: float

    @classmethod
    def of(cls, segment: Segment | None, stretches: tuple[Stretch, ...]) -> Shown:
        """The stretches with their operators and their width in points."""
        width = sum(each.glyphs.width * each.size / 1000 for each in stretches)
        return cls(segment, stretches, operators(stretches), width)


@dataclass(frozen=True, eq=False)
class Row:
    """Stretches that follow each other on one line, from a point (points, y upward)."""

    x: float
    y: float
    stretches: tuple[Stretch, ...]

    @cached_property
    def glyphs(self) -> tuple[Glyphs, ...]:
        """The different glyph stretches of the row."""
        return tuple(dict.fromkeys(stretch.glyphs for stretch in self.stretches))

    @cached_property
    def plain(self) -> bool:
        """Whether nothing on the row is set apart from its paragraph."""
        return not any(stretch.segment for stretch in self.stretches)

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The row by its segments, each with its operators, as for ``code``."""
        return tuple(
            Shown.of(segment, tuple(group))
            for segment, group in groupby(self.stretches, key=lambda stretch: stretch.segment)
        )

    @cached_property
    def code(self) -> str:
        """The operators, where every glyph says the same all over the document."""
        return operators(self.stretches)


def operators(
    stretches: Iterable[Stretch], codes: Mapping[Glyphs, Mapping[int, int]] | None = None
) -> str:
    """What draws the stretches from the pen's place, inside a text object.

    ``codes`` are those of glyphs that do not go by their own numbers, by their places.
    """
    pen = _Pen()
    for stretch in stretches:
        own = codes.get(stretch.glyphs) if codes else None
        for group in groups(stretch.glyphs, own) if own else stretch.glyphs.groups:
            pen.show(stretch, group)
    return pen.code()


class _Pen:
    """Operators as they grow, and the state they leave behind; last an array that goes on."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.state: State | None = None
        self.array = ""

    def code(self) -> str:
        """All operators so far."""
        self._close()
        return " ".join(self.parts)

    def show(self, stretch: Stretch, group: Group) -> None:
        if group.spelled is not None:
            self._close()
            self.parts.append(f"/Span <</ActualText <{_utf16(group.spelled)}>>> BDC")
        for height, array in group.shown:
            self._show(stretch, height, array)
        if group.spelled is not None:
            self._close()
            self.parts.append("EMC")

    def _show(self, stretch: Stretch, height: float, array: str) -> None:
        rise = stretch.rise + height * stretch.size / 1000 if height else stretch.rise
        new = (stretch.glyphs.font.key, stretch.size, stretch.colour, rise)
        if self.array and new == self.state and not _leaps(array):
            self.array = _run_on(self.array, array)
            return
        self._close()
        if new != self.state:
            self.parts += _setup(self.state, new)
        self.array, self.state = array, new

    def _close(self) -> None:
        if self.array:
            self.parts.append(f"[{self.array}] TJ")
            self.array = ""


def _setup(old: State | None, new: State) -> Iterator[str]:
    font, size, colour, rise = new
    if old is None or old[:2] != new[:2]:
        yield f"/{font} {points(size)} Tf"
    if old is None or old[2] != colour:
        yield f"{rgb(colour)} rg"
    if old is None or old[3] != rise:
        yield f"{points(rise)} Ts"


def points(value: float) -> str:
    """A number of points as operators take it, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.0005 else "0"


def _utf16(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be").hex().upper()


def draw(canvas: Any, x: float, y: float, rows: Iterable[Row]) -> None:
    """Draw rows of glyphs, their own places counted from (x, y), on a ReportLab canvas.

    Embeds what is drawn; the graphics state is left as it was.
    """
    parts: list[str] = []
    pen_x = pen_y = 0.0
    for row in rows:
        step = f"{points(x + row.x - pen_x)} {points(y + row.y - pen_y)} Td"
        pen_x, pen_y = x + row.x, y + row.y
        codes = taken(canvas, row)
        parts += [step, operators(row.stretches, codes) if codes else row.code]
    if parts:
        canvas._code.append(f"q BT {' '.join(parts)} ET Q")


def known(canvas: Any, rows: Iterable[Row]) -> bool:
    """Whether all glyphs of some rows are embedded already, and go by their own numbers."""
    from handouts.pdf.embed import embedded_fonts

    fonts = embedded_fonts(canvas._doc)
    for row in rows:
        for glyphs in row.glyphs:
            font = fonts.get(glyphs.font)
            if font is None or not (glyphs.held is font.mark or font.holds(glyphs)):
                return False
    return True


def taken(canvas: Any, row: Row) -> Mapping[Glyphs, Mapping[int, int]]:
    """Embed a row's glyphs; the codes of those that do not go by their own numbers."""
    from handouts.pdf.embed import embedded

    if known(canvas, (row,)):
        return {}
    codes = {glyphs: embedded(canvas, glyphs.font).take(glyphs) for glyphs in row.glyphs}
    return codes if any(codes.values()) else {}
