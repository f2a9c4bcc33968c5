"""PDF/UA-2 and PDF/A-4f at once: what such a file has that others have not, read back from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

import handouts
from tests.documents import SAM, USUAL_FORMATS
from tests.pages import render_pages
from tests.structure import read_blocks
from tests.verapdf import FLAVOURS_2, Flavour, find_failures

from .ua2_files import (
    EVERY_PART,
    PEOPLE,
    draw_pdf,
    list_bookmarks,
    list_links,
    open_pdf,
    walk_tree,
)

# --- as a validator sees it ------------------------------------------------------------------


@pytest.mark.parametrize("flavour", FLAVOURS_2)
@pytest.mark.parametrize(("format", "who"), [("trifold", "sam"), ("screen", "by hand")])
def test_verapdf_finds_nothing(format: handouts.Format, who: str, flavour: Flavour) -> None:
    """In a personal leaflet on paper, and in one that is filled in on a screen."""
    assert find_failures(draw_pdf(format, who), flavour) == []


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS_2)
@pytest.mark.parametrize("ink", ["colour", "mono"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("format", USUAL_FORMATS)
def test_verapdf_finds_nothing_in_any_edition(
    format: handouts.Format, who: str, ink: handouts.Ink, flavour: Flavour
) -> None:
    """In each format, for whomever, in colour and in black and white."""
    assert find_failures(draw_pdf(format, who, ink), flavour) == []


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS_2)
@pytest.mark.parametrize("format", ["booklet", "large-print", "screen"])
def test_every_part_is_valid(format: handouts.Format, flavour: Flavour) -> None:
    """Tables, forms, captions, guidance: whatever a handout may have."""
    assert find_failures(draw_pdf(format, name=EVERY_PART), flavour) == []


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS_2)
@pytest.mark.parametrize(
    "name",
    "after-your-treatment dry-needling-consent first-visit low-back-pain neck-exercises "
    "trigger-points".split(),
)
def test_the_library_is_valid(name: str, flavour: Flavour) -> None:
    """Each handout that ships, in the formats that hold a text of any length."""
    for format in ("large-print", "screen"):
        assert find_failures(draw_pdf(format, name=name), flavour) == []


@pytest.mark.parametrize("flavour", FLAVOURS_2)
def test_a_print_shops_file_is_valid(flavour: Flavour) -> None:
    """With the colours of a screen, and with single pages of a booklet."""
    spec = handouts.load("dry-needling")
    pdf = handouts.render(
        spec, format="booklet", press="rgb", imposition=False, standard="ua-2", paper="a4"
    )
    assert find_failures(pdf, flavour) == []


# --- the file --------------------------------------------------------------------------------


def test_it_is_pdf_2_without_an_information_dictionary() -> None:
    """PDF/A-4 forbids the dictionary; title and clinic stand in the XMP metadata."""
    pdf = draw_pdf(who="sam")
    assert pdf.startswith(b"%PDF-2.0\n")
    with open_pdf(pdf) as file:
        assert "/Info" not in file.trailer
        about = file.Root.Metadata.read_bytes().decode()
    for claim in (
        'pdfuaid:part="2" pdfuaid:rev="2024"',
        'pdfaid:part="4" pdfaid:rev="2020" pdfaid:conformance="F"',
        ">What is dry needling?</rdf:li>",
        "<rdf:li>Riverside Physical Therapy</rdf:li>",
        "<entry:HandoutID>DN-1</entry:HandoutID>",
    ):
        assert claim in about
    assert "Sam" not in about
    assert "Lee" not in about


def test_the_usual_file_stays_as_it_is() -> None:
    """Byte for byte the one without the option: PDF 1.7, with nothing attached."""
    usual = handouts.render(handouts.load("dry-needling"), format="trifold", paper="a4")
    assert draw_pdf(standard="ua-1") == usual
    assert usual.startswith(b"%PDF-1.7\n")
    with open_pdf(usual) as file:
        assert "/Info" in file.trailer
        assert file.Root.keys().isdisjoint({"/AF", "/Names"})
        assert "/Namespaces" not in file.Root.StructTreeRoot
        assert not any("/NS" in each for each in walk_tree(file.Root.StructTreeRoot.K))
        assert all(each.A.S == "/URI" for each in list_links(file))
        assert all("/Dest" in each for each in list_bookmarks(file))


@pytest.mark.parametrize("format", USUAL_FORMATS)
def test_it_looks_the_same(format: handouts.Format) -> None:
    """Pixel for pixel."""
    assert render_pages(draw_pdf(format, "sam")) == render_pages(
        draw_pdf(format, "sam", standard="ua-1")
    )


def test_it_says_the_same() -> None:
    """Word for word, but a caption is in a group with its picture."""
    ungrouped = [
        (re.sub(r"Sect/Sect/(Figure|Caption)", r"Sect/\1", path), text)
        for path, text in read_blocks(draw_pdf(who="sam"))
    ]
    assert ungrouped == read_blocks(draw_pdf(who="sam", standard="ua-1"))


# --- the handout inside ----------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_it_holds_the_handouts_file_word_for_word(who: str) -> None:
    """And nothing of a person."""
    path = handouts.load("dry-needling").handout.path
    with open_pdf(draw_pdf(who=who)) as file:
        (attached,) = file.Root.AF
        listed = file.Root.Names.EmbeddedFiles.Names
        assert bytes(listed[0]) == b"dry-needling.en.yaml"
        assert listed[1].objgen == attached.objgen
        assert len(listed) == 2
        assert attached.F == attached.UF == "dry-needling.en.yaml"
        assert attached.AFRelationship == "/Source"
        assert attached.Desc
        stream = attached.EF.F
        assert stream.objgen == attached.EF.UF.objgen
        assert stream.Subtype == "/application/yaml"
        content = stream.read_bytes()
        assert stream.Params.Size == len(content)
        assert stream.Params.ModDate == "D:20261130000000Z"
    assert content == path.read_bytes()
    for name in ("Sam", "Lee", "Ana Ortiz", "shoes"):
        assert name not in content.decode()


def test_the_text_is_as_it_was_read(tmp_path: Path) -> None:
    """With its comments; not as the file is by now, nor as one that says the same was."""
    path = tmp_path / "leaflet.en.yaml"
    text = handouts.load("dry-needling").handout.path.read_text("utf-8")
    found = []
    for remark in ("# ask the printer", "# ask again: ä"):
        written = f"{remark}\n{text}"
        path.write_bytes(written.replace("\n", "\r\n").encode("utf-8-sig"))
        spec = handouts.load(path)
        path.unlink()
        pdf = handouts.render(spec, format="screen", standard="ua-2")
        with open_pdf(pdf) as file:
            found.append(file.Root.AF[0].EF.F.read_bytes().decode() == written)
    assert found == [True, True]


def test_what_leaflets_share_is_drawn_anew_for_another_standard() -> None:
    """Nor is the file of one attached to the other, whose words are the same."""
    spec = handouts.load("dry-needling")
    renamed = replace(spec, handout=replace(spec.handout, path=Path("renamed.en.yaml")))
    usual = handouts.render(spec, person=SAM)
    for each in (spec, renamed):
        pdf = handouts.render(each, person=SAM, standard="ua-2")
        with open_pdf(pdf) as file:
            assert str(file.Root.AF[0].UF) == each.handout.path.name
    assert handouts.render(spec, person=SAM) == usual


def test_a_handout_that_was_read_from_no_file_is_refused() -> None:
    """There is nothing to attach, without which a file is not PDF/A-4f."""
    spec = replace(handouts.load("dry-needling"), sources={})
    with pytest.raises(ValueError, match="dry-needling was read from no file"):
        handouts.render(spec, standard="ua-2")


def test_pdfx_cannot_be_ua_2() -> None:
    """PDF/X-4 is PDF 1.6."""
    spec = handouts.load("dry-needling")
    with pytest.raises(ValueError, match="PDF/X-4, of PDF 1.6"):
        handouts.render(spec, press="cmyk", standard="ua-2")
    with pytest.raises(ValueError, match="unknown standard 'ua-3': choose 'ua-1', 'ua-2'"):
        handouts.render(spec, standard="ua-3")  # type: ignore[arg-type]
