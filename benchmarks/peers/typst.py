"""Typst, by its Python package: one template, the text as JSON; one compiler in a process."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from typst import Compiler

from benchmarks import leaflet
from benchmarks.leaflet import LeafletText, Panel

TEMPLATE = Path(__file__).with_name("leaflet.typ")


def build(text: LeafletText) -> bytes:
    """The leaflet's PDF, tagged, to the same standards as ours."""
    return _compiled(text, {"text": json.dumps(text)})


def personal(text: LeafletText) -> Callable[[Panel], bytes]:
    """What makes the PDF for a person: Typst remembers what it has made of the text."""
    told = json.dumps(text)
    return lambda panel: _compiled(text, {"text": told, "panel": json.dumps(panel)})


def _compiled(text: LeafletText, inputs: dict[str, str]) -> bytes:
    return compiled(compiler(str(Path(text["regular"]).parent)), inputs)


def compiled(ready: Compiler, inputs: dict[str, str]) -> bytes:
    """The PDF that a compiler makes of some inputs, to the same standards as ours."""
    pdf = ready.compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"])
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=1)
def compiler(fonts: str) -> Compiler:
    """The one compiler of a process. Paths in Typst begin at its root; ours are whole paths."""
    return Compiler(str(TEMPLATE), root="/", font_paths=[fonts], ignore_system_fonts=True)


if __name__ == "__main__":
    leaflet.run(build)
