"""Addresses: from every value of a file to the line it is written on, and no file read twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.document.blocks import Picture
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.texts import list_brand_texts, list_handout_texts
from handouts.document.walk import walk
from handouts.editions import check_handout, render_handout
from handouts.layout.formats import FORMATS
from handouts.reading.library_files import list_handouts
from handouts.resources import library_folder
from handouts.sources.findings import Finding, SpecError

SHIPPED = [entry.path for entry in list_handouts(library_folder())]
GOOD = Path(__file__).parent / "good"
HEAT = GOOD / "heat.en.yaml"


def addressed_texts(spec: Spec) -> list[tuple[tuple[str | int, ...], str]]:
    """Each text of a spec with its address."""
    return [*list_handout_texts(spec.handout), *list_brand_texts(spec.brand)]


@pytest.mark.parametrize("path", [*SHIPPED, HEAT], ids=lambda path: path.name)
def test_every_address_leads_to_its_line(path: Path) -> None:
    """The line it leads to holds the first word of the value; what it covers holds the last."""
    spec = handouts.load(path)
    texts = addressed_texts(spec)
    assert len(texts) > 30
    for address, words in texts:
        source_map = spec.sources[str(address[0])]
        assert address in source_map.spans, address
        span = source_map.find_span(address)
        assert span
        written = source_map.source.text[slice(*span)]
        first, last = re.findall(r"\w+", words)[0], re.findall(r"\w+", words)[-1]
        finding = spec.make_finding("missing-letter", address, "Look here.")
        assert first in finding.source_line, (address, finding.source_line)
        assert first in written.split("\n")[0] and last in written, address
        lines = source_map.source.text.split("\n")
        assert finding.source_line == lines[finding.place.line - 1]


def test_addresses_differ() -> None:
    """No two texts of a handout have one address."""
    for path in SHIPPED:
        addresses = [address for address, _ in addressed_texts(handouts.load(path))]
        assert len(set(addresses)) == len(addresses)


def test_addresses_reach_the_structure_tree() -> None:
    """Spoken text from a file has its place in the file."""
    from handouts.layout.drawing import read_leaflet
    from handouts.layout.rendering import lay_out_spec

    spec = handouts.load("dry-needling")
    tree = read_leaflet(lay_out_spec(spec))
    heard = {role.address for role in tree.elements if role.address}
    printed = {
        address
        for address, _ in list_handout_texts(spec.handout)
        if address[1] not in ("id", "version", "references", "personal") and address[-1] != "alt"
    }
    assert printed <= heard


def edit_handout(folder: Path, old: str, new: str) -> Path:
    """The shipped dry-needling handout with other words, next to its brand."""
    text = (library_folder() / "dry-needling.en.yaml").read_text("utf-8")
    assert text.count(old) == 1
    path = folder / "dry-needling.en.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    return path


def find_problems(spec: Spec, **edition: object) -> tuple[Finding, ...]:
    """What is wrong with an edition of a spec."""
    with pytest.raises(SpecError) as raised:
        render_handout(spec, Edition(**edition))  # type: ignore[arg-type]
    return raised.value.problems


def test_too_long_a_text_names_the_line_of_its_longest_section(tmp_path: Path) -> None:
    """A manager is led to where there is most to shorten."""
    text = (library_folder() / "dry-needling.en.yaml").read_text("utf-8")
    old = next(line for line in text.split("\n") if line.startswith("how_it_works:"))
    path = edit_handout(
        tmp_path, f"\n{old}\n", f"\n{old}\n  parts:\n    - |\n" + "      Much more.\n\n" * 300
    )
    (problem,) = find_problems(handouts.load(path, library=library_folder()))
    line = path.read_text("utf-8").split("\n").index(old) + 1
    assert problem.rule == "text-too-long-for-format"
    assert (problem.place.line, problem.place.column) == (line, 1)
    assert problem.source_line == old
    assert "too long for trifold" in problem.message


def test_too_high_a_box_names_its_line(tmp_path: Path) -> None:
    """A box is never split."""
    text = (library_folder() / "dry-needling.en.yaml").read_text("utf-8")
    old = next(line for line in text.split("\n") if line.startswith("caveat:"))
    path = edit_handout(
        tmp_path, f"\n{old}\n", f"\n{old}\n  parts:\n    - |\n" + "      Much more.\n\n" * 60
    )
    (problem,) = find_problems(handouts.load(path, library=library_folder()))
    assert problem.source_line == old
    assert problem.message.startswith("The box 'Not a cure-all' is ")


def test_too_long_a_title_names_its_line() -> None:
    """Here the front is what holds too little."""
    spec = handouts.load("dry-needling")
    handout = replace(spec.handout, title="Needles " * 200)
    (problem,) = find_problems(replace(spec, handout=handout))
    assert "front of trifold" in problem.message
    assert problem.source_line == "title: What is dry needling?"


@pytest.mark.parametrize("letter", ["\N{GRINNING FACE}", "漢", "\N{OLD ITALIC LETTER A}"])
def test_a_missing_letter_names_its_place(tmp_path: Path, letter: str) -> None:
    """Its line and column, in a block of text, a list or a heading; the message names no more."""
    text = (library_folder() / "dry-needling.en.yaml").read_text("utf-8")
    line = next(each for each in text.split("\n") if each.startswith("        - do: "))
    path = edit_handout(tmp_path, f"{line}\n", f"{line} {letter}\n")
    (problem,) = find_problems(handouts.load(path, library=library_folder()))
    assert (problem.rule, problem.source_line) == ("missing-letter", f"{line} {letter}")
    assert problem.place.column == len(line) + 2
    assert problem.place.end_column == problem.place.column + 1
    assert f"U+{ord(letter):04X}" in problem.message


def test_a_missing_letter_that_is_written_by_its_number(tmp_path: Path) -> None:
    """The text that holds it is named, since the letter itself is nowhere in the file."""
    path = edit_handout(tmp_path, "title: What is dry needling?\n", 'title: "Dry \\U0001F600"\n')
    (problem,) = find_problems(handouts.load(path, library=library_folder()))
    assert problem.source_line == 'title: "Dry \\U0001F600"'


def test_a_letter_in_a_comment_is_not_meant(tmp_path: Path) -> None:
    """The same letter before the value that is printed."""
    face = "\N{GRINNING FACE}"
    new = f"# {face}\ntitle: Needles {face}\n"
    path = edit_handout(tmp_path, "title: What is dry needling?\n", new)
    (problem,) = find_problems(handouts.load(path, library=library_folder()))
    assert problem.source_line == f"title: Needles {face}"


def test_a_missing_letter_of_the_brand_names_the_brands_line(tmp_path: Path) -> None:
    """Each problem names the file of its text."""
    brand = (library_folder() / "brand.yaml").read_text("utf-8")
    tagline = next(line for line in brand.split("\n") if line.startswith("tagline:"))
    (tmp_path / "brand.yaml").write_text(brand.replace(tagline, f"{tagline} 漢"), "utf-8")
    spec = handouts.load(
        library_folder() / "dry-needling.en.yaml", brand=copy_logo(tmp_path) / "brand.yaml"
    )
    (problem,) = find_problems(spec)
    assert problem.place.file.endswith("brand.yaml")
    assert problem.source_line == f"{tagline} 漢"


def test_missing_letters_are_all_named_at_once(tmp_path: Path) -> None:
    """Each in its text, not only those of the first text that stopped the page."""
    path = edit_handout(tmp_path, "do: Use a warm pack in a cloth\n", "do: Use 漢 heat\n")
    text = path.read_text("utf-8").replace("what: left a bruise", "what: left a 漢 字 bruise")
    path.write_text(text.replace("alt: A person", "alt: 漢 A person"), "utf-8")
    problems = find_problems(handouts.load(path, library=library_folder()))
    lines = [each.source_line.strip() for each in problems]
    assert [line.partition(",")[0] for line in lines] == [
        "- {count: 8",
        "- do: Use 漢 heat",
    ]
    assert [each.message[-5:-1] for each in problems] == ["6F22", "6F22"]


def copy_logo(folder: Path) -> Path:
    """The folder, with the shipped logo in it."""
    (folder / "logo.svg").write_bytes((library_folder() / "logo.svg").read_bytes())
    return folder


def test_a_picture_that_cannot_be_drawn_names_its_line() -> None:
    """It passed the check when it was read, and yet it cannot be drawn."""
    spec = handouts.load("dry-needling")
    broken = b"not a picture"
    pictures = [value for value in walk(spec.handout.sections) if isinstance(value, Picture)]
    picture = pictures[0]
    damaged = replace(picture, artwork=replace(picture.artwork, content=broken))
    sections = tuple(
        replace(
            section,
            blocks=tuple(damaged if block is picture else block for block in section.blocks),
        )
        for section in spec.handout.sections
    )
    (problem,) = find_problems(replace(spec, handout=replace(spec.handout, sections=sections)))
    assert problem.rule == "bad-picture"
    assert problem.source_line.strip() == f"- picture: {picture.name}"
    assert f"{picture.name}.svg" in problem.message


def test_no_file_is_read_again(tmp_path: Path) -> None:
    """The place is found although the file is gone."""
    face = "\N{GRINNING FACE}"
    path = edit_handout(tmp_path, "title: What is dry needling?\n", f"title: Needles {face}\n")
    spec = handouts.load(path, library=library_folder())
    path.unlink()
    (problem,) = find_problems(spec)
    assert problem.source_line == f"title: Needles {face}"


@settings(max_examples=5)
@given(st.sampled_from(sorted(FORMATS)), st.sampled_from([3, 40, 100]))
def test_whatever_is_too_long_has_a_line(format: str, count: int) -> None:
    """In each format, however much too long it is; or it fits."""
    spec = handouts.load("dry-needling")
    section = spec.handout.sections[-2]
    longer = replace(section, blocks=section.blocks * count)
    sections = tuple(longer if each is section else each for each in spec.handout.sections)
    try:
        check_handout(
            replace(spec, handout=replace(spec.handout, sections=sections)), Edition(format)
        )
    except SpecError as error:
        assert all(problem.place.line > 0 for problem in error.problems)
