"""A print job: the settings with which a printer prints a leaflet correctly.

All but copies and ink is read from the PDF itself, which states its paper and its duplex edge,
so a new format needs no change here.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from handouts.data import Data
from handouts.document.papers import PAPERS, PaperSize
from handouts.sources.findings import escape_hidden

if TYPE_CHECKING:
    from handouts.document.choices import Ink
    from handouts.document.handout import Handout

PrintSides = Literal["one-sided", "two-sided-short-edge", "two-sided-long-edge"]
Half = Literal["odd", "even"]

_TOLERANCE = 3.0
_SIDES: dict[str, PrintSides] = {
    "/DuplexFlipShortEdge": "two-sided-short-edge",
    "/DuplexFlipLongEdge": "two-sided-long-edge",
}
# The longest name, in bytes, that IPP accepts (RFC 8011, 5.1.3).
_MAX_TITLE_BYTES = 255


class PrintError(OSError):
    """A leaflet cannot be printed; the text is for the user, and says what to do."""


class PrintJob(Data, frozen=True):
    """A print job. Anyone can see its ``title`` in the queue, so it contains no names.

    Without a ``tray``, the printer chooses one. ``half`` is the half of the pages that it prints,
    where a person turns the paper between the halves. Each copy holds ``per_copy`` leaflets, which
    are cut apart.
    """

    title: str
    media: str
    sides: PrintSides
    copies: int = 1
    ink: Ink = "colour"
    tray: str = ""
    half: Half | None = None
    per_copy: int = 1

    @property
    def settings(self) -> str:
        """The settings in the words that print dialogs use."""
        sides = {
            "one-sided": "one side",
            "two-sided-short-edge": "both sides, flip on the short edge",
            "two-sided-long-edge": "both sides, flip on the long edge",
        }[self.sides]
        sides += f" ({self.half} pages)" if self.half else ""
        ink = "black and white" if self.ink == "mono" else "colour"
        paper = next(each.name for each in PAPERS.values() if each.media == self.media)
        tray = f"; tray {escape_hidden(self.tray)}" if self.tray else ""
        return f"paper {paper}; {sides}; actual size (100%); {ink}{tray}"


def build_print_job(pdf: bytes, title: str, copies: int = 1, ink: Ink = "colour") -> PrintJob:
    """The job that prints a PDF on the paper and with the duplex edge that it states.

    Raises PrintError where its pages are neither A4 nor US Letter.
    """
    import pikepdf  # slow to load, and every kind of printing loads this module

    with pikepdf.open(io.BytesIO(pdf)) as file:
        left, bottom, right, top = (float(each) for each in file.pages[0].mediabox)
        viewer = file.Root.get("/ViewerPreferences")
        edge = "" if viewer is None else str(viewer.get("/Duplex", ""))
        double = len(file.pages) > 1
    sides = _SIDES.get(edge, "one-sided") if double else "one-sided"
    return PrintJob(
        _shorten_title(title), _match_media(right - left, top - bottom), sides, copies, ink
    )


def describe_settings(pdf: bytes, copies: int = 1, ink: Ink = "colour") -> str:
    """The settings with which to print a PDF from any program: ``: paper A4; ...``.

    Empty where the file is not a PDF, is locked, or is neither A4 nor US Letter.
    """
    import pikepdf  # as above

    try:
        return f": {build_print_job(pdf, '', copies, ink).settings}"
    except (pikepdf.PdfError, PrintError, LookupError):
        return ""


def build_job_title(handout: Handout) -> str:
    """A handout's id and title, which contain nothing about the person."""
    return f"{handout.id} {handout.title}"


def match_paper(width: float, height: float) -> PaperSize | None:
    """The paper that has a page's size, upright or lying; None if there is none."""
    size = sorted((width, height))
    for paper in PAPERS.values():
        if all(abs(one - other) < _TOLERANCE for one, other in zip(size, paper.size)):
            return paper
    return None


def _match_media(width: float, height: float) -> str:
    paper = match_paper(width, height)
    if paper:
        return paper.media
    names = " nor ".join(paper.name for paper in PAPERS.values())
    raise PrintError(
        f"The pages are neither {names}, so no office printer can print them as they are. Choose "
        "another --format; a file for a print shop has its marks outside the paper."
    )


def _shorten_title(title: str) -> str:
    """A title on one line, short enough for a queue."""
    return " ".join(title.split()).encode()[:_MAX_TITLE_BYTES].decode(errors="ignore")
