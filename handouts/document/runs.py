"""Runs: the text of a block as pure data, never markup.

A text is a tuple of runs. A run's text is drawn as it is; nothing in it is ever
parsed again.
"""

from __future__ import annotations

from handouts.data import Data


class Run(Data, frozen=True):
    """A stretch of text that looks and acts the same throughout.

    ``link`` is a web address, or ``#name`` for a place in the same document.
    ``raised`` sets a citation's number above the line. ``language`` is a BCP 47
    tag where it differs from the document's. ``about`` describes the target of a link
    whose text does not.
    """

    text: str
    strong: bool = False
    link: str | None = None
    raised: bool = False
    language: str | None = None
    about: str = ""


Text = tuple[Run, ...]


def plain(text: str, *, strong: bool = False) -> Text:
    """The text of one run; no run at all for an empty string."""
    return (Run(text, strong=strong),) if text else ()


def words(text: Text) -> str:
    """The plain text of some runs, without their formatting."""
    return "".join(run.text for run in text)
