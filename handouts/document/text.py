"""Text: runs of the same look, citations and fields, as pure data, never markup.

What a run contains is printed as it is; nothing in it is ever parsed again.
"""

from __future__ import annotations

from typing import Literal, cast

from handouts.data import Data
from handouts.sources.source_map import Address

__all__ = [
    "LINE_BREAK",
    "Address",
    "Citation",
    "Field",
    "Inline",
    "Run",
    "Runs",
    "Script",
    "Text",
    "make_unbreakable",
    "plain",
]

LINE_BREAK = "\u2028"
"""In a run, the end of a line that the author wanted there. No file may contain it itself."""

Script = Literal["", "sub", "super"]
"""Whether a run stands below or above the line, as the 2 in H2O and in m2."""


class Run(Data, frozen=True):
    """A stretch of text with one look and one behaviour.

    ``link`` is a web, mail or telephone address, or ``#name`` for a place in the same document.
    ``raised`` sets a citation's number above the line; ``script`` sets words of the text below or
    above it. ``language`` is a BCP 47 tag where it
    differs from the document's, else empty. ``about`` describes the link's target where the text
    itself does not. ``expansion`` is what an abbreviation stands for.
    """

    text: str
    strong: bool = False
    link: str | None = None
    raised: bool = False
    language: str = ""
    about: str = ""
    script: Script = ""
    expansion: str = ""


class Citation(Data, frozen=True):
    """A citation, ``[@brady-2014; @boyce-2020]``, with the ids of its references, all known."""

    ids: tuple[str, ...]


class Field(Data, frozen=True):
    """A field, ``{{first_name|you}}``, with its name and its fallback text."""

    name: str
    otherwise: str = ""
    strong: bool = False


Inline = Run | Citation | Field
Runs = tuple[Run, ...]


class Text(Data, frozen=True):
    """A text and the address it came from. It is false if there is nothing in it."""

    inlines: tuple[Inline, ...] = ()
    address: Address = ()

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.inlines)

    @property
    def runs(self) -> Runs:
        """The runs of a text whose citations and fields have been resolved."""
        return cast(Runs, self.inlines)

    @property
    def words(self) -> str:
        """The text on one line, without its look and without what is not resolved."""
        words = "".join(each.text for each in self.inlines if isinstance(each, Run))
        return words.replace(LINE_BREAK, " ")


def plain(text: str, address: Address = (), *, strong: bool = False) -> Text:
    """A text of one run; an empty text for an empty string."""
    return Text((Run(text, strong=strong),) if text else (), address)


def make_unbreakable(text: str) -> str:
    """The text with its spaces as no-break spaces, so that it stays on one line."""
    return text.replace(" ", "\u00a0")
