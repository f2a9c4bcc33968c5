"""Logos as seven drawing programs write them are drawn as resvg draws them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from benchmarks.svg_pixels import (
    SMALLER,
    WIDTH,
    count_differing,
    draw_both,
    draw_ours,
    draw_reference,
    measure_difference,
)
from handouts.pdf.drawing.pictures import Drawing, load_picture
from tests.layout.goldens import GOLDEN, differing_share
from tests.svg.logos import make_logos

LOGOS = dict(make_logos())


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_is_drawn_as_resvg_draws_it(name: str) -> None:
    """As vectors, and no pixel differs by more than smoothing does."""
    assert isinstance(load_picture(name, "svg", LOGOS[name]), Drawing)
    assert measure_difference(*draw_both(LOGOS[name])) <= 40


def test_the_sheet_looks_as_it_did(regenerate: bool) -> None:
    """All 60 in one picture: ours on the left, resvg's on the right of each."""
    sheet = draw_sheet()
    path = GOLDEN / "logos.png"
    if regenerate:
        sheet.quantize(256).save(path, optimize=True)
    assert differing_share(sheet, Image.open(path).convert("RGB")) < 0.002


def draw_sheet(across: int = 5) -> Image.Image:
    """The logos in rows, each with its name."""
    cell, gap, head = (120, 55), 6, 12
    wide, high = 2 * cell[0] + 2 * gap, cell[1] + head + gap
    sheet = Image.new("RGB", (across * wide, -(-len(LOGOS) // across) * high), "#9a9a9a")
    for number, (name, svg) in enumerate(LOGOS.items()):
        x, y = number % across * wide, number // across * high
        ImageDraw.Draw(sheet).text((x + gap, y), name, fill="black")
        for place, drawn in enumerate(draw_both(svg)):
            sheet.paste(
                drawn.crop((0, 0, *cell)), (x + gap // 2 + place * (cell[0] + gap), y + head)
            )
    return sheet


FILTER = '<filter id="f"><feOffset dx="0"/></filter><path filter="url(#f)" d="M0 0h1v1z"/>'


@pytest.mark.parametrize("name", list(LOGOS)[::2])
def test_a_logo_as_pixels_is_the_same_logo(name: str) -> None:
    """With a filter in it that changes nothing, it becomes pixels that look the same."""
    svg = LOGOS[name].decode().replace("</svg>", f"{FILTER}</svg>").encode()
    assert not isinstance(load_picture(name, "svg", svg), Drawing)
    ours, reference = draw_both(svg)
    vectors, _ = draw_both(LOGOS[name])
    assert measure_difference(ours, reference) <= 64
    assert count_differing(ours, vectors, 40) == 0


CASES = Path(__file__).parent.parent / "building" / "cases"
DRAWN_CASES = sorted(path.parent.name for path in CASES.glob("s[0-4]*/logo.svg"))
UNKNOWN_TO_RESVG = {"s18-css-var": ("var(--brand,#0b5563)", "#0b5563")}


@pytest.mark.parametrize("name", DRAWN_CASES)
def test_a_clinics_logo_is_drawn_as_resvg_draws_it(name: str) -> None:
    """Those of handouts that once failed."""
    text = (CASES / name / "logo.svg").read_text("utf-8")
    ours = load_picture(name, "svg", text.encode())
    high = WIDTH * ours.height / ours.width
    reference = draw_reference(text.replace(*UNKNOWN_TO_RESVG.get(name, ("", ""))).encode(), high)
    drawn = draw_ours(ours, high)
    assert measure_difference(drawn.reduce(SMALLER), reference.reduce(SMALLER)) <= 40
