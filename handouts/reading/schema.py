"""The JSON Schemas of handout and brand, built from the same shapes that read them."""

from __future__ import annotations

from typing import Literal

from handouts.reading.brand import BRAND
from handouts.reading.group import Group
from handouts.reading.handout import HANDOUT
from handouts.reading.shapes import Json

_TITLES = {"handout": "A handout in one language", "brand": "A clinic's brand"}


def build_schema(kind: Literal["handout", "brand"]) -> Json:
    """The JSON Schema (draft 2020-12) of a handout's or a brand's file.

    Editors use it to complete and check a file whose first line names it. It covers what a
    file alone can show; citations, pictures and dates are checked when the file is read.
    Raises ValueError for any other kind.
    """
    shape = _root_shape(kind)
    shared: dict[str, Json] = {}
    body = shape.object_schema(shared, _TITLES[kind])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **body,
        "$defs": dict(sorted(shared.items())),
    }


def _root_shape(kind: str) -> Group:
    if kind == "handout":
        return HANDOUT
    if kind == "brand":
        return BRAND
    raise ValueError(f"there is no schema for {kind!r}: choose 'handout' or 'brand'")
