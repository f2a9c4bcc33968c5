"""An edition: in which form, on what and for whom a handout is printed."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.choices import Ink
from handouts.document.papers import Paper
from handouts.document.person import Person


class Edition(Data, frozen=True):
    """One edition of a handout.

    ``format`` is a name of ``handouts.Format``, ``paper`` the brand's where it is None. With
    ``press`` it is for a print shop: with bleed, trim and bleed boxes and marks. ``person`` is
    None in the edition for everyone.
    """

    format: str = "trifold"
    paper: Paper | None = None
    ink: Ink = "colour"
    press: bool = False
    person: Person | None = None


FOR_ALL = Edition()
"""The usual edition, for everyone."""
