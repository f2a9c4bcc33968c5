"""Find the files that ship with the package: its fonts and its library of handouts.

An installed package contains them; in a checkout they are in the top folder.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def fonts_folder() -> Path:
    """The folder of fonts, with one folder per family."""
    return _resource_folder("fonts")


def library_folder() -> Path:
    """The folder of the built-in library: ``brand.yaml``, the handouts and their pictures."""
    return _resource_folder("specs")


def _resource_folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
