"""Digits: of one width in tables, a plain zero where the font has one, always copied as text."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handouts.document.fonts import DEFAULT_TYPEFACE
from handouts.pdf.fonts.font_files import Font, read_font
from handouts.text.families import load_family_font
from handouts.text.figures import choose_features
from handouts.text.setting import typeset_text
from handouts.text.shaping import shape
from tests.own_fonts import LETTERS, SOURCE
from tests.text.sheets import STYLE, draw_settings, make_runs, read_by_pdfium

DIGITS = "0123456789"
BUNDLED = (DEFAULT_TYPEFACE, "source-sans-3", "vazirmatn", "noto-sans-hebrew")
PLAIN = "feature {tag} {{ sub zero.0s by zero; {more} }} {tag};"


def make_slashed_font(*features: str) -> Font:
    """A font whose zero has a slash, unless one of its features takes it away."""
    font = TTFont(SOURCE / "Regular.ttf")
    options = Options(layout_features=[], glyph_names=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS, glyphs=["zero", "zero.0s", "a.a"])
    subsetter.subset(font)
    for table in font["cmap"].tables:
        table.cmap[ord("0")] = "zero.0s"
    if features:
        addOpenTypeFeaturesFromString(font, "\n".join(features))
    data = BytesIO()
    font.save(data)
    return read_font(f"Slashed{len(features)}", data.getvalue(), None, False)


def list_widths(font: Font, *, in_table: bool) -> set[float]:
    """The widths of the digits, each alone."""
    return {round(shape(font, digit, in_table=in_table).width, 2) for digit in DIGITS}


@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize("family", BUNDLED)
def test_digits_in_tables_are_of_one_width(family: str, strong: bool) -> None:
    """In each font that comes with the program; in text, those of the usual one are not."""
    font = load_family_font(family, strong)
    assert len(list_widths(font, in_table=True)) == 1
    if family == DEFAULT_TYPEFACE:
        assert len(list_widths(font, in_table=False)) > 1


@given(st.text(f"{DIGITS}.,:/-$£% ", min_size=1, max_size=30))
def test_they_are_copied_as_they_are_written(text: str) -> None:
    """Whatever glyphs draw them."""
    words = " ".join(f"a {text} b".split())
    setting = typeset_text(make_runs(words), replace(STYLE, in_table=True), 500)
    assert read_by_pdfium(draw_settings(setting)).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize("family", BUNDLED)
def test_no_bundled_font_has_another_zero(family: str) -> None:
    """That of the usual one has a slash by design, and it has no other: see its features."""
    assert choose_features(load_family_font(family, False), in_table=False) == {}


@pytest.mark.parametrize(
    ("features", "chosen"),
    [
        ((), ""),
        ((PLAIN.format(tag="ss03", more=""),), "ss03"),
        ((PLAIN.format(tag="zero", more=""),), "zero"),
        (
            (PLAIN.format(tag="ss01", more="sub a by a.a;"), PLAIN.format(tag="cv07", more="")),
            "cv07",
        ),
        ((PLAIN.format(tag="ss01", more="sub a by a.a;"),), ""),
        ((PLAIN.format(tag="smcp", more=""),), ""),
    ],
)
def test_a_plain_zero_is_chosen(features: tuple[str, ...], chosen: str) -> None:
    """By the feature that does this and nothing else; it is still read as a zero."""
    font = make_slashed_font(*features)
    assert choose_features(font, in_table=False) == ({chosen: True} if chosen else {})
    drawn = shape(font, "2026-10")
    plain, slashed = _find_zeros(font)
    assert (plain if chosen else slashed) in drawn.ids
    assert (slashed if chosen else plain) not in drawn.ids
    assert "".join(drawn.texts) == "2026-10"


def _find_zeros(font: Font) -> tuple[int, int]:
    """The numbers of the plain and the slashed zero's glyphs."""
    names = [font.shaper.get_glyph_name(glyph) for glyph in range(font.face.glyph_count)]
    return names.index("zero"), names.index("zero.0s")
