"""The test sheet: both sides of one sheet that show whether a printer turns, scales or cuts.

It has a format's own size, folds and duplex edge, so that what it tells holds for that format.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handouts.compose.runs import Run, Text, plain
from handouts.data import Data
from handouts.layout.formats import EDGE, FOLD, FORMATS, Sheet, inch, mm
from handouts.pdf import marks
from handouts.pdf.canvas import About, Canvas, Duplex
from handouts.pdf.structure import Element, Structure
from handouts.spec.models import Paper
from handouts.text.setting import typeset
from handouts.text.style import TextStyle

Deal = tuple[tuple[str, ...], ...]

TITLE = "Printer test sheet"
PAPERS: dict[Paper, str] = {"a4": "A4", "letter": "US\N{NO-BREAK SPACE}Letter"}

INK, QUIET = "#000000", "#555555"
BODY = TextStyle(size=15.0, leading=20.0, colour=INK)
HEADING = replace(BODY, size=20.0, leading=24.0, strong=True, balance=True)
LARGE = replace(BODY, size=26.0, leading=31.0, strong=True)
SMALL = replace(BODY, size=9.5, leading=12.0, colour=QUIET)
LETTER = replace(BODY, size=34.0, leading=40.0, strong=True, align="centre")

NEAR = mm(5)
"""Where the outer frame stands, which a printer may cut; the inner one stands at EDGE."""

CORNER = mm(16)
"""The square in each corner that holds its letter."""


GAP = 14.0

THREE: Deal = (("turn",), ("size",), ("edges", "meet"))
TWO: Deal = (("turn", "edges", "meet"), ("size",))
"""Which checks stand in which column."""


class Check(Data, frozen=True):
    """One thing to check: what must be, and what to do where it is not."""

    heading: str
    must: str
    mend: str


def draw(format: str = "trifold", paper: Paper = "a4") -> bytes:
    """The PDF of the test sheet for a format, tagged; the same arguments give the same bytes.

    Raises KeyError for a format that there is not, or that is not for this paper.
    """
    return drawn(FORMATS[format].sheet(paper), paper)


def drawn(sheet: Sheet, paper: Paper) -> bytes:
    """The PDF of the test sheet for a sheet's size and folds."""
    return _TestSheet(sheet, paper).pdf()


def checks(sheet: Sheet, paper: Paper) -> dict[str, Check]:
    """What there is to check on a sheet, by name."""
    edge = "short edge" if sheet.width > sheet.height else "long edge"
    long = (
        "100\N{NO-BREAK SPACE}mm"
        if paper == "a4"
        else "100\N{NO-BREAK SPACE}mm and 4\N{NO-BREAK SPACE}inches"
    )
    found = {
        "turn": Check(
            "Does it turn the right way?",
            "Turn the sheet like the page of a book. The back must be upright, with A behind A.",
            f"choose “flip on {edge}”.",
        ),
        "size": Check(
            "Is it the right size?",
            f"Measure: the {'bar' if paper == 'a4' else 'bars'} below must be {long} long.",
            "choose “actual size” or 100%, and never “fit to page”.",
        ),
        "edges": Check(
            "Are the edges whole?",
            "The thick frame must be there on all four sides. The thin one may be cut.",
            f"see that {PAPERS[paper]} is in the tray, and chosen. Else try another printer.",
        ),
        "meet": Check(
            "Do both sides meet?",
            "Hold it to the light. The dashed lines, where it is folded, must lie on one another "
            "within 2\N{NO-BREAK SPACE}mm.",
            "push the guides in the tray against the paper.",
        ),
    }
    if not sheet.folds.get(0):
        found["meet"] = replace(
            found["meet"],
            must="Hold it to the light. The frames must meet within 2\N{NO-BREAK SPACE}mm.",
        )
    return found


