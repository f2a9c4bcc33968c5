"""The formats: the sheets a handout is printed on, their panels, and the sizes of type.

Each format has its own file. To add one, write a file that defines a `Format`, and add its name
to the list below and to `handouts.Format`.
"""

from __future__ import annotations

from collections.abc import Mapping

from handouts.layout.formats.booklet import BOOKLET
from handouts.layout.formats.definition import (
    EDGE,
    FOLD,
    PICTURE,
    Format,
    Panel,
    Plan,
    Scale,
    Sheet,
)
from handouts.layout.formats.large_print import LARGE_PRINT
from handouts.layout.formats.screen import SCREEN
from handouts.layout.formats.sheet import SHEET
from handouts.layout.formats.trifold import TRIFOLD

__all__ = [
    "EDGE",
    "FOLD",
    "FORMATS",
    "PICTURE",
    "Format",
    "Panel",
    "Plan",
    "Scale",
    "Sheet",
]

FORMATS: Mapping[str, Format] = {
    each.name: each for each in (TRIFOLD, BOOKLET, SHEET, LARGE_PRINT, SCREEN)
}
