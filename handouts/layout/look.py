"""The look: type scale, spaces and colours, all from one body size and a brand.

The least sizes are those of clear print (UKAAF G003; RNIB Clear Print): body 12 pt,
small print 9.5 pt, ragged right, no italics.
"""

from __future__ import annotations

from functools import cached_property

from msgspec.structs import replace

from handouts.data import Data
from handouts.layout.formats import PICTURE, Scale, mm
from handouts.remembering import remembered
from handouts.spec.colours import MONO, Ink, shade
from handouts.spec.models import Brand, Colours
from handouts.text.style import TextStyle

CLEAR = Scale()

LARGE = 14.0
"""Bold type of so many points is large, as WCAG 2.2 counts it."""

CLOSE = 1.24, 0.7
"""The leading of a text that is set close, in sizes, and its spaces as a share of the usual."""

LOW_PICTURE = mm(28)
"""No picture in such a text is higher."""


class Look(Data, frozen=True, dict=True):
    """How a leaflet looks at one body size, in points; no picture is higher than ``picture``.

    ``close`` is for a text that not even the smallest size holds: lines and blocks stand
    a little closer, yet no closer than clear print may.

    ``mono`` draws with black alone: nothing is moved, so that it reads as in colour.
    """

    size: float
    language: str
    family: str
    colours: Colours
    scale: Scale = CLEAR
    picture: float = PICTURE
    close: bool = False
    mono: bool = False

    @cached_property
    def body(self) -> TextStyle:
        """Running text."""
        return TextStyle(
            size=self.size,
            leading=round(self.size * (CLOSE[0] if self.close else self.scale.leading), 2),
            family=self.family,
            colour=self.ink,
            link_colour=self.main,
            language=self.language,
        )

    def scaled(self, size: float, leading: float = 1.3) -> TextStyle:
        """Running text at another size; ``leading`` counts in sizes."""
        return replace(self.body, size=size, leading=round(size * leading, 2))

    def title(self, size: float, colour: str = "") -> TextStyle:
        """A heading's bold text at a size."""
        style = self.scaled(size, 1.14)
        return replace(style, strong=True, colour=colour or self._heading(size), balance=True)

    def _heading(self, size: float) -> str:
        grey = self.mono and size >= LARGE and not self.scale.large
        return MONO["heading"] if grey else self.main

    @cached_property
    def heading(self) -> TextStyle:
        """A section's heading."""
        return self.title(round(self.size * 1.38, 2))

    @cached_property
    def label(self) -> TextStyle:
        """The heading of a callout."""
        return self.title(round(self.size * 1.2, 2))

    @cached_property
    def lead(self) -> TextStyle:
        """The first paragraph."""
        larger = 1.06 if self.close else 1.14
        return replace(self.scaled(round(self.size * larger, 2), 1.3), colour=self.main)

    @cached_property
    def caption(self) -> TextStyle:
        """The words below a picture."""
        size = max(self.scale.caption, round(self.size * 0.82, 2))
        return replace(self.scaled(size), colour=self.quiet)

    @cached_property
    def small(self) -> TextStyle:
        """References and the version line."""
        return replace(
            self.scaled(self.scale.small, 1.22), colour=self.quiet, link_colour=self.quiet
        )

    @property
    def number(self) -> TextStyle:
        """The number of a page."""
        return replace(self.body if self.scale.large else self.small, colour=self.quiet)

    @cached_property
    def main(self) -> str:
        """The one strong colour."""
        return self._shade("main")

    @cached_property
    def accent(self) -> str:
        """The warm accent."""
        return self._shade("accent")

    @cached_property
    def ink(self) -> str:
        """The ink of running text."""
        return self._shade("ink")

    @cached_property
    def quiet(self) -> str:
        """The ink of what may stand back; in large print nothing does."""
        return self.ink if self.scale.large else self._shade("quiet")

    @cached_property
    def tint(self) -> str:
        """The main colour as a ground for text."""
        return self._shade("tint")

    @cached_property
    def warm(self) -> str:
        """The accent as a ground for text."""
        return self._shade("warm")

    @cached_property
    def pale(self) -> str:
        """The main colour for rules that only decorate."""
        return self._shade("pale")

    def _shade(self, name: str) -> str:
        return MONO[name] if self.mono else shade(name, self.colours)

    @property
    def shading(self) -> str:
        """What tells the sides of the body apart."""
        return MONO["shading"] if self.mono else self.pale

    @property
    def band(self) -> str:
        """A band of colour that runs over the edge."""
        return self.pale if self.mono else self.main

    @property
    def ring(self) -> str:
        """What the rings of the dots are drawn with; they stand back beside black ones."""
        return self.pale if self.mono else self.main

    @cached_property
    def step(self) -> float:
        """The unit of vertical space: a third of a line."""
        return self.body.leading / 3 * (CLOSE[1] if self.close else 1)


@remembered(256)
def look_of(
    brand: Brand,
    language: str,
    size: float,
    scale: Scale = CLEAR,
    picture: float = PICTURE,
    ink: Ink = "colour",
) -> Look:
    """The look of a brand at a body size in points, on a format's scale."""
    mono = ink == "mono"
    return Look(size, language, brand.font, brand.colours, scale, picture, mono=mono)


@remembered(256)
def close(look: Look) -> Look:
    """The same, set close, with lower pictures."""
    return replace(look, close=True, picture=min(look.picture, LOW_PICTURE))
