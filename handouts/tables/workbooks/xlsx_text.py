"""Names and texts in the XML of an XLSX workbook: namespaces, escapes, texts in pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handouts.tables.workbooks.sheets import MAX_TEXT, oversized_workbook

# That of most workbooks, that of strict ones, and none: some programs leave it out.
_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
    "",
)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def tag_names(names: str) -> Mapping[str, str]:
    """The elements of a workbook, in each namespace that it may have, by their full names."""
    return {space + name: name for space in _NAMESPACES for name in names.split()}


def unescape_text(text: str) -> str:
    """A text in which ``_x000D_`` stands for a character that XML cannot hold."""
    return _ESCAPE.sub(_unescape, text) if "_x" in text else text


def _unescape(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return "\ufffd" if "\ud800" <= letter <= "\udfff" else letter


class TextCollector:
    """Collects the text of an element, and skips what only says how a text is pronounced."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.letters = 0
        self.is_collecting = False
        self.skip_depth = 0

    def start(self) -> None:
        """Collect from here, unless inside of what is skipped."""
        self.is_collecting = not self.skip_depth
        self.pieces = []
        self.letters = 0

    def add(self, text: str) -> None:
        """Add a piece of text. Raises WorkbookError where the text is far too long."""
        if self.is_collecting:
            self.letters += len(text)
            if self.letters > MAX_TEXT:
                raise oversized_workbook()
            self.pieces.append(text)

    def take(self) -> str:
        """The text since the start; nothing is collected any more."""
        self.is_collecting = False
        return "".join(self.pieces)
