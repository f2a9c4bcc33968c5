"""The formats: the sheets a handout is printed on, their panels, and the sizes of type.

Each format has its own file, which defines ``FORMAT``. To add one, write ``my_format.py`` and add
``my-format`` to `handouts.Format`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import get_args

from handouts.document import choices
from handouts.layout.formats.definition import (
    EDGE,
    FOLD,
    PICTURE,
    Format,
    Panel,
    Plan,
    Printing,
    Scale,
    Sheet,
)

__all__ = [
    "EDGE",
    "FOLD",
    "FORMATS",
    "PICTURE",
    "Format",
    "Panel",
    "Plan",
    "Printing",
    "Scale",
    "Sheet",
]


def _load_format(name: str) -> Format:
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    found: Format = module.FORMAT
    return found


FORMATS: Mapping[str, Format] = {name: _load_format(name) for name in get_args(choices.Format)}
