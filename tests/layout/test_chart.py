"""The body chart: the right regions, on the right side of the person, visible without colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from handouts.document.body import BODY_PARTS, BodyPart
from handouts.document.person import Area
from handouts.layout import body_chart
from handouts.layout.body_chart import BodyFigure, View, find_polygons, load_figures
from handouts.pdf.backend.canvas import ReportLabCanvas
from tests.layout.goldens import GOLDEN, differing_share
from tests.pages import render_pages
from tests.untyped import as_reportlab

VIEWS: tuple[View, ...] = ("front", "back")


def middle_of_marks(view: View, area: Area) -> float:
    """Where the marks of an area lie across a view: 0 is its left edge, 1 its right."""
    across = [x for polygon in find_polygons(view, area) for x in polygon[::2]]
    return sum(across) / len(across) / load_figures()[view].width


@pytest.mark.parametrize("part", [part for part in BODY_PARTS.values() if part.sided])
def test_left_is_the_persons_left(part: BodyPart) -> None:
    """Seen from the front it is on the right, seen from the back on the left."""
    if part.front:
        assert middle_of_marks("front", Area(part.name, "left")) > 0.5
        assert middle_of_marks("front", Area(part.name, "right")) < 0.5
    if part.back:
        assert middle_of_marks("back", Area(part.name, "left")) < 0.5
        assert middle_of_marks("back", Area(part.name, "right")) > 0.5


@pytest.mark.parametrize("view", VIEWS)
def test_every_region_that_a_part_marks_is_drawn(view: View) -> None:
    """The vocabulary's regions and the figures' are the same."""
    marked = {name for part in BODY_PARTS.values() for name in marked_regions(part, view)}
    assert marked == set(load_figures()[view].regions) - {"hair"}
    for part in BODY_PARTS.values():
        assert bool([*find_polygons(view, Area(part.name))]) == bool(marked_regions(part, view))


def marked_regions(part: BodyPart, view: View) -> tuple[str, ...]:
    """The regions that a part marks on a view."""
    return part.front if view == "front" else part.back


SAME_MARKS = {
    ("frontalis", "forehead"),
    ("temporalis", "temple"),
    ("masseter", "pterygoids"),
    ("base of the skull", "suboccipitals"),
    ("subscapularis", "shoulder blade"),
    ("front of the hip", "hip flexors"),
}
"""Places and the muscles that lie there, where no more is seen from outside."""


def test_each_part_has_a_mark_of_its_own() -> None:
    """Two parts look the same only if one is inside or below the other."""
    marks: dict[object, str] = {}
    alike = set()
    for part in BODY_PARTS.values():
        own = tuple(frozenset(find_polygons(view, Area(part.name, "left"))) for view in VIEWS)
        if own in marks:
            alike.add(frozenset((marks[own], part.name)))
        marks[own] = part.name
    assert alike == set(map(frozenset, SAME_MARKS))


WITHIN = [
    ("upper trapezius", "trapezius"),
    ("lower trapezius", "trapezius"),
    ("infraspinatus", "shoulder blade"),
    ("lumbar paraspinals", "back"),
    ("quadratus lumborum", "low back"),
    ("piriformis", "buttock"),
    ("biceps femoris", "back of the thigh"),
    ("rectus femoris", "thigh"),
    ("soleus", "lower leg"),
    ("tibialis anterior", "lower leg"),
    ("biceps", "arm"),
    ("palm", "hand"),
    ("heel", "foot"),
]


@pytest.mark.parametrize(("inner", "outer"), WITHIN)
def test_a_muscle_lies_where_its_description_says(inner: str, outer: str) -> None:
    """Nearly all of its mark is inside that of the place that holds it."""
    for view in VIEWS:
        if marked_regions(BODY_PARTS[inner], view) and marked_regions(BODY_PARTS[outer], view):
            marked, around = (draw_mask(view, Area(each, "left")) for each in (inner, outer))
            both = ImageChops.multiply(marked, around)
            assert ImageStat.Stat(both).sum[0] > 0.8 * ImageStat.Stat(marked).sum[0]


def draw_mask(view: View, area: Area) -> Image.Image:
    """The marks of an area, in white, a dot for two of the figure's units."""
    figure = load_figures()[view]
    image = Image.new("L", (figure.width // 2, figure.height // 2))
    for polygon in find_polygons(view, area):
        corners = zip(polygon[::2], polygon[1::2], strict=True)
        ImageDraw.Draw(image).polygon([(x / 2, y / 2) for x, y in corners], fill=255)
    return image


@pytest.mark.parametrize("view", VIEWS)
def test_marks_lie_on_the_body_and_are_seen(view: View) -> None:
    """None leaves the outline by more than its line, and none is smaller than a fingertip."""
    body = load_figures()[view]
    outline = Image.new("L", (body.width // 2, body.height // 2))
    for polygon in body.outline:
        corners = [(x / 2, y / 2) for x, y in zip(polygon[::2], polygon[1::2], strict=True)]
        ImageDraw.Draw(outline).polygon(corners, fill=255)
    for part in BODY_PARTS.values():
        for side in ("left", "right"):
            marked = draw_mask(view, Area(part.name, side))
            size = ImageStat.Stat(marked).sum[0] / 255 * 4
            assert size > 300 or not marked_regions(part, view), part.name
            outside = ImageStat.Stat(ImageChops.subtract(marked, outline)).sum[0] / 255 * 4
            assert outside < 0.03 * size or not marked_regions(part, view), part.name


def test_all_marks_turn_one_way_round() -> None:
    """Where two overlap, the one takes nothing away from the other."""
    for view in VIEWS:
        for part in BODY_PARTS:
            for polygon in find_polygons(view, Area(part, "both")):
                corners = [*zip(polygon[::2], polygon[1::2], strict=True)]
                after = [*corners[1:], corners[0]]
                area = sum(x * b - a * y for (x, y), (a, b) in zip(corners, after, strict=True))
                assert area > 0, part


def test_every_part_looks_as_it_did(regenerate: bool) -> None:
    """All of them in one picture, from head to toe, the left ones where there are two."""
    image = draw_atlas()
    path = GOLDEN / "body-chart.png"
    if regenerate:
        image.quantize(32, Image.Quantize.FASTOCTREE).save(path, optimize=True)
    unlike = differing_share(image, Image.open(path).convert("RGB"))
    assert unlike < 0.0005, f"{path.name}: {unlike:.2%} of the pixels differ"


def make_chart(view: View, areas: tuple[Area, ...], height: float) -> BodyFigure:
    """A view of the body with marked areas, in the colours of the shipped brand."""
    return BodyFigure(view, areas, height, "#0b5563", "#ecf2f3", "#bdd1d4", "#b5381f")


def draw_atlas() -> Image.Image:
    """Every part's name, and below it both views with the part marked; 12 in a row."""
    across, wide, high = 12, 112.0, 124.0
    down = -(-len(BODY_PARTS) // across)
    canvas = ReportLabCanvas((across * wide, down * high))
    as_reportlab(canvas).setFont("Helvetica", 7)
    for number, part in enumerate(BODY_PARTS.values()):
        left, top = number % across * wide, (down - number // across) * high
        as_reportlab(canvas).drawString(left + 3, top - 9, part.name)
        area = Area(part.name, "left" if part.sided else "")
        for place, view in enumerate(VIEWS):
            make_chart(view, (area,), 106).draw(canvas, left + 2 + place * 54, top - 13)
    return render_pages(as_reportlab(canvas).getpdfdata(), 96)[0]


def test_both_sides_are_left_and_right_together() -> None:
    """A part that is marked without a side is marked on both."""
    left, right = ({*find_polygons("back", Area("calf", side))} for side in ("left", "right"))
    assert {*find_polygons("back", Area("calf", "both"))} == left | right
    assert {*find_polygons("back", Area("calf"))} == left | right
    assert not left & right


@pytest.mark.parametrize("view", VIEWS)
def test_figures_lie_in_their_boxes(view: View) -> None:
    """Whole numbers from the lower left corner, with no polygon outside."""
    figure = load_figures()[view]
    each = [one for part in BODY_PARTS for one in find_polygons(view, Area(part))]
    for polygon in (*figure.outline, *each):
        assert len(polygon) >= 6
        assert all(-2 <= x <= figure.width + 2 for x in polygon[::2])
        assert all(-2 <= y <= figure.height + 2 for y in polygon[1::2])


def draw_figure(areas: tuple[Area, ...], view: View = "back") -> Image.Image:
    """A figure of 144 points in grey, at two dots a point."""
    canvas = ReportLabCanvas((90, 144))
    make_chart(view, areas, 144).draw(canvas, 0, 144)
    return render_pages(as_reportlab(canvas).getpdfdata(), 144)[0].convert("L")


def test_marks_are_seen_in_greyscale() -> None:
    """A marked calf is dark where an unmarked one is light."""
    plain, marked = draw_figure(()), draw_figure((Area("calf", "right"),))
    figure = load_figures()["back"]
    polygon = max(find_polygons("back", Area("calf", "right")), key=lambda one: max(one[1::2]))
    scale = 288 / figure.height
    spot = (
        int((min(polygon[::2]) + max(polygon[::2])) / 2 * scale),
        int(288 - (min(polygon[1::2]) + max(polygon[1::2])) / 2 * scale),
    )
    assert plain.getpixel(spot) > 200  # type: ignore[operator]
    assert marked.getpixel(spot) < 110  # type: ignore[operator]


def test_the_chart_is_short() -> None:
    """It is in each person's file: both views with three marks in 8,000 characters."""
    canvas, empty = ReportLabCanvas((90, 144)), ReportLabCanvas((90, 144))
    for view in VIEWS:
        make_chart(view, (Area("calf", "both"), Area("shoulder", "left")), 144).draw(canvas, 0, 144)
    assert 4_000 < uncompressed_size(canvas) - uncompressed_size(empty) < 8_000


def uncompressed_size(canvas: ReportLabCanvas) -> int:
    """How many bytes a file of one page takes without compression."""
    page = as_reportlab(canvas)
    page.setPageCompression(0)
    page.showPage()
    return len(page.getpdfdata())


def test_the_licence_is_beside_the_outlines() -> None:
    """Where they are from, and on what terms."""
    folder = Path(body_chart.__file__).parent / "body"
    assert "Copyright (c) 2022 ELABBASSI Hicham" in (folder / "LICENSE").read_text("utf-8")
    assert "react-native-body-highlighter" in (folder / "README.md").read_text("utf-8")
