"""An edition: in which form, on what and for whom a handout is printed."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.choices import Ink, PressColours, Standard
from handouts.document.papers import Paper
from handouts.document.person import Person


class Edition(Data, frozen=True):
    """One edition of a handout.

    ``format`` is a name of ``handouts.Format``, ``paper`` the brand's where it is None. With
    ``press`` it is for a print shop: with bleed, trim and bleed boxes and marks, in these colours.
    Without ``imposition`` a booklet has single pages, in reading order, in place of sheets; that is
    for a print shop too. ``person`` is None in the edition for everyone. The PDF conforms to the
    ``standard``.
    """

    format: str = "trifold"
    paper: Paper | None = None
    ink: Ink = "colour"
    press: PressColours | None = None
    person: Person | None = None
    imposition: bool = True
    standard: Standard = "ua-1"


FOR_ALL = Edition()
"""The usual edition, for everyone."""
