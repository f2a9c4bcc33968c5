"""The body chart: the right regions, on the person's own side, that one sees without colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from handouts.layout import chart
from handouts.layout.chart import Body, View, figures, regions
from handouts.spec.areas import BACK, FRONT, PARTS, Part
from handouts.spec.models import Area
from tests.pages import pixels

VIEWS: tuple[View, ...] = ("front", "back")


def middle(view: View, area: Area) -> float:
    """Where the marks of an area lie across a view: 0 is its left edge, 1 its right."""
    across = [x for polygon in regions(view, area) for x in polygon[::2]]
    return sum(across) / len(across) / figures()[view].width


@pytest.mark.parametrize("part", [part for part in PARTS.values() if part.sided])
def test_left_is_the_persons_left(part: Part) -> None:
    """Seen from the front it is on the right, seen from the back on the left."""
    if part.front:
        assert middle("front", Area(part.name, "left")) > 0.5
        assert middle("front", Area(part.name, "right")) < 0.5
    if part.back:
        assert middle("back", Area(part.name, "left")) < 0.5
        assert middle("back", Area(part.name, "right")) > 0.5


@pytest.mark.parametrize("view", VIEWS)
def test_every_region_that_a_part_marks_is_drawn(view: View) -> None:
    """The vocabulary's regions and the outlines' are the same."""
    known = FRONT if view == "front" else BACK
    assert known == set(figures()[view].regions) - {"hair"}
    for part in PARTS:
        names = PARTS[part].front if view == "front" else PARTS[part].back
        assert bool([*regions(view, Area(part))]) == bool(names)


def test_both_sides_are_left_and_right_together() -> None:
    """What comes to be marked without a side is marked whole."""
    left, right = ({*regions("back", Area("calf", side))} for side in ("left", "right"))
    assert {*regions("back", Area("calf", "both"))} == left | right
    assert {*regions("back", Area("calf"))} == left | right
    assert not left & right


@pytest.mark.parametrize("view", VIEWS)
def test_figures_lie_in_their_boxes(view: View) -> None:
    """Whole numbers from the lower left corner, with no polygon outside."""
    figure = figures()[view]
    each = [one for sides in figure.regions.values() for some in sides.values() for one in some]
    for polygon in (*figure.outline, *each):
        assert len(polygon) >= 6
        assert all(-2 <= x <= figure.width + 2 for x in polygon[::2])
        assert all(-2 <= y <= figure.height + 2 for y in polygon[1::2])


def drawn(areas: tuple[Area, ...], view: View = "back") -> Image.Image:
    """A figure of 144 points in grey, at two dots a point."""
    canvas = Canvas("", pagesize=(90, 144))
    Body(view, areas, 144, "#0b5563", "#ecf2f3", "#bdd1d4", "#b5381f").draw(canvas, 0, 144)  # type: ignore[arg-type]
    return pixels(canvas.getpdfdata(), 144)[0].convert("L")


def test_marks_are_seen_in_greyscale() -> None:
    """A marked calf is dark where an unmarked one is light."""
    plain, marked = drawn(()), drawn((Area("calf", "right"),))
    figure = figures()["back"]
    polygon = max(regions("back", Area("calf", "right")), key=lambda one: max(one[1::2]))
    scale = 288 / figure.height
    spot = (
        int((min(polygon[::2]) + max(polygon[::2])) / 2 * scale),
        int(288 - (min(polygon[1::2]) + max(polygon[1::2])) / 2 * scale),
    )
    assert plain.getpixel(spot) > 200  # type: ignore[operator]
    assert marked.getpixel(spot) < 110  # type: ignore[operator]


def test_the_chart_is_short() -> None:
    """It is written anew for each person of a batch: all of it in 8,000 operators' letters."""
    written = sum(
        len(chart._drawn(view, "#0b5563", "#ecf2f3", "#bdd1d4"))
        + len(chart._marked(view, (Area("calf", "both"), Area("shoulder", "left")), "#b5381f"))
        for view in VIEWS
    )
    assert written < 8_000


def test_the_licence_stands_beside_the_outlines() -> None:
    """Where they are from, and on what terms."""
    folder = Path(chart.__file__).parent / "body"
    assert "Copyright (c) 2022 ELABBASSI Hicham" in (folder / "LICENSE").read_text("utf-8")
    assert "react-native-body-highlighter" in (folder / "README.md").read_text("utf-8")
