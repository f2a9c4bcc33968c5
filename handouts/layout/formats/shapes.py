"""What a format is made of: pages, panels on them, and sizes of type.

Geometry in points from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from handouts.data import Data
from handouts.spec.models import Paper

Role = Literal["cover", "masthead", "text", "back", "foot"]
Sides = Literal["short edge", "long edge", "screen"]


def mm(length: float) -> float:
    """Millimetres as points."""
    return length * 72 / 25.4


def inch(length: float) -> float:
    """Inches as points."""
    return length * 72.0


EDGE, FOLD = mm(10), mm(6)
"""How near text may come to the paper's edge and to a fold."""

PORTRAIT: Mapping[Paper, tuple[float, float]] = {
    "a4": (mm(210), mm(297)),
    "letter": (inch(8.5), inch(11)),
}
"""Width and height of each paper, upright."""

PAPERS: tuple[Paper, ...] = tuple(PORTRAIT)


PICTURE = mm(52)
"""The greatest height of a picture in the text."""


class Panel(Data, frozen=True):
    """Where one panel's text may stand: ``page`` from 0, ``left`` and ``top`` in points.

    A cover fills its panel; a masthead takes of its panel what it needs, and the text panels
    of its page begin below it. A back ends with the version line. A foot carries version line
    and page ``number``, takes what it needs, and the text panels of its page end above it.

    ``chapter`` tells panels that open as one from those that stand alone: text runs on
    from panel to panel within a chapter, and a new chapter begins with a new section.
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


class Sheet(Data, frozen=True):
    """A page size in points, and the panels of all pages in reading order."""

    width: float
    height: float
    panels: tuple[Panel, ...]
    folds: Mapping[int, tuple[float, ...]] = {}

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        return 1 + max(panel.page for panel in self.panels)

    @property
    def front(self) -> Panel:
        """The panel of cover or masthead."""
        return next(panel for panel in self.panels if panel.role in ("cover", "masthead"))

    @property
    def texts(self) -> tuple[Panel, ...]:
        """The panels that hold the story, in reading order."""
        return tuple(panel for panel in self.panels if panel.role in ("text", "back"))

    @property
    def feet(self) -> tuple[Panel, ...]:
        """The feet of the pages that have one, in reading order."""
        return tuple(panel for panel in self.panels if panel.role == "foot")


class Scale(Data, frozen=True):
    """A format's sizes of type beside the body's, in points; ``leading`` in sizes.

    ``loose`` is how far a gap may grow to fill a panel, in thirds of a line.
    ``large`` sets by the rules of large print: citations on the line, nothing centred,
    nothing in a lighter ink, page numbers as large as the body (UKAAF G003, RNIB).
    """

    small: float = 9.5
    caption: float = 10.5
    leading: float = 1.32
    loose: float = 0.9
    large: bool = False


class Plan(Data, frozen=True):
    """One way to lay a story out: a sheet, and the body sizes to try on it, in points.

    ``given`` is how many points of type may be given up for panels that are evenly full;
    to the same end pictures may be as high as one of ``pictures``, the least one first.
    """

    sheet: Sheet
    smallest: float
    largest: float
    given: float = 0.0
    pictures: tuple[float, ...] = (PICTURE,)


class Format(Data, frozen=True):
    """A format by name: what it is for, how it is printed, and its plans.

    ``plan`` gives the plan of a number on a paper, the one to be tried first being 0, and
    None where there are no more. The first plan that holds a story is the one it is laid
    out by. The same plan is always the same object.
    """

    name: str
    purpose: str
    sides: Sides
    plan: Callable[[Paper, int], Plan | None]
    scale: Scale = Scale()

    def plans(self, paper: Paper) -> Iterator[Plan]:
        """All plans on a paper, the one to be tried first at the head."""
        number = 0
        while plan := self.plan(paper, number):
            yield plan
            number += 1

    def sheet(self, paper: Paper) -> Sheet:
        """The sheet of the first plan."""
        return next(self.plans(paper)).sheet
