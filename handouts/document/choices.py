"""The choices that a user has, by the words that name them."""

from __future__ import annotations

from typing import Literal

Format = Literal["trifold", "booklet", "sheet", "flyer", "large-print", "screen"]
"""The formats, in the order of the help; each has a file of its name in ``layout/formats``."""
LookName = Literal["calm", "band", "card"]
"""The looks of a brand; each has a file of its name in ``layout/looks``."""
Window = Literal["din", "us10"]
"""The window envelopes for which addresses are printed: DL by DIN 5008 form B, and US #10."""
LabelCode = Literal["L7160", "L7163", "5160", "5163"]
"""The sheets of labels for addresses, by Avery's codes."""
Ink = Literal["colour", "mono"]
"""What a leaflet is printed with: colour, or black and greys."""
PressColours = Literal["rgb", "cmyk"]
"""The colours of a PDF for a print shop: those of a screen, or the inks of a press (PDF/X-4)."""
Standard = Literal["ua-1", "ua-2"]
"""What a PDF conforms to: PDF/UA-1 and PDF/A-2a, or PDF/UA-2 and PDF/A-4f, which holds the text of
the handout's file."""
KindName = Literal[
    "treatment", "condition", "exercises", "visit", "consent", "aftercare", "information"
]
"""The kinds of handout, in the order in which they are listed; see ``handout_kinds``."""
ReferenceStyle = Literal["full", "short", "link"]
"""How references are printed: in full, short, or only where their list is."""
DEFAULT_KIND: KindName = "treatment"
"""The kind of a handout that does not name one."""
