"""A brand: what a clinic's handouts look like, and how to reach the clinic."""

from __future__ import annotations

from pathlib import Path

from handouts.data import Data
from handouts.document.blocks import Artwork, PartnerLogo
from handouts.document.choices import LookName, ReferenceStyle
from handouts.document.contact import Contact, QrTarget
from handouts.document.fonts import DEFAULT_TYPEFACE, Typeface
from handouts.document.papers import Paper


class Colours(Data, frozen=True):
    """Colours as ``#rrggbb``: the strong main colour, the warm accent, the colour of the text."""

    main: str = "#0b5563"
    accent: str = "#b5381f"
    text: str = "#1b2b30"


class Brand(Data, frozen=True):
    """What a clinic's handouts look like, and how to reach the clinic.

    With ``logo_holds_name`` the name is not printed beside the logo, which shows it. With
    ``hyphenate`` long words of running text may be hyphenated where lines would be uneven.
    ``references`` is how those of handouts are printed; where they are a link, their lists are at
    ``references_web``. With ``note_lines``, what a text leaves white on paper has lines for notes.
    One that ``is_example`` is of the made-up clinic in the built-in library.
    """

    name: str
    tagline: str = ""
    logo: Artwork | None = None
    logo_holds_name: bool = False
    partner_logos: tuple[PartnerLogo, ...] = ()
    colours: Colours = Colours()
    look: LookName = "calm"
    font: Typeface = DEFAULT_TYPEFACE
    hyphenate: bool = False
    contact: Contact = Contact()
    qr: tuple[QrTarget, ...] = ()
    emergency: str = ""
    paper: Paper = "a4"
    language: str = "en"
    references: ReferenceStyle = "full"
    references_web: str = ""
    note_lines: bool = True
    path: Path | None = None
    is_example: bool = False
