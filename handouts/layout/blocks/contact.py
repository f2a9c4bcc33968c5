"""The clinic's contact: lines of text, and a QR code beside them."""

from __future__ import annotations

from handouts.document.blocks import ContactLines
from handouts.document.units import mm
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.graphics import QrCode
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, Figure, PieceGroup, Placed, stack_atoms
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines
from handouts.pdf.drawing.qr import QUIET_ZONE, count_modules


@lays_out(ContactLines)
def _lay_out_contact_lines(
    block: ContactLines, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    if not block.qr:
        lines = stack_atoms(
            Atom(tag_lines(line, look.body_style, width, parent)) for line in block.lines
        )
        return (Atom(lines, before=look.step, split=0.0),)
    size = max(mm(30), look.size * 6.2)
    # The code's quiet zone is white on white: align its modules, not the zone, with the text.
    quiet = size * QUIET_ZONE / count_modules(block.qr)
    role = Role("Figure", parent, alt=block.qr_alt, address=("brand", "qr"))
    code = Figure(QrCode(block.qr, size, look.shade("ink")), role, size)
    foot = size - 2 * quiet
    parts, down = [Placed(code, width - size + quiet, -quiet)], 0.0
    for line in block.lines:
        tagged = tag_lines(line, look.body_style, width - size if down < foot else width, parent)
        if down < foot and tagged.height > len(line.words.split()) * look.body_style.leading:
            # An address that would be broken beside the code stands below it.
            down, tagged = foot, tag_lines(line, look.body_style, width, parent)
        parts.append(Placed(tagged, 0.0, down))
        down += tagged.height + look.step * 0.3
    height = max(foot, down - look.step * 0.3)
    group = PieceGroup(height, tuple(parts), reads_last=code)
    return (Atom(group, before=look.step, split=0.0),)
