"""Form XObjects (ISO 32000-1, 8.10): written once in a file, compressed once for all files."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NamedTuple

from handouts.pdf import objects
from handouts.pdf.backend import Surface, xobject_name

_FORM_PREFIX = "stamp-"


class _FormXObject(NamedTuple):
    """A form XObject: its name in a document and the bytes of its object."""

    name: str
    content: bytes


def use_form(canvas: Surface, operators: str, width: float, height: float) -> str:
    """The operator that draws a form with these operators, clipped to its width and height.

    The form joins the canvas's document. Its operators must not draw text.
    """
    form = _build_form(canvas.colours.convert_operators(operators), width, height)
    if not canvas.has_xobject(form.name):
        canvas.add_form(form.name, form.content)
    return canvas.use_xobject(form.name)


def is_shared_form(name: str) -> bool:
    """Whether a form, by its name on pages, comes from ``use_form``.

    Such a form is the same in all documents.
    """
    return name.startswith(xobject_name(_FORM_PREFIX))


@lru_cache(maxsize=512)
def _build_form(operators: str, width: float, height: float) -> _FormXObject:
    box = objects.format_numbers((0, 0, width, height))
    entries = f"/Type/XObject/Subtype/Form/BBox{box}/Resources<<>>"
    content = objects.format_flate_stream(operators.encode("ascii"), entries)
    return _FormXObject(f"{_FORM_PREFIX}{hashlib.sha256(content).hexdigest()[:12]}", content)