class _TestSheet:
    """The sheet as it is drawn: its tree grows in reading order, since it is drawn in it."""

    def __init__(self, sheet: Sheet, paper: Paper) -> None:
        self.sheet, self.paper = sheet, paper
        self.root = Element("Document")
        landscape = sheet.width > sheet.height
        duplex: Duplex = "DuplexFlipShortEdge" if landscape else "DuplexFlipLongEdge"
        about = About(TITLE, "handouts", "en", duplex)
        self.canvas = Canvas((sheet.width, sheet.height), about, Structure(self.root))

    def pdf(self) -> bytes:
        """Front, back, file."""
        self._front()
        self.canvas.showPage()
        self._back()
        self.canvas.showPage()
        return self.canvas.pdf()

    def _front(self) -> None:
        folds = tuple(self.sheet.folds.get(0, ()))
        self._marks("ABCD", folds)
        columns = self._columns(folds)
        dealt = THREE if len(columns) > 2 else TWO
        top = self._begin(*columns[0])
        found, number = checks(self.sheet, self.paper), 0
        for (left, width), names in zip(columns, dealt):
            for name in names:
                number += 1
                top = self._check(number, found[name], left, top, width) - GAP
                if name == "size":
                    self._bars(left, top)
            top = self._top

    def _begin(self, left: float, width: float) -> float:
        """The title and what to do; gives where it ends."""
        top = self._say("H1", plain(TITLE), LARGE, left, self._top, width)
        said = f"Print it on both sides of {PAPERS[self.paper]}, then look at four things."
        return self._say("P", plain(said), BODY, left, top - 4, width) - GAP

    @property
    def _top(self) -> float:
        return self.sheet.height - EDGE - CORNER

    def _columns(self, folds: Sequence[float]) -> list[tuple[float, float]]:
        """Left edge and width of each column: between the folds, else two."""
        cuts = [0.0, *(folds or (self.sheet.width / 2,)), self.sheet.width]
        columns = []
        for place, (left, right) in enumerate(zip(cuts, cuts[1:])):
            begin = left + (EDGE + mm(6) if place == 0 else FOLD)
            end = right - (EDGE + mm(6) if place == len(cuts) - 2 else FOLD)
            columns.append((begin, end - begin))
        return columns

    # --- what is said ---------------------------------------------------------------------

    def _check(self, number: int, check: Check, left: float, top: float, width: float) -> float:
        """One check; gives where it ends."""
        top = self._say("H2", plain(f"{number}  {check.heading}"), HEADING, left, top, width)
        top = self._say("P", plain(check.must), BODY, left, top - 3, width)
        mend = (Run("If not: ", strong=True), Run(check.mend))
        return self._say("P", mend, BODY, left, top - 5, width)

    def _say(
        self, role: str, text: Text, style: TextStyle, left: float, top: float, width: float
    ) -> float:
        """A text below ``top`` that is read; gives where it ends."""
        setting = typeset(text, style, width)
        setting.draw(self.canvas, left, top, element=self.root.add(Element(role)))
        return top - setting.height

    def _back(self) -> None:
        folds = tuple(self.sheet.folds.get(1, ()))
        self._marks("BADC", folds)
        columns = self._columns(folds)
        left, width = columns[len(columns) // 2] if len(columns) > 2 else columns[0]
        middle = self.sheet.height / 2
        self._arrow(left + width / 2, middle + mm(34))
        top = self._say(
            "H2", plain("The back"), replace(LARGE, align="centre"), left, middle, width
        )
        said = "Turn the sheet like the page of a book. Are these words upright? Then all is well."
        self._say("P", plain(said), replace(BODY, align="centre"), left, top - 4, width)

    # --- what is measured -----------------------------------------------------------------

    def _bars(self, left: float, top: float) -> None:
        self._bar(left, top, mm(100), mm(10), "100 mm")
        if self.paper == "letter":
            self._bar(left + mm(38), top, inch(4), inch(0.5), "4 inches")

    def _bar(self, left: float, top: float, length: float, step: float, name: str) -> None:
        """An upright bar with a mark at each step, its name beside it."""
        wide = mm(7)
        element = self.root.add(Element("Figure", alt=f"A bar to measure: {name} long."))
        with self.canvas.figure(element, (left, top - length, left + wide, top)):
            marks.panel(self.canvas, (left, top - length, left + wide, top), 0, "#dddddd")
            for number in range(round(length / step) + 1):
                y = top - number * step
                whole = number in (0, round(length / step))
                end = left + (wide if whole else wide * 0.55)
                self._line((left, y), (end, y), 1.0 if whole else 0.6)
            self._line((left, top), (left, top - length), 1.0)
        with self.canvas.artifact("Layout"):
            label = typeset(plain(name), replace(HEADING, size=15.0), mm(28))
            label.draw(self.canvas, left + wide + 6, top - length / 2 + label.height / 2)

    # --- what is seen ---------------------------------------------------------------------

    def _marks(self, letters: str, folds: Sequence[float]) -> None:
        """Frames, folds and a letter in each corner: top left, top right, then the foot."""
        wide, high = self.sheet.width, self.sheet.height
        with self.canvas.artifact("Layout"):
            for inset, weight in ((NEAR, 0.5), (EDGE, 1.8)):
                self._frame(inset, weight)
            for place, letter in enumerate(letters):
                x = EDGE if place % 2 == 0 else wide - EDGE - CORNER
                y = high - EDGE if place < 2 else EDGE + CORNER
                self._write(letter, LETTER, x, y - (CORNER - LETTER.leading) / 2, CORNER)
            for fold in folds:
                self._fold(fold)
            self._write("5 mm from the edge", SMALL, EDGE + CORNER, EDGE - 1, wide)
            self._write("10 mm from the edge", SMALL, EDGE + CORNER, EDGE + SMALL.leading + 3, wide)

    def _write(self, text: str, style: TextStyle, x: float, top: float, width: float) -> None:
        typeset(plain(text), style, width).draw(self.canvas, x, top)

    def _frame(self, inset: float, weight: float) -> None:
        """A frame whose outer side stands ``inset`` from the edges, so that it is measured."""
        half = inset + weight / 2
        wide, high = self.sheet.width - half, self.sheet.height - half
        corners = [(half, half), (wide, half), (wide, high), (half, high), (half, half)]
        for start, end in zip(corners, corners[1:]):
            self._line(start, end, weight)

    def _fold(self, x: float) -> None:
        self.canvas.saveState()
        self.canvas.setDash(6, 5)
        self._line((x, 0), (x, self.sheet.height), 0.8)
        self.canvas.restoreState()

    def _line(self, start: tuple[float, float], end: tuple[float, float], weight: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.line(*start, *end)

    def _arrow(self, x: float, top: float) -> None:
        """An arrow that points up, 26 mm high."""
        with self.canvas.artifact("Layout"):
            path = self.canvas.beginPath()
            points = ((0, 0), (11, -12), (4, -12), (4, -26), (-4, -26), (-4, -12), (-11, -12))
            path.moveTo(x, top)
            for across, up in points[1:]:
                path.lineTo(x + mm(across), top + mm(up))
            path.close()
            self.canvas.drawPath(path, stroke=0, fill=1)
