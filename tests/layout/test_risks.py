"""Risks as they are drawn: dots, half-filled dots and rings, which differ in shape, in tens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import handouts
from handouts.document.blocks import Risk, Risks
from handouts.layout.blocks.dispatch import lay_out_block
from handouts.layout.graphics import LEAST_PITCH, Dots, fit_dots
from handouts.layout.look import make_look
from handouts.layout.pieces import PieceGroup
from handouts.layout.roles import Role
from handouts.pdf.backend.canvas import ReportLabCanvas
from tests.documents import make_text
from tests.pages import render_pages
from tests.untyped import as_reportlab

PITCH, ROW, PIXELS = 6.0, 50, 20
DOT, HALF, RING = "dot", "half-filled", "ring"
BLACK = ("#000000", "#000000")
FINE = 720
"""Dots an inch at which a sign's size is measured: 10 pixels a point."""


def draw_dots(dots: Dots, resolution: int) -> Image.Image:
    """A picture of signs in grey, at so many pixels an inch."""
    canvas = ReportLabCanvas((dots.width + 1, dots.height + 1))
    dots.draw(canvas, 0, dots.height + 1)
    as_reportlab(canvas).showPage()
    (picture,) = render_pages(as_reportlab(canvas).getpdfdata(), resolution)
    return picture.convert("L")


def list_shades(picture: Image.Image, left: int, right: int, y: int) -> list[int]:
    """How light the pixels of a row are, from 0 to 255."""
    return list(picture.crop((left, y, right, y + 1)).tobytes())


def read_signs(picture: Image.Image, count: int) -> list[str]:
    """What each sign is, by how dark its left and its right half are."""
    signs = {(True, True): DOT, (True, False): HALF, (False, False): RING}
    found = []
    for place in range(count):
        x = PIXELS * (place % ROW) + PIXELS // 2 + place % ROW // 10 * PIXELS * 6 // 10
        y = PIXELS * (place // ROW) + PIXELS // 2
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
    dots = Dots(count, filled, halves, ROW, PITCH, colour, colour)
    expected = [DOT] * filled + [HALF] * halves + [RING] * (count - filled - halves)
    assert read_signs(draw_dots(dots, int(72 * PIXELS / PITCH)), count) == expected


Stretch = tuple[float, float]


def find_stretches(marks: list[int]) -> list[Stretch]:
    """Where there is ink in a row of pixels: the start and end of each stretch, in points."""
    edges = [at for at, (a, b) in enumerate(zip([0, *marks], [*marks, 0])) if a != b]
    points = [edge * 72 / FINE for edge in edges]
    return list(zip(points[::2], points[1::2]))


def find_signs(dots: Dots) -> tuple[list[Stretch], list[Stretch]]:
    """The columns and the rows in which signs stand, from left to right and from the top."""
    inked = draw_dots(dots, FINE).point(lambda shade: 255 if shade < 128 else 0)
    across, down = inked.getprojection()
    return find_stretches(across), find_stretches(down)


@pytest.mark.parametrize("sign", [DOT, HALF, RING])
@given(
    st.integers(1, 100),
    st.one_of(st.integers(60, 330), st.integers(6, 60)),
    st.floats(LEAST_PITCH, 16),
)
@settings(max_examples=20)
def test_signs_can_be_counted(sign: str, count: int, width: int, widest: float) -> None:
    """In any column: each 4 points wide at least, apart from the next, and a gap after each ten."""
    full, half = (count if sign == each else 0 for each in (DOT, HALF))
    dots = fit_dots((count, full, half), width, LEAST_PITCH, widest, BLACK)
    columns, rows = find_signs(dots)
    assert len(columns) == min(count, dots.row) and len(rows) == -(-count // dots.row)
    assert min(end - start for start, end in (*columns, *rows)) >= 4 - 0.11
    assert columns[-1][1] <= max(width, LEAST_PITCH) + 0.1
    for stretches, ten in ((columns, 10), (rows, -(-10 // dots.row))):
        gaps = [after[0] - before[1] for before, after in zip(stretches, stretches[1:])]
        wide = [gap for place, gap in enumerate(gaps, 1) if place % ten == 0]
        close = [gap for place, gap in enumerate(gaps, 1) if place % ten]
        assert min(gaps, default=1) > 0.5
        assert not (wide and close) or min(wide) > max(close) + 2


@pytest.mark.parametrize(
    ("width", "row"), [(400, 50), (292, 50), (291, 20), (115, 20), (114, 10), (56, 10), (50, 5)]
)
def test_rows_are_as_long_as_the_column_allows(width: int, row: int) -> None:
    """Fifty, twenty or ten: a hundred is then a rectangle, and tens stand below one another."""
    assert fit_dots((100, 8, 0), width, LEAST_PITCH, 6.0, BLACK).row == row


def lay_out_sentences(what: str, width: float) -> list[tuple[PieceGroup, float]]:
    """Risks of 8 in 100, laid out at 13 points: each with how far right its sentence begins."""
    risk = Risk(8, 100, make_text(what), odds=make_text("8 in 100"))
    look = make_look(handouts.load("dry-needling").brand, "en", 13)
    groups = [
        atom.piece
        for atom in lay_out_block(Risks((risk, risk)), look, width, Role("Sect"))
        if isinstance(atom.piece, PieceGroup)
    ]
    return [(group, group.parts[0].x) for group in groups]


def test_dots_beside_a_sentence_grow_alike() -> None:
    """On a panel with room, and without taking the room of a sentence."""
    risk = Risk(8, 100, make_text("left a bruise"), odds=make_text("8 in 100"))
    look = make_look(handouts.load("dry-needling").brand, "en", 12.0)
    atoms = lay_out_block(Risks((risk, risk)), look, 236.0, Role("Sect"))
    assert all(atom.in_step and atom.larger for atom in atoms)
    for atom in atoms:
        sizes = [atom.piece, *atom.larger]
        assert [each.height for each in sizes] == sorted({each.height for each in sizes})
        for group in sizes:
            assert isinstance(group, PieceGroup)
            sentence, _ = group.parts
            assert 100 < sentence.x < 220


def test_a_short_sentence_is_beside_its_dots() -> None:
    """Where it has two lines there at most, whole words, inside the column; else it is above."""
    for group, left in lay_out_sentences("left a bruise", 220):
        sentence, dots = (placed.piece for placed in group.parts)
        assert left > 130 and group.height == max(sentence.height, dots.height)
    long = "left a bruise that could still be seen after a week"
    for what, width in ((long, 220), ("hypersensitiveness", 220), ("left a bruise", 150)):
        for group, left in lay_out_sentences(what, width):
            sentence, dots = (placed.piece for placed in group.parts)
            assert left == 0 and group.height > sentence.height + dots.height
