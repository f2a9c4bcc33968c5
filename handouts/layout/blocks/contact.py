"""The clinic's contact: lines of text, and a QR code beside them."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.document.blocks import ContactLines
from handouts.document.text import Text
from handouts.document.units import mm
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.qr_codes import tag_code
from handouts.layout.look import Look
from handouts.layout.pieces import Atom, PieceGroup, Placed, stack_atoms
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines
from handouts.pdf.drawing.qr import QUIET_ZONE, count_modules
from handouts.text.setting import measure_text
from handouts.text.style import TextStyle


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
    code = tag_code(block.qr, size, look, parent, block.qr_alt, ("brand", "qr"))
    foot = size - 2 * quiet
    parts, down = [], 0.0
    for line in block.lines:
        tagged = tag_lines(line, look.body_style, width - size if down < foot else width, parent)
        if down < foot and tagged.height > len(line.words.split()) * look.body_style.leading:
            # An address that would be broken beside the code stands below it.
            down, tagged = foot, tag_lines(line, look.body_style, width, parent)
        parts.append(Placed(tagged, 0.0, down))
        down += tagged.height + look.step * 0.3
    if block.qr_address:
        measure = width - size if down < foot else width
        style = _choose_style(block.qr_address, measure, look)
        tagged = tag_lines(block.qr_address, style, measure, parent)
        parts.append(Placed(tagged, 0.0, down))
        down += tagged.height + look.step * 0.3
    parts.append(Placed(code, width - size + quiet, -quiet))
    group = PieceGroup(max(foot, down - look.step * 0.3), tuple(parts))
    return (Atom(group, before=look.step * 1.5, split=0.0),)


def _choose_style(address: Text, width: float, look: Look) -> TextStyle:
    """The largest style in which an address stands on one line; the smallest if none does."""
    if look.scale.on_screen:
        return look.body_style
    styles = look.body_style, replace(look.caption_style, colour=look.body_style.colour)
    fitting = (each for each in styles if measure_text(address.runs, each)[0] <= width)
    return next(fitting, look.small_style)
