"""A job: what a printer must be told so that a leaflet comes out right.

All but copies and ink is read from the PDF itself, which says its paper and its duplex edge:
so a new format is printed right without a word here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from handouts.data import Data

if TYPE_CHECKING:
    from handouts.spec.colours import Ink
    from handouts.spec.models import Handout

Sides = Literal["one-sided", "two-sided-short-edge", "two-sided-long-edge"]

# Portrait sizes in points, by the names that both CUPS and people know.
MEDIA = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
_NEAR = 3.0
_SIDES: dict[str, Sides] = {
    "/DuplexFlipShortEdge": "two-sided-short-edge",
    "/DuplexFlipLongEdge": "two-sided-long-edge",
}
# IPP takes names of so many bytes (RFC 8011, 5.1.3).
_LONGEST = 255


class PrintProblem(OSError):
    """What keeps a leaflet from being printed; its text says it all, and how to mend it."""


class Job(Data, frozen=True):
    """What is asked of a printer. ``title`` is what its queue shows to anyone: no names."""

    title: str
    media: str
    sides: Sides
    copies: int = 1
    ink: Ink = "colour"

    @property
    def settings(self) -> str:
        """The settings in the words that printers' windows use."""
        sides = {
            "one-sided": "one side",
            "two-sided-short-edge": "both sides, flip on the short edge",
            "two-sided-long-edge": "both sides, flip on the long edge",
        }[self.sides]
        ink = "black and white" if self.ink == "mono" else "colour"
        paper = "US Letter" if self.media == "Letter" else self.media
        return f"paper {paper}; {sides}; actual size (100%); {ink}"


def job_for(pdf: bytes, title: str, copies: int = 1, ink: Ink = "colour") -> Job:
    """The job that prints a PDF as it says itself: on its paper, turned on its edge.

    Raises PrintProblem where it is of no paper that printers hold.
    """
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        left, bottom, right, top = (float(each) for each in file.pages[0].mediabox)
        viewer = file.Root.get("/ViewerPreferences", {})
        edge = str(viewer.get("/Duplex", ""))
        double = len(file.pages) > 1
    sides = _SIDES.get(edge, "one-sided") if double else "one-sided"
    return Job(_cut(title), _media(right - left, top - bottom), sides, copies, ink)


def settings_of(pdf: bytes, copies: int = 1, ink: Ink = "colour") -> str:
    """By which settings to print a PDF from any program: ``: paper A4; ...``; else nothing.

    Nothing is known of what no PDF is, is locked, or of a paper that printers do not hold.
    """
    import pikepdf

    try:
        return f": {job_for(pdf, '', copies, ink).settings}"
    except (pikepdf.PdfError, PrintProblem, LookupError):
        return ""


def title_of(handout: Handout) -> str:
    """A handout's id and title. Of the person that it is made for they know nothing."""
    return f"{handout.id} {handout.title}"


def _media(width: float, height: float) -> str:
    size = sorted((width, height))
    for name, paper in MEDIA.items():
        if all(abs(one - other) < _NEAR for one, other in zip(size, paper)):
            return name
    raise PrintProblem(
        "The pages of this format are neither A4 nor US Letter, so no office printer can print "
        "them as they are. Choose another --format."
    )


def _cut(title: str) -> str:
    """A title on one line that is short enough for a queue."""
    return " ".join(title.split()).encode()[:_LONGEST].decode(errors="ignore")
