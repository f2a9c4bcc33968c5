"""PDF/UA-1 and PDF/A-2a in one file, by veraPDF; and that the check can fail."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Object, Pdf

from handouts.pdf.canvas import Canvas
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure
from tests.pdf.toy import SIZE, STORY, Toy, write_text
from tests.structure import all_elements, find_strays, read_speech, seen_by_pdfium
from tests.verapdf import FLAVOURS, Flavour, find_failures

TEXTS = ("<&>\"'", "a\0b\x1b", "ü – ж 漢 \U0001f600", "(\\", " \r\n a \t ")


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_toy_conforms(flavour: Flavour) -> None:
    """A document with one of each thing breaks no rule."""
    assert find_failures(Toy().pdf(), flavour) == []


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("text", TEXTS)
def test_any_title_conforms(text: str, flavour: Flavour) -> None:
    """Title and author are data: the same in the information dictionary and in XMP."""
    root = Element("Document")
    heading = root.add(Element("H1"))
    canvas = Canvas(SIZE, DocumentInfo(f"T{text}", f"A{text}", "en"), Structure(root))
    with canvas.tagged(heading):
        write_text(canvas, "Title", 20, 20)
    assert find_failures(canvas.pdf(), flavour) == []


def _no_language(file: Pdf) -> None:
    del file.Root.Lang


def _not_marked(file: Pdf) -> None:
    del file.Root.MarkInfo


def _no_structure(file: Pdf) -> None:
    del file.Root.StructTreeRoot


def _no_parents(file: Pdf) -> None:
    del file.Root.StructTreeRoot.ParentTree


def _no_metadata(file: Pdf) -> None:
    del file.Root.Metadata


def _no_claim(file: Pdf) -> None:
    packet = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(re.sub(rb'pdf(ua|a)id:part="."', b"", packet))


def _no_title(file: Pdf) -> None:
    packet = file.Root.Metadata.read_bytes()
    start, end = packet.index(b"<dc:title>"), packet.index(b"</dc:title>")
    file.Root.Metadata.write(packet[:start] + packet[end + len(b"</dc:title>") :])


def _title_not_displayed(file: Pdf) -> None:
    del file.Root.ViewerPreferences


def _no_alternative(file: Pdf) -> None:
    del find_role(file, "Figure").Alt


def _heading_skipped(file: Pdf) -> None:
    find_role(file, "H2").S = Name.H4


def _unknown_role(file: Pdf) -> None:
    del file.Root.StructTreeRoot.RoleMap


def _list_without_items(file: Pdf) -> None:
    find_role(file, "LI").S = Name.P


def _row_outside_table(file: Pdf) -> None:
    find_role(file, "Table").S = Name.Sect


def _note_without_identity(file: Pdf) -> None:
    del find_role(file, "Note").ID


def _header_without_scope(file: Pdf) -> None:
    del find_role(file, "TH").A
    del find_role(file, "TD").A


def _text_in_no_sequence(file: Pdf) -> None:
    edit_page(file, b"/H1<</MCID 2>>BDC", b"", b"")


def _marks_in_artifact(file: Pdf) -> None:
    edit_page(file, b"/H1<</MCID 2>>BDC", b"/Artifact BMC /H1<</MCID 2>>BDC", b"EMC EMC")


def _link_not_in_tree(file: Pdf) -> None:
    del file.pages[1].Annots[0].StructParent


def _link_without_words(file: Pdf) -> None:
    del file.pages[1].Annots[0].Contents


def _link_not_printed(file: Pdf) -> None:
    del file.pages[1].Annots[0].F


def _no_tab_order(file: Pdf) -> None:
    del file.pages[1].Tabs


def _no_output_intent(file: Pdf) -> None:
    del file.Root.OutputIntents


def _other_colours(file: Pdf) -> None:
    edit_page(file, b"0.000 0.000 0.000 rg", b"0 0 0 1 k")


def _font_not_embedded(file: Pdf) -> None:
    font = next(iter(file.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor.FontFile2


def _font_without_texts(file: Pdf) -> None:
    del next(iter(file.pages[0].Resources.Font.values())).ToUnicode


def _standard_font(file: Pdf) -> None:
    fonts = file.pages[0].Resources.Font
    key = next(iter(fonts.keys()))
    fonts[key] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _script(file: Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


DAMAGE: list[tuple[Callable[[Pdf], None], Flavour, str]] = [
    (_no_language, "ua1", "7.2-33"),
    (_not_marked, "ua1", "6.2-1"),
    (_not_marked, "2a", "6.7.2.2-1"),
    (_no_structure, "ua1", "7.1-11"),
    (_no_structure, "2a", "6.7.3.3-1"),
    (_no_parents, "ua1", "7.1-3"),
    (_no_metadata, "ua1", "7.1-8"),
    (_no_metadata, "2a", "6.6.2.1-1"),
    (_no_claim, "ua1", "5-1"),
    (_no_claim, "2a", "6.6.4-2"),
    (_no_title, "ua1", "7.1-9"),
    (_title_not_displayed, "ua1", "7.1-10"),
    (_no_alternative, "ua1", "7.3-1"),
    (_heading_skipped, "ua1", "7.4.2-1"),
    (_unknown_role, "ua1", "7.1-5"),
    (_unknown_role, "2a", "6.7.3.4-1"),
    (_list_without_items, "ua1", "7.2-18"),
    (_row_outside_table, "ua1", "7.2-4"),
    (_note_without_identity, "ua1", "7.9-1"),
    (_header_without_scope, "ua1", "7.5-1"),
    (_text_in_no_sequence, "ua1", "7.1-3"),
    (_marks_in_artifact, "ua1", "7.1-2"),
    (_link_not_in_tree, "ua1", "7.18.5-1"),
    (_link_without_words, "ua1", "7.18.5-2"),
    (_link_not_printed, "2a", "6.3.2-1"),
    (_no_tab_order, "ua1", "7.18.3-1"),
    (_no_output_intent, "2a", "6.2.4.3-2"),
    (_other_colours, "2a", "6.2.4.3-3"),
    (_font_not_embedded, "ua1", "7.21.4.1-1"),
    (_font_not_embedded, "2a", "6.2.11.4.1-1"),
    (_font_without_texts, "ua1", "7.21.7-1"),
    (_standard_font, "2a", "6.2.11.4.1-1"),
    (_script, "2a", "6.5.1-1"),
]


@pytest.mark.slow
def test_undamaged_conforms() -> None:
    """The damage breaks the file, not the saving of it."""
    pdf = damage_toy(lambda file: None)
    assert [find_failures(pdf, flavour) for flavour in FLAVOURS] == [[], []]


@pytest.mark.slow
@pytest.mark.parametrize(("damage", "flavour", "rule"), DAMAGE)
def test_damage_is_seen(damage: Callable[[Pdf], None], flavour: Flavour, rule: str) -> None:
    """Each thing that is broken fails by its rule."""
    found = find_failures(damage_toy(damage), flavour)
    assert rule in [f"{failure.clause}-{failure.test}" for failure in found]


def _mark_doubled(file: Pdf) -> None:
    find_role(file, "H1").K = find_role(file, "H2").K


def _text_as_artifact(file: Pdf) -> None:
    edit_page(file, b"/H1<</MCID 2>>BDC", b"/Artifact BMC")


def _children_swapped(file: Pdf) -> None:
    children = file.Root.StructTreeRoot.K.K
    children[0], children[1] = children[1], children[0]


@pytest.mark.slow
@pytest.mark.parametrize("damage", [_mark_doubled, _text_as_artifact, _children_swapped])
def test_damage_that_only_the_story_shows(damage: Callable[[Pdf], None]) -> None:
    """veraPDF finds no error in these, so the text and PDFium's tree must show it."""
    pdf = damage_toy(damage)
    assert find_failures(pdf, "ua1") == []
    complete = [counted == Counter(range(len(counted))) for counted in seen_by_pdfium(pdf)]
    told_right = [(one.path, one.text) for one in read_speech(pdf)] == STORY
    assert not (
        told_right and find_strays(pdf) == [] and all(complete) and any(seen_by_pdfium(pdf))
    )


def find_role(file: Pdf, role: str) -> Object:
    """The first element of a role."""
    return next(element for element in all_elements(file) if element.S == f"/{role}")


def edit_page(file: Pdf, old: bytes, new: bytes, end: bytes = b"EMC") -> None:
    """Put other operators in place of some on the first page, and of the mark's end after it."""
    content = file.pages[0].Contents
    before, found, after = content.read_bytes().partition(old)
    assert found, old
    head, _, tail = after.partition(b"EMC")
    content.write(before + new + head + end + tail)


def damage_toy(damage: Callable[[Pdf], None]) -> bytes:
    """The toy with one thing broken."""
    with pikepdf.open(io.BytesIO(Toy().pdf())) as file:
        damage(file)
        saved = io.BytesIO()
        file.save(saved, fix_metadata_version=False, deterministic_id=True)
    return saved.getvalue()
