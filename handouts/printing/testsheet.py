"""The printer test sheet: one sheet that shows how a printer flips, scales and crops pages.

It has the size, folds and duplex edge of a format, so that its results are valid for that format.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.identity import FileIdentity
from handouts.document.papers import PAPERS, Paper
from handouts.document.text import Run, Text, plain
from handouts.document.units import inch, mm
from handouts.layout.formats import EDGE, FOLD, FORMATS, Sheet
from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing import shapes
from handouts.pdf.files.metadata import DocumentInfo, Duplex
from handouts.pdf.tags.structure import Element, Structure
from handouts.plain_sheets.drawing import INK, QUIET, PlainSheet
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle

ColumnPlan = tuple[tuple[str, ...], ...]

TITLE = "Printer test sheet"
_IDENTITY = FileIdentity("test-sheet")

BODY = TextStyle(size=15.0, leading=20.0, colour=INK)
HEADING = replace(BODY, size=20.0, leading=24.0, strong=True, breaking="balanced")
LARGE_HEADING = replace(BODY, size=26.0, leading=31.0, strong=True)
SMALL = replace(BODY, size=9.5, leading=12.0, colour=QUIET)
LETTER = replace(BODY, size=34.0, leading=40.0, strong=True, align="centre")

OUTER_FRAME = mm(5)
"""The inset of the outer frame, which a printer may crop; the inner one is at EDGE."""

CORNER = mm(16)
"""The side of the square in each corner that contains its letter."""


CHECK_GAP = 14.0

THREE_COLUMNS: ColumnPlan = (("turn",), ("size",), ("edges", "meet"))
TWO_COLUMNS: ColumnPlan = (("turn", "edges", "meet"), ("size",))
"""Which checks are in which column."""


class PrinterCheck(Data, frozen=True):
    """One thing to check: the requirement, and what to do where it is not met."""

    heading: str
    requirement: str
    hint: str


def render_test_sheet(format: str = "trifold", paper: Paper = "a4") -> bytes:
    """The PDF of the test sheet for a format, tagged; the same arguments give the same bytes.

    Raises KeyError for an unknown format, or one that is not for this paper.
    """
    return draw_test_sheet(FORMATS[format].first_sheet(paper), paper)


def draw_test_sheet(sheet: Sheet, paper: Paper) -> bytes:
    """The PDF of the test sheet for a sheet's size and folds."""
    return _TestSheet(sheet, paper).draw_pdf()


def _paper_label(paper: Paper) -> str:
    """A paper's name, which no line end divides."""
    return PAPERS[paper].name.replace(" ", "\N{NO-BREAK SPACE}")


def build_checks(sheet: Sheet, paper: Paper) -> dict[str, PrinterCheck]:
    """The checks for a sheet, by name."""
    edge = "short edge" if sheet.width > sheet.height else "long edge"
    bars, long = "bar", "100\N{NO-BREAK SPACE}mm"
    if PAPERS[paper].uses_inches:
        bars, long = "bars", f"{long} and 4\N{NO-BREAK SPACE}inches"
    checks = {
        "turn": PrinterCheck(
            "Does it turn the right way?",
            "Turn the sheet like the page of a book. The back must be upright, with A behind A.",
            f"choose “flip on {edge}”.",
        ),
        "size": PrinterCheck(
            "Is it the right size?",
            f"Measure: the {bars} below must be {long} long.",
            "choose “actual size” or 100%, and never “fit to page”.",
        ),
        "edges": PrinterCheck(
            "Are the edges whole?",
            "The thick frame must be there on all four sides. The thin one may be cut.",
            f"see that {_paper_label(paper)} is in the tray, and chosen. Else try another printer.",
        ),
        "meet": PrinterCheck(
            "Do both sides meet?",
            "Hold it to the light. The dashed lines, where it is folded, must lie on one another "
            "within 2\N{NO-BREAK SPACE}mm.",
            "push the guides in the tray against the paper.",
        ),
    }
    if not sheet.folds.get(0):
        checks["meet"] = replace(
            checks["meet"],
            requirement="Hold it to the light. The frames must meet within 2\N{NO-BREAK SPACE}mm.",
        )
    return checks


