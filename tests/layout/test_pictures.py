"""Pictures: their descriptions are spoken, and decoration is silent."""

from __future__ import annotations

import shutil
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

import handouts
from handouts.building.check import CheckRequest, check_handouts
from handouts.document.blocks import Block, Picture, Steps
from handouts.document.edition import Edition
from handouts.document.handout import Section, Spec
from handouts.layout.drawing import draw_leaflet
from handouts.layout.rendering import lay_out_spec
from handouts.pdf.drawing import pictures
from handouts.resources import library_folder
from handouts.svg.picture import SimplePicture, SvgProblem
from handouts.svg.simplify import simplify_svg
from tests.photographs import make_photo, save
from tests.structure import read_speech
from tests.verapdf import FLAVOURS, Flavour, find_failures


def set_alt(section: Section, alt: str) -> Section:
    """A section whose pictures have another alternative text."""
    return replace(section, blocks=tuple(_set_block_alt(block, alt) for block in section.blocks))


def _set_block_alt(block: Block, alt: str) -> Block:
    if isinstance(block, Picture):
        return replace(block, alt=alt)
    if not isinstance(block, Steps):
        return block
    return Steps(
        tuple(
            replace(step, picture=step.picture and replace(step.picture, alt=alt))
            for step in block.items
        )
    )


@cache
def draw_pdf(alt: str) -> bytes:
    """The shipped leaflet with one alternative text for all its pictures."""
    spec: Spec = handouts.load("dry-needling")
    handout = spec.handout
    assert handout.cover
    sections = tuple(set_alt(section, alt) for section in handout.sections)
    handout = replace(handout, sections=sections, cover=replace(handout.cover, alt=alt))
    return draw_leaflet(lay_out_spec(replace(spec, handout=handout), Edition(paper="a4")))


def read_figures(file: bytes) -> list[str]:
    """The alternative text of each figure in a file."""
    return [piece.text for piece in read_speech(file) if piece.path.endswith("/Figure")]


def test_what_a_picture_shows_is_spoken() -> None:
    """For those of the cover, a section and three steps; the QR code has its own description."""
    assert read_figures(draw_pdf("A knot & <b>a needle</b>")).count("A knot & <b>a needle</b>") == 5


def test_a_picture_takes_the_place_of_a_steps_number() -> None:
    """The step's words follow it in the same item, and no number is spoken."""
    heard = [(piece.path.rpartition("/")[2], piece.text) for piece in read_speech(draw_pdf("A"))]
    place = heard.index(("P", "Drink a glass of water"))
    assert heard[place - 1 : place + 3] == [
        ("Figure", "A"),
        ("P", "Drink a glass of water"),
        ("P", "Unless told to limit it."),
        ("Figure", "A"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_decoration_is_not_spoken(flavour: Flavour) -> None:
    """With ``alt: ""`` there is no figure but the code, and the file is valid either way."""
    assert len(read_figures(draw_pdf(""))) == len(read_figures(draw_pdf("A knot"))) - 5
    assert find_failures(draw_pdf(""), flavour) == []
    assert find_failures(draw_pdf("A knot"), flavour) == []


def clinic(folder: Path, picture: str, name: str = "a.svg") -> Path:
    """A clinic's folder whose only handout has a custom picture."""
    shutil.copytree(library_folder(), folder, dirs_exist_ok=True)
    (folder / "pictures" / name).write_text(picture)
    path = folder / "dry-needling.en.yaml"
    path.write_text(path.read_text().replace("picture: muscle-knot", "picture: a"))
    return path


BEGIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 '
WIDE, HIGH = BEGIN + "9 3", BEGIN + "3 9"
SHAPE = '"><path d="M0 0h3v3z"/></svg>'


def test_a_changed_picture_is_drawn_at_its_new_size(tmp_path: Path) -> None:
    """Also in one process: the second leaflet equals a single build."""
    path = clinic(tmp_path / "one", WIDE + SHAPE)
    wide = handouts.render(handouts.load(path))
    (path.parent / "pictures" / "a.svg").write_text(HIGH + SHAPE)
    high = handouts.render(handouts.load(path))
    assert handouts.render(deepcopy(handouts.load(path))) == high  # a copy is in no cache
    assert wide != high


def test_pictures_are_read_once(tmp_path: Path) -> None:
    """What becomes of the files after they were loaded changes nothing."""
    path = clinic(tmp_path / "one", WIDE + SHAPE)
    spec = handouts.load(path)
    before = handouts.render(spec)
    shutil.rmtree(path.parent)
    assert handouts.render(deepcopy(spec)) == before  # a copy is in no cache


def test_a_picture_that_cannot_be_drawn_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The finding is where the handout names the picture."""

    spec = handouts.load(clinic(tmp_path / "one", WIDE + "1" + SHAPE))
    damaged = SimplePicture(problems=(SvgProblem("bad-picture", 0, 1, "", ""),))
    monkeypatch.setattr(
        pictures, "simplify_svg", lambda text: damaged if SHAPE in text else simplify_svg(text)
    )
    with pytest.raises(handouts.SpecError) as caught:
        handouts.render(spec)
    [problem] = caught.value.problems
    assert problem.place.file.endswith("one/dry-needling.en.yaml")
    assert problem.source_line == "    - picture: a"
    message = "The picture 'a.svg' cannot be drawn: it cannot be turned into a drawing."
    assert problem.message == message


PHOTOS = {
    "a.jpg": save(make_photo(4000, 3000), "JPEG"),
    "a.jpeg": save(make_photo(300, 200, "CMYK"), "JPEG"),
    "a.webp": save(make_photo(1200, 800, "RGBA"), "WEBP"),
    "a.png": save(make_photo(700, 500, "RGBA"), "PNG"),
}


@pytest.mark.slow
@pytest.mark.parametrize("ink", ["colour", "mono"])
@pytest.mark.parametrize("name", PHOTOS)
def test_a_leaflet_with_a_photograph_is_valid(tmp_path: Path, name: str, ink: handouts.Ink) -> None:
    """Of every kind, in colour and in black and white."""
    path = clinic(tmp_path / "one", "", "b.svg")
    (path.parent / "pictures" / "b.svg").unlink()
    (path.parent / "pictures" / name).write_bytes(PHOTOS[name])
    pdf = handouts.render(handouts.load(path), ink=ink)
    assert [find_failures(pdf, flavour) for flavour in FLAVOURS] == [[], []]


def test_too_few_pixels_are_told(tmp_path: Path) -> None:
    """With the size on paper and what would do, once, at the file; enough pixels are not."""
    path = clinic(tmp_path / "one", "", "b.svg")
    (path.parent / "pictures" / "b.svg").unlink()
    photo = path.parent / "pictures" / "a.png"
    for width, expected in ((60, "60 across"), (1500, "")):
        photo.write_bytes(save(make_photo(width, width), "PNG"))
        warnings = check_handouts(CheckRequest((str(path),))).warnings
        found = [each for each in warnings if each.rule == "coarse-picture"]
        assert len(found) == bool(expected)
        for each in found:
            assert expected in each.message and "will look blurred" in each.message
            assert each.place.file.endswith("a.png")
            assert "pixels wide or more" in each.hint
