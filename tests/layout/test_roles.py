"""Roles: a wrong role is a bug that raises an error."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import handouts
from handouts.document.edition import Edition
from handouts.document.text import plain
from handouts.layout.drawing import draw_leaflet, read_leaflet
from handouts.layout.graphics import Rule
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import (
    Artifact,
    Atom,
    CalloutBox,
    Figure,
    Piece,
    PieceGroup,
    Tagged,
    TextLines,
    Wrapper,
    list_roles,
)
from handouts.layout.rendering import lay_out_spec
from handouts.layout.roles import Role, RoleError, Tag
from handouts.pdf.tags.tagging import UntaggedInk


@pytest.fixture(scope="module")
def leaflet() -> Leaflet:
    """The shipped leaflet, laid out."""
    return lay_out_spec(handouts.load("dry-needling"), Edition(paper="a4"))


def pieces_of(leaflet: Leaflet) -> list[Piece]:
    """The pieces of a leaflet's sections."""
    return [atom.piece for filled in leaflet.panels for atom in filled.atoms]


def replace_piece(leaflet: Leaflet, piece: Piece) -> Leaflet:
    """The leaflet with a piece in place of the first one of its text."""
    first, *others = leaflet.panels
    atoms = (replace(first.atoms[0], piece=piece), *first.atoms[1:])
    return replace(leaflet, panels=(replace(first, atoms=atoms), *others))


def test_each_piece_of_text_has_its_role(leaflet: Leaflet) -> None:
    """Every line of the text is in a piece that carries a role, or is an artifact."""

    def untagged(piece: Piece) -> list[Piece]:
        if isinstance(piece, Tagged | Figure | Artifact):
            return []
        if isinstance(piece, Wrapper):
            return untagged(piece.piece)
        if isinstance(piece, CalloutBox):
            return untagged(piece.inner)
        if isinstance(piece, PieceGroup):
            return [each for part in piece.parts for each in untagged(part.piece)]
        return [piece] if isinstance(piece, TextLines) else []

    assert not [each for piece in pieces_of(leaflet) for each in untagged(piece)]


def test_the_tree_has_each_role_once(leaflet: Leaflet) -> None:
    """As many elements as there are roles, and each role has a separate element."""
    tree = read_leaflet(leaflet)
    roles = {role for piece in pieces_of(leaflet) for role, _ in list_roles(piece)}
    assert roles <= tree.elements.keys()
    assert len(set(map(id, tree.elements.values()))) == len(tree.elements)
    for role, element in tree.elements.items():
        assert element.role == role.tag
        if role.parent:
            assert element in tree.elements[role.parent].children


@pytest.mark.parametrize(
    ("tag", "parent"),
    [("LBody", "Sect"), ("LI", "Sect"), ("H2", "LI"), ("Lbl", "L"), ("Sect", "Sect"), ("P", "L")],
)
def test_a_role_in_the_wrong_parent_is_an_error(tag: Tag, parent: Tag) -> None:
    """Before anything is drawn: where the piece is made."""
    section = Role("Sect")
    parents = {
        "Sect": section,
        "L": Role("L", section, numbering="None"),
        "LI": Role("LI", Role("L", section, numbering="None")),
    }
    with pytest.raises(RoleError, match=f"a {tag} may not be in a {parent}"):
        Role(tag, parents[parent])


def test_a_role_that_does_not_exist_is_an_error() -> None:
    """A slip of the pen in a tag's name."""
    with pytest.raises(RoleError, match="a Para may not be in a Document"):
        Role("Para")  # type: ignore[arg-type]


def test_a_figure_without_its_description_is_an_error() -> None:
    """A picture that only decorates is a Decoration."""
    with pytest.raises(RoleError, match="a figure without alternative text"):
        Role("Figure", Role("Sect"))


def test_a_figure_whose_description_is_lost_is_an_error(leaflet: Leaflet) -> None:
    """Its role is another than the one that the tree was read from."""
    (figure, *_) = [
        found
        for piece in pieces_of(leaflet)
        for _, found in list_roles(piece)
        if isinstance(found, Figure)
    ]
    stray = Role("Figure", Role("Sect"), alt=figure.role.alt)

    class Hidden(Wrapper, frozen=True):
        """A piece that hides its inner piece."""

        def draw(self, canvas: object, x: float, top: float) -> None:
            """Draw a figure that the tree does not know."""
            replace(figure, role=stray).draw(canvas, x, top)  # type: ignore[arg-type]

    damaged = replace_piece(leaflet, Hidden(figure.piece))
    with pytest.raises(RoleError, match="a Figure that is not in the structure tree"):
        draw_leaflet(damaged)


def test_text_outside_of_all_roles_is_an_error(leaflet: Leaflet) -> None:
    """Lines without a tag around them."""
    from handouts.layout.typesetting import typeset_lines

    lines = typeset_lines(plain("Nobody hears this"), leaflet.look.body_style, 200)
    with pytest.raises(UntaggedInk, match="untagged"):
        draw_leaflet(replace_piece(leaflet, lines))


def test_graphics_outside_of_all_roles_are_an_error(leaflet: Leaflet) -> None:
    """A rule that is not declared as decoration."""
    with pytest.raises(UntaggedInk, match="untagged"):
        draw_leaflet(replace_piece(leaflet, Rule(100, "#000000")))


def test_a_list_without_its_numbering_is_an_error() -> None:
    """Screen readers say how many items there are, and how they are marked (ISO 14289-1, 7.6)."""
    with pytest.raises(RoleError, match="a L without its numbering"):
        Role("L", Role("Sect"))


def test_a_larger_piece_reads_the_same() -> None:
    """Whichever size of a chart is taken, its elements are as many and in the same order."""
    spec = handouts.load("dry-needling")
    person = handouts.person({"first_name": "Sam", "areas": "left calf"}, spec)
    laid = lay_out_spec(spec, Edition(person=person))
    growing: list[Atom] = [
        atom for filled in laid.panels for atom in filled.atoms if len(atom.larger) > 1
    ]
    assert growing
    for atom in growing:
        tags = [[role.tag for role, _ in list_roles(each)] for each in (atom.piece, *atom.larger)]
        assert all(each == tags[0] for each in tags)
