"""Risks as they are drawn: dots, half-filled dots and rings, which differ in shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handouts.layout.graphics import Dots
from handouts.pdf.backend.canvas import ReportLabCanvas
from tests.pages import render_pages
from tests.untyped import as_reportlab

PITCH, ROW, PIXELS = 6.0, 50, 20
DOT, HALF, RING = "dot", "half-filled", "ring"


def draw_signs(count: int, filled: int, halves: int, colour: str) -> Image.Image:
    """A picture of signs in grey, each ``PIXELS`` wide and high."""
    dots = Dots(count, filled, halves, ROW, PITCH, colour, colour)
    canvas = ReportLabCanvas((PITCH * ROW, dots.height))
    dots.draw(canvas, 0, dots.height)
    as_reportlab(canvas).showPage()
    (picture,) = render_pages(as_reportlab(canvas).getpdfdata(), int(72 * PIXELS / PITCH))
    return picture.convert("L")


def list_shades(picture: Image.Image, left: int, right: int, y: int) -> list[int]:
    """How light the pixels of a row are, from 0 to 255."""
    return list(picture.crop((left, y, right, y + 1)).tobytes())


def read_signs(picture: Image.Image, count: int) -> list[str]:
    """What each sign is, by how dark its left and its right half are."""
    signs = {(True, True): DOT, (True, False): HALF, (False, False): RING}
    found = []
    for place in range(count):
        x, y = PIXELS * (place % ROW) + PIXELS // 2, PIXELS * (place // ROW) + PIXELS // 2
        left, right = (list_shades(picture, x + at, x + at + 2, y) for at in (-4, 2))
        assert min(list_shades(picture, x + 4, x + 9, y)) < 200, "each has an edge on the right"
        found.append(signs[max(left) < 200, max(right) < 200])
    return found


@pytest.mark.parametrize("colour", ["#000000", "#b03010"])
@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_signs_differ_in_shape(colour: str, filled: int, halves: int, rings: int) -> None:
    """Those surely harmed, those perhaps harmed, all others, in this order, in any rows."""
    filled, halves = min(filled, 99), min(halves, 99 - min(filled, 99))
    count = min(100, filled + halves + rings + 1)
    drawn = draw_signs(count, filled, halves, colour)
    expected = [DOT] * filled + [HALF] * halves + [RING] * (count - filled - halves)
    assert read_signs(drawn, count) == expected
