"""The definition of a format: pages, panels on them, and sizes of type.

Geometry is in points from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from handouts.data import Data
from handouts.document.papers import PAPERS, Paper
from handouts.document.units import mm

if TYPE_CHECKING:
    from handouts.pdf.files.metadata import Duplex

Role = Literal["cover", "masthead", "text", "back", "foot"]


EDGE, FOLD = mm(10), mm(6)
"""The least distance of text from the paper's edge and from a fold."""

PICTURE = mm(52)
"""The greatest height of a picture in the text."""


class Panel(Data, frozen=True):
    """The area for one panel's text: ``page`` from 0, ``left`` and ``top`` in points.

    A cover fills its panel. A masthead is as high as it needs, and the text panels of its page
    begin below it. A back ends with the version line. A foot holds the version line and the
    page ``number``, is as high as it needs, and the text panels of its page end above it.

    ``chapter`` groups panels that are seen together: text runs on from panel to panel within
    a chapter, and a new chapter begins with a new section. ``spread`` groups panels that are
    seen at one glance, and that should be equally full. One that ``takes_notes`` has lines for
    them where the text is too short for all panels.
    """

    name: str
    page: int
    left: float
    top: float
    width: float
    height: float
    role: Role = "text"
    chapter: int = 0
    number: int = 0
    spread: int = 0
    takes_notes: bool = False


class Sheet(Data, frozen=True):
    """A page size in points, and the panels of all pages in reading order.

    A page may have another height, by its number in ``heights``. Where the sheet has ``copies``,
    all that is on it is there again, so far to the right in points, and it is cut there.
    """

    width: float
    height: float
    panels: tuple[Panel, ...]
    folds: Mapping[int, tuple[float, ...]] = {}
    copies: tuple[float, ...] = ()
    heights: Mapping[int, float] = {}

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height of a page, in points."""
        return self.width, self.heights.get(page, self.height)

    @property
    def page_count(self) -> int:
        """The number of pages in the file."""
        return 1 + max(panel.page for panel in self.panels)

    @property
    def page_labels(self) -> tuple[str, ...]:
        """The numbers printed on each page, from left to right: "8, 1"; a cover is page 1.

        Empty where they are the file's own numbers, or where none are printed.
        """
        printed = sorted(
            (panel.page, panel.left, panel.number or 1)
            for panel in self.panels
            if panel.role == "foot" or (panel.role == "cover" and self.foot_panels)
        )
        labels = tuple(
            ", ".join(str(number) for at, _, number in printed if at == page)
            for page in range(self.page_count)
        )
        own = tuple(str(page + 1) for page in range(self.page_count))
        return labels if any(labels) and labels != own else ()

    @property
    def front_panel(self) -> Panel:
        """The panel of cover or masthead."""
        return next(panel for panel in self.panels if panel.role in ("cover", "masthead"))

    @property
    def text_panels(self) -> tuple[Panel, ...]:
        """The panels that hold the story, in reading order."""
        return tuple(panel for panel in self.panels if panel.role in ("text", "back"))

    @property
    def foot_panels(self) -> tuple[Panel, ...]:
        """The feet of the pages that have one, in reading order."""
        return tuple(panel for panel in self.panels if panel.role == "foot")


class Scale(Data, frozen=True):
    """A format's sizes of type other than the body's, in points; ``leading`` in type sizes.

    ``large`` applies the rules of large print: citations inline, nothing centred,
    nothing in a lighter ink, page numbers as large as the body (UKAAF G003, RNIB).
    ``on_screen`` is for pages that are not printed: a link there needs no QR code.
    """

    small: float = 9.5
    caption: float = 10.5
    leading: float = 1.32
    large: bool = False
    on_screen: bool = False


class Plan(Data, frozen=True):
    """One way to lay a story out: a sheet, and the body sizes to try on it, in points.

    ``size_slack`` is how many points of type may be given up to fill panels evenly. The usual
    height of pictures, the greatest, may be any of ``pictures``, lowest first. One that
    ``saves_sheets`` holds a text set close rather than leave it to a plan with another sheet.
    """

    sheet: Sheet
    smallest: float
    largest: float
    size_slack: float = 0.0
    pictures: tuple[float, ...] = (PICTURE,)
    saves_sheets: bool = False


class Printing(Data, frozen=True):
    """How a format is printed.

    ``duplex`` is what the PDF asks of a printer (ISO 32000-1, table 150). ``summary`` says the
    same to people, and ``advice`` in a sentence, with {} for the name of the paper.
    """

    duplex: Duplex
    summary: str
    advice: str
    on_paper: bool = True


SHORT_EDGE = Printing(
    "DuplexFlipShortEdge",
    "both sides, flip on the short edge",
    "For {}: print both sides at actual size, flip on the short edge.",
)
LONG_EDGE = Printing(
    "DuplexFlipLongEdge",
    "both sides, flip on the long edge",
    "For {}: print both sides at actual size, flip on the long edge.",
)
ONE_SIDE_ADVICE = "For {}: print one side at actual size."
"""The advice for a single page, on whichever edge its format flips."""

ON_SCREEN = Printing("Simplex", "not printed", "For a phone or an e-mail, not for paper.", False)


class Format(Data, frozen=True):
    """A format by name: what it is for, how it is printed, and its plans.

    ``make_plan`` returns the plan of a number on a paper, counted from 0 in the order to try
    them, or None if there are no more. A story is laid out by the first plan that holds it.
    The same plan is always the same object. The pages of an ``imposed`` format are in order only
    once its sheets are folded; each is one side of a fold. One for a ``short_text`` is made only if
    it is asked for, as most texts are too long for it. ``opened_first`` is how many spreads a
    reader sees on opening it.
    """

    name: str
    purpose: str
    printing: Printing
    make_plan: Callable[[Paper, int], Plan | None]
    scale: Scale = Scale()
    short_text: bool = False
    imposed: bool = False
    opened_first: int = 1

    def iter_plans(self, paper: Paper) -> Iterator[Plan]:
        """Iterate over all plans on a paper, in the order to try them."""
        number = 0
        while plan := self.make_plan(paper, number):
            yield plan
            number += 1

    def count_leaflets(self, paper: Paper) -> int:
        """How many leaflets there are on each sheet of a paper."""
        return 1 + len(self.first_sheet(paper).copies)

    def first_sheet(self, paper: Paper) -> Sheet:
        """The sheet of the first plan."""
        return next(self.iter_plans(paper)).sheet

    def advise_printing(self, paper: Paper, pages: int) -> str:
        """How to print so many pages, in a sentence for people."""
        is_one_side = pages == 1 and self.printing.on_paper
        advice = ONE_SIDE_ADVICE if is_one_side else self.printing.advice
        if self.first_sheet(paper).copies:
            advice = f"{advice.removesuffix('.')}, and cut each sheet through the middle."
        return advice.format(PAPERS[paper].name)
