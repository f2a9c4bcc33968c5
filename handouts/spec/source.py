"""A file's text, taken in with care: its size, its encoding, its characters.

Everything that could make the YAML parser speak in bytes and offsets is found here
first and said in plain words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

from handouts.data import Data
from handouts.spec.problems import Place, Problem, SpecError

MOST_BYTES = 512 * 1024
_ENOUGH = 20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "Save the file again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
# What YAML lets into a file, without the line breaks that editors do not count as such.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Source(Data, frozen=True, dict=True):
    """A file's name, as people know it, and its text, whose lines all end in ``\\n``."""

    file: str
    text: str

    @cached_property
    def starts(self) -> list[int]:
        """Where in the text each line starts."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def offset(self, line: int, column: int) -> int:
        """The offset in the text of a line and column, both counted from 0."""
        return self.starts[min(line, len(self.starts) - 1)] + column

    def line(self, offset: int) -> int:
        """The line, counted from 1, that an offset of the text is on."""
        return bisect_right(self.starts, offset)

    def problem(self, offset: int, message: str, mend: str = "") -> Problem:
        """A problem at an offset of the text."""
        line = self.line(offset)
        start = self.starts[line - 1]
        end = self.text.find("\n", start)
        written = self.text[start : end if end >= 0 else None]
        return Problem(Place(self.file, line, offset - start + 1), message, mend, written)


def whole(path: Path, message: str, mend: str = "") -> SpecError:
    """What is wrong with a file as a whole."""
    return SpecError([Problem(Place(shown(path)), message, mend)])


def shown(path: Path) -> str:
    """A path as people know it: from where they stand if it is below, else in full."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def read_bytes(path: Path, most: int) -> bytes:
    """A file's bytes. Raises SpecError where it is missing, barred, no file, or over ``most``."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise whole(path, "There is no such file.", "Check the name and the folder.") from None
    except (IsADirectoryError, NotADirectoryError):
        raise whole(path, "This is a folder.", "Name a file.") from None
    except PermissionError:
        raise _barred(path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not one a file can have"
        raise whole(path, f"The file cannot be read: {reason}.", "Check the name.") from None
    if len(data) > most:
        raise whole(path, f"The file is too large: over {most // 1024} KB.", "Make it smaller.")
    return data


def _barred(path: Path) -> SpecError:
    if path.is_dir():  # what Windows says of a folder
        return whole(path, "This is a folder.", "Name a file.")
    return whole(path, "You may not read this file.", "Ask its owner, or change its permissions.")


def read_source(path: Path) -> Source:
    """A text file, read whole. Raises SpecError where it is not plain UTF-8 text."""
    return decode(shown(path), read_bytes(path, MOST_BYTES))


def decode(file: str, data: bytes) -> Source:
    """The text of a file's bytes. Raises SpecError with every character that may not be there."""
    if data.startswith(_UTF16) or b"\0" in data[:4]:
        raise SpecError([Problem(Place(file), "The file is saved as UTF-16.", _SAVE)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpecError([_undecoded(file, data, error.start)]) from None
    source = Source(file, text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = list(_hidden(source))
    if problems:
        raise SpecError(problems)
    return source


def _undecoded(file: str, data: bytes, at: int) -> Problem:
    # A mark before the first character counts as a byte, but not as a column.
    offset = len(data[:at].decode("utf-8-sig").replace("\r\n", "\n"))
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    message = f"The file is not UTF-8: byte {at + 1} of it (0x{data[at]:02x}) is no character."
    return Source(file, text).problem(offset, message, _SAVE)


def _hidden(source: Source) -> Iterator[Problem]:
    for match in islice(_FORBIDDEN.finditer(source.text), _ENOUGH):
        message = f"A hidden character (U+{ord(match[0]):04X}) stands here."
        yield source.problem(match.start(), message, "Delete it and type the text again.")
