"""JSON Schema of the spec and the brand, made from the same shapes that read them."""

from __future__ import annotations

from typing import Any, Literal

from handouts.spec.group import Group

_TITLES = {"handout": "A handout in one language", "brand": "A clinic's brand"}


def schema(kind: Literal["handout", "brand"]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a handout's or a brand's file.

    Editors complete and check by it when a file's first line names it. It holds what can
    be said of a file alone; citations, pictures and days are checked when it is read.
    """
    shape = _shape(kind)
    shared: dict[str, Any] = {}
    body = shape.body(shared, _TITLES[kind])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **body,
        "$defs": dict(sorted(shared.items())),
    }


def _shape(kind: str) -> Group:
    if kind == "handout":
        from handouts.spec.handout import HANDOUT

        return HANDOUT
    if kind == "brand":
        from handouts.spec.brand import BRAND

        return BRAND
    raise ValueError(f"there is no schema of {kind!r}: it is 'handout' or 'brand'")
