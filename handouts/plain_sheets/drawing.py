"""Draw on a plain sheet: tagged text in reading order, and furniture."""

from __future__ import annotations

from handouts.document.fonts import Typeface
from handouts.document.text import Run, Text
from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing import shapes
from handouts.pdf.tags.structure import Element
from handouts.text.clean import clean_runs
from handouts.text.coverage import split_by_font
from handouts.text.errors import MissingGlyphs
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle

INK, QUIET, LINE = "#000000", "#555555", "#999999"


class PlainSheet:
    """A canvas whose structure tree is in the order of drawing. ``root`` is its topmost element."""

    def __init__(self, canvas: Canvas, root: Element) -> None:
        self.canvas = canvas
        self.root = root

    def draw_text(
        self,
        role: str,
        text: Text,
        style: TextStyle,
        place: tuple[float, float],
        width: float,
        parent: Element | None = None,
    ) -> float:
        """Draw a tagged text below a place (left, top); returns the y below it."""
        left, top = place
        setting = typeset_text(text.runs, style, width)
        element = (parent or self.root).add(Element(role))
        setting.draw(self.canvas, left, top, element=element)
        return top - setting.height

    def draw_line(
        self, start: tuple[float, float], end: tuple[float, float], weight: float, colour: str = INK
    ) -> None:
        """Draw a straight line as furniture."""
        with self.canvas.artifact("Layout"):
            shapes.draw_rule(self.canvas, start, end, colour, weight)


def replace_missing(text: str, family: Typeface) -> str:
    """A text with a question mark for each letter that no font has.

    For texts of the clinic, such as the name of a file: a patient's are asked about instead.
    """
    missing: set[str] = set()
    for strong in (False, True):
        try:
            split_by_font(clean_runs((Run(text),)), family, strong)
        except MissingGlyphs as error:
            missing.update(*error.characters)
    return "".join("?" if letter in missing else letter for letter in text)
