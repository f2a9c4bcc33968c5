"""Typst for many people, as in typst.py, but with each person in a file.

Inputs belong to Typst's library: if one changes, Typst makes everything again. If a file
changes, Typst reads it again and makes only what depends on it.
"""

from __future__ import annotations

import atexit
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.leaflet import LeafletText, Panel
from benchmarks.peers.typst import compile_pdf, open_compiler


def prepare_personal(text: LeafletText) -> Callable[[Panel], bytes]:
    """A function that makes a person's PDF; the file is removed when the process ends."""
    folder = Path(mkdtemp()).resolve()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "panel.json"
    ready = open_compiler(str(Path(text["regular"]).parent))
    inputs = {"text": json.dumps(text), "file": file.as_posix()}

    def make(panel: Panel) -> bytes:
        file.write_text(json.dumps(panel), "utf-8")
        return compile_pdf(ready, inputs)

    return make
