"""Bleed: in press a cover's photograph runs to the fold or over the edge; in an office it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageDraw

import handouts
from handouts.document.blocks import Artwork
from handouts.document.handout import Spec
from handouts.document.units import mm
from handouts.layout.bleed import ACROSS, Bleeding, Ground
from handouts.layout.edges import PageEdges, Side
from handouts.layout.graphics import Illustration
from tests.photographs import save
from tests.press_files import render_page
from tests.structure import read_speech

SCALE = 2.0
"""Pixels a point."""

PIXEL = 1.0
"""What a renderer adds to a picture's edges at most, in points."""

BLEED, MARGIN = mm(3), mm(10)
"""How far colour and paper run beyond the trim of A4."""

GREEN = (40, 160, 60)
ALL_SIDES: frozenset[Side] = frozenset({"left", "right", "top", "bottom"})


def with_cover(picture: Image.Image, kind: str = "JPEG") -> Spec:
    """The shipped handout with a picture of pixels on its cover."""
    spec = handouts.load("dry-needling")
    assert spec.handout.cover
    artwork = Artwork("p", "pixels", save(picture, kind))
    cover = replace(spec.handout.cover, artwork=artwork)
    return replace(spec, handout=replace(spec.handout, cover=cover))


def paint(width: int, height: int) -> Image.Image:
    """A green photograph."""
    return Image.new("RGB", (width, height), GREEN)


def find_green(page: Image.Image) -> tuple[float, float, float, float]:
    """The box of what is green, in points from the page's upper left corner."""
    red, green, blue = page.split()
    surplus = ImageChops.subtract(green, ImageChops.lighter(red, blue))
    box = surplus.point([255 * (level > 40) for level in range(256)]).getbbox()
    assert box
    left, upper, right, lower = (each / SCALE for each in box)
    return left, upper, right, lower


def draw_green(
    spec: Spec,
    format: handouts.Format,
    press: handouts.PressColours | None,
    imposition: bool = True,
) -> tuple[float, float, float, float]:
    """Where the photograph is, in points from the trim's upper left corner."""
    pdf = handouts.render(spec, format=format, paper="a4", press=press, imposition=imposition)
    margin = MARGIN if press else 0.0
    left, upper, right, lower = find_green(render_page(pdf, scale=SCALE))
    return left - margin, upper - margin, right - margin, lower - margin


@pytest.mark.parametrize("press", ["rgb", "cmyk"])
@pytest.mark.parametrize(
    ("format", "fold"), [("trifold", mm(197)), ("booklet", mm(148.5))], ids=["trifold", "booklet"]
)
def test_a_photograph_runs_from_the_fold_over_the_edge(
    format: handouts.Format, fold: float, press: handouts.PressColours
) -> None:
    """As wide as the cover and the bleed, at the height that it has in an office."""
    spec = with_cover(paint(1200, 800))
    office = draw_green(spec, format, None)
    left, upper, right, lower = draw_green(spec, format, press)
    assert (left, right) == pytest.approx((fold, mm(297) + BLEED), abs=PIXEL)
    assert (upper, lower) == pytest.approx((office[1], office[3]), abs=PIXEL)
    assert office[0] > fold + mm(5) and office[2] < mm(297) - mm(9)


def test_on_a_single_page_it_bleeds_on_both_sides() -> None:
    """Both edges are cut there."""
    left, _, right, _ = draw_green(with_cover(paint(1200, 800)), "booklet", "rgb", imposition=False)
    assert (left, right) == pytest.approx((-BLEED, mm(148.5) + BLEED), abs=PIXEL)


def test_nothing_is_stretched() -> None:
    """The photograph is larger by the same share each way, and its middle stays in the middle."""
    picture = Image.new("RGB", (1200, 800), GREEN)
    ImageDraw.Draw(picture).ellipse((500, 300, 700, 500), fill="white")
    page = render_page(
        handouts.render(with_cover(picture), paper="a4", press="rgb"), scale=SCALE
    ).convert("L")
    left, upper, right, lower = find_green(
        render_page(handouts.render(with_cover(picture), paper="a4", press="rgb"), scale=SCALE)
    )
    photo = page.crop(tuple(round(each * SCALE) for each in (left, upper, right, lower)))  # type: ignore[arg-type]
    disc = photo.point([255 * (level > 200) for level in range(256)]).getbbox()
    assert disc
    wide, high = disc[2] - disc[0], disc[3] - disc[1]
    assert wide == pytest.approx(high, abs=3)
    assert wide == pytest.approx(photo.width / 6, abs=3)
    assert (disc[0] + disc[2]) / 2 == pytest.approx(photo.width / 2, abs=3)
    assert (disc[1] + disc[3]) / 2 == pytest.approx(photo.height / 2, abs=3)


