"""Long texts: do beside don't, pull-outs, and when to get help on what is opened first."""

from __future__ import annotations

from pathlib import Path

import pytest

import handouts
from handouts.document.blocks import FREE, Flow, Guidance, Paragraph
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.text import plain
from handouts.editions import find_remarks, render_handout
from handouts.layout.blocks.dispatch import lay_out_block
from handouts.layout.blocks.guidance import WIDE, GuidancePair, pair_guidance
from handouts.layout.look import make_look
from handouts.layout.pieces import Piece, Tagged, list_inner_pieces, words_of
from handouts.layout.prices import SHORT
from handouts.layout.roles import Role
from tests.documents import FACTS
from tests.layout.corpus import write_text
from tests.structure import find_strays, read_blocks

DO = Guidance((plain("Walk."), plain("Rest.")))
DO_NOT = Guidance((plain("Run."),), is_warning=True)
LONG = Guidance(tuple(plain(f"Walk {place}.") for place in range(SHORT + 1)))
TEXT = Paragraph(plain("Text."))
APART = Guidance(DO.items, flow=Flow(new_panel=True))


def load_handout(folder: Path, sections: str) -> Spec:
    """A handout of these sections, under the shipped brand."""
    path = folder / "long.en.yaml"
    path.write_text(FACTS + sections, "utf-8")
    return handouts.load(path)


# --- do beside don't -------------------------------------------------------------------------


def test_only_short_lists_that_follow_each_other_are_a_pair() -> None:
    """Whatever stands around them stays where it is."""
    pair = GuidancePair(do=DO, do_not=DO_NOT)
    assert list(pair_guidance((TEXT, DO, DO_NOT, TEXT))) == [TEXT, pair, TEXT]
    for blocks in (
        (DO, TEXT, DO_NOT),
        (DO_NOT, DO),
        (LONG, DO_NOT),
        (DO,),
        (DO, DO, LONG),
        (APART, DO_NOT),
    ):
        assert list(pair_guidance(blocks)) == list(blocks)
    assert list(pair_guidance((DO, DO, DO_NOT))) == [DO, pair]
    assert APART.flow != FREE


@pytest.mark.parametrize("is_wide", [True, False])
def test_do_stands_beside_do_not_where_there_is_room(is_wide: bool) -> None:
    """In one piece, and read first; in a narrow column one is below the other."""
    look = make_look(handouts.load("dry-needling").brand, "en", 12.0)
    width = look.size * WIDE * (1.1 if is_wide else 0.9)
    atoms = lay_out_block(GuidancePair(do=DO, do_not=DO_NOT), look, width, Role("Sect"))
    assert (len(atoms) == 1) is is_wide
    words = "".join(words_of(atom.piece) for atom in atoms)
    assert words == "DoWalk.Rest.Do notRun."
    heights = sum(atom.piece.height for atom in atoms)
    assert heights < 4.5 * look.body_style.leading if is_wide else heights > 5 * look.size


def test_both_are_heard_one_after_the_other(tmp_path: Path) -> None:
    """Not line by line across."""
    spec = load_handout(tmp_path, "a:\n  heading: A\n  do: [Walk., Rest.]\n  do_not: [Run.]\n")
    pdf = render_handout(spec, Edition("booklet", "a4"))
    words = [text for _, text in read_blocks(pdf)]
    start = words.index("Do")
    heard = [word for word in words[start : start + 8] if word not in ("Do:", "Donot:")]
    assert heard[:5] == ["Do", "Walk.", "Rest.", "Donot", "Run."]
    assert find_strays(pdf) == []


# --- pull-outs -------------------------------------------------------------------------------


def test_a_pull_out_is_large_and_heard_where_it_stands(tmp_path: Path) -> None:
    """One piece, larger than the text around it."""
    spec = load_handout(
        tmp_path,
        "a:\n  heading: A\n  parts:\n    - Before.\n    - pull_out: It will pass.\n    - After.\n",
    )
    (block,) = (
        each for each in spec.handout.sections[0].blocks if type(each).__name__ == "PullOut"
    )
    look = make_look(spec.brand, "en", 12.0)
    (atom,) = lay_out_block(block, look, 250.0, Role("Sect"))
    assert atom.piece.height > 1.5 * look.body_style.leading
    assert any(isinstance(piece, Tagged) for piece in walk_pieces(atom.piece))
    words = [text for _, text in read_blocks(render_handout(spec, Edition("sheet", "a4")))]
    start = words.index("Before.")
    assert words[start : start + 3] == ["Before.", "Itwillpass.", "After."]


def walk_pieces(piece: Piece) -> list[Piece]:
    """A piece and all in it."""
    return [piece, *(each for inner in list_inner_pieces(piece) for each in walk_pieces(inner))]


# --- when to get help ------------------------------------------------------------------------


@pytest.mark.parametrize(("is_first", "words"), [(False, 1200), (True, 1200), (False, 300)])
def test_check_says_if_help_is_not_opened_first(tmp_path: Path, is_first: bool, words: int) -> None:
    """In a long text; not if it is on the first pages, nor in a short text."""
    sections = [
        f"part_{place}:\n  heading: Part {place}\n  text: {write_text(words // 6, place)}\n"
        for place in range(6)
    ]
    help = "get_help:\n  heading: Get help\n  text: Call us if you feel faint.\n"
    sections.insert(0 if is_first else 6, help)
    spec = load_handout(tmp_path, "".join(sections))
    notes = [
        note for note in find_remarks(spec, Edition("booklet", "a4")) if note.rule == "late-help"
    ]
    assert bool(notes) is (not is_first and words > 1000)
    for note in notes:
        assert note.source_line == "get_help:"
        assert note.message.startswith("In booklet this is on ")
