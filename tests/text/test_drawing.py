"""What drawing adds to the document: fonts, colours, links, and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from handouts.document.text import Run
from handouts.pdf.fonts.font_files import load_font, subset_font
from handouts.resources import fonts_folder
from handouts.text.families import FAMILIES, load_family_font
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle, compute_metrics
from tests.text.sheets import STYLE, WIDTH, Sheet, draw_settings, make_runs, render_page
from tests.untyped import as_reportlab


def open_pdf(document: bytes) -> Any:
    """The document, and the fonts on its first page."""
    file = pikepdf.open(BytesIO(document))
    return file, dict(file.pages[0].Resources.Font)


def test_fonts_are_embedded_subsets_of_type_0() -> None:
    """Each font is an embedded subset: it has a tag, a program and a map to Unicode."""
    text = (Run("Plain "), Run("strong", strong=True), Run(" Ελληνικά"))
    _, fonts = open_pdf(draw_settings(typeset_text(text, STYLE, WIDTH)))
    assert len(fonts) == 3
    for one in fonts.values():
        below = one.DescendantFonts[0]
        assert (one.Subtype, one.Encoding) == ("/Type0", "/Identity-H")
        assert str(one.BaseFont)[7] == "+"
        assert "/FontFile2" in below.FontDescriptor
        assert "/ToUnicode" in one


def test_subsets_are_small() -> None:
    """A page of English in two weights takes less than 15 KB of fonts a weight."""
    letters = "".join(map(chr, range(32, 127))) + "–—“”‘’…é"
    text = (Run(letters), Run(letters, strong=True))
    file, fonts = open_pdf(draw_settings(typeset_text(text, STYLE, WIDTH)))
    for one in fonts.values():
        program = one.DescendantFonts[0].FontDescriptor.FontFile2
        assert len(program.read_raw_bytes()) < 15_000


def test_the_same_text_makes_the_same_bytes() -> None:
    """Also after other texts were set in between."""
    text = make_runs("The office finds it efficient.")
    first = draw_settings(typeset_text(text, STYLE, WIDTH))
    draw_settings(typeset_text(make_runs("ffi Other words, Ω \u2126"), STYLE, 100))
    typeset_text.cache_clear()
    assert draw_settings(typeset_text(text, STYLE, WIDTH)) == first


def test_a_subset_is_named_after_its_content() -> None:
    """Equal glyphs give the same tag, others another."""
    regular = load_family_font("source-sans-3", False)
    one, same, other = (subset_font(regular, frozenset(g)) for g in ({3, 4}, {4, 3}, {3, 5}))
    assert one.tag == same.tag != other.tag
    assert one.tag.isupper() and len(one.tag) == 6


def test_links_lead_where_they_should() -> None:
    """Web addresses as URIs that PDF may hold, places in the document by their names."""
    text = (
        Run("See "),
        Run("our page", link="https://clinic.example/schmerzfrei-für-alle?a=1&b=(2)"),
        Run(" or "),
        Run("above", link="#top"),
    )
    sheet = Sheet()
    sheet.name_destination("top", 0, 800)
    setting = typeset_text(text, STYLE, WIDTH)
    setting.draw(sheet, 30, 700)
    file, _ = open_pdf(sheet.pdf())
    web, inner = file.pages[0].Annots
    assert str(web.A.URI) == "https://clinic.example/schmerzfrei-f%C3%BCr-alle?a=1&b=(2)"
    assert "/Dest" in inner
    left, bottom, right, top = map(float, web.Rect)
    assert (round(top - bottom), round(top)) == (18, 700)
    linked, all_of_it = (
        typeset_text(make_runs(each), STYLE, WIDTH).width for each in ("our page", "See our page")
    )
    assert left - 30 == pytest.approx(all_of_it - linked, abs=0.1)
    assert right - left == pytest.approx(linked, abs=0.1)


def test_a_link_over_two_lines_has_a_place_on_each() -> None:
    """Both parts can be clicked."""
    text = (Run("Read "), Run("all about this on our page", link="https://clinic.example"))
    setting = typeset_text(text, STYLE, 110)
    assert len(setting.lines) == 2
    sheet = Sheet()
    setting.draw(sheet, 30, 700)
    file, _ = open_pdf(sheet.pdf())
    tops = [round(float(each.Rect[3])) for each in file.pages[0].Annots]
    assert tops == [700, 700 - STYLE.leading]


def test_the_graphics_state_is_left_as_it_was() -> None:
    """Later drawing keeps its colour."""
    sheet = Sheet()
    as_reportlab(sheet).setFillColorRGB(1, 0, 0)
    typeset_text(make_runs("blue"), TextStyle(13, 18, colour="#0000ff"), WIDTH).draw(sheet, 30, 770)
    as_reportlab(sheet).rect(30, 700, 50, 20, stroke=0, fill=1)
    import pypdfium2

    page = pypdfium2.PdfDocument(sheet.pdf())[0].render().to_pil().convert("RGB")
    assert page.getpixel((50, 800 - 710)) == (255, 0, 0)


def test_colours_are_those_of_the_style() -> None:
    """Plain, strong and linked text each have their colour."""
    style = TextStyle(13, 18, colour="#000001", strong_colour="#000002", link_colour="#000003")
    text = (Run("a"), Run("b", strong=True), Run("c", strong=True, link="https://x.example"))
    drawn = typeset_text(text, style, WIDTH).lines[0].row.stretches
    assert [stretch.colour for stretch in drawn] == ["#000001", "#000002", "#000003"]


@pytest.mark.parametrize(("size", "raised"), [(13.0, 8.45), (9.5, 7.0), (6.0, 6.0)])
def test_raised_text_stays_legible(size: float, raised: float) -> None:
    """Citations are smaller and higher, but not under 7 pt where the text is not."""
    text = (Run("a"), Run("1", raised=True))
    plain, above = typeset_text(text, TextStyle(size, 18), WIDTH).lines[0].row.stretches
    assert (plain.rise, plain.size) == (0.0, size)
    assert above.rise == pytest.approx(0.35 * size)
    assert above.size == pytest.approx(raised)


def test_lines_are_where_the_setting_says() -> None:
    """The first baseline, the capitals and the leading, seen in pixels."""
    setting = typeset_text(make_runs("HHHH HHHH"), STYLE, 60)
    page = render_page(draw_settings(setting)).point(lambda value: 255 * (value < 128))
    box = page.getbbox()
    assert box is not None
    scale, height = 4, compute_metrics(STYLE).cap_height
    baseline = 800 - 770 + setting.first_baseline
    assert box[0] / scale == pytest.approx(30, abs=2)
    assert box[1] / scale == pytest.approx(baseline - height, abs=0.5)
    assert box[3] / scale == pytest.approx(baseline + STYLE.leading, abs=0.5)


def test_some_lines_can_be_drawn_separately() -> None:
    """Lines from the middle are drawn at the requested top."""
    text = make_runs("one two three four five six seven eight nine ten " * 3)
    setting = typeset_text(text, STYLE, 100)
    sheet = Sheet()
    setting.draw(sheet, 30, 770, 2, 4)
    box = render_page(sheet.pdf()).point(lambda value: 255 * (value < 128)).getbbox()
    assert box is not None
    assert 770 - 2 * STYLE.leading < 800 - box[3] / 4
    assert 800 - box[1] / 4 < 770


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_ships_with_its_licence(family: str) -> None:
    """Both weights and the licence are beside each other, and bold is bold."""
    folder = fonts_folder() / family
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert load_family_font(family, False).weight == 400
    assert load_family_font(family, True).weight == 700
    assert load_family_font(family, True).characters >= load_family_font(family, False).characters


def test_a_missing_font_file_is_reported() -> None:
    """By its path."""
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_font(fonts_folder() / "nowhere.ttf")


def test_a_word_is_set_in_one_font() -> None:
    """A letter that the first font lacks changes the font of its word, but of no other."""
    line = typeset_text(make_runs("Good Việt day"), STYLE, WIDTH).lines[0]
    fonts = {g.text: g.font.name.partition("-")[0] for g in line.row.glyphs if g.text.strip()}
    assert fonts == {
        "Good": "AtkinsonHyperlegibleNext",
        "Việt": "SourceSans3",
        "day": "AtkinsonHyperlegibleNext",
    }
