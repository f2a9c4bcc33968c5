"""The pattern of a batch's file names, as a user writes it: ``{handout}-{row:05}``."""

from __future__ import annotations

import re
from string import Formatter

from handouts.data import Data
from handouts.sources.findings import quote_text, suggest_name

NEUTRAL_FIELDS = ("row", "handout", "language", "format", "paper")
PERSONAL_FIELDS = ("first_name", "last_name", "therapist", "date")
"""Fields of a person: in a file name only where the user's pattern has them."""

DEFAULT_PATTERN = "{handout}-{row:05}"
PDF_SUFFIX = ".pdf"
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""What Windows allows in no name of a file."""

_WIDTH = re.compile(r"0?[1-9]?")


class Pattern(Data, frozen=True):
    """The pattern of file names: texts, each with the field after it (or none) and its width."""

    parts: tuple[tuple[str, str, str], ...]

    @property
    def is_personal(self) -> bool:
        """Whether the names contain something about a person."""
        return any(field in PERSONAL_FIELDS for _, field, _ in self.parts)

    @property
    def is_always_unique(self) -> bool:
        """Whether two rows never share a name, since only the row number differs."""
        fields = {field for _, field, _ in self.parts if field}
        return "row" in fields <= {"row", "handout"}


def read_pattern(text: str) -> Pattern:
    """A pattern such as ``{handout}-{row:05}``, with NEUTRAL_FIELDS and PERSONAL_FIELDS.

    The suffix .pdf may be left out. Raises ValueError with a message for the user.
    """
    if FORBIDDEN.search(re.sub(r"{[^{}]*}", "", text)):
        raise ValueError('A file name cannot contain any of < > : " / \\ | ? *')
    try:
        parsed = list(Formatter().parse(text.removesuffix(PDF_SUFFIX)))
    except ValueError:
        raise ValueError("Write a field in braces: {row}.") from None
    if not parsed:
        raise ValueError(f"An empty pattern makes no file names. Try: {DEFAULT_PATTERN}")
    return Pattern(tuple(_parse_part(*part) for part in parsed))


def _parse_part(
    words: str, name: str | None, width: str | None, conversion: str | None
) -> tuple[str, str, str]:
    if name is None:
        return (words, "", "")
    known = (*NEUTRAL_FIELDS, *PERSONAL_FIELDS)
    if name not in known:
        hint = suggest_name(name, known, f"The fields are {', '.join(known)}.")
        raise ValueError(f"{quote_text(name)} is not a field for file names. {hint}")
    if conversion or (width and (name != "row" or not _WIDTH.fullmatch(width))):
        raise ValueError("Only the row number can have a width, as in {row:05}.")
    return (words, name, width or "")
