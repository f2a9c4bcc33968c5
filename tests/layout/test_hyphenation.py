"""Hyphenation: where a brand asks for it, in running text, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import handouts
from handouts.document.blocks import Paragraph
from handouts.document.handout import Section, Spec
from handouts.document.text import plain
from handouts.layout.pieces import TextLines, Wrapper
from handouts.layout.rendering import lay_out_spec
from handouts.reading.brand import read_brand
from handouts.sources.findings import SpecError

LONG = "Electroencephalographically incomprehensibilities counterrevolutionaries "
HEADING = "Characteristically conservative musculoskeletal rehabilitation recommendations"


def long_words(hyphenate: bool) -> Spec:
    """The shipped handout with a section of long words, under a brand that hyphenates or not."""
    spec = handouts.load("dry-needling")
    section = Section("long", HEADING, (Paragraph(plain(LONG * 6)),))
    sections = (*spec.handout.sections[:2], section)
    brand = replace(spec.brand, hyphenate=hyphenate)
    return replace(spec, handout=replace(spec.handout, sections=sections), brand=brand)


def read_lines(spec: Spec) -> tuple[list[str], list[str]]:
    """The lines of the section's heading, and those of its text."""
    leaflet = lay_out_spec(spec)
    found = []
    for filled in leaflet.panels:
        for atom in filled.atoms:
            if leaflet.story.sections[atom.section].key == "long":
                piece = atom.piece
                while isinstance(piece, Wrapper):
                    piece = piece.piece
                assert isinstance(piece, TextLines)
                found.append([line.text for line in piece.setting.lines[piece.first : piece.last]])
    return found[0], [line for lines in found[1:] for line in lines]


def test_running_text_is_hyphenated_where_the_brand_asks_for_it() -> None:
    """Long words make uneven lines in a narrow panel; hyphenated by the rules, they do not."""
    heading, text = read_lines(long_words(hyphenate=True))
    assert any(line.endswith("\u00ad") for line in text)
    assert not any(line.endswith("\u00ad") for line in heading)


def test_no_word_is_hyphenated_otherwise() -> None:
    """The usual brand: ragged lines, no hyphenation."""
    heading, text = read_lines(long_words(hyphenate=False))
    assert not any("\u00ad" in line for line in (*heading, *text))


@pytest.mark.parametrize(("written", "expected"), [("true", True), ("false", False)])
def test_a_brand_says_so(tmp_path: Path, written: str, expected: bool) -> None:
    """In its file, by a word that editors know."""
    path = tmp_path / "brand.yaml"
    path.write_text(f"name: Clinic\nhyphenate: {written}\n", "utf-8")
    assert read_brand(path).hyphenate is expected


def test_another_word_is_refused(tmp_path: Path) -> None:
    """With the words that there are."""
    path = tmp_path / "brand.yaml"
    path.write_text("name: Clinic\nhyphenate: ture\n", "utf-8")
    with pytest.raises(SpecError, match="must be true or false, not 'ture'. Did you mean 'true'?"):
        read_brand(path)
