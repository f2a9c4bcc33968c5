"""What is filled in: lines and boxes for a pen on paper, fields of a form on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from handouts.data import Data
from handouts.document.units import mm
from handouts.memo import memoized
from handouts.pdf.drawing import shapes
from handouts.pdf.navigation.form_fields import FieldShape
from handouts.text import signs

if TYPE_CHECKING:
    from handouts.layout.page import Page
    from handouts.text.style import TextStyle

WRITING_PITCH = mm(8.5)
"""The distance between writing lines: room for an adult's handwriting."""

DESCENT = 3.0
"""How far a field on a screen reaches below a line, so that its words stand beside the label's."""


class FillIn(Data, frozen=True):
    """A place to fill in, all sizes in points: ``lines`` to write on, or a box to tick.

    ``label`` says what belongs there, for those who fill it in on a screen and listen. A box
    stands beside a line of a ``style``.
    """

    kind: Literal["text", "box"]
    width: float
    height: float
    lines: int
    colour: str
    label: str
    style: TextStyle | None = None

    def draw(self, canvas: Page, x: float, top: float) -> None:
        """Draw lines or a box; on a page that is filled in on a screen, add a field."""
        if canvas.is_fillable:
            below = 0.0 if self.kind == "box" else DESCENT
            box = (x, top - self.height - below, x + self.width, top - 2 * below)
            shape = FieldShape(self.kind, box, self.label, self.colour, self.lines > 1)
            canvas.add_field(shape)
        elif self.kind == "box":
            box = (x + 0.6, top - self.height + 0.6, x + self.width - 0.6, top - 0.6)
            shapes.draw_panel(canvas, box, 2, "#ffffff", self.colour, 1.2)
            if self.style:
                above = (self.style.leading - self.height) / 2
                signs.draw_sign(canvas, signs.BOX, self.style, x, top + above)
        else:
            pitch = self.height / self.lines
            for number in range(1, self.lines + 1):
                down = top - number * pitch
                shapes.draw_rule(canvas, (x, down), (x + self.width, down), self.colour, 0.5)


@memoized(256)
def make_lines(count: int, width: float, colour: str, label: str) -> FillIn:
    """So many lines to write on, ``width`` points long, for what a ``label`` says."""
    return FillIn("text", width, count * WRITING_PITCH, count, colour, label)


def make_box(size: float, colour: str, label: str, style: TextStyle) -> FillIn:
    """A box to tick, ``size`` points high, beside a line of a style."""
    return FillIn("box", size, size, 1, colour, label, style)
