"""The brand's colours: what they are mixed to, their contrast, and the suggested alternatives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document.brand import Colours
from handouts.document.colours import (
    BACKGROUNDS,
    SHADES,
    SOURCES,
    USES,
    correct_contrast,
    find_contrast_failures,
    resolve_shade,
)
from handouts.document.contrast import (
    contrast_ratio,
    darker_colours,
    luminance,
    mix_colours,
)
from handouts.reading.brand import read_brand
from handouts.resources import library_folder
from handouts.sources.findings import SpecError

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


def has_contrast(colours: Colours) -> bool:
    """Whether every shade shows on every ground, worked out from the table again."""
    return all(
        contrast_ratio(resolve_shade(use.shade, colours), resolve_shade(ground, colours))
        >= use.min_ratio
        for use in USES
        for ground in use.backgrounds
    )


@given(brand_colours)
@settings(max_examples=60, deadline=None)
def test_advice_is_always_right(colours: Colours) -> None:
    """Taking all suggestions at once fixes all problems; if all is visible, there are none."""
    found = find_contrast_failures(colours)
    assert bool(found) is not has_contrast(colours)
    advised = {name: getattr(colours, name) for name in SOURCES}
    advised |= {fault.name: fault.nearest for fault in found}
    assert has_contrast(Colours(**advised))
    assert not find_contrast_failures(Colours(**advised))
    assert all(fault.ratio < fault.min_ratio for fault in found)


@given(colour, st.sampled_from(SOURCES))
@settings(max_examples=40, deadline=None)
def test_advice_is_the_nearest(wrong: str, name: str) -> None:
    """Each lighter colour on the way from the given one to the advised one fails."""
    right = getattr(correct_contrast(Colours(**{name: wrong})), name)
    for lighter in darker_colours(wrong):
        if lighter == right:
            break
        assert not has_contrast(Colours(**{name: lighter}))
    else:
        pytest.fail("the advised colour is not on the way")


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


def test_one_problem_for_one_colour() -> None:
    """However many shades fail of it, a colour is named once, with its worst case."""
    (fault,) = find_contrast_failures(Colours(text="#999999"))
    assert (fault.name, fault.shade, fault.min_ratio) == ("text", "quiet", 4.5)


def test_shipped_brand_passes() -> None:
    """The brand that ships shows everywhere, and so do the colours of a brand that names none."""
    assert not find_contrast_failures(read_brand(library_folder() / "brand.yaml").colours)
    assert not find_contrast_failures(Colours())


def test_nothing_is_left_out() -> None:
    """Every brand's colour and every ground has its place in the table."""
    assert {SHADES[use.shade].source for use in USES} == set(SOURCES)
    assert {ground for use in USES for ground in use.backgrounds} == set(BACKGROUNDS) <= set(SHADES)


def test_place_and_words(tmp_path: Path) -> None:
    """The problem is at the colour's value and says what to write there."""
    file = tmp_path / "brand.yaml"
    file.write_text("name: A clinic\ncolours:\n  main: '#000'\n  accent: '#8af'\n")
    with pytest.raises(SpecError) as error:
        read_brand(file)
    (problem,) = error.value.problems
    assert (problem.place.line, problem.place.column) == (4, 11)
    assert problem.message.startswith("'#88aaff' has a contrast of 2.1:1 on the tinted background")
    assert problem.hint == "The nearest colour with enough contrast is '#4e6cbc'."
    file.write_text(file.read_text().replace("#8af", "#4e6cbc"))
    assert read_brand(file).colours.accent == "#4e6cbc"
