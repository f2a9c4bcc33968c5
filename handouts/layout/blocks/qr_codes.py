"""QR codes side by side with words below that say what each opens; in a narrow panel, in rows."""

from __future__ import annotations

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

USUAL, LEAST = mm(22), mm(17)
"""The least width of a code, and that of one in a text set close."""

BETWEEN = mm(4)
"""The space between two rows: as wide as the quiet zone of a code with large modules."""

LEAST_MODULE = mm(0.45)
"""The least width of a code's modules: a telephone reads them at arm's length."""

LINKED = ("http:", "https:", "mailto:", "tel:", "sms:")
"""What an address begins with that a link can lead to, unlike a contact card."""

LEAST_WORDS = 8.0
"""The least width of a caption to the right of its code, in type sizes."""

IN_CODES = TEAR
"""The price of ending a panel between two rows of codes."""


@lays_out(QrCodes)
def _lay_out_qr_codes(block: QrCodes, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    usual = max(USUAL, look.size * 4.8)
    size = min(width, max(usual, *map(_measure_least, block.codes)))
    gap = look.size * 1.1
    # Each caption has room for its widest word, such as a whole telephone number.
    captions = (measure_text(code.caption.runs, look.caption_style)[1] for code in block.codes)
    least = max(size, *captions)
    across = max(1, min(len(block.codes), int((width + gap) / (least + gap))))
    if across < len(block.codes) and width - size - gap >= LEAST_WORDS * look.size:
        usual = LEAST if look.close else usual
        rows = [_lay_out_row(code, look, usual, size + gap, width, parent) for code in block.codes]
    else:
        column = (width - gap * (across - 1)) / across
        starts = range(0, len(block.codes), across)
        groups = (block.codes[start : start + across] for start in starts)
        rows = [_lay_out_codes(group, look, size, column, gap, parent) for group in groups]
    return tuple(
        Atom(
            row,
            before=look.step * 1.4 if row is rows[0] else BETWEEN,
            split=0.0 if row is rows[-1] else IN_CODES,
        )
        for row in rows
    )


def _lay_out_row(
    code: CaptionedCode, look: Look, usual: float, left: float, width: float, parent: Role
) -> PieceGroup:
    """Lay out one code, as large as usual if it can be, with its caption to the right.

    The caption begins at ``left``.
    """
    size = max(usual, _measure_least(code))
    quiet = size / _count_dark(code) * QUIET_ZONE
    drawn = tag_code(code.content, size + 2 * quiet, look, parent, code.alt, code.address)
    caption = tag_lines(code.caption, look.caption_style, width - left, parent, "Caption")
    height = max(size, caption.height)
    down = (height - caption.height) / 2
    return PieceGroup(height, (Placed(drawn, -quiet, -quiet), Placed(caption, left, down)))


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


def _lay_out_codes(
    codes: tuple[CaptionedCode, ...],
    look: Look,
    size: float,
    column: float,
    gap: float,
    parent: Role,
) -> PieceGroup:
    """Lay out codes that look equally large: ``size`` points, without their quiet zones."""
    parts: list[Placed] = []
    down = size + look.step * 0.5
    height = 0.0
    for place, code in enumerate(codes):
        left = place * (column + gap)
        quiet = size / _count_dark(code) * QUIET_ZONE
        whole = size + 2 * quiet
        drawn = tag_code(code.content, whole, look, parent, code.alt, code.address)
        caption = tag_lines(code.caption, look.caption_style, column, parent, "Caption")
        parts += [Placed(drawn, left - quiet, -quiet), Placed(caption, left, down)]
        height = max(height, down + caption.height)
    return PieceGroup(height, tuple(parts))
