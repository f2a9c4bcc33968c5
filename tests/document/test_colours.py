"""The brand's colours: what they are mixed to, their contrast, and the suggested alternatives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from handouts.building.check import CheckRequest, check_handouts
from handouts.building.clinic import create_clinic
from handouts.document.brand import Colours
from handouts.document.colours import BACKGROUNDS, SHADES, USES, WHITE, ShadeName
from handouts.document.contrast import contrast_ratio, darker_colours, luminance, mix_colours
from handouts.document.palette import (
    ALARM,
    LINK,
    Palette,
    derive_palette,
    find_derivations,
    is_light,
    list_uses,
    resolve_shade,
)
from handouts.reading.brand import read_brand
from handouts.resources import library_folder
from handouts.sources.findings import SpecError
from tests.documents import OUR_CLINIC

colour = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
brand_colours = st.builds(Colours, colour, colour, colour)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#00ff00", "#000000", 15.30),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Known ratios come out, whichever colour is named first."""
    assert (
        contrast_ratio(one, other) == contrast_ratio(other, one) == pytest.approx(ratio, abs=0.005)
    )


def test_mixing() -> None:
    """A share of none leaves a colour, of one gives the other, of a half what lies between."""
    assert [mix_colours("#102030", "#ffffff", share) for share in (0, 0.5, 1)] == [
        "#102030",
        "#889098",
        "#ffffff",
    ]


@given(brand_colours)
@settings(max_examples=150, deadline=None)
def test_everything_shows_whatever_the_colours(colours: Colours) -> None:
    """Every shade on every ground, worked out from the table again; no colour is refused."""
    palette = derive_palette(colours)
    for use in list_uses(palette):
        for ground in use.backgrounds:
            shown = resolve_shade(use.shade, colours), resolve_shade(ground, colours)
            assert contrast_ratio(*shown) >= use.min_ratio, (use, ground)


@given(brand_colours)
@settings(max_examples=150, deadline=None)
def test_the_clinics_own_hue_is_on_the_page(colours: Colours) -> None:
    """The main colour as it is given, on bands if it is light; else darker at most."""
    palette = derive_palette(colours)
    if palette.has_bands:
        assert palette.band == colours.main
        assert contrast_ratio(palette.band, WHITE) < 3
    elif contrast_ratio(colours.main, WHITE) >= 3:
        assert palette.main in darker_colours(colours.main)
    for tint in (palette.tint, palette.warm):  # it is seen beside white
        assert contrast_ratio(tint, WHITE) > 1.05


@given(colour, st.sampled_from(["main", "accent", "text"]))
@settings(max_examples=60, deadline=None)
def test_no_colour_is_darker_than_need_be(given_colour: str, name: str) -> None:
    """Each lighter colour on the way from the given one to the printed one fails somewhere."""
    colours = Colours(**{name: given_colour})
    palette = derive_palette(colours)
    printed = getattr(palette, name)
    if name != "text" and is_light(given_colour):
        return  # it is not printed as text at all
    for lighter in darker_colours(given_colour):
        if lighter == printed:
            break
        assert not shows_everywhere(name, replace(palette, **{name: lighter}))
    else:
        pytest.fail("the printed colour is not on the way")


def shows_everywhere(name: str, palette: Palette) -> bool:
    """Whether a colour of a palette has enough contrast in all its uses."""

    def mix(shade: ShadeName) -> str:
        return mix_colours(getattr(palette, SHADES[shade].source), WHITE, SHADES[shade].white)

    return all(
        contrast_ratio(mix(use.shade), mix(ground)) >= use.min_ratio
        for use in list_uses(palette)
        for ground in use.backgrounds
        if SHADES[use.shade].source == name
    )


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        (Colours(), {"main": "#0b5563", "accent": "#b5381f", "has_bands": False}),
        (
            Colours(main="#ff7a00", accent="#fff3b0"),
            {"main": "#1b2b30", "band": "#ff7a00", "warm": "#fff3b0", "has_bands": True},
        ),
        (Colours(main="#00a651"), {"main": "#017f3d", "band": "#00a651", "has_bands": False}),
        (Colours(accent="#ffcc00"), {"accent": "#0b5563", "warm": "#fff1ba"}),
        (Colours(main="#ffffff"), {"main": "#1b2b30", "has_bands": False, "tint": "#edeeee"}),
    ],
)
def test_palettes(colours: Colours, expected: dict[str, object]) -> None:
    """Dark colours as they are; light ones as grounds; the alarm is always the same red."""
    palette = derive_palette(colours)
    assert {name: getattr(palette, name) for name in expected} == expected
    assert palette.alarm == ALARM


def test_light_grounds_keep_their_place() -> None:
    """An orange brand has no brown and no olive among its colours."""
    palette = derive_palette(Colours(main="#ff7a00", accent="#fff3b0"))
    drawn = {getattr(palette, field) for field in ("main", "accent", "text", "band", "warm")}
    assert drawn == {"#ff7a00", "#fff3b0", "#1b2b30"}


