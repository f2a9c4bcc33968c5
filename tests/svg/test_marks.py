"""In black and white, what carries meaning in a picture is black; all else keeps its order."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from handouts.document.blocks import Artwork
from handouts.layout.graphics import Illustration
from handouts.pdf.backend.canvas import ReportLabCanvas
from handouts.pdf.drawing.pictures import load_picture
from handouts.resources import library_folder
from handouts.svg.marks import blacken_marks
from handouts.svg.simplify import simplify_svg
from tests.pages import render_pages
from tests.untyped import as_reportlab

RED, DARK, SKIN, YELLOW = "#b5381f", "#1b2b30", "#e0a08c", "#ffd400"
SIZE = 100
PICTURES = library_folder() / "pictures"
ARROWS = (
    "ball-at-wall",
    "chin-tuck-end",
    "neck-side-bend-end",
    "neck-turn-end",
    "shoulder-blade-squeeze-end",
)


def draw_picture(svg: str, *, is_grey: bool, has_marks: bool = True) -> Image.Image:
    """A picture of an SVG, a pixel a unit of a drawing 100 units wide, in colour or in greys."""
    drawing = load_picture("a.svg", "svg", svg.encode())
    if is_grey:
        drawing = drawing.make_grey(has_marks=has_marks)
    canvas = ReportLabCanvas((SIZE, SIZE * drawing.height / drawing.width))
    drawing.draw(canvas, 0, SIZE * drawing.height / drawing.width, SIZE)
    as_reportlab(canvas).showPage()
    (page,) = render_pages(as_reportlab(canvas).getpdfdata(), 72 * 4)
    return page


def read_shade(content: str, x: int, y: int, *, has_marks: bool = True) -> int:
    """How light a point is in greys, from 0 to 255, of a drawing 100 by 100 units."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{content}</svg>'
    page = draw_picture(svg, is_grey=True, has_marks=has_marks)
    red, green, blue = page.getpixel((4 * x + 2, 4 * y + 2))  # type: ignore[misc]
    assert red == green == blue
    return int(red)


SHIRT = f'<rect width="100" height="100" fill="{SKIN}"/>'
ARROW = f'<path d="M10 50H60" stroke="{RED}" stroke-width="6"/>'
HEAD = f'<path d="M60 40L80 50L60 60Z" fill="{RED}"/>'


@pytest.mark.parametrize(
    ("content", "x", "y"),
    [
        (SHIRT + ARROW, 30, 50),
        (SHIRT + ARROW + HEAD, 65, 50),
        (SHIRT + ARROW + HEAD, 30, 50),
        (f'{SHIRT}<g opacity="0.9"><g transform="rotate(90 50 50)">{ARROW}</g></g>', 50, 30),
        (f'{SHIRT}<path d="M10 50H60" stroke="#0050ff" stroke-width="6"/>', 30, 50),
        (f'{SHIRT}<path d="M10 50H60" stroke="#f28c28" stroke-width="6"/>', 30, 50),
        (f'{ARROW}<circle cx="90" cy="90" r="5" fill="{SKIN}"/>', 30, 50),
    ],
)
def test_a_mark_is_black(content: str, x: int, y: int) -> None:
    """An arrow in any strong colour, in groups too, of parts, with other things beside it."""
    assert read_shade(content, x, y) < 30
    assert read_shade(content, x, y, has_marks=False) > 60


@pytest.mark.parametrize(
    ("content", "x", "y"),
    [
        (f'<rect width="60" height="60" fill="{RED}"/>', 30, 30),
        (f'{ARROW}<path d="M10 50H60" stroke="{DARK}" stroke-width="1"/>', 30, 48),
        (f'<path d="M10 50H60" stroke="{YELLOW}" stroke-width="6"/>', 30, 50),
        (f'<path d="M10 50H60" stroke="{SKIN}" stroke-width="6"/>', 30, 50),
        (f'<path d="M10 50H60" stroke="{RED}" stroke-opacity="0.3" stroke-width="6"/>', 30, 50),
        (f'<circle cx="30" cy="50" r="9" fill="{SKIN}" stroke="{RED}"/>', 30, 50),
        (f'{ARROW * 70}', 30, 50),
        ("<linearGradient id='a'><stop stop-color='red'/><stop offset='1' stop-color='#fff'/>"
         "</linearGradient><path d='M10 40H60V60H10Z' fill='url(#a)'/>", 12, 50),
    ],
)  # fmt: skip
def test_all_else_keeps_its_grey(content: str, x: int, y: int) -> None:
    """What is large, light, pale, drawn over, of two colours, or one of very many."""
    shade = read_shade(content, x, y)
    assert shade == read_shade(content, x, y, has_marks=False) > 60


@pytest.mark.parametrize("name", ARROWS)
def test_arrows_of_the_library_are_black(name: str) -> None:
    """Each pixel that is red in colour is black in greys, and none is in a logo."""
    svg = (PICTURES / f"{name}.svg").read_text("utf-8")
    colour, grey, logo = (
        draw_picture(svg, is_grey=is_grey, has_marks=has_marks)
        for is_grey, has_marks in ((False, False), (True, True), (True, False))
    )
    red = [
        place
        for place, pixel in enumerate(zip(*[iter(colour.tobytes())] * 3))
        if pixel == (0xB5, 0x38, 0x1F)
    ]
    assert len(red) > 100
    assert max(grey.tobytes()[3 * place] for place in red) < 3
    assert {logo.tobytes()[3 * place] > 100 for place in red} == {True}


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.svg")), ids=lambda path: path.stem)
def test_which_pictures_have_marks(path: Path) -> None:
    """Where nothing moves, nothing is black that was not; the picture is the same object."""
    picture = simplify_svg(path.read_text("utf-8"))
    is_changed = blacken_marks(picture) != picture
    others = {"ball-beside-spine", "cover-dry-needling", "talking", "warm-pack", "warm-shoulder"}
    assert is_changed == (path.stem in {*ARROWS, *others})


class _Greys(ReportLabCanvas):
    """A page in black and white."""

    mono = True


def test_a_logo_has_no_marks() -> None:
    """It is the clinic's: its greys keep their order, whatever is small and red in it."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<circle cx="50" cy="50" r="15" fill="{RED}"/></svg>'
    )
    found = []
    for is_logo in (False, True):
        canvas = _Greys((SIZE, SIZE))
        art = Artwork("logo.svg", "svg", svg.encode())
        Illustration(art, SIZE, SIZE, is_logo=is_logo).draw(canvas, 0, SIZE)  # type: ignore[arg-type]
        as_reportlab(canvas).showPage()
        (page,) = render_pages(as_reportlab(canvas).getpdfdata())
        found.append(page.getpixel((50, 50)))
    assert found[0] == (0, 0, 0) != found[1]
