"""PDF's notation: strings, names, numbers and streams as bytes (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

WELL, QUICK = 6, 3
"""How hard zlib tries. What is one person's is packed in half the time, to 8% more."""

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
_PLAIN = re.compile(r"[ -~]*")
_REGULAR = re.compile(rb"[!-~]")
_DELIMITERS = b"()<>[]{}/%#"
_BREAKS = re.compile("[\t\n\r]+")
# Texts, in which nothing refers to anything, and references.
_REFERENCES = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|(\d+) 0 R", re.DOTALL)


def sayable(text: str) -> str:
    """The text as one line, without control characters, which metadata cannot hold."""
    return "".join(filter(_is_sayable, _BREAKS.sub(" ", text))).strip()


def _is_sayable(letter: str) -> bool:
    """Not what XML 1.0 cannot hold: control characters, lone surrogates, two non-characters."""
    return " " <= letter < "\ud800" or "\udfff" < letter < "\ufffe" or "\uffff" < letter


def string(text: str) -> str:
    """A text string object (7.9.2.2): as it stands where it is ASCII, else UTF-16."""
    if _PLAIN.fullmatch(text):
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


@lru_cache(maxsize=256)
def name(text: str) -> str:
    """A name object (7.3.5), whatever letters it has."""
    letters = (bytes([byte]) for byte in text.encode("utf-8", "replace"))
    return "/" + "".join(_name_letter(letter) for letter in letters)


def _name_letter(letter: bytes) -> str:
    if _REGULAR.match(letter) and letter not in _DELIMITERS:
        return letter.decode("ascii")
    return f"#{letter[0]:02X}"


def number(value: float) -> str:
    """A number to two decimals, without needless noughts."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(values: Iterable[float]) -> str:
    """An array of numbers."""
    return f"[{' '.join(map(number, values))}]"


def flated(content: bytes, entries: str = "", level: int = WELL) -> bytes:
    """A stream object packed by zlib."""
    return stream(zlib.compress(content, level), f"{entries}/Filter/FlateDecode")


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream object with its content as it stands.

    There is an end of line before ``endstream``, as ISO 19005-2, 6.1.7.1, asks.
    """
    head = f"<<{entries}/Length {len(content)}>>\nstream\n".encode("ascii")
    return head + content + b"\nendstream"


def moved(content: bytes, number: Callable[[int], int]) -> bytes:
    """An object for another file, where what it refers to has other numbers."""
    start = content.find(b"stream\n") if content.endswith(b"endstream") else len(content)
    return _REFERENCES.sub(lambda found: _moved(found, number), content[:start]) + content[start:]


def _moved(found: re.Match[bytes], number: Callable[[int], int]) -> bytes:
    return b"%d 0 R" % number(int(found[1])) if found[1] else found[0]


class Ready(PDFObject):  # type: ignore[misc]
    """An object of ReportLab's document whose bytes are ready."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: Any) -> bytes:
        """The bytes, as they are."""
        return self.content


def reference(document: Any, thing: Any) -> str:
    """How to refer to an object of ReportLab's document; it joins the document if it is new."""
    formatted: bytes = document.Reference(thing).format(document)
    return formatted.decode("ascii")
