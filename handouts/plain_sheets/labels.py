"""Sheets of labels for envelopes: a name and an address on each.

Sizes are those of the templates that Avery publishes for its products (avery.co.uk for L7160 and
L7163, avery.com for 5160 and 5163).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.choices import LabelCode
from handouts.document.fonts import Typeface
from handouts.document.identity import FileIdentity
from handouts.document.papers import PAPERS, Paper
from handouts.document.text import plain
from handouts.document.units import inch, mm
from handouts.pdf.canvas import Canvas
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure
from handouts.plain_sheets.drawing import INK, PlainSheet
from handouts.text.setting import measure_text
from handouts.text.style import TextStyle

SMALLEST = 8.0
"""The smallest type of a label, in points."""

_LABEL = TextStyle(size=12.0, leading=14.4, colour=INK)
_PADDING = mm(4)
_EXTRA = 1.0  # in width, so that rounding breaks no line
_STEP = 0.5


class LabelSheet(Data, frozen=True):
    """A sheet of labels, in points: how many across and down, their size, and where they are.

    ``left`` and ``top`` are those of the first label; ``across`` and ``down`` are the distances
    from one label's edge to the next one's.
    """

    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def count(self) -> int:
        """How many labels are on a sheet."""
        return self.columns * self.rows

    def locate_label(self, number: int) -> tuple[float, float]:
        """The left edge and the top of a label, from the sheet's; counted from 0, row by row."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.across, self.top + row * self.down


LABEL_SHEETS: Mapping[LabelCode, LabelSheet] = {
    "L7160": LabelSheet("a4", 3, 7, mm(63.5), mm(38.1), mm(7.25), mm(15.15), mm(66.04), mm(38.1)),
    "L7163": LabelSheet("a4", 2, 7, mm(99.1), mm(38.1), mm(4.65), mm(15.15), mm(101.6), mm(38.1)),
    "5160": LabelSheet(
        "letter", 3, 10, inch(2.625), inch(1), inch(0.1875), inch(0.5), inch(2.75), inch(1)
    ),
    "5163": LabelSheet(
        "letter", 2, 5, inch(4), inch(2), inch(0.15625), inch(0.5), inch(4.1875), inch(2)
    ),
}


def find_label_misfit(lines: Sequence[str], code: LabelCode, family: Typeface) -> str:
    """Why lines do not fit on a label, in words without them; empty where they fit.

    Raises ``MissingGlyphs``.
    """
    if _fit_label(lines, LABEL_SHEETS[code], family):
        return ""
    return f"The name and the address do not fit on a label, even in type of {SMALLEST:g} points."


def _fit_label(lines: Sequence[str], sheet: LabelSheet, family: Typeface) -> TextStyle | None:
    """The largest type in which all lines fit; None if the smallest is too large."""
    style = replace(_LABEL, family=family)
    width, height = sheet.width - 2 * _PADDING - _EXTRA, sheet.height - _PADDING
    widest = max(measure_text(plain(line).runs, style)[0] for line in lines) / style.size
    while style.size >= SMALLEST:
        if widest * style.size <= width and len(lines) * style.leading <= height:
            return style
        size = style.size - _STEP
        style = replace(style, size=size, leading=size * 1.2)
    return None


def draw_labels(
    people: Sequence[Sequence[str]], code: LabelCode, skipped: int, family: Typeface
) -> bytes:
    """The PDF of labels with these lines, tagged; so many of the first sheet stay empty.

    Each must fit. The same arguments give the same bytes. Raises ``MissingGlyphs``.
    """
    sheet, root = LABEL_SHEETS[code], Element("Document")
    size = PAPERS[sheet.paper].size
    entries = FileIdentity("labels").list_entries()
    about = DocumentInfo(f"Labels {code}", "handouts", "en", "Simplex", entries)
    page = PlainSheet(Canvas(size, about, Structure(root)), root)
    for number, lines in enumerate(people, skipped):
        at = number % sheet.count
        if number > skipped and at == 0:
            page.canvas.showPage()
        left, down = sheet.locate_label(at)
        _draw_label(page, lines, sheet, (left, size[1] - down), family)
    page.canvas.showPage()
    return page.canvas.pdf()


def _draw_label(
    page: PlainSheet,
    lines: Sequence[str],
    sheet: LabelSheet,
    place: tuple[float, float],
    family: Typeface,
) -> None:
    """Draw a label's lines, in the middle of its height."""
    style = _fit_label(lines, sheet, family)
    assert style, "it was checked that the label fits"
    element = page.root.add(Element("Sect"))
    left, top = place[0] + _PADDING, place[1] - (sheet.height - len(lines) * style.leading) / 2
    for line in lines:
        width = sheet.width - 2 * _PADDING
        top = page.draw_text("P", plain(line), style, (left, top), width, element)
