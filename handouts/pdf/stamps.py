"""Stamps: operators that stand in a file once, packed once for all files (ISO 32000-1, 8.10)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, NamedTuple

from handouts.pdf import objects
from handouts.pdf.pictures import canvas_name

_STAMP = "stamp-"


class _Form(NamedTuple):
    """A form under the name that a document knows it by, and its object."""

    name: str
    content: bytes


def stamp(canvas: Any, operators: str, width: float, height: float) -> str:
    """The operator that shows others, which show no text, within their own width and height."""
    form = _form(operators, width, height)
    if not canvas._doc.hasForm(form.name):
        canvas._doc.Reference(objects.Ready(form.content), canvas_name(form.name))
    canvas._formsinuse.append(form.name)
    return f"/{canvas_name(form.name)} Do"


def is_stamp(name: str) -> bool:
    """Whether a form is a stamp, by its name on pages: then it is the same in all documents."""
    return name.startswith(canvas_name(_STAMP))


@lru_cache(maxsize=512)
def _form(operators: str, width: float, height: float) -> _Form:
    box = objects.numbers((0, 0, width, height))
    entries = f"/Type/XObject/Subtype/Form/BBox{box}/Resources<<>>"
    content = objects.flated(operators.encode("ascii"), entries)
    return _Form(f"{_STAMP}{hashlib.sha256(content).hexdigest()[:12]}", content)
