"""The order of a tree: as it is read, however it was drawn."""

from __future__ import annotations

import pytest

from handouts.pdf.tags.structure import (
    Element,
    MarkedSequence,
    ReadingOrder,
    Structure,
    StructureError,
)
from handouts.pdf.tags.tree import begin_tree, finish_tree


def draw_elements(structure: Structure, *marks: tuple[Element, ReadingOrder]) -> None:
    """Draw for elements, each with an order, on page 1."""
    for element, order in marks:
        structure.add_sequence(element, 1, order)


def read_kids(element: Element) -> list[object]:
    """An element's kids: numbers of sequences, and roles of elements."""
    return [
        kid.mark
        if isinstance(kid, MarkedSequence)
        else kid.role
        if isinstance(kid, Element)
        else kid
        for kid in element.ordered_kids()
    ]


def write_tree(structure: Structure) -> str:
    """The tree's objects, its root numbered 1, the root of its elements 2."""
    below, begun = begin_tree(structure, 2, 3, lambda page: "9 0 R")
    ended = finish_tree(
        Structure(structure.root, structure.roles, begun), 1, 9, lambda page: "9 0 R"
    )
    return "\n".join(text.decode() for text in [*ended.objects.values(), *below])


def test_children_keep_their_order() -> None:
    """Children that were there before drawing are read as they were added."""
    root = Element("Document")
    first, second = root.add(Element("H1")), root.add(Element("P"))
    draw_elements(Structure(root), (second, 0), (first, 0))
    assert read_kids(root) == ["H1", "P"]


def test_content_is_read_by_its_order() -> None:
    """A paragraph whose end is drawn first is read from its beginning."""
    text = Element("P")
    draw_elements(Structure(text), (text, 2), (text, 0), (text, 1), (text, 1))
    assert read_kids(text) == [1, 2, 3, 0]


def test_children_are_placed_among_content_where_theirs_begins() -> None:
    """A link is read between the words before and after it."""
    text = Element("P")
    link, end = text.add(Element("Link")), text.add(Element("Span"))
    draw_elements(Structure(text), (text, 5), (end, 6), (text, 1), (link, 1), (text, 1), (link, 2))
    assert read_kids(text) == [2, "Link", 4, 0, "Span"]


def test_children_added_while_drawing_are_placed_by_their_order() -> None:
    """Links made as the end of a paragraph is drawn come after those of its beginning."""
    text = Element("P")
    structure = Structure(text)
    for order, role in ((3, "Link"), (1, "Span")):
        structure.add_sequence(text, 1, order)
        structure.add_sequence(text.add(Element(role, order=order)), 1, order)
    assert read_kids(text) == [2, "Span", 0, "Link"]


def test_children_without_order_do_not_overtake() -> None:
    """Lists in an item keep their order, though the second is drawn first; text is by its own."""
    item = Element("LBody")
    first, second = item.add(Element("L")), item.add(Element("Table"))
    below = first.add(Element("LI"))
    draw_elements(Structure(item), (second, 0), (item, 0), (below, 0))
    assert read_kids(item) == [1, "L", "Table"]


def test_what_was_not_drawn_is_left_out() -> None:
    """Elements with nothing in them are not in the file, but cells are, which hold a table."""
    root = Element("Document")
    root.add(Element("Sect")).add(Element("P"))
    row = root.add(Element("Table")).add(Element("TR"))
    row.add(Element("TD"))
    structure = Structure(root)
    draw_elements(structure, (row.add(Element("TH")), 0))
    assert "/Sect" not in write_tree(structure)
    assert "/TD" in write_tree(structure)


def test_attributes_are_names_numbers_and_arrays() -> None:
    """As owners ask for them (ISO 32000-1, 14.8.5)."""
    cell = Element("TD", attributes={"Table": {"ColSpan": 2, "Headers": ["a", "b"]}})
    cell.set_attribute("Layout", "BBox", (1.0, 2.5, 3.0, 4.0))
    cell.set_attribute("Layout", "Placement", "Block")
    structure = Structure(Element("Document", children=[cell]))
    draw_elements(structure, (cell, 0))
    assert (
        "/A[<</O/Layout/BBox[1 2.5 3 4]/Placement/Block>>"
        " <</O/Table/ColSpan 2/Headers[<61> <62>]>>]"
    ) in write_tree(structure)


def test_texts_and_language() -> None:
    """Alternative and actual text, title, language and identity are in their element."""
    element = Element("Span", alt="a", actual="b", title="c", language="de", identity="d")
    structure = Structure(element)
    draw_elements(structure, (element, 0))
    assert "/Alt(a)/ActualText(b)/T(c)/Lang(de)/ID<64>" in write_tree(structure)
    assert "/IDTree<</Names[<64> 2 0 R]>>" in write_tree(structure)


def test_identity_twice() -> None:
    """Two elements with the same name are a bug."""
    notes = [Element("Note", identity="a") for _ in range(2)]
    root = Element("Document", children=notes)
    structure = Structure(root)
    draw_elements(structure, *((note, 0) for note in notes))
    with pytest.raises(StructureError, match="identity"):
        write_tree(structure)


def test_element_outside_the_tree() -> None:
    """Drawing for an element that is not read is a bug."""
    structure = Structure(Element("Document"))
    draw_elements(structure, (Element("P"), 0))
    with pytest.raises(StructureError, match="not in the tree"):
        write_tree(structure)


def test_element_twice_in_the_tree() -> None:
    """An element is read once."""
    text = Element("P")
    structure = Structure(Element("Document", children=[text, text]))
    draw_elements(structure, (text, 0))
    with pytest.raises(StructureError, match="twice"):
        write_tree(structure)


def test_tree_of_another_document() -> None:
    """A tree that was drawn once must not be drawn again: everything would be read twice."""
    text = Element("P")
    draw_elements(Structure(text), (text, 0))
    second = Structure(text)
    draw_elements(second, (text, 0))
    with pytest.raises(StructureError, match="another document"):
        write_tree(second)
