"""A file's text, with its size, encoding and characters checked.

Whatever would make the YAML parser report bytes and offsets is found here first and reported
in plain words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.rules import Rule

MAX_FILE_BYTES = 512 * 1024
_MAX_HIDDEN = 20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_TEXT = (
    "Name a plain text file, or save the text as one: in Notepad, or as 'Plain text', UTF-8."
)
_SAVE_AS_UTF8 = "Save the file again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
# How files of other kinds begin, and what they are. Old Office files, packed ones (Office's are)
# and rich text are what a word processor saves, whatever the name says.
_OTHER_KINDS: Mapping[bytes, str] = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a file of Word or Excel, or a packed folder",
    b"\xd0\xcf\x11\xe0": "an old file of Word or Excel",
    b"{\\rtf": "a file in rich text format (RTF)",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
}
# All that YAML forbids, the line breaks that editors do not count as such, and a lost letter.
_LOST = "\ufffd"
_FORBIDDEN = compile_late(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff{_LOST}\ufffe\uffff]"
)


class Source(Data, frozen=True, dict=True):
    """A file's display name and its text, whose lines all end in ``\\n``."""

    file: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset in the text at which each line starts."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def offset_of(self, line: int, column: int) -> int:
        """The offset in the text of a line and column, both counted from 0."""
        return self.line_starts[min(line, len(self.line_starts) - 1)] + column

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, that contains an offset of the text."""
        return bisect_right(self.line_starts, offset)

    def place_at(self, start: int, end: int = 0) -> Place:
        """The place of the text between two offsets, of at least one character."""
        line, end = self.line_of(start), max(start + 1, end)
        end_line = self.line_of(end - 1)
        return Place(
            self.file,
            line,
            start - self.line_starts[line - 1] + 1,
            end_line,
            end - self.line_starts[end_line - 1] + 1,
        )

    def finding_at(
        self, rule: Rule, start: int, message: str, hint: str = "", *, end: int = 0
    ) -> Finding:
        """A finding at an offset of the text, with the line that contains it.

        It covers the text up to the offset ``end``, and at least one character.
        """
        place = self.place_at(start, end)
        line_start = self.line_starts[place.line - 1]
        line_end = self.text.find("\n", line_start)
        source_line = self.text[line_start : line_end if line_end >= 0 else None]
        return Finding(rule, place, message, hint, source_line)


def file_error(rule: Rule, path: Path, message: str, hint: str = "") -> SpecError:
    """A SpecError about a file as a whole, without a line."""
    return SpecError([Finding(rule, Place(display_path(path)), message, hint)])


def display_path(path: Path) -> str:
    """A path as users know it: relative to the current folder if it is inside, else as it is."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


MISSING_HINT = "Check the name and the folder."
"""What to do about a missing file, where no more is known of it."""


def read_bytes(path: Path, max_bytes: int, missing_hint: str = MISSING_HINT) -> bytes:
    """A file's bytes. Raises SpecError if it is unreadable or over ``max_bytes``, or if it is
    missing, with a hint at what to do then.
    """
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise file_error("file-not-found", path, "There is no such file.", missing_hint) from None
    except (IsADirectoryError, NotADirectoryError):
        raise file_error(
            "unreadable-file", path, "This is a folder.", "Give the name of a file."
        ) from None
    except PermissionError:
        raise _permission_error(path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is not a valid file name"
        raise file_error(
            "unreadable-file", path, f"The file cannot be read: {reason}.", "Check the name."
        ) from None
    if len(data) > max_bytes:
        raise file_error(
            "file-too-large",
            path,
            f"The file is too large: over {max_bytes // 1024} KB.",
            "Make it smaller.",
        )
    return data


def _permission_error(path: Path) -> SpecError:
    if path.is_dir():  # Windows denies permission to open a folder
        return file_error("unreadable-file", path, "This is a folder.", "Give the name of a file.")
    message = "You do not have permission to read this file."
    return file_error("unreadable-file", path, message, "Ask its owner, or change its permissions.")


def read_source(path: Path, missing_hint: str = MISSING_HINT) -> Source:
    """Read a text file. Raises SpecError if it cannot be read or is not plain UTF-8 text, or if it
    is missing, with a hint at what to do then.
    """
    return decode_source(display_path(path), read_bytes(path, MAX_FILE_BYTES, missing_hint))


def decode_source(file: str, data: bytes) -> Source:
    """Decode a file's bytes. Raises SpecError with the first 20 characters that are not allowed."""
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            message, hint = f"This is {kind}, not a plain text.", _SAVE_AS_TEXT
            raise SpecError([Finding("not-text", Place(file), message, hint)])
    if data.startswith(_UTF16) or b"\0" in data[:4]:
        raise SpecError(
            [Finding("not-utf8", Place(file), "The file is saved as UTF-16.", _SAVE_AS_UTF8)]
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpecError([_find_bad_byte(file, data, error.start)]) from None
    source = Source(file, text.replace("\r\n", "\n").replace("\r", "\n"))
    findings = list(_find_hidden(source))
    if findings:
        raise SpecError(findings)
    return source


def _find_bad_byte(file: str, data: bytes, index: int) -> Finding:
    # A byte order mark counts as bytes, but not as a column.
    offset = len(data[:index].decode("utf-8-sig").replace("\r\n", "\n"))
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    message = (
        f"The file is not UTF-8: byte {index + 1} (0x{data[index]:02x}) is not a valid character."
    )
    return Source(file, text).finding_at("not-utf8", offset, message, _SAVE_AS_UTF8)


def _find_hidden(source: Source) -> Iterator[Finding]:
    if source.text.replace("\n", "").isprintable() and _LOST not in source.text:
        return  # quick: as nearly all files are
    for match in islice(_FORBIDDEN.finditer(source.text), _MAX_HIDDEN):
        if match[0] == _LOST:
            message = "A letter was lost here (it was replaced with U+FFFD)."
            yield source.finding_at("garbled-text", match.start(), message, "Type it again.")
            continue
        message = f"A hidden character (U+{ord(match[0]):04X}) is here."
        yield source.finding_at(
            "hidden-character", match.start(), message, "Delete it and type the text again."
        )
