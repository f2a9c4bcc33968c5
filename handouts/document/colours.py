"""Colours: the shades that a leaflet is drawn with, what each is used for, and on what.

The layout draws only with these shades, on these backgrounds; ``palette`` derives them from a
brand's colours so that each has the contrast that its uses need. By WCAG 2.2 text needs a contrast
of 4.5:1 (success criterion 1.4.3), and graphics that carry meaning need 3:1 (1.4.11).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from handouts.data import Data

TEXT, GRAPHIC = 4.5, 3.0
BLACK, WHITE = "#000000", "#ffffff"
SOURCES = ("main", "accent", "text")
"""The names of a brand's colours."""


PaletteColour = Literal["main", "accent", "link", "text", "alarm", "band", "tint", "warm", "alert"]
"""The colours of a palette, from which all shades are mixed."""


class Shade(Data, frozen=True):
    """A colour of the palette with a share (0 to 1) of white mixed in.

    ``mono`` is what it becomes in black and white, whatever the brand's colours. If it is used
    as a background, ``background`` is what messages call it.
    """

    source: PaletteColour
    white: float = 0.0
    mono: str = BLACK
    background: str = ""


ShadeName = Literal[
    "white",
    "main",
    "band",
    "tint",
    "pale",
    "accent",
    "warm",
    "link",
    "alarm",
    "alert",
    "ink",
    "quiet",
]

SHADES: Mapping[ShadeName, Shade] = {
    "white": Shade("main", 1.0, WHITE, background="white"),
    "main": Shade("main"),
    "band": Shade("band", mono=WHITE),
    "tint": Shade("tint", mono=WHITE, background="the tinted background of a note"),
    "pale": Shade("main", 0.72, "#949494"),
    "accent": Shade("accent"),
    "warm": Shade("warm", mono=WHITE, background="the tinted background of a caveat"),
    "link": Shade("link"),
    "alarm": Shade("alarm"),
    "alert": Shade("alert", mono=WHITE, background="the tinted background of a warning"),
    "ink": Shade("text"),
    "quiet": Shade("text", 0.22),
}
"""All shades. In black and white no background is grey, and all text is black except large
headings, because printers turn grey into dots and copiers lose it. Pale still has 3:1.

Any block may have any of the backgrounds but the band. Warm is also the colour of the draft mark,
over which text is printed: the mark only catches the eye; the version line says the same.
"""

BACKGROUNDS = {name: shade.background for name, shade in SHADES.items() if shade.background}
"""The shades used as backgrounds of blocks, and what messages call them."""

MONO_HEADING, MONO_SHADING = "#333333", "#d4d4d4"
"""Large headings in black and white, and shading, which is only decoration."""


Tone = Literal["plain", "note", "tip", "warning", "caveat", "help", "small"]
"""How a section looks: plain, in a box, or as small print."""

AUTHOR_TONES: tuple[Tone, ...] = ("note", "tip", "warning")
"""The tones that an author may give to a section."""


class Box(Data, frozen=True):
    """A kind of box: the shade of its heading, and its background or the line around it.

    With ``has_alarm`` an exclamation mark on a disc precedes the heading. In black and white it is
    a frame, ``mono_weight`` points wide, with dashes of ``mono_dash`` points (0 is no dashes).
    """

    heading: ShadeName
    fill: ShadeName | None = None
    line: ShadeName | None = None
    has_alarm: bool = False
    mono_weight: float = 0.75
    mono_dash: float = 0.0


BOXES: Mapping[Tone, Box] = {
    "note": Box("main", fill="tint"),
    "tip": Box("main", line="main", mono_dash=1.5),
    "warning": Box("alarm", line="alarm", mono_weight=1.8),
    "caveat": Box("main", fill="warm", mono_weight=1.2, mono_dash=4.5),
    "help": Box("alarm", fill="alert", line="alarm", has_alarm=True, mono_weight=2.5),
}
"""The box of each tone that has one. In black and white no two boxes look the same."""


CALM = tuple(name for name in BACKGROUNDS if name != "alert")
"""The backgrounds but that of a box that warns, which has headings and links in its own colour."""


class ShadeUse(Data, frozen=True):
    """What a shade is for, and the contrast it needs on which backgrounds.

    One that is ``on_bands`` is only there if the brand's main colour is light: see ``palette``.
    """

    purpose: str
    shade: ShadeName
    min_ratio: float
    backgrounds: tuple[ShadeName, ...] = tuple(BACKGROUNDS)
    on_bands: bool = False


def _list_box_uses(box: Box) -> Iterator[ShadeUse]:
    """The uses of a box's shades, from its entry in the table."""
    what = "the heading of a box, and links in it" if box.has_alarm else "the heading of a box"
    yield ShadeUse(what, box.heading, TEXT, (box.fill or "white",))
    if box.line:
        sides: tuple[ShadeName, ...] = ("white", box.fill or "white")
        yield ShadeUse("the frame of a box", box.line, GRAPHIC, sides)
    if box.has_alarm:
        yield ShadeUse(
            "the sign of a warning, which is white on a disc", box.heading, TEXT, ("white",)
        )


USES = (
    ShadeUse("headings, the lead", "main", TEXT, CALM),
    ShadeUse("links", "link", TEXT, CALM),
    ShadeUse("running text", "ink", TEXT),
    ShadeUse("captions, references, the version line", "quiet", TEXT),
    ShadeUse(
        "headings, title and subtitle on a band, numbers of steps", "main", TEXT, ("band",), True
    ),
    ShadeUse("lines to write on", "main", GRAPHIC, ("white",)),
    ShadeUse("the rule on a cover's field", "main", GRAPHIC, ("band",), True),
    ShadeUse("a draft's line", "accent", TEXT, ("white",)),
    ShadeUse("numbers of steps, which are white on a disc", "main", TEXT, ("white",)),
    ShadeUse("boxes to tick, discs, rings, the rail of a timeline", "main", GRAPHIC),
    ShadeUse("bullets, filled dots", "accent", GRAPHIC),
    ShadeUse("the cross before what not to do", "alarm", GRAPHIC),
    ShadeUse("the QR code", "ink", GRAPHIC, ("white",)),
    *(use for box in BOXES.values() for use in _list_box_uses(box)),
)
"""The uses of each shade. Pale is not among them: its rules are only decoration."""