def test_darker_colours_keep_their_hue() -> None:
    """A darker blue is a blue, as strong as before; a darker grey is a grey."""
    assert "#4e6cbc" in darker_colours("#88aaff")
    greys = list(darker_colours("#808080"))
    assert all(len({grey[1:3], grey[3:5], grey[5:]}) == 1 for grey in greys)
    assert (greys[0], greys[-1]) == ("#808080", "#000000")


@given(colour)
@settings(max_examples=30, deadline=None)
def test_darker_colours_come_in_small_steps(start: str) -> None:
    """From the colour to black there is no step that the eye would notice."""
    lights = [luminance(each) for each in darker_colours(start)]
    steps = [abs(light - after) for light, after in zip(lights, lights[1:], strict=False)]
    assert max(steps, default=0) < 0.012
    assert (lights[0], lights[-1]) == (luminance(start), 0)


@pytest.mark.parametrize(
    ("colours", "link"),
    [
        (Colours(), "#0b5563"),
        (Colours(main="#ffcc00", accent="#003366"), "#003366"),
        (Colours(main="#ff7a00", accent="#fff3b0"), LINK),
    ],
)
def test_links_are_seen_among_the_text(colours: Colours, link: str) -> None:
    """In the main colour, or where that is the text's, in the accent or a blue."""
    palette = derive_palette(colours)
    assert palette.link == link != palette.text


def test_one_derivation_for_one_colour() -> None:
    """However many shades fail of it, a colour is named once, with its worst case."""
    (derived,) = find_derivations(Colours(text="#999999"))
    assert (derived.name, derived.ground, derived.min_ratio) == ("text", "tint", 4.5)


def test_shipped_brand_is_printed_as_it_is() -> None:
    """The brand that ships, and the colours of a brand that names none."""
    assert not find_derivations(read_brand(library_folder() / "brand.yaml").colours)
    assert not find_derivations(Colours())


def test_nothing_is_left_out() -> None:
    """Every colour that is drawn and every ground has its place in the table."""
    sources = {SHADES[use.shade].source for use in USES}
    assert sources == {"main", "accent", "link", "text", "alarm"}
    grounds = {ground for use in USES for ground in use.backgrounds}
    assert grounds == {*BACKGROUNDS, "band"} <= set(SHADES)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'#0b5563'", "#0b5563"),
        ("'#FC0'", "#ffcc00"),
        ("0b5563", "#0b5563"),
        ("'112233'", "#112233"),
        ("112233", "#112233"),
        ("teal", "#008080"),
        ("Orange", "#ffa500"),
        ("rgb(255, 122, 0)", "#ff7a00"),
        ("rgb(100% 50% 0%)", "#ff8000"),
        ("hsl(120, 100%, 25%)", "#008000"),
    ],
)
def test_colours_are_read_as_they_come(tmp_path: Path, written: str, read: str) -> None:
    """As a style guide or a drawing program writes them."""
    file = tmp_path / "brand.yaml"
    file.write_text(f"name: A clinic\ncolours:\n  main: {written}\n", encoding="utf-8")
    assert read_brand(file).colours.main == read


@pytest.mark.parametrize(
    "written", ["Pantone 151", "rgba(1,2,3,.5)", "cmyk(0,50,100,0)", "red-ish"]
)
def test_what_is_no_colour(tmp_path: Path, written: str) -> None:
    """At its place, with where to find what is needed."""
    file = tmp_path / "brand.yaml"
    file.write_text(f"name: A clinic\ncolours:\n  main: {written}\n", encoding="utf-8")
    with pytest.raises(SpecError) as error:
        read_brand(file)
    (problem,) = error.value.problems
    assert (problem.place.line, problem.place.column) == (3, 9)
    assert problem.message == f"'{written}' is not a colour that is known here."
    assert problem.hint.startswith("Copy the HEX or RGB value from the clinic's style guide")


def test_place_and_words(tmp_path: Path) -> None:
    """What was derived is noted at the colour's value."""
    create_clinic(tmp_path / "clinic", OUR_CLINIC)
    file = tmp_path / "clinic" / "brand.yaml"
    file.write_text("name: A clinic\ncolours:\n  main: '#ff7a00'\n  accent: '#00a651'\n")
    found = check_handouts(CheckRequest(library=tmp_path / "clinic"))
    main, accent = (each for each in found.notes if each.rule == "derived-colour")
    assert (main.place.line, main.place.column) == (3, 10)
    assert main.message == (
        "'#ff7a00' has a contrast of 2.3:1 on the tinted background of a note, but text needs "
        "4.5:1. It is used for bands, tints and discs, with dark type on them; headings and links "
        "are '#1b2b30'."
    )
    assert accent.message == (
        "'#00a651' has a contrast of 3.1:1 on white, but text needs 4.5:1. As text it is printed "
        "darker, as '#008942'."
    )
    assert not found.problems
