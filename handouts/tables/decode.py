"""The bytes of a table: what kind of file they are, and how its text is encoded.

Practice software writes CSV as UTF-8 or UTF-16, or as Windows-1252 where it is old; Excel for
Mac writes Mac Roman. The first bytes show what is not a table at all, whatever the file's name.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import TextIO

from handouts.data import Data
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.rules import Rule
from handouts.tables.charset import MAC_ROMAN, UNSURE, detect_charset

EXPORT_AGAIN = "Export the table again as CSV (UTF-8) or XLSX."
# The first bytes of files that are often mistaken for a table.
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a word processor document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
)
# Some practice software saves a web page or XML as ".xls".
_WEB_PAGE = re.compile(rb"\s*<(\?xml|!doctype|html|table|meta|style)", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CHUNK = 1 << 20
INVALID_BYTE = re.compile("[\udc00-\udcff]")
"""A byte that is not text, as ``open_text(..., keep_invalid=True)`` decodes it."""


class Encoding(Data, frozen=True):
    """A text encoding: Python's codec for it, and the name that people know."""

    codec: str
    name: str


def detect_encoding(file: str, data: bytes) -> Encoding:
    """The encoding of a text's bytes.

    It is the one its byte order mark names, else UTF-16 where that is certain, else UTF-8 where
    it is valid, else Windows-1252 or Mac Roman. Raises SpecError where the file is not a text,
    or where it may be in either of the last two.
    """
    _refuse_foreign(file, data)
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Encoding(codec, name)
    unmarked = _detect_unmarked_utf16(data)
    if unmarked:
        return Encoding(unmarked, "UTF-16")
    if b"\0" in data[:1024]:
        raise table_error("not-a-table", file, "This is neither CSV nor XLSX.", EXPORT_AGAIN)
    if _is_decodable(data, "utf-8") or _is_mostly_utf8(data):
        return Encoding("utf-8-sig", "UTF-8")
    return _detect_single_byte(file, data)


def _detect_single_byte(file: str, data: bytes) -> Encoding:
    """The encoding of a text with one byte per letter, where it is clear. Raises SpecError."""
    codec = detect_charset(data)
    if codec == UNSURE:
        message = "Its accented letters may be those of Windows or of a Mac; it is unclear which."
        raise table_error(
            "unclear-encoding",
            file,
            message,
            "Save the table as XLSX or CSV UTF-8, so that names are right.",
        )
    return Encoding(codec, "Mac Roman" if codec == MAC_ROMAN else "Windows-1252")


def is_valid_text(data: bytes, encoding: Encoding) -> bool:
    """Whether all of the bytes are text in the encoding, without null characters."""
    return _is_decodable(data, encoding.codec) and not _has_nulls(data, encoding.codec)


def open_text(data: bytes, encoding: Encoding, keep_invalid: bool = False) -> TextIO:
    """The text, line by line, with line endings as they are in the file.

    With ``keep_invalid``, a byte that is not text is read as a character that ``INVALID_BYTE``
    matches; in UTF-16, it raises UnicodeDecodeError.
    """
    errors = "surrogateescape" if keep_invalid else "strict"
    # BytesIO shares the bytes and copies nothing.
    return io.TextIOWrapper(io.BytesIO(data), encoding.codec, errors, newline="")


def _refuse_foreign(file: str, data: bytes) -> None:
    for start, kind in _FOREIGN:
        if data.startswith(start):
            raise table_error("not-a-table", file, f"This is {kind}, not a table.", EXPORT_AGAIN)
    if _WEB_PAGE.match(data[:1024].removeprefix(codecs.BOM_UTF8)):
        message = "This is a web page or XML, not a table, whatever its name says."
        raise table_error(
            "not-a-table", file, message, "Open it in Excel and save it as XLSX or CSV (UTF-8)."
        )


def _detect_unmarked_utf16(data: bytes) -> str:
    """The codec of UTF-16 without a mark, where each second byte of the first line is null."""
    start = data[:1024]
    for codec, nulls, letters in (
        ("utf-16-le", start[1::2], start[0::2]),
        ("utf-16-be", start[0::2], start[1::2]),
    ):
        end = min((letters.find(mark) for mark in b"\r\n" if mark in letters), default=None)
        if len(start) >= 4 and not any(nulls[:end]) and all(letters[:end]) and letters[:end]:
            return codec
    return ""


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the text is UTF-8 apart from a few invalid bytes.

    Decoded as Windows-1252, each of its accented letters would become two odd ones.
    """
    odd = len(re.findall(rb"[\x80-\xff]", data))
    right = re.findall(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}", data)
    return 2 * sum(map(len, right)) > odd


def _is_decodable(data: bytes, codec: str) -> bool:
    try:
        for _ in _decode_chunks(data, codec):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _has_nulls(data: bytes, codec: str) -> bool:
    return b"\0" in data and any("\0" in chunk for chunk in _decode_chunks(data, codec))


def _decode_chunks(data: bytes, codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    view = memoryview(data)
    for start in range(0, len(data), _CHUNK):
        yield decoder.decode(view[start : start + _CHUNK])
    yield decoder.decode(b"", True)


def table_error(rule: Rule, file: str, message: str, hint: str, row: int = 0) -> SpecError:
    """The error for a table, or for one of its rows."""
    return SpecError([Finding(rule, Place(file, row, 1 if row else 0), message, hint)])
