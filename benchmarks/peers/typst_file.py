"""Typst for many people, as in the file beside this one, with each person in a file.

Inputs stand in Typst's library: where one changes, all that was remembered with the old ones
is made anew. A file that changes is read again, and only what hangs on it is made anew.
"""

from __future__ import annotations

import atexit
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.leaflet import LeafletText, Panel
from benchmarks.peers.typst import compiled, compiler


def personal(text: LeafletText) -> Callable[[Panel], bytes]:
    """What makes the PDF for a person; the file is gone when the process ends."""
    folder = Path(mkdtemp()).resolve()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "panel.json"
    ready = compiler(str(Path(text["regular"]).parent))
    inputs = {"text": json.dumps(text), "file": file.as_posix()}

    def make(panel: Panel) -> bytes:
        file.write_text(json.dumps(panel), "utf-8")
        return compiled(ready, inputs)

    return make
