"""The one place that reaches into ReportLab: its canvas, its document and their hooks.

Shapes, pictures and glyphs draw on a ``Surface``. ``canvas`` is ReportLab's canvas as one, and
``document`` is the table of a document's objects; this module itself does not load ReportLab.
"""

from __future__ import annotations

from typing import Protocol

from handouts.data import Data
from handouts.pdf.colours import ColourSpace


def xobject_name(name: str) -> str:
    """The name that pages have for an external object."""
    return f"FormXob.{name}"


class PixelStream(Data, frozen=True):
    """An image as a PDF holds it: its size in pixels, its colour space and its compressed data.

    ``entries`` say how it is compressed (ISO 32000-1, table 5); ``mask`` is its alpha.
    """

    size: tuple[int, int]
    space: str
    data: bytes
    entries: str
    mask: PixelStream | None = None


class Surface(Protocol):
    """What is drawn on: it takes operators, and external objects that operators draw.

    Operators of pages have the colours of a screen; external objects have those of ``colours``.
    """

    @property
    def colours(self) -> ColourSpace:
        """The colour space of the file."""

    def add_operators(self, code: str) -> None:
        """Draw with operators (ISO 32000-1, annex A)."""

    def add_object(self, content: bytes) -> str:
        """Add an object that external objects refer to; returns its reference."""

    def has_xobject(self, name: str) -> bool:
        """Whether the document has an external object of this name."""

    def add_form(self, name: str, content: bytes) -> None:
        """Add a form XObject to the document; ``content`` is its stream object."""

    def add_image(self, name: str, image: PixelStream) -> None:
        """Add an image to the document."""

    def use_xobject(self, name: str) -> str:
        """Let the page use an external object; returns the operator that draws it."""
