"""QR codes (ISO/IEC 18004) as one vector path, by segno."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handouts.pdf.marks import rgb
from handouts.pdf.memory import remembered

BORDER = 4
FORMAT = "qr-1"


@lru_cache(maxsize=64)
def _rows(address: str) -> tuple[str, ...]:
    """The code's rows as strings of 0 and 1, without the quiet zone; error level M."""
    kept = remembered(
        FORMAT, address.encode(), lambda: {"rows": _made(address)}, frozenset({"rows"})
    )
    return tuple(kept["rows"])


def _made(address: str) -> list[str]:
    import segno

    return ["".join(map(str, row)) for row in segno.make_qr(address, error="m").matrix]


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
