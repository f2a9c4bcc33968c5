"""The formats: what sheets a handout is printed on, where its panels lie, how large its type is.

One file a format. A new one is a file that makes a `Format`, and its name in the list below
and in `handouts.Format`.
"""

from __future__ import annotations

from collections.abc import Mapping

from handouts.layout.formats.booklet import BOOKLET
from handouts.layout.formats.large_print import LARGE_PRINT
from handouts.layout.formats.screen import SCREEN
from handouts.layout.formats.shapes import (
    EDGE,
    FOLD,
    PAPERS,
    PICTURE,
    Format,
    Panel,
    Plan,
    Scale,
    Sheet,
    inch,
    mm,
)
from handouts.layout.formats.sheet import SHEET
from handouts.layout.formats.trifold import TRIFOLD

__all__ = [
    "EDGE",
    "FOLD",
    "FORMATS",
    "PAPERS",
    "PICTURE",
    "Format",
    "Panel",
    "Plan",
    "Scale",
    "Sheet",
    "inch",
    "mm",
]

FORMATS: Mapping[str, Format] = {
    each.name: each for each in (TRIFOLD, BOOKLET, SHEET, LARGE_PRINT, SCREEN)
}
