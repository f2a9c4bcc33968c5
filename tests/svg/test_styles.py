"""Colours and styles of an SVG, in all the ways in which programs write them."""

from __future__ import annotations

import pytest

from handouts.svg.picture import SimplePicture, VectorGroup, VectorPath
from handouts.svg.simplify import simplify_svg

COLOURS = {
    "#f80": "#ff8800 1",
    "#FF8800": "#ff8800 1",
    "#ff8800ff": "#ff8800 1",
    "#f808": "#ff8800 0.53",
    "teal": "#008080 1",
    "TEAL": "#008080 1",
    "rgb(255, 136, 0)": "#ff8800 1",
    "rgb(100% 50% 0%)": "#ff8000 1",
    "rgba(255,136,0,.25)": "#ff8800 0.25",
    "hsl(120, 100%, 25%)": "#008000 1",
    "hsla(120 100% 25% / 50%)": "#008000 0.5",
    "#ff8800 icc-color(x, 0.1, 0.2)": "#ff8800 1",
    "color(display-p3 0.5 0.5 0.5)": "#808080 1",
    "color(display-p3 1 0 0)": "#ff0000 1",
    "var(--main, #ff8800)": "#ff8800 1",
    "var(--known)": "#008080 1",
    "currentColor": "#0b5563 1",
    "url(#missing) #ff8800": "#ff8800 1",
    "none": "",
    "transparent": "",
    "url(#missing)": "",
}


def simplify(body: str) -> SimplePicture:
    """A picture of 10 by 10 units."""
    root = 'viewBox="0 0 10 10" color="#0b5563" style="--known: teal"'
    return simplify_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{body}</svg>')


def describe_fill(body: str) -> str:
    """The colour and opacity of the only path; empty where nothing is drawn."""
    picture = simplify(body)
    assert not picture.problems
    if not picture.parts:
        return ""
    [path] = picture.parts
    assert isinstance(path, VectorPath) and path.fill
    return f"{path.fill.colour} {path.fill.opacity:.2g}"


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("way", ['fill="{}"', 'style="fill: {} ;"', 'style="fill:red;fill:{}"'])
def test_colours(colour: str, way: str) -> None:
    """As an attribute and in a style; what wide screens get once more is not for paper."""
    expected = COLOURS[colour]
    if "red" in way and colour.startswith("color("):
        expected = "#ff0000 1"
    assert describe_fill(f'<path d="M0 0h9v9z" {way.format(colour)}/>') == expected


CASCADES = {
    '<path class="a" d="M0 0h9v9z" fill="blue"/>': "#008000",
    '<path class="a b" d="M0 0h9v9z"/>': "#ff0000",
    '<path class="a" id="x" d="M0 0h9v9z"/>': "#ffff00",
    '<path class="a" style="fill:blue" d="M0 0h9v9z"/>': "#0000ff",
    '<path class="c" style="fill:blue" d="M0 0h9v9z"/>': "#000000",
    '<path class="c" style="fill:blue!important" d="M0 0h9v9z"/>': "#0000ff",
    '<g class="a"><path d="M0 0h9v9z"/></g>': "#008000",
    '<g class="a"><path fill="inherit" d="M0 0h9v9z"/></g>': "#008000",
    '<g class="a"><path fill="" d="M0 0h9v9z"/></g>': "#008000",
    '<g class="d"><path d="M0 0h9v9z"/></g>': "#ffa500",
    '<g fill="red"><defs><path id="y" d="M0 0h9v9z"/></defs></g><use href="#y" class="a"/>': (
        "#008000"
    ),
    '<g fill="red"><path style="fill:initial" d="M0 0h9v9z"/></g>': "#000000",
}
SHEET = """<style type="text/css"><![CDATA[ /* of a program */ .a, .z {fill:green} .b{fill:red}
#x{fill:yellow} .c{fill:black !important} @media print{.a{fill:pink}} .a:hover{fill:pink}
g.d > path {fill:orange} ]]></style>"""


@pytest.mark.parametrize("body", CASCADES)
def test_the_cascade(body: str) -> None:
    """Attributes, then style sheets, then styles, then what is important."""
    assert describe_fill(SHEET + body) == f"{CASCADES[body]} 1"


@pytest.mark.parametrize("order", ["stroke", "stroke fill markers", "markers stroke"])
def test_paint_order(order: str) -> None:
    """A stroke may be below its fill."""
    shape = f'<path d="M0 0h9v9z" stroke="red" paint-order="{order}"/>'
    [path] = simplify(shape).parts
    assert isinstance(path, VectorPath) and path.stroke_first


def test_a_frame_clips() -> None:
    """What a drawing program's frame cuts off is cut off."""
    frame = '<clipPath id="c"><rect width="5" height="5"/></clipPath>'
    [group] = simplify(f'{frame}<g clip-path="url(#c)"><path d="M0 0h9v9z"/></g>').parts
    assert isinstance(group, VectorGroup) and len(group.clips) == 1
    assert group.clips[0].operators == "0 1000 m 500 1000 l 500 500 l 0 500 l h"


def test_pixels_have_the_styles_too() -> None:
    """Classes, transforms of CSS and blended colours are in what becomes pixels."""
    body = (
        "<style>.a{fill:green;transform:rotate(90deg) translate(1px, 2px);mix-blend-mode:screen}"
        '</style><filter id="f"/><path class="a" d="M0 0h9v9z" filter="url(#f)" onclick="x()"/>'
    )
    clean = simplify(body).clean
    assert 'fill="rgba(0,128,0,1.0000)"' in clean and 'style="mix-blend-mode:screen"' in clean
    assert 'transform="matrix(' in clean and "deg" not in clean
    assert "onclick" not in clean and "<style" not in clean


def test_blending_is_a_style_alone() -> None:
    """As an attribute it means nothing."""
    [path] = simplify('<path mix-blend-mode="screen" d="M0 0h9v9z"/>').parts
    assert isinstance(path, VectorPath)


REASONS = {
    '<filter id="a"/><path filter="url(#a)" d="M0 0h9v9z"/>': "a filter",
    '<pattern id="a"/><path fill="url(#a)" d="M0 0h9v9z"/>': "a pattern",
    '<linearGradient id="a" spreadMethod="repeat"><stop/><stop offset="1" stop-color="red"/>'
    '</linearGradient><path fill="url(#a)" d="M0 0h9v9z"/>': "a gradient that repeats",
    '<path marker-end="url(#a)" d="M0 0h9v9z"/>': "arrow heads",
    '<path clip-path="circle(5px)" d="M0 0h9v9z"/>': "a clipping shape of CSS",
    '<path style="mix-blend-mode:plus-lighter" d="M0 0h9v9z"/>': "colours that blend",
}


@pytest.mark.parametrize("body", REASONS)
def test_what_becomes_pixels(body: str) -> None:
    """And why."""
    picture = simplify(body)
    assert not picture.problems and not picture.parts
    assert picture.reasons[0].startswith(REASONS[body])
    assert picture.clean.startswith("<svg")
