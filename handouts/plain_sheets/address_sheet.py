"""A sheet for a window envelope: folded in three, its address is behind the window.

The sheet goes into the envelope with the leaflet. Sources: DIN 5008 (form B, for DL envelopes: the
field for the address is 20 mm from the left and 45 mm from the top, 85 mm wide and 45 mm high, its
upper 17.7 mm for the sender; folds at 105 and 210 mm); and the usual US #10 window envelope (9.5 by
4.125 in; the window is 4.5 by 1.125 in, 7/8 in from the left and 1/2 in from the bottom).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.choices import Window
from handouts.document.fonts import Typeface
from handouts.document.papers import PAPERS, Paper
from handouts.document.text import plain
from handouts.document.units import inch, mm
from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing import shapes
from handouts.pdf.files.base import Base
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure
from handouts.plain_sheets.drawing import INK, LINE, PlainSheet
from handouts.text.setting import measure_text
from handouts.text.style import TextStyle

if TYPE_CHECKING:
    from handouts.pdf.volumes.volume import Volume

SMALLEST = 8.0
"""The smallest type of an address, in points."""

_ADDRESS = TextStyle(size=11.0, leading=12.9, colour=INK)
_SENDER_SIZES = (7.5, 7.0, 6.5, 6.0)


class WindowPlace(Data, frozen=True):
    """Where an address is on a sheet, in points from its left edge and its top.

    It has room for ``max_lines``, from the top, or if it ``is_low`` from the bottom. ``folds`` are
    from the top too. The sender's line, if there is one, ends at ``sender``.
    """

    left: float
    top: float
    width: float
    height: float
    max_lines: int
    folds: tuple[float, float]
    is_low: bool = False
    sender: float = 0.0


def locate_window(window: Window, paper: Paper) -> WindowPlace:
    """Where the address is on a sheet of a paper that is folded for a window."""
    if window == "din":
        top = mm(45 + 17.7)
        folds = (mm(105), mm(210))
        return WindowPlace(mm(25), top, mm(75), mm(27.3), 6, folds, sender=top - mm(1.5))
    fold = PAPERS[paper].height / 3
    # The sheet may lie up to 1 in further right than the envelope's left end, and 1/8 in must stay
    # clear within the window.
    height = inch(1.125 - 2 * 0.125)
    return WindowPlace(
        inch(1.0), fold - inch(0.625) - height, inch(3.25), height, 5, (fold, 2 * fold), is_low=True
    )


def find_misfit(lines: Sequence[str], window: Window, family: Typeface) -> str:
    """Why an address does not fit behind a window, in words without it; empty where it fits.

    Raises ``MissingGlyphs``.
    """
    place = locate_window(window, "a4")
    if len(lines) > place.max_lines:
        return (
            f"The name and the address have {len(lines)} lines; the window holds {place.max_lines}."
        )
    style = _fit_lines(lines, place.width, family)
    return "" if style else "A line of the address is too long for the window."


def _fit_lines(lines: Sequence[str], width: float, family: Typeface) -> TextStyle | None:
    """The largest type in which no line is wider; None if the smallest is too large."""
    style = replace(_ADDRESS, family=family)
    widest = max(measure_text(plain(line).runs, style)[0] for line in lines)
    size = min(style.size, style.size * width / max(widest, 0.1) - 0.01)
    return replace(style, size=size) if size >= SMALLEST else None


def draw_address_sheet(
    lines: Sequence[str],
    sender: Sequence[str],
    place: WindowPlace,
    paper: Paper,
    family: Typeface,
    volume: Volume,
) -> Canvas:
    """Draw the sheet of an address, to be added to a volume. Its back stays empty.

    ``sender`` holds texts for the sender's line: the first one that fits is drawn. Raises
    ``MissingGlyphs``.
    """
    size = PAPERS[paper].size
    base, root = volume.next_base(_draw_blank(paper, place.folds)), Element("Document")
    canvas = Canvas(size, _describe(), Structure(root, None, base.written_tree), base=base)
    page = PlainSheet(canvas, root)
    style = _fit_lines(lines, place.width, family) or replace(_ADDRESS, size=SMALLEST)
    if place.sender:
        _draw_sender(page, sender, place, size[1], family)
    style = replace(style, leading=min(style.leading, place.height / place.max_lines))
    height = len(lines) * style.leading
    top = size[1] - place.top - (place.height - height if place.is_low else 0.0)
    for line in lines:
        top = page.draw_text("P", plain(line), style, (place.left, top), place.width + 1)
    return canvas


def _draw_sender(
    page: PlainSheet, texts: Sequence[str], place: WindowPlace, high: float, family: Typeface
) -> None:
    """Draw the sender in small type above the address, with a line below it."""
    y = high - place.sender
    for text, style in _list_senders(texts, family):
        if measure_text(plain(text).runs, style)[0] <= place.width:
            page.draw_text(
                "P", plain(text), style, (place.left, y + style.leading), place.width + 1
            )
            page.draw_line((place.left, y), (place.left + place.width, y), 0.4)
            return


def _list_senders(texts: Sequence[str], family: Typeface) -> Iterator[tuple[str, TextStyle]]:
    for text in texts:
        for size in _SENDER_SIZES:
            yield text, replace(_ADDRESS, family=family, size=size, leading=size * 1.3)


def _describe() -> DocumentInfo:
    return DocumentInfo("Address", "handouts", "en")


@lru_cache(maxsize=8)
def _draw_blank(paper: Paper, folds: tuple[float, float]) -> Base:
    """The page that all sheets of addresses share: marks where it is folded, at the left edge."""
    size = PAPERS[paper].size
    canvas = Canvas(size, _describe(), Structure(Element("Document")))
    with canvas.artifact("Page"):
        for fold in folds:
            y = size[1] - fold
            shapes.draw_rule(canvas, (mm(5), y), (mm(9), y), LINE, 0.5)
    canvas.showPage()
    return canvas.as_base()