def _on_white() -> Image.Image:
    picture = Image.new("RGB", (1200, 800), "white")
    picture.paste(GREEN, (200, 100, 1000, 700))
    return picture


@pytest.mark.parametrize(
    ("picture", "kind"),
    [(paint(500, 1500), "JPEG"), (_on_white(), "JPEG"), (paint(1200, 800), "PNG")],
    ids=["would lose too much", "a drawing on white", "not a photograph's format"],
)
def test_what_would_be_spoiled_stays_as_it_is(picture: Image.Image, kind: str) -> None:
    """In press it is where it is in an office."""
    spec = with_cover(picture, kind)
    office, press = (draw_green(spec, "trifold", each) for each in (None, "rgb"))
    assert press == pytest.approx(office, abs=PIXEL)


def test_a_bleeding_photograph_is_heard_as_before() -> None:
    """Its description, once."""
    spec = with_cover(paint(1200, 800))
    heard = [
        [(each.path, each.text) for each in read_speech(handouts.render(spec, press=press))]
        for press in (None, "rgb")
    ]
    assert heard[0] == heard[1]


LENGTHS = some.floats(0, 400)


@given(LENGTHS, LENGTHS, LENGTHS, LENGTHS, some.sets(some.sampled_from(sorted(ALL_SIDES))))
def test_a_box_ends_at_folds_and_beyond_edges(
    one: float, other: float, third: float, fourth: float, sides: set[Side]
) -> None:
    """It never shrinks, never crosses a fold that it did not cross, and ends with the bleed."""
    (left, right), (bottom, top) = sorted((one, other)), sorted((third, fourth))
    edges = PageEdges(400, 400, 9, (100, 300))
    box = edges.extend_box((left, bottom, right, top), frozenset(sides))
    assert box[0] <= left and box[1] <= bottom and box[2] >= right and box[3] >= top
    assert box[0] in ((left,) if "left" not in sides else (-9, 100, 300))
    assert box[2] in ((right,) if "right" not in sides else (409, 100, 300))
    assert box[1] == (-9 if "bottom" in sides else bottom)
    assert box[3] == (409 if "top" in sides else top)
    crossed = [fold for fold in edges.folds if box[0] < fold < box[2]]
    assert crossed == [fold for fold in edges.folds if left < fold < right]


@given(some.floats(20, 300), some.floats(20, 300), some.floats(20, 300), some.floats(20, 300))
def test_a_picture_fills_any_box_or_none(
    width: float, height: float, wide: float, high: float
) -> None:
    """At least two thirds of it are seen, in its own shape."""
    filling = Illustration(Artwork("p", "pixels", b""), width, height).fill_box(wide, high)
    if filling is None:
        assert max(wide / width, high / height) / min(wide / width, high / height) > 1.49
        return
    assert (filling.width, filling.height) == (wide, high)
    assert filling.full_width >= wide - 1e-6
    assert filling.full_width * filling.ratio >= high - 1e-6
    assert 2 / 3 <= filling.share_seen <= 1 + 1e-9


def test_only_what_can_fill_a_box_may_bleed() -> None:
    """A developer's mistake is an error in press, not a picture in the wrong place."""
    with pytest.raises(TypeError, match="cannot bleed"):
        _draw_in_press(Bleeding(_Still(), 10.0, ACROSS))
    _draw_in_press(Bleeding(Ground(10.0, 10.0, "#000000"), 10.0, ACROSS))


class _Still:
    """A piece that has one size."""

    height = 10.0

    def draw(self, canvas: object, x: float, top: float) -> None:
        """Draw nothing."""


def _draw_in_press(piece: Bleeding) -> None:
    class Paper:
        """A page with edges that takes operators."""

        edges = PageEdges(100, 100, 9)

        def add_operators(self, code: str) -> None:
            """Take a rectangle as wide as the paper and its bleed."""
            assert code.endswith("-9.00 80.00 118.00 10.00 re f")

    piece.draw(Paper(), 20.0, 90.0)  # type: ignore[arg-type]
