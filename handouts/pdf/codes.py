"""QR codes (ISO/IEC 18004) as one vector path, by segno."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handouts.data import Data
from handouts.pdf.marks import rgb
from handouts.pdf.memory import release, remembered

BORDER = 4
FORMAT = "qr-2"


class _Rows(Data, frozen=True):
    """A code's rows as strings of 0 and 1, without the quiet zone."""

    rows: tuple[str, ...]

    def __post_init__(self) -> None:
        size = len(self.rows)
        if not size or any(len(row) != size or row.strip("01") for row in self.rows):
            raise ValueError("no square of 0 and 1")


@lru_cache(maxsize=64)
def _rows(address: str) -> tuple[str, ...]:
    kind = f"{FORMAT}/{release('segno')}"
    return remembered(kind, address.encode(), _Rows, lambda: _made(address)).rows


def _made(address: str) -> _Rows:
    """The code at error level M."""
    import segno

    matrix = segno.make_qr(address, error="m").matrix
    return _Rows(tuple("".join(map(str, row)) for row in matrix))


def modules(address: str) -> int:
    """How many modules wide the code is, its quiet zone of four on each side with it."""
    return len(_rows(address)) + 2 * BORDER


def draw_code(canvas: Any, address: str, x: float, top: float, size: float, colour: str) -> None:
    """Draw a code with its upper left corner at (x, top), ``size`` points wide, border and all."""
    module = size / modules(address)
    left, upper = x + BORDER * module, top - BORDER * module
    canvas._code.append(
        f"q {module:.4f} 0 0 {-module:.4f} {left:.2f} {upper:.2f} cm "
        f"{rgb(colour)} rg {_path(address)} f Q"
    )


@lru_cache(maxsize=64)
def _path(address: str) -> str:
    """Each run of dark modules as a rectangle."""
    found = []
    for y, row in enumerate(_rows(address)):
        x = 0
        while x < len(row):
            width = len(row[x:]) - len(row[x:].lstrip("1"))
            if width:
                found.append(f"{x} {y} {width} 1 re")
            x += width + 1
    return " ".join(found)
