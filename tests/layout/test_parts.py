"""A handout with every kind of part: what is seen of it, what is heard, and that it is valid."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import ImageChops

import handouts
from benchmarks.checking import read_pages
from handouts.compose.compose import compose_story
from handouts.document.blocks import Checklist, Guidance, Picture, Signature, Subheading, TextTable
from handouts.document.edition import Edition
from handouts.document.handout import Section, Spec
from handouts.document.text import plain
from handouts.editions import find_remarks
from handouts.layout.blocks.dispatch import lay_out_block
from handouts.layout.blocks.text_table import share_width
from handouts.layout.fit.adaptation import adapt_story
from handouts.layout.form_fields import WRITING_PITCH
from handouts.layout.formats import FORMATS
from handouts.layout.look import make_look
from handouts.layout.roles import Role
from tests.expected import expected_elements
from tests.pages import without_spaces
from tests.structure import all_elements, leave_out_notes, read_blocks, read_table
from tests.verapdf import FLAVOURS, Flavour, find_failures

HANDOUT = Path(__file__).with_name("every-part.en.yaml")


@cache
def load_every_part() -> Spec:
    """The handout with every kind of part."""
    return handouts.load(HANDOUT)


@cache
def draw_pdf(format: handouts.Format, ink: handouts.Ink = "colour") -> bytes:
    """The handout in a format."""
    return handouts.render(load_every_part(), format=format, ink=ink)


@pytest.mark.parametrize("format", ["booklet", "large-print"])
def test_speech_is_word_for_word(format: handouts.Format) -> None:
    """Each part is heard in its role and order, nothing is missing, and nothing is heard twice."""
    spec = load_every_part()
    story = compose_story(spec)
    expected = [
        (role, without_spaces(words))
        for role, words in expected_elements(
            adapt_story(story, spec.brand, FORMATS[format], "letter"), format
        )
    ]
    assert leave_out_notes(read_blocks(draw_pdf(format))) == leave_out_notes(expected)


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("ink", ["colour", "mono"])
@pytest.mark.parametrize("format", ["booklet", "large-print", "screen"])
def test_every_format_is_valid(
    format: handouts.Format, ink: handouts.Ink, flavour: Flavour
) -> None:
    """PDF/UA-1 and PDF/A-2a, whatever part is in it."""
    assert find_failures(draw_pdf(format, ink), flavour) == []


def test_a_sub_heading_beside_a_picture_skips_no_level() -> None:
    """In a section without a heading it is an H2."""
    spec = load_every_part()
    blocks = [block for section in spec.handout.sections for block in section.blocks]
    picture = next(each for each in blocks if isinstance(each, Picture) and each.beside)
    beside = (Subheading(plain("At first")), *picture.beside)
    section = Section("intro", "", (replace(picture, beside=beside),))
    handout = replace(spec.handout, sections=(section, *spec.handout.sections[1:]))
    pdf = handouts.render(replace(spec, handout=handout), format="booklet")
    heads = [role for role, _ in read_blocks(pdf) if role in ("H1", "H2", "H3")]
    assert heads[:2] == ["H1", "H2"]


# --- tables ---------------------------------------------------------------------------------

WORD = st.text("abcdefgh ÄÖß1234.,", min_size=1, max_size=14).map(str.strip).filter(bool)
CELL = st.one_of(WORD, st.just(""))


@st.composite
def draw_table(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """The heads and the rows of a table."""
    count = draw(st.integers(1, 4))
    heads = draw(st.lists(WORD, min_size=count, max_size=count))
    row = st.tuples(WORD, *[CELL] * (count - 1)).map(list)
    return heads, draw(st.lists(row, min_size=1, max_size=30))


@settings(max_examples=25, deadline=None)
@given(draw_table())
def test_a_table_comes_back_cell_by_cell(table: tuple[list[str], list[list[str]]]) -> None:
    """From the file's structure tree: each row, each cell, with heads and their scope."""
    heads, rows = table
    block = TextTable(
        tuple(map(plain, heads)),
        tuple(tuple(map(plain, row)) for row in rows),
        tuple("" for _ in heads),
        address=("handout", "own"),
    )
    spec = load_every_part()
    section = Section("own", "A table", (block,))
    handout = replace(spec.handout, sections=(section,))
    pdf = handouts.render(replace(spec, handout=handout), format="large-print")
    assert read_table(pdf) == [
        [("TH", "/Column", without_spaces(head)) for head in heads],
        *(
            [
                ("TH", "/Row", without_spaces(row[0])),
                *(("TD", "", without_spaces(cell)) for cell in row[1:]),
            ]
            for row in rows
        ),
    ]


def test_heads_are_drawn_again_where_a_table_goes_on() -> None:
    """On each page on which it has rows; those who listen hear them once."""
    rows = tuple((plain(f"Row {number}"), plain("a"), plain("b")) for number in range(60))
    block = TextTable((plain("Name"), plain("Left"), plain("Right")), rows, ("", "", ""))
    spec = load_every_part()
    handout = replace(spec.handout, sections=(Section("own", "Table", (block,)),))
    pdf = handouts.render(replace(spec, handout=handout), format="large-print")
    pages = read_pages(pdf)
    with_rows = [page for page in pages if "Row" in page]
    assert len(with_rows) > 2
    assert all("Name Left Right" in " ".join(page.split()) for page in with_rows)
    assert [role for role, text in read_blocks(pdf) if text == "Left"] == ["TH"]


