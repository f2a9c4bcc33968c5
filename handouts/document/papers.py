"""The papers that a leaflet can be printed on, each with all that depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from handouts.data import Data
from handouts.document.units import inch, mm

Paper = Literal["a4", "letter"]


class PaperSize(Data, frozen=True):
    """A paper, upright, in points.

    ``media`` is its name among printers (PWG 5101.1), ``spellings`` are those by which people
    call it besides. A panel that folds into a tri-fold is ``folded_in`` wide. Print shops ask for
    colour to run ``bleed`` beyond its edge. ``uses_inches`` says how its users measure.
    """

    name: str
    media: str
    spellings: tuple[str, ...]
    width: float
    height: float
    folded_in: float
    bleed: float
    uses_inches: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height


PAPERS: Mapping[Paper, PaperSize] = {
    "a4": PaperSize("A4", "A4", ("a4", "din a4"), mm(210), mm(297), mm(97), mm(3)),
    "letter": PaperSize(
        "US Letter",
        "Letter",
        ("letter", "us letter"),
        inch(8.5),
        inch(11),
        inch(3.625),
        inch(0.125),
        uses_inches=True,
    ),
}
