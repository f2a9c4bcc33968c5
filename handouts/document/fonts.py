"""The typeface of a brand: one of those that come with the program, or the clinic's own."""

from __future__ import annotations

from handouts.data import Data


class FontFile(Data, frozen=True):
    """A font file, TrueType or OpenType with CFF outlines.

    ``weight`` is the place on the weight axis of a variable font, else None. With ``is_whole`` its
    licence allows it in documents with all of its glyphs only (OpenType, OS/2, fsType bit 8).
    """

    name: str
    content: bytes
    weight: float | None = None
    is_whole: bool = False

    def __repr__(self) -> str:
        """The file's name, without its content."""
        return f"FontFile({self.name!r}, weight={self.weight})"


class OwnFont(Data, frozen=True):
    """A clinic's own typeface. Without a ``bold``, that of the program's first typeface is used."""

    family: str
    regular: FontFile
    bold: FontFile | None = None


Typeface = str | OwnFont
"""The name of a typeface that comes with the program, or the clinic's own."""

DEFAULT_TYPEFACE = "atkinson-hyperlegible-next"
