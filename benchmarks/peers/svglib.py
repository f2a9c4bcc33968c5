"""ReportLab as in reportlab.py, with the pictures as vectors by svglib.

Each picture is read once in a process.
"""

from __future__ import annotations

from functools import lru_cache

from reportlab.platypus import Flowable
from svglib.svglib import svg2rlg

from benchmarks import leaflet
from benchmarks.leaflet import Item, LeafletText
from benchmarks.peers import reportlab


def build(text: LeafletText) -> bytes:
    """The leaflet's PDF."""
    return reportlab.build(text, _load_picture)


def _load_picture(item: Item, width: float) -> Flowable:
    return _read_drawing(item["path"], width)


@lru_cache(maxsize=8)
def _read_drawing(path: str, width: float) -> Flowable:
    drawing = svg2rlg(path)
    assert drawing is not None
    scale = width / drawing.width
    drawing.scale(scale, scale)
    drawing.width, drawing.height = width, drawing.height * scale
    return drawing


if __name__ == "__main__":
    leaflet.run_peer(build)
