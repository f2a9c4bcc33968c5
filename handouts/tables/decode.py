"""The bytes of a table: what kind of file they are, and how its text is encoded.

Practice software writes CSV as UTF-8 or UTF-16, or where it is old in the encoding of its country;
Excel for Mac writes Mac Roman. The first bytes show what is not a table at all, whatever the
file's name.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.rules import Rule
from handouts.tables.letters.encodings import UNICODE, Encoding

if TYPE_CHECKING:
    from handouts.tables.letters.charset import Verdict

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
_UTF8, _UTF16, _UTF16_LE, _UTF16_BE = UNICODE
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, _UTF8),
    (codecs.BOM_UTF16_LE, _UTF16),
    (codecs.BOM_UTF16_BE, _UTF16),
)
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_CHUNK = 1 << 20
# From the start of a word only, and without going back: a word may be a megabyte long.
_WORDS_BEYOND_ASCII = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]*+[\x80-\xff][A-Za-z\x80-\xff]*")
_MAX_WORDS = 2_000
INVALID_BYTE = compile_late("[\udc00-\udcff]")
"""A byte that is not text, as ``open_text(..., keep_invalid=True)`` decodes it."""


class EncodingChoice(Data, frozen=True):
    """An encoding that a text may be in, and what the words of one row are in it."""

    encoding: Encoding
    words: tuple[str, ...]

    def __repr__(self) -> str:
        """The choice without the words."""
        return f"EncodingChoice({self.encoding.name})"


def detect_encoding(file: str, data: bytes, named: Encoding | None = None) -> Encoding:
    """The encoding of a text's bytes: the one that was ``named``, or else that which is certain.

    It is the one its byte order mark names, else UTF-16 where that is certain, else UTF-8 where
    it is valid, else the legacy encoding in which alone its words make sense. Raises SpecError
    where the file is not a text, where it may be in several of them, and where its mark says that
    it is not in the one that was named.
    """
    _refuse_foreign(file, data)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _confirm_marked(file, encoding, named)
    if named:
        return named
    unicode = _detect_unicode(file, data)
    if unicode:
        return unicode
    from handouts.tables.letters.charset import detect_charset  # late: most tables are in Unicode

    verdict = detect_charset(data)
    if verdict.encoding is None:
        raise _unclear_encoding_error(file, verdict)
    return verdict.encoding


def list_encodings(file: str, data: bytes) -> tuple[EncodingChoice, ...]:
    """The encodings that a text may be in, the likeliest first; none where there is no doubt.

    Raises SpecError where the file is not a text.
    """
    _refuse_foreign(file, data)
    marked = any(data.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS)
    if marked or _detect_unicode(file, data):
        return ()
    from handouts.tables.letters.charset import detect_charset, find_row_words  # late, as above

    verdict = detect_charset(data)
    if verdict.encoding:
        return ()
    words = find_row_words(data, verdict)
    return tuple(
        EncodingChoice(
            reading.encoding,
            tuple(word.decode(reading.encoding.codec, "replace") for word in words),
        )
        for reading in verdict.readings
    )


def _confirm_marked(file: str, marked: Encoding, named: Encoding | None) -> Encoding:
    """The encoding of a byte order mark. Raises SpecError if another one was named."""
    if named and named.name != marked.name:
        message = f"The file says itself that it is in {marked.name}, not in {named.name}."
        raise table_error("unclear-encoding", file, message, "Leave --encoding out.")
    return marked


def _detect_unicode(file: str, data: bytes) -> Encoding | None:
    """UTF-16 or UTF-8 without a mark, where it is certain. Raises SpecError if it is no text."""
    unmarked = _detect_unmarked_utf16(data)
    if unmarked:
        return unmarked
    if b"\0" in data[:1024]:
        raise table_error("not-a-table", file, "This is neither CSV nor XLSX.", EXPORT_AGAIN)
    is_valid = _is_decodable(data, "utf-8") or _is_mostly_utf8(data)
    return _UTF8 if is_valid and not _mixes_scripts(data) else None


def _unclear_encoding_error(file: str, verdict: Verdict) -> SpecError:
    *others, last = [reading.encoding.described for reading in verdict.readings]
    message = (
        f"Its letters may be in {', '.join(others)} or {last}: in the wrong one, names would be "
        "misspelled."
    )
    hint = (
        f"{EXPORT_AGAIN} Or name the encoding, as in "
        f"--encoding {verdict.readings[0].encoding.codec}; --encoding ask shows how the letters "
        "of a row look in each."
    )
    return table_error("unclear-encoding", file, message, hint)


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


def _detect_unmarked_utf16(data: bytes) -> Encoding | None:
    """UTF-16 without a mark, where each second byte of the first line is null."""
    start = data[:1024]
    for encoding, nulls, letters in (
        (_UTF16_LE, start[1::2], start[0::2]),
        (_UTF16_BE, start[0::2], start[1::2]),
    ):
        end = min((letters.find(mark) for mark in b"\r\n" if mark in letters), default=None)
        if len(start) >= 4 and not any(nulls[:end]) and all(letters[:end]) and letters[:end]:
            return encoding
    return None


def _mixes_scripts(data: bytes) -> bool:
    """Whether each word beyond ASCII, read as UTF-8, has letters of two scripts in it.

    Then its bytes are valid UTF-8 by chance only: "Jiří" in an old encoding of the Mac would be
    three letters of Latin and one of Thaana.
    """
    words = {match[0] for match in islice(_WORDS_BEYOND_ASCII.finditer(data), _MAX_WORDS)}
    decoded = (word.decode("utf-8", "ignore") for word in words)
    scripts = [{_find_script(letter) for letter in word if letter.isalpha()} for word in decoded]
    lettered = [each for each in scripts if each - {""}]
    return bool(lettered) and all("LATIN" in each and len(each) > 1 for each in lettered)


def _find_script(letter: str) -> str:
    """The script of a letter, by the first word of its name in Unicode.

    Signs of Latin text that count as letters ("Mª", the okina of Hawaiian names) are Latin.
    """
    name = unicodedata.name(letter, "").partition(" ")[0]
    return "LATIN" if ord(letter) < 0x250 or name in ("MODIFIER", "FULLWIDTH") else name


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the text is UTF-8 apart from a few invalid bytes.

    Decoded as Windows-1252, each of its accented letters would become two odd ones.
    """
    odd = len(data) - len(data.translate(None, _BEYOND_ASCII))
    right = re.finditer(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}", data)
    return 3 * sum(match.end() - match.start() for match in right) > 2 * odd


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
