"""QR codes (ISO/IEC 18004) as one vector path, by segno."""

from __future__ import annotations

from functools import lru_cache

from handouts.data import Data
from handouts.pdf.backend import Surface
from handouts.pdf.drawing.disk_cache import cache_on_disk, find_release
from handouts.pdf.objects import format_rgb

QUIET_ZONE = 4
QR_FORMAT = "qr-2"


class _QrRows(Data, frozen=True):
    """The rows of a QR code as strings of 0 and 1, without the quiet zone."""

    rows: tuple[str, ...]

    def __post_init__(self) -> None:
        size = len(self.rows)
        if not size or any(len(row) != size or row.strip("01") for row in self.rows):
            raise ValueError("not a square of 0 and 1")


@lru_cache(maxsize=64)
def _rows(address: str) -> tuple[str, ...]:
    kind = f"{QR_FORMAT}/{find_release('segno')}"
    return cache_on_disk(kind, address.encode(), _QrRows, lambda: _make_rows(address)).rows


def _make_rows(address: str) -> _QrRows:
    """The QR code of an address, at error correction level M."""
    # Slow to load, and not needed for an address that was drawn before.
    import segno

    matrix = segno.make_qr(address, error="m").matrix
    return _QrRows(tuple("".join(map(str, row)) for row in matrix))


def count_modules(address: str) -> int:
    """The width of an address's QR code in modules, including the quiet zone on both sides."""
    return len(_rows(address)) + 2 * QUIET_ZONE


def draw_qr(canvas: Surface, address: str, x: float, top: float, size: float, colour: str) -> None:
    """Draw a QR code with its upper left corner at (x, top).

    It is ``size`` points wide, including the quiet zone; the colour is ``#rrggbb``.
    """
    module = size / count_modules(address)
    left, upper = x + QUIET_ZONE * module, top - QUIET_ZONE * module
    canvas.add_operators(
        f"q {module:.4f} 0 0 {-module:.4f} {left:.2f} {upper:.2f} cm "
        f"{format_rgb(colour)} rg {_format_path(address)} f Q"
    )


@lru_cache(maxsize=64)
def _format_path(address: str) -> str:
    """The path of an address's QR code: each run of dark modules is a rectangle."""
    rectangles = []
    for y, row in enumerate(_rows(address)):
        x = 0
        while x < len(row):
            width = len(row[x:]) - len(row[x:].lstrip("1"))
            if width:
                rectangles.append(f"{x} {y} {width} 1 re")
            x += width + 1
    return " ".join(rectangles)
