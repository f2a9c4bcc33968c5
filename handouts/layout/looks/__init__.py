"""The looks that a brand may choose. Each has its own file, which defines ``LOOK``.

To add one, write ``my_look.py`` and add ``my_look`` to `handouts.document.choices.LookName`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import get_args

from handouts.document.choices import LookName
from handouts.layout.looks.definition import BrandLook

__all__ = ["LOOKS", "BrandLook"]


def _load_look(name: str) -> BrandLook:
    found: BrandLook = import_module(f"{__name__}.{name}").LOOK
    return found


LOOKS: Mapping[str, BrandLook] = {name: _load_look(name) for name in get_args(LookName)}
