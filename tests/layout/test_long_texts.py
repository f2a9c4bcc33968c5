"""Long texts: do beside don't, pull-outs, and when to get help on what is opened first."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest
from PIL import Image

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
from handouts.sources.findings import Finding
from tests.documents import FACTS
from tests.layout.corpus import write_text
from tests.structure import find_strays, read_blocks
from tests.verapdf import FLAVOURS, Flavour, find_failures

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


def test_a_list_stands_beside_none_that_is_much_longer() -> None:
    """It would leave a hole: they are below each other."""
    look = make_look(handouts.load("dry-needling").brand, "en", 12.0)
    one, many = Guidance((plain("Walk."),)), Guidance((plain("Run."),) * 5, is_warning=True)
    pair = GuidancePair(do=one, do_not=many)
    assert len(lay_out_block(pair, look, look.size * WIDE * 1.2, Role("Sect"))) == 8


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


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_verapdf_finds_nothing(tmp_path: Path, flavour: Flavour) -> None:
    """A pull-out, and what to do beside what not to do, conform."""
    text = "a:\n  heading: A\n  parts:\n    - pull_out: It will pass.\n"
    spec = load_handout(tmp_path, f"{text}    - do: [Walk.]\n    - do_not: [Run.]\n")
    assert find_failures(render_handout(spec, Edition("booklet", "a4")), flavour) == []


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


# --- walls of text ---------------------------------------------------------------------------

SENTENCE = "The knee joins the thigh to the shin. "
"""As many letters as a line of a tri-fold has, and a few more."""
LIST, HEADING, PICTURE = "- one\n- two", "## More", "muscle-knot"


def load_parts(folder: Path, parts: list[str]) -> Spec:
    """A handout with a section of these parts of Markdown."""
    lines = ["more:", "  heading: More", "  parts:"]
    for part in parts:
        if part == PICTURE:
            lines += ["    - picture: photo", '      alt: ""']
        else:
            lines += ["    - |", indent(part, "      ")]
    (folder / "pictures").mkdir()
    Image.new("RGB", (800, 300)).save(folder / "pictures" / "photo.png")
    return load_handout(folder, "\n".join([*lines, ""]))


def find_walls(spec: Spec, format: str = "trifold") -> list[Finding]:
    """The notes about walls of text."""
    found = find_remarks(spec, Edition(format, "letter"))
    return [each for each in found if each.rule == "wall-of-text"]


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        ([SENTENCE * 5], 0),
        ([SENTENCE * 12], 1),
        ([SENTENCE * 6, SENTENCE * 6], 1),
        ([f"{SENTENCE * 6}\n\n{SENTENCE * 6}"], 1),
        ([f"{SENTENCE * 5}\n\n{LIST}\n\n{SENTENCE * 5}"], 0),
        ([f"{SENTENCE * 5}\n\n{HEADING}\n\n{SENTENCE * 5}"], 0),
        ([SENTENCE * 5, PICTURE, SENTENCE * 5], 0),
        ([f"- one\n\n  {SENTENCE * 7}\n\n  {SENTENCE * 7}\n- two"], 1),
        ([SENTENCE * 16, LIST, SENTENCE * 16], 2),
    ],
)
def test_a_wall_of_text_is_noted(tmp_path: Path, parts: list[str], count: int) -> None:
    """Paragraphs that follow one another for more than twelve lines, each run once."""
    findings = find_walls(load_parts(tmp_path, parts))
    assert [each.severity for each in findings] == ["note"] * count
    for each in findings:
        assert re.fullmatch(
            r"In trifold [12]\d lines of text follow one another without a break\.", each.message
        )
        assert each.hint.startswith("Begin a line with '## ' for a sub-heading")
        assert each.source_line[each.place.column - 1 :].lstrip("- ").startswith(SENTENCE[:20])


def test_lines_are_counted_as_they_are_printed(tmp_path: Path) -> None:
    """A line of large print holds more letters than a tri-fold's, although its type is larger."""
    spec = load_parts(tmp_path, [SENTENCE * 12])
    assert len(find_walls(spec, "trifold")) == 1
    assert find_walls(spec, "large-print") == []