class _TestSheet:
    """The sheet while it is drawn, in reading order, which is the order of its structure tree."""

    def __init__(self, sheet: Sheet, paper: Paper) -> None:
        self.sheet, self.paper = sheet, paper
        self.root = Element("Document")
        landscape = sheet.width > sheet.height
        duplex: Duplex = "DuplexFlipShortEdge" if landscape else "DuplexFlipLongEdge"
        about = DocumentInfo(TITLE, "handouts", "en", duplex, _IDENTITY.list_entries())
        self.canvas = Canvas((sheet.width, sheet.height), about, Structure(self.root))
        self.page = PlainSheet(self.canvas, self.root)

    def draw_pdf(self) -> bytes:
        """Draw front and back, and return the PDF."""
        self._draw_front()
        self.canvas.showPage()
        self._draw_back()
        self.canvas.showPage()
        return self.canvas.pdf()

    def _draw_front(self) -> None:
        folds = tuple(self.sheet.folds.get(0, ()))
        self._draw_marks("ABCD", folds)
        columns = self._plan_columns(folds)
        plan = THREE_COLUMNS if len(columns) > 2 else TWO_COLUMNS
        top = self._draw_title(*columns[0])
        checks, number = build_checks(self.sheet, self.paper), 0
        for (left, width), names in zip(columns, plan):
            for name in names:
                number += 1
                top = self._draw_check(number, checks[name], left, top, width) - CHECK_GAP
                if name == "size":
                    self._draw_bars(left, top)
            top = self._top

    def _draw_title(self, left: float, width: float) -> float:
        """Draw the title and what to do; returns the y below them."""
        top = self._draw_text("H1", plain(TITLE), LARGE_HEADING, left, self._top, width)
        text = f"Print it on both sides of {_paper_label(self.paper)}, then look at four things."
        return self._draw_text("P", plain(text), BODY, left, top - 4, width) - CHECK_GAP

    @property
    def _top(self) -> float:
        return self.sheet.height - EDGE - CORNER

    def _plan_columns(self, folds: Sequence[float]) -> list[tuple[float, float]]:
        """Left edge and width of each column: between the folds, else two."""
        cuts = [0.0, *(folds or (self.sheet.width / 2,)), self.sheet.width]
        columns = []
        for place, (left, right) in enumerate(zip(cuts, cuts[1:])):
            begin = left + (EDGE + mm(6) if place == 0 else FOLD)
            end = right - (EDGE + mm(6) if place == len(cuts) - 2 else FOLD)
            columns.append((begin, end - begin))
        return columns

    # --- text -----------------------------------------------------------------------------

    def _draw_check(
        self, number: int, check: PrinterCheck, left: float, top: float, width: float
    ) -> float:
        """Draw one check; returns the y below it."""
        top = self._draw_text("H2", plain(f"{number}  {check.heading}"), HEADING, left, top, width)
        top = self._draw_text("P", plain(check.requirement), BODY, left, top - 3, width)
        hint = Text((Run("If not: ", strong=True), Run(check.hint)))
        return self._draw_text("P", hint, BODY, left, top - 5, width)

    def _draw_text(
        self, role: str, text: Text, style: TextStyle, left: float, top: float, width: float
    ) -> float:
        """Draw a tagged text below ``top``; returns the y below it."""
        return self.page.draw_text(role, text, style, (left, top), width)

    def _draw_back(self) -> None:
        folds = tuple(self.sheet.folds.get(1, ()))
        self._draw_marks("BADC", folds)
        columns = self._plan_columns(folds)
        left, width = columns[len(columns) // 2] if len(columns) > 2 else columns[0]
        middle = self.sheet.height / 2
        self._draw_arrow(left + width / 2, middle + mm(34))
        top = self._draw_text(
            "H2", plain("The back"), replace(LARGE_HEADING, align="centre"), left, middle, width
        )
        text = "Turn the sheet like the page of a book. Are these words upright? Then all is well."
        self._draw_text("P", plain(text), replace(BODY, align="centre"), left, top - 4, width)

    # --- bars to measure ------------------------------------------------------------------

    def _draw_bars(self, left: float, top: float) -> None:
        self._draw_bar(left, top, mm(100), mm(10), "100 mm")
        if PAPERS[self.paper].uses_inches:
            self._draw_bar(left + mm(38), top, inch(4), inch(0.5), "4 inches")

    def _draw_bar(self, left: float, top: float, length: float, step: float, name: str) -> None:
        """Draw a vertical bar with a mark at each step, and its name beside it."""
        wide = mm(7)
        element = self.root.add(Element("Figure", alt=f"A bar to measure: {name} long."))
        with self.canvas.figure(element, (left, top - length, left + wide, top)):
            shapes.draw_panel(self.canvas, (left, top - length, left + wide, top), 0, "#dddddd")
            for number in range(round(length / step) + 1):
                y = top - number * step
                is_end = number in (0, round(length / step))
                end = left + (wide if is_end else wide * 0.55)
                self._draw_line((left, y), (end, y), 1.0 if is_end else 0.6)
            self._draw_line((left, top), (left, top - length), 1.0)
        with self.canvas.artifact("Layout"):
            label = typeset_text(plain(name).runs, replace(HEADING, size=15.0), mm(28))
            label.draw(self.canvas, left + wide + 6, top - length / 2 + label.height / 2)

    # --- frames, folds and letters --------------------------------------------------------

    def _draw_marks(self, letters: str, folds: Sequence[float]) -> None:
        """Draw frames, folds and a letter in each corner: top left, top right, then the bottom."""
        wide, high = self.sheet.width, self.sheet.height
        with self.canvas.artifact("Layout"):
            for inset, weight in ((OUTER_FRAME, 0.5), (EDGE, 1.8)):
                self._draw_frame(inset, weight)
            for place, letter in enumerate(letters):
                x = EDGE if place % 2 == 0 else wide - EDGE - CORNER
                y = high - EDGE if place < 2 else EDGE + CORNER
                self._draw_label(letter, LETTER, x, y - (CORNER - LETTER.leading) / 2, CORNER)
            for fold in folds:
                self._draw_fold(fold)
            self._draw_label("5 mm from the edge", SMALL, EDGE + CORNER, EDGE - 1, wide)
            self._draw_label(
                "10 mm from the edge", SMALL, EDGE + CORNER, EDGE + SMALL.leading + 3, wide
            )

    def _draw_label(self, text: str, style: TextStyle, x: float, top: float, width: float) -> None:
        typeset_text(plain(text).runs, style, width).draw(self.canvas, x, top)

    def _draw_frame(self, inset: float, weight: float) -> None:
        """Draw a frame whose outer side is exactly ``inset`` from the edges."""
        half = inset + weight / 2
        wide, high = self.sheet.width - half, self.sheet.height - half
        corners = [(half, half), (wide, half), (wide, high), (half, high), (half, half)]
        for start, end in zip(corners, corners[1:]):
            self._draw_line(start, end, weight)

    def _draw_fold(self, x: float) -> None:
        self.canvas.saveState()
        self.canvas.setDash(6, 5)
        self._draw_line((x, 0), (x, self.sheet.height), 0.8)
        self.canvas.restoreState()

    def _draw_line(
        self, start: tuple[float, float], end: tuple[float, float], weight: float
    ) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.line(*start, *end)

    def _draw_arrow(self, x: float, top: float) -> None:
        """Draw an arrow that points up, 26 mm high."""
        with self.canvas.artifact("Layout"):
            path = self.canvas.beginPath()
            points = ((0, 0), (11, -12), (4, -12), (4, -26), (-4, -26), (-4, -12), (-11, -12))
            path.moveTo(x, top)
            for across, up in points[1:]:
                path.lineTo(x + mm(across), top + mm(up))
            path.close()
            self.canvas.drawPath(path, stroke=0, fill=1)
