"""Where the files that ship with the package are: its fonts and its library of handouts.

An installed package carries them inside; in a checkout they stand at the top.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def fonts_folder() -> Path:
    """The folder of fonts, one folder a family."""
    return _shipped("fonts")


def library_folder() -> Path:
    """The built-in library: ``brand.yaml``, the handouts and their pictures."""
    return _shipped("specs")


def _shipped(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
