"""The tags of PDF/UA-2: namespaces, lists, captions; links that lead to elements."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

import handouts
from handouts.layout.roles import Role, RoleError

from .ua2_files import (
    CUSTOM,
    EVERY_PART,
    PDF_1_7,
    PDF_2,
    PEOPLE,
    draw_pdf,
    list_bookmarks,
    list_kids,
    list_links,
    open_pdf,
    read_attribute,
    read_kids,
    walk_tree,
)

# --- its tags --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_every_element_names_its_namespace(who: str) -> None:
    """That of PDF 2.0, that of PDF 1.7 for what the other lacks, or ours, which is mapped."""
    with open_pdf(draw_pdf(who=who)) as file:
        root = file.Root.StructTreeRoot
        names = {str(each.NS): each for each in root.Namespaces}
        assert len(names) == len(root.Namespaces) == 3
        (ours,) = names.keys() - {PDF_2, PDF_1_7}
        found = {(str(each.S)[1:], str(each.NS.NS)) for each in walk_tree(root.K)}
        assert ("Document", PDF_2) in found
        assert {role for role, name in found if name == PDF_1_7} == {"BibEntry", "Reference"}
        assert {role for role, name in found if name == ours} == CUSTOM.keys()
        mapped = {
            key[1:]: (str(kind)[1:], str(space.NS))
            for key, (kind, space) in names[ours].RoleMapNS.items()
        }
        assert mapped == {role: (kind, PDF_2) for role, kind in CUSTOM.items()}
        assert {key[1:]: str(kind)[1:] for key, kind in root.RoleMap.items()} == CUSTOM


def test_a_list_says_what_its_labels_are() -> None:
    """None of those with labels says "None"; labels that are terms are a description."""
    found = {}
    for standard in ("ua-1", "ua-2"):
        with open_pdf(draw_pdf(who="sam", standard=standard)) as file:
            tags = list(walk_tree(file.Root.StructTreeRoot.K))
            found[standard] = [
                read_attribute(each, "/ListNumbering")
                for each in tags
                if any("/Lbl" in list_kids(kid) for kid in read_kids(each))
            ]
    assert "/Description" in found["ua-2"]
    assert "/None" not in found["ua-2"]
    before = [each.replace("/Description", "/None") for each in found["ua-2"]]
    assert before == found["ua-1"]


def test_a_list_that_says_it_has_no_labels_has_none() -> None:
    """It is an error of the program, in whatever file."""
    item = Role("LI", Role("L", Role("Sect"), numbering="None"))
    with pytest.raises(RoleError, match="a label in a list without labels"):
        Role("Lbl", item)


@pytest.mark.parametrize("name", ["dry-needling", EVERY_PART])
def test_a_caption_is_the_last_in_a_group_with_its_picture(name: str | Path) -> None:
    """So that it is the picture's, not the section's."""
    with open_pdf(draw_pdf("large-print", name=name)) as file:
        tags = list(walk_tree(file.Root.StructTreeRoot.K))
        around = [each.P for each in tags if each.S == "/Caption"]
        assert around
        groups = [list_kids(each) for each in around if each.S not in ("/L", "/Table")]
    assert groups
    assert all(group in (["/Figure", "/Caption"], ["/Link", "/Caption"]) for group in groups)


def test_fields_say_what_they_are_for() -> None:
    """They have no label in their element, so that they have a description."""
    with open_pdf(draw_pdf("screen", name="dry-needling-consent")) as file:
        fields = [each for page in file.pages for each in page.get("/Annots", []) if "/TU" in each]
        assert fields
        assert all(str(each.Contents) == str(each.TU) for each in fields)


# --- where links lead ------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("format", ["trifold", "screen"])
def test_every_link_inside_leads_to_an_element(format: handouts.Format, who: str) -> None:
    """A citation to the entry of its reference, that to a link; both to the same point."""
    with open_pdf(draw_pdf(format, who)) as file:
        elements = {each.objgen: each for each in walk_tree(file.Root.StructTreeRoot.K)}
        links = [each for each in list_links(file) if each.A.S == "/GoTo"]
        assert len(links) > 8
        for link in links:
            target, *point = link.A.SD
            assert elements[target.objgen].S in ("/LI", "/Link")
            assert point == list(link.A.D)[1:]
        annotations = [each for page in file.pages for each in page.get("/Annots", [])]
        assert not any("/Dest" in each for each in annotations)


def test_a_citation_leads_to_its_own_reference() -> None:
    """The first citation that a reference names is in the link that the reference leads back to."""
    with open_pdf(draw_pdf()) as file:
        links = {
            str(each.Contents): each for each in list_links(file) if each.A.get("/S") == "/GoTo"
        }
        entries = [
            each
            for each in walk_tree(file.Root.StructTreeRoot.K)
            if each.S == "/LI" and any(kid.S == "/BibEntry" for kid in walk_tree(each))
        ]
        assert len(entries) > 3
        targets = {each.A.SD[0].objgen for each in links.values()}
        assert {each.objgen for each in entries} <= targets
        for number, entry in enumerate(entries, 1):
            (name,) = [key for key in links if re.search(rf"\b{number}\b", key) and "ack" in key]
            cited = links[name].A.SD[0]
            assert cited.S == "/Link"
            (annotation,) = [kid.Obj for kid in read_kids(cited) if "/Obj" in kid]
            assert annotation.A.SD[0].objgen == entry.objgen


@pytest.mark.parametrize("who", PEOPLE)
def test_every_bookmark_leads_to_its_heading(who: str) -> None:
    """To its element, and to the page for programs that know no elements."""
    pdf = draw_pdf(who=who)
    with open_pdf(pdf) as file:
        bookmarks = list_bookmarks(file)
        assert len(bookmarks) > 6
        for each in bookmarks:
            assert "/Dest" not in each
            target, *point = each.A.SD
            assert target.S in ("/H1", "/H2")
            assert target.Pg.objgen == each.A.D[0].objgen
            assert point == list(each.A.D)[1:]
        assert len({each.A.SD[0].objgen for each in bookmarks}) == len(bookmarks)
    assert read_outline(pdf) == read_outline(draw_pdf(who=who, standard="ua-1"))


def read_outline(pdf: bytes) -> list[tuple[str, int, object]]:
    """The outline as PDFium sees it: titles, pages, points."""
    found = []
    for each in pypdfium2.PdfDocument(pdf).get_toc():
        target = each.get_dest()
        found.append((each.get_title(), target.get_index(), target.get_view()))
    return found
