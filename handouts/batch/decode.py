"""The bytes of a table: which kind of file they are, and in which encoding its text is.

Practice software writes CSV as UTF-8 or UTF-16, Windows-1252 where it is old; Excel for Mac
writes Mac Roman. What is no
table at all, whatever its name says, is told by its first bytes.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import TextIO

from handouts.data import Data
from handouts.spec.problems import Place, Problem, SpecError

AGAIN = "Export the table again as CSV (UTF-8) or XLSX."
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How files begin that are often taken for a table.
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text of a word processor (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
)
# Some practice software calls a web page or XML ".xls".
_PAGE = re.compile(rb"\s*<(\?xml|!doctype|html|table|meta|style)", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_PIECE = 1 << 20
BROKEN = re.compile("[\udc00-\udcff]")
"""What a byte that is no text is read as by ``lines(..., broken=True)``."""


class Encoding(Data, frozen=True):
    """How a text was written: Python's codec for it, and the name that people know."""

    codec: str
    name: str


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are packed as an XLSX workbook is."""
    return data.startswith(_ZIP)


def encoding(file: str, data: bytes) -> Encoding:
    """The encoding of a text's bytes: by its mark, else UTF-16 where that is sure, else
    UTF-8 where it is sound, else Windows-1252 or Mac Roman.

    Raises SpecError where the file is of another kind, or its accents cannot be told apart.
    """
    _refuse(file, data)
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Encoding(codec, name)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return Encoding(unmarked, "UTF-16")
    if b"\0" in data[:1024]:
        raise wrong(file, "This is neither CSV nor XLSX.", AGAIN)
    if _decodes(data, "utf-8") or _mostly_utf8(data):
        return Encoding("utf-8-sig", "UTF-8")
    return _one_byte(file, data)


def _one_byte(file: str, data: bytes) -> Encoding:
    """The encoding of a text with a byte a letter: Windows' or the Mac's, where that is sure."""
    from handouts.batch.charset import MAC, UNSURE, charset

    codec = charset(data)
    if codec == UNSURE:
        message = "Its accents may be those of Windows or of a Mac, which cannot be told apart."
        raise wrong(file, message, "Save the table as XLSX or CSV UTF-8, so that names are right.")
    return Encoding(codec, "Mac Roman" if codec == MAC else "Windows-1252")


def sound(data: bytes, found: Encoding) -> bool:
    """Whether all of the bytes are text in the encoding, and no nought is among it."""
    return _decodes(data, found.codec) and not _noughts(data, found.codec)


def lines(data: bytes, found: Encoding, broken: bool = False) -> TextIO:
    """The text, line by line, with each line's own end.

    With ``broken``, a byte that is no text is read as a character of ``BROKEN``; in UTF-16
    it stops the reading with a UnicodeDecodeError.
    """
    errors = "surrogateescape" if broken else "strict"
    # BytesIO shares the bytes: nothing is copied.
    return io.TextIOWrapper(io.BytesIO(data), found.codec, errors, newline="")


def _refuse(file: str, data: bytes) -> None:
    for start, kind in _FOREIGN:
        if data.startswith(start):
            raise wrong(file, f"This is {kind}, not a table.", AGAIN)
    if data.startswith(_OLE):
        raise _old_office(file, data)
    if _PAGE.match(data[:1024].removeprefix(codecs.BOM_UTF8)):
        message = "This is a web page or XML, not a table, whatever its name says."
        raise wrong(file, message, "Open it in Excel and save it as XLSX or CSV (UTF-8).")


def _old_office(file: str, data: bytes) -> SpecError:
    """An XLSX with a password is packed in the old format."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        mend = "Open it in Excel, take the password off, and save it again."
        return wrong(file, "The workbook is locked with a password.", mend)
    mend = "Open it in Excel and save it as XLSX or CSV (UTF-8)."
    return wrong(file, "This is a file of an old Office (XLS), which is not read.", mend)


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark, if it is sure: a first line of which each second byte is nought."""
    start = data[:1024]
    for codec, noughts, letters in (
        ("utf-16-le", start[1::2], start[0::2]),
        ("utf-16-be", start[0::2], start[1::2]),
    ):
        end = min((letters.find(mark) for mark in b"\r\n" if mark in letters), default=None)
        if len(start) >= 4 and not any(noughts[:end]) and all(letters[:end]) and letters[:end]:
            return codec
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether UTF-8 was meant and a few bytes are broken.

    Read as Windows-1252, each accent of it would become two odd letters.
    """
    odd = len(re.findall(rb"[\x80-\xff]", data))
    right = re.findall(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}", data)
    return 2 * sum(map(len, right)) > odd


def _decodes(data: bytes, codec: str) -> bool:
    try:
        for _ in _decoded(data, codec):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _noughts(data: bytes, codec: str) -> bool:
    return b"\0" in data and any("\0" in piece for piece in _decoded(data, codec))


def _decoded(data: bytes, codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    view = memoryview(data)
    for start in range(0, len(data), _PIECE):
        yield decoder.decode(view[start : start + _PIECE])
    yield decoder.decode(b"", True)


def wrong(file: str, message: str, mend: str, row: int = 0) -> SpecError:
    """The error for a table, as a whole or at a row."""
    return SpecError([Problem(Place(file, row, 1 if row else 0), message, mend)])
