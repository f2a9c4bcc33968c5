"""Typst, by its Python package: one template, the text as JSON; one compiler in a process."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from typst import Compiler

from benchmarks import leaflet
from benchmarks.leaflet import LeafletText

TEMPLATE = Path(__file__).with_name("leaflet.typ")


def build(text: LeafletText) -> bytes:
    """The leaflet's PDF, tagged, as Typst makes it unless told otherwise."""
    inputs = {"text": json.dumps(text)}
    pdf = _compiler(str(Path(text["regular"]).parent)).compile(format="pdf", sys_inputs=inputs)
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=1)
def _compiler(fonts: str) -> Compiler:
    # Paths in Typst begin at its root; ours are whole paths.
    return Compiler(str(TEMPLATE), root="/", font_paths=[fonts], ignore_system_fonts=True)


if __name__ == "__main__":
    leaflet.run(build)
