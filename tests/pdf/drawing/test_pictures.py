"""Pictures as they are drawn: within their size, in their greys, or refused in plain words."""

from __future__ import annotations

import io
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image as Pixels

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing import pictures
from handouts.pdf.drawing.photos import encode_photo
from handouts.pdf.drawing.pictures import BadPicture, Drawing, load_picture, measure_picture
from handouts.pdf.files.metadata import DocumentInfo
from handouts.reading.svg import check_svg
from handouts.sources.source import Source
from tests.pages import render_pages


def make_svg(body: str, root: str = 'viewBox="0 0 10 10"') -> bytes:
    """An SVG's file."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{body}</svg>'.encode()


def draw_page(content: bytes, kind: pictures.PictureKind = "svg") -> Pixels.Image:
    """A picture drawn 20 points wide, 10 from the upper left corner of 40 by 40."""
    canvas = Canvas((40, 40), DocumentInfo("T", "", "en"))
    load_picture("a", kind, content).draw(canvas, 10, 30, 20)
    return render_pages(canvas.pdf(), 72)[0].convert("L")


def test_nothing_is_drawn_outside_of_a_picture() -> None:
    """What an SVG draws beyond its viewBox is cut off, as browsers do."""
    seen = draw_page(make_svg('<rect x="-50" y="-50" width="200" height="200" fill="#000000"/>'))
    assert seen.crop((10, 10, 30, 30)).getextrema() == (0, 0)
    seen.paste(255, (9, 9, 31, 31))  # at most a pixel more, where the edge lies between two
    assert seen.getextrema() == (255, 255)


def test_pixels_are_drawn() -> None:
    """A PNG is drawn in its place, at its size."""
    buffer = io.BytesIO()
    Pixels.new("L", (4, 2)).save(buffer, "PNG")
    seen = draw_page(buffer.getvalue(), "pixels")
    assert seen.crop((11, 11, 29, 19)).getextrema() == (0, 0)
    seen.paste(255, (9, 9, 31, 21))
    assert seen.getextrema() == (255, 255)


# --- SVG -----------------------------------------------------------------------------

NUMBER = some.sampled_from("0 1 -1 .5 3 90 1e-9 999999 -0 1. +2".split())
NUMBERS = some.lists(NUMBER, max_size=7).map(" ".join)
LENGTH = some.builds(str.__add__, NUMBER, some.sampled_from(["", "", "px", "mm", "%"]))
TURN = some.builds(
    "{}({})".format,
    some.sampled_from("translate scale rotate matrix skewX skewY".split()),
    NUMBERS,
)
PATH = some.lists(
    some.builds("{}{}".format, some.sampled_from("MmLlHhVvCcSsQqTtAaZz"), NUMBERS), max_size=5
).map(" ".join)
ATTRIBUTE = some.one_of(
    some.builds('transform="{}"'.format, some.lists(TURN, max_size=3).map(" ".join)),
    some.builds('stroke-dasharray="{}"'.format, NUMBERS),
    some.builds('{}="{}"'.format, some.sampled_from(["stroke-width", "stroke-miterlimit"]), LENGTH),
    some.builds('{}="{}"'.format, some.sampled_from("x y r rx ry width height x2".split()), LENGTH),
    some.builds('points="{}"'.format, NUMBERS),
    some.builds('d="M0 0 {}"'.format, PATH),
    some.builds('d="{}"'.format, PATH),
    some.sampled_from(['stroke="#000"', 'fill="none"', 'display="none"', 'stroke-linecap="round"']),
)
SHAPE = some.builds(
    "<{} {}/>".format,
    some.sampled_from("g path rect circle ellipse line polyline polygon svg defs".split()),
    some.lists(ATTRIBUTE, max_size=5, unique_by=lambda each: each.split("=")[0]).map(" ".join),
)
ROOT = some.one_of(
    some.just('viewBox="0 0 10 10"'),
    some.builds('viewBox="{}"'.format, NUMBERS),
    some.builds('viewBox="0 0 9 9" width="{}" height="{}"'.format, LENGTH, LENGTH),
)


@settings(max_examples=150, deadline=None)
@given(some.lists(SHAPE, max_size=3).map("".join), ROOT)
def test_any_safe_svg_is_drawn_or_refused(body: str, root: str) -> None:
    """What the check lets through makes sound operators; nothing else."""
    content = make_svg(body, root)
    if list(check_svg(Source("a.svg", content.decode()))):
        return
    canvas = Canvas((40, 40), DocumentInfo("T", "", "en"))
    drawing = load_picture("a.svg", "svg", content)
    assert drawing.width > 0 and drawing.height > 0
    drawing.draw(canvas, 0, 40, 40)
    drawing.make_grey(has_marks=True).draw(canvas, 0, 40, 40)
    assert not re.search(r"\b(?:nan|inf)\b|\de[-+]?\d", "\n".join(canvas.operators))


@pytest.mark.parametrize("content", [b"", b"no SVG", make_svg('<path d="M1"/>')])
def test_what_cannot_be_drawn_is_refused(content: bytes) -> None:
    """In plain words, with the picture's name."""
    with pytest.raises(BadPicture, match="^it cannot be turned into a drawing$") as caught:
        load_picture("pictures/a.svg", "svg", content)
    assert caught.value.name == "pictures/a.svg"


def test_colours_become_greys() -> None:
    """Of shapes, of gradients and of what becomes pixels."""
    gradient = (
        '<linearGradient id="a"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'
        '</linearGradient><filter id="b"><feGaussianBlur stdDeviation=".1"/></filter>'
    )
    for paint in ('fill="#f00"', 'fill="url(#a)"', 'fill="#f00" filter="url(#b)"'):
        svg = make_svg(f'{gradient}<rect width="10" height="10" {paint}/>')
        canvas = Canvas((40, 40), DocumentInfo("T", "", "en"))
        load_picture("a", "svg", svg).make_grey(has_marks=False).draw(canvas, 10, 30, 20)
        page = render_pages(canvas.pdf(), 72)[0].convert("RGB")
        red, green, blue = (band.getpixel((20, 20)) for band in page.split())
        assert red == green == blue != 255


def test_what_is_clear_has_no_dark_edge() -> None:
    """A PNG's clear pixels are white, so that a reader that smooths them shows no dark edge."""
    buffer = io.BytesIO()
    disc = Pixels.new("RGBA", (4, 4), (0, 0, 0, 0))
    disc.putpixel((1, 1), (200, 30, 40, 255))
    disc.save(buffer, "PNG")
    stream = encode_photo(buffer.getvalue(), 4)
    assert stream.mask is not None
    assert zlib.decompress(stream.data).count(b"\xff\xff\xff") >= 1
    seen = draw_page(buffer.getvalue(), "pixels")
    assert not any(seen.histogram()[:60])  # the red, and nothing darker


def test_its_size() -> None:
    """A drawing is as large as it says."""
    assert isinstance(drawing := load_picture("a.svg", "svg", make_svg("")), Drawing)
    assert measure_picture("a.svg", "svg", make_svg("")) == (drawing.width, drawing.height)
