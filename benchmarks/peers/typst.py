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
    """The leaflet's PDF, tagged, to the same standards as handouts."""
    return _compile_inputs(text, {"text": json.dumps(text)})


def prepare_personal(text: LeafletText) -> Callable[[Panel], bytes]:
    """A function that makes a person's PDF: Typst caches its layout of the text."""
    data = json.dumps(text)
    return lambda panel: _compile_inputs(text, {"text": data, "panel": json.dumps(panel)})


def _compile_inputs(text: LeafletText, inputs: dict[str, str]) -> bytes:
    return compile_pdf(open_compiler(str(Path(text["regular"]).parent)), inputs)


def compile_pdf(ready: Compiler, inputs: dict[str, str]) -> bytes:
    """The PDF that a compiler makes from its inputs, to the same standards as handouts."""
    pdf = ready.compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"])
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=1)
def open_compiler(fonts: str) -> Compiler:
    """The one compiler of a process. Paths in Typst start at its root; ours are absolute."""
    return Compiler(str(TEMPLATE), root="/", font_paths=[fonts], ignore_system_fonts=True)


if __name__ == "__main__":
    leaflet.run_peer(build)
