"""A separator: a sheet in large type that lies before some leaflets of a stack."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.fonts import Typeface
from handouts.document.text import plain
from handouts.document.units import mm
from handouts.pdf.canvas import Canvas
from handouts.pdf.files.base import Base
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure
from handouts.pdf.volumes.volume import Volume
from handouts.plain_sheets.drawing import INK, QUIET, PlainSheet
from handouts.text.setting import measure_text, typeset_text
from handouts.text.style import TextStyle

MARGIN = mm(20)
FOOT = "This sheet separates leaflets. It is not for a patient."
_GAP = 10.0

_VALUE = TextStyle(size=64.0, leading=72.0, strong=True, colour=INK)
_LABEL = TextStyle(size=20.0, leading=26.0, colour=QUIET)
_LINE = TextStyle(size=24.0, leading=32.0, colour=INK)
_FOOT = TextStyle(size=11.0, leading=14.0, colour=QUIET)
_SMALLEST, _STEP, _MAX_LINES = 28.0, 4.0, 3


class Separator(Data, frozen=True):
    """What a separator says: a label, the value below it in large type, and further lines."""

    label: str
    value: str
    lines: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """The label only: the value is the clinic's data."""
        return f"Separator({self.label!r})"


def draw_separator(
    separator: Separator, size: tuple[float, float], family: Typeface, volume: Volume
) -> Canvas:
    """Draw a separator on a page of this size, in points, to be added to a volume.

    Its back stays empty. Raises ``MissingGlyphs``.
    """
    base, root = volume.next_base(_draw_blank(size)), Element("Document")
    canvas = Canvas(size, _describe(), Structure(root, None, base.written_tree), base=base)
    _draw_texts(PlainSheet(canvas, root), separator, size, family)
    return canvas


def _describe() -> DocumentInfo:
    return DocumentInfo("Separator", "handouts", "en")


@lru_cache(maxsize=8)
def _draw_blank(size: tuple[float, float]) -> Base:
    """The empty page that all separators of a size share."""
    canvas = Canvas(size, _describe(), Structure(Element("Document")))
    canvas.showPage()
    return canvas.as_base()


def _draw_texts(
    page: PlainSheet, separator: Separator, size: tuple[float, float], family: Typeface
) -> None:
    """Draw the label, the value and the lines around the middle, and what the sheet is below."""
    width = size[0] - 2 * MARGIN
    value = _fit_value(separator.value, replace(_VALUE, family=family), width)
    texts = [
        ("P", separator.label, replace(_LABEL, family=family)),
        ("H1", separator.value, value),
        *(("P", line, replace(_LINE, family=family)) for line in separator.lines),
    ]
    heights = [typeset_text(plain(text).runs, style, width).height for _, text, style in texts]
    height = sum(heights) + 2 * _GAP
    top = (size[1] + height) / 2
    page.draw_line((MARGIN, top + 2 * _GAP), (MARGIN + width, top + 2 * _GAP), 4.0)
    for role, text, style in texts:
        top = page.draw_text(role, plain(text), style, (MARGIN, top), width)
        top -= _GAP if role == "H1" else 0.0
    page.draw_line((MARGIN, top - _GAP), (MARGIN + width, top - _GAP), 4.0)
    foot = replace(_FOOT, family=family)
    page.draw_text("P", plain(FOOT), foot, (MARGIN, MARGIN + foot.leading), width)


def _fit_value(text: str, style: TextStyle, width: float) -> TextStyle:
    """The largest type that divides no word and takes few lines, if there is one."""
    size = style.size
    while size > _SMALLEST:
        style = replace(style, size=size, leading=size * 1.125)
        is_whole = measure_text(plain(text).runs, style)[1] <= width
        if is_whole and len(typeset_text(plain(text).runs, style, width)) <= _MAX_LINES:
            return style
        size -= _STEP
    return replace(style, size=_SMALLEST, leading=_SMALLEST * 1.125)
