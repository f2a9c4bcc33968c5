"""PDF's notation: strings, names, numbers and streams as bytes (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache

from isal import isal_zlib

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_THOROUGH, _QUICK = 6, 1
"""Levels of zlib and of ISA-L. The second takes a fifth of the time."""

_REGULAR = re.compile(rb"[!-~]")
_DELIMITERS = b"()<>[]{}/%#"
_BREAKS = re.compile("[\t\n\r]+")
# Strings, in which nothing is a reference, and references.
_REFERENCES = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|(\d+) 0 R", re.DOTALL)


def clean_text(text: str) -> str:
    """The text on one line, without characters that metadata cannot contain."""
    return "".join(filter(_is_allowed, _BREAKS.sub(" ", text))).strip()


def _is_allowed(letter: str) -> bool:
    """Whether XML 1.0 allows a character.

    It excludes control characters, lone surrogates and two non-characters.
    """
    return " " <= letter < "\ud800" or "\udfff" < letter < "\ufffe" or "\uffff" < letter


def format_string(text: str) -> str:
    """A text string object (7.9.2.2): literal if the text is printable ASCII, else in UTF-16."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


@lru_cache(maxsize=256)
def format_name(text: str) -> str:
    """A name object (7.3.5); any character is allowed."""
    letters = (bytes([byte]) for byte in text.encode("utf-8", "replace"))
    return "/" + "".join(_format_name_byte(letter) for letter in letters)


def _format_name_byte(letter: bytes) -> str:
    if _REGULAR.match(letter) and letter not in _DELIMITERS:
        return letter.decode("ascii")
    return f"#{letter[0]:02X}"


def format_number(value: float) -> str:
    """A number to two decimals, without trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def format_numbers(values: Iterable[float]) -> str:
    """An array of numbers."""
    return f"[{' '.join(map(format_number, values))}]"


@lru_cache(maxsize=256)
def format_rgb(colour: str) -> str:
    """A colour ``#rrggbb`` as three operands, each to three decimals."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def format_flate_stream(content: bytes, entries: str = "", *, quick: bool = False) -> bytes:
    """A stream object, compressed. ``entries`` are added to its dictionary.

    What one person alone has is compressed by ISA-L, which is ``quick``; all else thoroughly by
    zlib, and remembered, so that an unchanged page costs nothing.
    """
    packed = isal_zlib.compress(content, _QUICK) if quick else _compress_thoroughly(content)
    return format_stream(packed, f"{entries}/Filter/FlateDecode")


def compress_quickly(parts: Iterable[bytes]) -> bytes:
    """The parts of one stream, compressed together by ISA-L."""
    packer = isal_zlib.compressobj(_QUICK)
    return b"".join([*map(packer.compress, parts), packer.flush()])


@lru_cache(maxsize=32)
def _compress_thoroughly(content: bytes) -> bytes:
    return zlib.compress(content, _THOROUGH)


def format_stream(content: bytes, entries: str = "") -> bytes:
    """A stream object with its content unchanged. ``entries`` are added to its dictionary.

    There is a line break before ``endstream``, as ISO 19005-2, 6.1.7.1, requires.
    """
    head = f"<<{entries}/Length {len(content)}>>\nstream\n".encode("ascii")
    return head + content + b"\nendstream"


def renumber_object(content: bytes, number: Callable[[int], int]) -> bytes:
    """Renumber an object's references for another file; ``number`` maps old numbers to new."""
    start = content.find(b"stream\n") if content.endswith(b"endstream") else len(content)
    return (
        _REFERENCES.sub(lambda match: _renumber_reference(match, number), content[:start])
        + content[start:]
    )


def _renumber_reference(match: re.Match[bytes], number: Callable[[int], int]) -> bytes:
    return b"%d 0 R" % number(int(match[1])) if match[1] else match[0]
