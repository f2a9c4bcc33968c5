"""The look: type scale, spaces and colours, all from one body size and a brand.

The smallest sizes are those of clear print (UKAAF G003; RNIB Clear Print): body 12 pt,
small print 9.5 pt, ragged right, no italics.
"""

from __future__ import annotations

from functools import cached_property

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.brand import Brand, Colours
from handouts.document.choices import Ink
from handouts.document.colours import (
    MONO_HEADING,
    MONO_SHADING,
    SHADES,
    WHITE,
    ShadeName,
)
from handouts.document.fonts import Typeface
from handouts.document.locale import localize_language
from handouts.document.palette import derive_palette, resolve_shade
from handouts.document.units import mm
from handouts.language.words import LanguageWords, words_for
from handouts.layout.formats import PICTURE, Scale
from handouts.layout.looks import LOOKS, BrandLook
from handouts.memo import memoized
from handouts.text.style import TextStyle

CLEAR_PRINT = Scale()

LARGE_TYPE = 14.0
"""Bold type from this size in points counts as large text (WCAG 2.2)."""

CLOSE_SPACING = 1.24, 0.7
"""For text set close: the leading in type sizes, and the spacing as a share of the usual."""

CLOSE_PICTURE, LOW_PICTURE = mm(36), mm(28)
"""The greatest height of a picture in such a text, and of one that fits in no other way."""


