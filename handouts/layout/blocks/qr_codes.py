"""QR codes side by side with words below that say what each opens; in a narrow panel, in rows."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handouts.document.blocks import CaptionedCode, QrCodes
from handouts.document.units import mm
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.graphics import QrCode
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Figure, Linked, PieceGroup, Placed
from handouts.layout.prices import TEAR
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines
from handouts.pdf.drawing.qr import QUIET_ZONE, count_modules
from handouts.sources.source_map import Address
from handouts.text.setting import measure_text
from handouts.text.style import TextStyle

USUAL, LEAST = mm(22), mm(17)
"""The least width of a code, and that of one in a text set close."""

BETWEEN = mm(4)
"""The space between two rows: as wide as the quiet zone of a code with large modules."""

LEAST_MODULE = mm(0.35)
"""The least width of a code's modules: a telephone reads them from a hand's breadth on."""

LINKED = ("http:", "https:", "mailto:", "tel:", "sms:")
"""What an address begins with that a link can lead to, unlike a contact card."""

GAP = 0.6
"""The space between two codes, or between a code and its caption to the right, in type sizes."""

IN_CODES = TEAR
"""The price of ending a panel between two rows of codes."""


@lays_out(QrCodes, price_before=IN_CODES)
def _lay_out_qr_codes(block: QrCodes, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    sizes = _choose_sizes(block.codes, look, width)
    across = _lay_out_across(block.codes, sizes, look, width, parent)
    rows = (
        [across]
        if across
        else [
            _lay_out_row(code, size, max(sizes) + look.size * GAP, look, width, parent)
            for code, size in zip(block.codes, sizes, strict=True)
        ]
    )
    return tuple(
        Atom(
            row,
            before=max(look.step * 1.4, mm(3)) if row is rows[0] else BETWEEN,
            split=0.0 if row is rows[-1] else IN_CODES,
        )
        for row in rows
    )


def _make_style(look: Look) -> TextStyle:
    """The style of captions, as small as the format allows: they share a narrow panel."""
    return replace(look.caption_style, size=look.scale.caption, leading=look.scale.caption * 1.3)


def _choose_sizes(codes: Sequence[CaptionedCode], look: Look, width: float) -> list[float]:
    """The width of each code: all alike, or else smaller, to have room for all side by side."""
    usual = max(USUAL, look.size * 4.8)
    least = [max(LEAST, _measure_least(code)) for code in codes]
    alike = [min(width, max(usual, *least))] * len(codes)
    for sizes in (alike, [max(least)] * len(codes), least):
        if _measure_columns(codes, sizes, look)[1] <= width:
            return sizes
    return least if look.close else [max(usual, size) for size in least]


def _measure_columns(
    codes: Sequence[CaptionedCode], sizes: Sequence[float], look: Look
) -> tuple[list[float], float]:
    """The widths of the columns of codes side by side, and that of all.

    Each caption has room for its widest word, such as a whole telephone number.
    """
    words = (measure_text(code.caption.runs, _make_style(look))[1] for code in codes)
    columns = list(map(max, sizes, words))
    return columns, sum(columns) + look.size * GAP * (len(codes) - 1)


def _lay_out_across(
    codes: Sequence[CaptionedCode], sizes: Sequence[float], look: Look, width: float, parent: Role
) -> PieceGroup | None:
    """Lay out all codes side by side, each above its caption; nothing if they are too wide."""
    columns, total = _measure_columns(codes, sizes, look)
    if total > width and len(codes) > 1:
        return None
    spare = min(look.size * 2, (width - total) / len(codes))
    gap, down = look.size * GAP, max(sizes) + look.step * 0.5
    parts, left, height = [], 0.0, 0.0
    for code, size, column in zip(codes, sizes, columns, strict=True):
        drawn, quiet = _draw_code(code, size, look, parent)
        caption = tag_lines(code.caption, _make_style(look), column + spare, parent, "Caption")
        parts += [
            Placed(drawn, left - quiet, max(sizes) - size - quiet),
            Placed(caption, left, down),
        ]
        height = max(height, down + caption.height)
        left += column + spare + gap
    return PieceGroup(height, tuple(parts))


def _lay_out_row(
    code: CaptionedCode, size: float, left: float, look: Look, width: float, parent: Role
) -> PieceGroup:
    """Lay out one code with its caption to the right, from ``left`` on."""
    drawn, quiet = _draw_code(code, size, look, parent)
    caption = tag_lines(code.caption, _make_style(look), width - left, parent, "Caption")
    height = max(size, caption.height)
    down = (height - caption.height) / 2
    return PieceGroup(height, (Placed(drawn, -quiet, -quiet), Placed(caption, left, down)))


def _draw_code(
    code: CaptionedCode, size: float, look: Look, parent: Role
) -> tuple[Figure | Linked, float]:
    """A code of a size in points, and the width of its quiet zone, which is white on white."""
    quiet = size / _count_dark(code) * QUIET_ZONE
    return tag_code(code.content, size + 2 * quiet, look, parent, code.alt, code.address), quiet


def tag_code(
    content: str, size: float, look: Look, parent: Role, alt: str, address: Address
) -> Figure | Linked:
    """A QR code, tagged as a picture, and as a link where what it contains is an address."""
    drawn = QrCode(content, size, look.shade("ink"))
    if not content.startswith(LINKED):
        return Figure(drawn, Role("Figure", parent, alt=alt, address=address), size)
    link = Role("Link", parent, address=address)
    figure = Figure(drawn, Role("Figure", link, alt=alt, address=address), size)
    return Linked(figure, link, size, content, alt)


def _count_dark(code: CaptionedCode) -> int:
    """The width of a code in modules, without the quiet zone, which is white on white."""
    return count_modules(code.content) - 2 * QUIET_ZONE


def _measure_least(code: CaptionedCode) -> float:
    return LEAST_MODULE * _count_dark(code)
