"""Any SVG of the grammar is drawn as resvg draws it, compared by pixels."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from benchmarks.svg_pixels import count_differing, draw_both
from handouts.svg.simplify import simplify_svg

NUMBER = some.integers(-20, 120).map(str)
SHARE = some.sampled_from(["0", ".25", "0.5", "80%", "1"])
COLOUR = some.sampled_from(
    "#0b5563 #f80 teal rgb(200,30,40) rgba(10%,60%,30%,.5) hsl(200,80%,40%) #12345680 currentColor "
    "none url(#line) url(#round) url(#fade) url(#gone)".split()
)
POINT = some.builds("{} {}".format, NUMBER, NUMBER)
RADIUS = some.integers(3, 60).map(str)
STEP = some.one_of(
    some.builds("{}{}".format, some.sampled_from("LlTt"), POINT),
    some.builds("{}{} {} {}".format, some.sampled_from("Cc"), POINT, POINT, POINT),
    some.builds("{}{} {}".format, some.sampled_from("SsQq"), POINT, POINT),
    some.builds("{}{}".format, some.sampled_from("HhVv"), NUMBER),
    some.builds(
        "{}{} {} {} {}{}{}".format,
        some.sampled_from("Aa"),
        RADIUS,
        RADIUS,
        NUMBER,
        some.sampled_from(["0", "1"]),
        some.sampled_from(["0,", "1 "]),
        POINT,
    ),
    some.just("z"),
)
# Where a closed path is flat, each renderer ends its stroke in its own way.
PATH = some.builds(
    "M{}l40 5 5 40 {}".format, POINT, some.lists(STEP, min_size=1, max_size=5).map(" ".join)
)
TURN = some.one_of(
    some.builds("translate({},{})".format, NUMBER, NUMBER),
    some.builds("rotate({} 50 50)".format, NUMBER),
    some.sampled_from(["scale(.5)", "scale(1.2 .7)", "matrix(.8 .2 -.3 .9 5 5)", "skewX(20)"]),
)
PROPERTY = some.one_of(
    some.builds("fill={}".format, COLOUR),
    some.builds("stroke={}".format, COLOUR),
    some.builds("stroke-width={}".format, some.sampled_from(["2", "6px", "5%", "1mm"])),
    some.builds("stroke-linecap={}".format, some.sampled_from(["butt", "round", "square"])),
    some.builds("stroke-linejoin={}".format, some.sampled_from(["round", "bevel"])),
    some.builds("stroke-dasharray={}".format, some.sampled_from(["8 5", "9", "none", "3,2,6"])),
    some.builds("fill-rule={}".format, some.sampled_from(["evenodd", "nonzero"])),
    some.builds("{}={}".format, some.sampled_from(["opacity", "fill-opacity"]), SHARE),
    some.sampled_from(["display=none", "visibility=hidden", "paint-order=stroke", "color=#b5381f"]),
    some.sampled_from(["clip-path=url(#disc)", "clip-path=url(#two)", "mask=url(#veil)"]),
    some.sampled_from(["mask=url(#ink)", "mix-blend-mode=multiply", "mix-blend-mode=hard-light"]),
)
# resvg counts an empty group as a point in the box around a group, so only shapes have a box.
OF_SHAPE = some.one_of(PROPERTY, some.just("clip-path=url(#box)"))


@some.composite
def make_attributes(draw: some.DrawFn, known: some.SearchStrategy[str] = OF_SHAPE) -> str:
    """Properties as attributes, as a style or by a class, and a transform."""
    chosen = draw(some.lists(known, max_size=4, unique_by=lambda each: each.split("=")[0]))
    properties = [each.split("=", 1) for each in chosen]
    way = draw(some.sampled_from(["attributes", "style"]))
    if way == "style":
        style = ";".join(f"{name}:{value}" for name, value in properties)
        text = f'style="{style}"'
    else:
        text = " ".join(f'{name}="{value}"' for name, value in properties)
    classes = draw(some.sampled_from(["", ' class="st0"', ' class="st1 st0"']))
    turn = draw(some.lists(TURN, max_size=1).map("".join))
    return text + classes + (f' transform="{turn}"' if turn else "")


SHAPE = some.one_of(
    some.builds('<path d="{}" {}/>'.format, PATH, make_attributes()),
    some.builds(
        '<rect x="{}" y="{}" width="{}" height="40%" rx="{}" {}/>'.format,
        NUMBER,
        NUMBER,
        RADIUS,
        some.sampled_from(["0", "5", "80"]),
        make_attributes(),
    ),
    some.builds(
        '<circle cx="{}" cy="{}" r="{}" {}/>'.format, NUMBER, NUMBER, RADIUS, make_attributes()
    ),
    some.builds(
        '<ellipse cx="50%" cy="{}" rx="{}" ry="9" {}/>'.format, NUMBER, RADIUS, make_attributes()
    ),
    some.builds('<polygon points="20,30 70,{} {}" {}/>'.format, RADIUS, POINT, make_attributes()),
    some.builds(
        '<line x1="{}" y1="9" x2="{}" y2="90" {}/>'.format, NUMBER, NUMBER, make_attributes()
    ),
    some.builds('<use href="#sign" x="{}" y="{}" {}/>'.format, NUMBER, NUMBER, make_attributes()),
)
PART = some.recursive(
    SHAPE,
    lambda inner: some.builds(
        "<g {}>{}</g>".format, make_attributes(PROPERTY), some.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=5,
)
DEFS = """
<style>.st0{stroke:#7a1fa2;stroke-width:3} .st1{fill:gold!important}
g>.st0{fill-rule:evenodd}</style>
<defs><linearGradient id="line" x1="0" y1="0" x2="1" y2="1"><stop offset=".1" stop-color="#b5381f"/>
<stop offset="60%" stop-color="white"/><stop offset="1" stop-color="#0b5563"/></linearGradient>
<radialGradient id="round" cx="50" cy="50" r="50" fx="40" gradientUnits="userSpaceOnUse"
 gradientTransform="scale(1 .8)"><stop stop-color="gold"/><stop offset="1"/></radialGradient>
<linearGradient id="fade"><stop stop-color="#0b5563"/>
<stop offset="1" stop-opacity="0"/></linearGradient>
<clipPath id="disc"><circle cx="50" cy="50" r="40"/></clipPath>
<clipPath id="two"><rect width="40" height="90"/><path d="M30 0H90V50H30z"/></clipPath>
<clipPath id="box" clipPathUnits="objectBoundingBox"><path d="M.3 0H1V.5H.3z"/></clipPath>
<mask id="veil" maskUnits="userSpaceOnUse" x="0" y="0" width="90" height="100">
<rect width="100" height="100" fill="#888"/><circle cx="40" cy="50" r="30" fill="white"/></mask>
<mask id="ink" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="0" y="0"
 width="99" height="99">
<circle cx="40" cy="50" r="30" opacity=".8"/></mask>
<g id="sign"><path d="M0 0h30l-9 25z"/><rect x="5" y="30" width="20" height="9" fill="#b5381f"/></g>
</defs>"""
ROOT = some.sampled_from(
    [
        'viewBox="0 0 100 100"',
        'viewBox="-10 5 120 60" width="60mm" height="30mm"',
        'viewBox="0 0 100 50" width="200" height="200" preserveAspectRatio="xMaxYMin slice"',
        'width="100" height="80px"',
    ]
)

CORNER = 12
"""Pixels: renderers differ in how dashes meet where a path closes."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(ROOT, some.lists(PART, min_size=1, max_size=4).map("".join))
def test_any_svg_is_drawn_as_resvg_draws_it(root: str, body: str) -> None:
    """Whatever its shapes, paints, transforms, clips and masks are, pixel for pixel."""
    # How far a miter reaches where a curve turns back on itself, each renderer decides.
    root += ' stroke-linejoin="round"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{DEFS}{body}</svg>'
    picture = simplify_svg(svg)
    assert not picture.problems
    ours, reference = draw_both(svg.encode())
    assert count_differing(ours, reference, 96) <= CORNER