@pytest.mark.parametrize("word", ["Do", "Do not"])
def test_do_not_is_drawn_again_where_its_list_goes_on(word: str) -> None:
    """Nobody reads "Item 5: press hard" on a page without "Do not"; it is heard with each item."""
    items = tuple(plain(f"Item {number}: press hard.") for number in range(60))
    block = Guidance(items, is_warning=word == "Do not")
    spec = load_every_part()
    handout = replace(spec.handout, sections=(Section("own", "To stay safe", (block,)),))
    pdf = handouts.render(replace(spec, handout=handout), format="large-print")
    with_items = [page for page in read_pages(pdf) if "Item" in page]
    assert len(with_items) > 2
    assert all(word in [line.strip() for line in page.splitlines()] for page in with_items)
    assert [role for role, text in read_blocks(pdf) if text == without_spaces(word)] == ["P"]


def test_columns_share_what_there_is() -> None:
    """Narrow ones are as wide as their words, wide ones get the rest; none is too narrow."""
    assert share_width([(30, 20), (400, 50), (500, 60)], 330) == pytest.approx((30, 150, 150))
    assert share_width([(30, 20), (40, 30)], 330) == pytest.approx((30, 40))
    assert share_width([(30, 20), (400, 200), (500, 60)], 300) == pytest.approx((30, 200, 70))
    assert share_width([(30, 20), (400, 300)], 310) == ()


def test_a_table_that_is_too_wide_becomes_entries() -> None:
    """No word is lost: each cell stands after the head of its column, and `check` says so."""
    words = ["Monday morning", "Wednesday", "Thursday", "Saturday", "Sunday evening"]
    block = TextTable(
        (plain("Which day"), *map(plain, words)),
        ((plain("Walking"), *(plain("yes") for _ in words)),),
        ("",) * 6,
    )
    spec = load_every_part()
    handout = replace(spec.handout, sections=(Section("own", "Table", (block,)),))
    spec = replace(spec, handout=handout)
    text = " ".join(" ".join(read_pages(handouts.render(spec))).split())
    (note,) = (each for each in find_remarks(spec, Edition("trifold")) if each.rule != "short-text")
    assert (note.rule, note.severity) == ("wide-table", "note")
    assert "Which day: Walking" in text
    assert all(f"{word}: yes" in text for word in words)


# --- forms ----------------------------------------------------------------------------------


def test_a_screen_has_fields_to_fill_in() -> None:
    """Each has a name of its own, a tooltip that says what belongs there, and an appearance."""
    with pikepdf.open(io.BytesIO(draw_pdf("screen"))) as file:
        fields = [(str(each.FT), str(each.TU)) for each in file.Root.AcroForm.Fields]
        names = [str(each.T) for each in file.Root.AcroForm.Fields]
        assert all("/N" in each.AP for each in file.Root.AcroForm.Fields)
        assert all(page.obj.Tabs == "/S" for page in file.pages)
    assert fields[:3] == [
        ("/Btn", "I agree to the treatment."),
        (
            "/Btn",
            "I would like a copy of this form, and I know that I can say no at any time, also "
            "during the treatment.",
        ),
        ("/Tx", "Date of birth"),
    ]
    assert ("/Tx", "Physical therapist: Signature") in fields
    assert len(set(names)) == len(names) == 11


def test_a_checklist_is_ticked_on_a_screen() -> None:
    """Each of its boxes is a field, with its item as the tooltip; the others are for a pen."""
    spec = handouts.load("dry-needling")
    (checklist,) = (
        block
        for section in spec.handout.sections
        for block in section.blocks
        if isinstance(block, Checklist)
    )
    with pikepdf.open(io.BytesIO(handouts.render(spec, format="screen"))) as file:
        fields = [(str(each.FT), str(each.TU)) for each in file.Root.AcroForm.Fields]
    assert fields == [("/Btn", item.words) for item in checklist.items]
    with pikepdf.open(io.BytesIO(handouts.render(spec, format="large-print"))) as file:
        assert "/AcroForm" not in file.Root


def test_a_reader_fills_them_in() -> None:
    """PDFium sees them as fields, draws their frames, and a ticked box shows its tick."""
    with pypdfium2.PdfDocument(draw_pdf("screen")) as file:
        assert file.get_formtype() == pypdfium2.raw.FORMTYPE_ACRO_FORM
        file.init_forms()
        changed = [
            ImageChops.difference(
                page.render(may_draw_forms=False).to_pil(), page.render().to_pil()
            ).getbbox()
            for page in file
        ]
        assert any(changed)


def test_paper_has_lines_and_boxes() -> None:
    """For a pen: no field is in the file, and the lines are seen."""
    pdf = draw_pdf("booklet")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert "/AcroForm" not in file.Root
        roles = [
            str(each.A.Role)
            for each in all_elements(file)
            if each.S == "/Form" and each.A.O == "/PrintField" and each.A.Desc != "Notes"
        ]
    assert roles == ["/cb", "/cb", *["/tv"] * 9]


def test_a_signature_is_never_torn() -> None:
    """Who signs, the line, the name and the date are one piece."""
    look = make_look(load_every_part().brand, "en", 12.0)
    role = Role("Sect")
    (atom,) = lay_out_block(Signature(plain("Patient")), look, 250.0, role)
    assert atom.piece.height > 3 * WRITING_PITCH