class Look(Data, frozen=True, dict=True):
    """How a leaflet looks at one body size, in points; no picture is higher than ``picture``.

    ``close`` is for a text that does not fit even at the smallest size: lines and blocks are
    a little closer, but never closer than clear print allows.

    ``link`` is the shade of links, which in a box that warns is that of the box.

    ``locale`` is the language as the clinic's country writes days and weeks.

    ``mono`` draws in black and greys only. Nothing moves, so the layout is the same. With
    ``hyphenate`` long words of running text may be hyphenated where lines would be uneven.
    """

    size: float
    language: str
    family: Typeface
    colours: Colours
    scale: Scale = CLEAR_PRINT
    picture: float = PICTURE
    close: bool = False
    mono: bool = False
    hyphenate: bool = False
    locale: str = ""
    style: BrandLook = LOOKS["calm"]
    link: ShadeName = "link"

    @property
    def words(self) -> LanguageWords:
        """The words that the program itself prints, in the handout's language."""
        return words_for(self.locale or self.language)

    @cached_property
    def body_style(self) -> TextStyle:
        """Running text."""
        return TextStyle(
            size=self.size,
            leading=round(self.size * (CLOSE_SPACING[0] if self.close else self.scale.leading), 2),
            family=self.family,
            colour=self.shade("ink"),
            link_colour=self.shade(self.link),
            language=self.language,
            hyphenate=self.hyphenate,
        )

    @cached_property
    def item_style(self) -> TextStyle:
        """The text of an item in a list, which is often narrow: its lines are full."""
        return replace(self.body_style, breaking="full")

    def scale_body(self, size: float, leading: float = 1.3) -> TextStyle:
        """Return the body style at another size; ``leading`` is in type sizes."""
        return replace(self.body_style, size=size, leading=round(size * leading, 2))

    def make_title_style(self, size: float, colour: str = "") -> TextStyle:
        """Return the bold style of a heading at a size."""
        style = replace(self.scale_body(size, 1.14), strong=True, hyphenate=False)
        return replace(style, colour=colour or self._heading_colour(size), breaking="balanced")

    def _heading_colour(self, size: float) -> str:
        grey = self.mono and size >= LARGE_TYPE and not self.scale.large
        return MONO_HEADING if grey else self.shade("main")

    def make_subtitle_style(self, size: float, colour: str = "") -> TextStyle:
        """Return the style of a subtitle, in the colour of the title's ground if there is one."""
        style = replace(self.scale_body(size), breaking="balanced")
        return replace(style, colour=colour or self.shade("ink"))

    @cached_property
    def heading_style(self) -> TextStyle:
        """A section's heading."""
        return self.make_heading_style()

    def make_heading_style(self, colour: str = "") -> TextStyle:
        """Return the style of a section's heading, which may be on a ground."""
        return self.make_title_style(round(self.size * 1.38, 2), colour)

    @cached_property
    def label_style(self) -> TextStyle:
        """The heading of a callout."""
        return self.make_title_style(round(self.size * 1.2, 2))

    @cached_property
    def lead_style(self) -> TextStyle:
        """The first paragraph."""
        larger = 1.06 if self.close else 1.14
        return replace(
            self.scale_body(round(self.size * larger, 2), 1.3), colour=self.shade("main")
        )

    @cached_property
    def caption_style(self) -> TextStyle:
        """The caption below a picture."""
        size = max(self.scale.caption, round(self.size * 0.82, 2))
        return replace(self.scale_body(size), colour=self.shade("quiet"))

    @cached_property
    def small_style(self) -> TextStyle:
        """References and the version line."""
        return replace(
            self.scale_body(self.scale.small, 1.22),
            colour=self.shade("quiet"),
            link_colour=self.shade("quiet"),
        )

    @property
    def page_number_style(self) -> TextStyle:
        """The number of a page."""
        return replace(
            self.body_style if self.scale.large else self.small_style, colour=self.shade("quiet")
        )

    def shade(self, name: ShadeName) -> str:
        """A shade of the brand, or what it becomes in black and white, as ``#rrggbb``.

        In large print the quiet ink of less important text is the normal ink.
        """
        if name == "quiet" and self.scale.large:
            name = "ink"
        return SHADES[name].mono if self.mono else resolve_shade(name, self.colours)

    @property
    def shading_colour(self) -> str:
        """The shading that distinguishes front and back of the body."""
        return MONO_SHADING if self.mono else self.shade("pale")

    @property
    def band_colour(self) -> str:
        """The colour of a band that runs over the edge."""
        return self.shade("pale") if self.mono else self.shade("band")

    @property
    def has_bands(self) -> bool:
        """Whether headings and title stand on bands of the brand's main colour."""
        return self.is_light or self.style.heads == "band"

    @property
    def is_light(self) -> bool:
        """Whether the brand's main colour is too light for text, and is a ground only."""
        return derive_palette(self.colours).has_bands

    @property
    def ground_colours(self) -> tuple[str, str]:
        """The colours of a ground of the brand's main colour, and of the type on it.

        In black and white there is no ground, and the type is black.
        """
        if self.mono:
            return "", self.shade("ink")
        return (
            (self.shade("band"), self.shade("main"))
            if self.is_light
            else (self.shade("main"), WHITE)
        )

    @property
    def disc_colours(self) -> tuple[str, str]:
        """The colours of a disc with a number on it, and of the number."""
        if self.is_light and not self.mono:
            return self.shade("band"), self.shade("main")
        return self.shade("main"), WHITE

    @property
    def ring_colour(self) -> str:
        """The colour of the rings among dots; pale beside black dots."""
        return self.shade("pale") if self.mono else self.shade("main")

    @cached_property
    def step(self) -> float:
        """The unit of vertical space: a third of a line."""
        return self.body_style.leading / 3 * (CLOSE_SPACING[1] if self.close else 1)


@memoized(256)
def make_look(
    brand: Brand,
    language: str,
    size: float,
    scale: Scale = CLEAR_PRINT,
    picture: float = PICTURE,
    ink: Ink = "colour",
) -> Look:
    """Make the look of a brand at a body size in points, on a format's scale."""
    mono = ink == "mono"
    return Look(
        size,
        language,
        brand.font,
        brand.colours,
        scale,
        picture,
        mono=mono,
        hyphenate=brand.hyphenate,
        locale=localize_language(language, brand),
        style=LOOKS[brand.look],
    )


@memoized(256)
def set_close(look: Look, picture: float = LOW_PICTURE) -> Look:
    """Return the same look, set close, with pictures of a height in points at most."""
    return replace(look, close=True, picture=min(look.picture, picture))


@memoized(256)
def colour_links(look: Look, link: ShadeName) -> Look:
    """Return the same look with links of a shade."""
    return replace(look, link=link)
