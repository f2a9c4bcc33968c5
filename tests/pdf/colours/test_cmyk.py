"""A screen's colours as inks: seen the same, never too much ink, black text in black alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from handouts.pdf import objects
from handouts.pdf.colours import GREY, RGB
from handouts.pdf.colours.cmyk import CMYK, find_inks
from tests.photographs import make_photo
from tests.press_files import proof

MOST_INK = 3.0
"""Three inks of four in full: what coated paper takes (ISO 12647-2 allows 3.5)."""

COLOURS = some.tuples(*[some.integers(0, 255)] * 3).map(lambda rgb: "#" + bytes(rgb).hex())
LETTERS = some.text(some.characters(exclude_categories=["Cs"]), max_size=30)


def proof_colour(colour: str) -> tuple[int, ...]:
    """A colour's inks as they are seen on a screen."""
    levels = tuple(round(255 * each) for each in find_inks(colour))
    seen = proof(Image.new("CMYK", (1, 1), levels)).getpixel((0, 0))
    assert isinstance(seen, tuple)
    return seen


@given(COLOURS)
def test_ink_is_limited(colour: str) -> None:
    """Whatever the colour."""
    inks = find_inks(colour)
    assert all(0 <= each <= 1 for each in inks)
    assert sum(inks) <= MOST_INK


@given(some.integers(0, 255), some.integers(0, 255))
def test_greys_are_printed_with_black_alone(one: int, other: int) -> None:
    """The darker, the more of it; white is the paper."""
    blacks = []
    for level in sorted((one, other)):
        *others, black = find_inks(f"#{level:02x}{level:02x}{level:02x}")
        assert others == [0, 0, 0]
        blacks.append(black)
    assert blacks == sorted(blacks, reverse=True)
    assert find_inks("#ffffff") == (0, 0, 0, 0)


@pytest.mark.parametrize("text", ["#000000", "#1b2b30", "#20242e", "#222222", "#333333"])
def test_text_that_reads_as_black_is_solid_black(text: str) -> None:
    """The colours of running text, too dark to have a hue: no other ink, and no screen of dots."""
    assert CMYK.format_components(text) == "0 0 0 1"


@pytest.mark.parametrize("brand", ["#0b5563", "#b5381f", "#e07a5f", "#8ecae6", "#ebf1f3"])
def test_a_brands_colours_are_seen_as_they_are(brand: str) -> None:
    """A press has them: within 4 of 255 in each channel, some of which is rounding."""
    given_colour = bytes.fromhex(brand[1:])
    assert proof_colour(brand) == pytest.approx(tuple(given_colour), abs=4)
    assert find_inks(brand)[:3] != (0, 0, 0)


def test_a_light_colour_has_no_black_in_it() -> None:
    """A yellow or a tint would look dirty."""
    for light in ("#f4d35e", "#ebf1f3", "#fff4d6", "#ffffcc"):
        assert find_inks(light)[3] == 0


def test_a_photograph_keeps_its_colours() -> None:
    """Where a press has them; and no pixel has too much ink."""
    photo = Image.blend(make_photo(64, 48), Image.new("RGB", (64, 48), "grey"), 0.6)
    inks = CMYK.convert_pixels(photo)
    assert inks.mode == "CMYK"
    pixels = list(zip(*[iter(inks.tobytes())] * 4, strict=True))
    assert max(map(sum, pixels)) <= MOST_INK * 255 + 4
    for before, after in zip(_means(photo), _means(proof(inks)), strict=True):
        assert after == pytest.approx(before, abs=4)


def test_black_pixels_do_not_drown_the_paper() -> None:
    """A black picture is limited too, and a white one is paper."""
    black, white = (
        CMYK.convert_pixels(Image.new("RGB", (1, 1), each)).tobytes() for each in ("black", "white")
    )
    assert sum(black) <= MOST_INK * 255
    assert white == bytes(4)


def test_a_grey_photograph_is_as_light_as_on_a_screen() -> None:
    """It stays one of greys, for the black plate."""
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    printed = CMYK.convert_pixels(ramp)
    assert printed.mode == "L"
    levels = list(printed.tobytes())
    assert levels == sorted(levels) and (levels[0], levels[-1]) == (0, 255)
    for grey in (64, 128, 200):
        seen = proof(Image.new("CMYK", (1, 1), (0, 0, 0, 255 - levels[grey]))).getpixel((0, 0))
        assert isinstance(seen, tuple) and seen[1] == pytest.approx(grey, abs=4)


def _means(pixels: Image.Image) -> list[float]:
    return [sum(band.tobytes()) / (pixels.width * pixels.height) for band in pixels.split()]


@given(COLOURS, COLOURS)
def test_operators_have_the_inks_of_their_colours(fill: str, stroke: str) -> None:
    """Each by its operator, and nothing else is changed."""
    path = "0.5 0 0 1 RGB 2 w [1] 0 d 1 2 3 re B"
    code = f"q {objects.format_rgb(fill)} rg\n{objects.format_rgb(stroke)} RG {path} Q"
    expected = f"q {CMYK.format_components(fill)} k\n{CMYK.format_components(stroke)} K {path} Q"
    assert CMYK.convert_operators(code) == expected
    assert RGB.convert_operators(code) == code


@given(LETTERS, some.sampled_from(["1 0 0 rg", "0.5 0.5 0.5 RG", ""]), LETTERS)
def test_words_are_never_taken_for_operators(before: str, operator: str, after: str) -> None:
    """Whatever a text that is read instead says."""
    words = f"{before} {operator} {after}"
    code = f"/Span<</ActualText{objects.format_string(words)}>>BDC 1.000 0.000 0.000 rg EMC"
    assert CMYK.convert_operators(code) == code.replace("1.000 0.000 0.000 rg EMC", _red())


def _red() -> str:
    return f"{CMYK.format_components('#ff0000')} k EMC"


def test_a_mask_has_greys() -> None:
    """Its lightness says how much is seen; it is not printed."""
    assert GREY.convert_operators("0.502 0.502 0.502 rg f") == "0.502 g f"
