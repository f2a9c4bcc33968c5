"""``--ink`` and ``--press`` as they are typed: on build, batch and print."""

from __future__ import annotations

from pathlib import Path

import pytest

import handouts
from benchmarks.toner import mean_toner
from tests.pages import needs_program

from .conftest import Call


def test_build_in_black_and_white(call: Call, folder: Path) -> None:
    """The file's name shows its ink, and the colour file is not changed."""
    assert call("build", "dry-needling", "--quiet").stdout.split() == ["dry-needling.pdf"]
    result = call("build", "dry-needling", "--ink", "mono", "--quiet")
    assert result.stdout.split() == ["dry-needling-mono.pdf"]
    spec = handouts.load("dry-needling")
    assert (folder / "dry-needling-mono.pdf").read_bytes() == handouts.render(spec, ink="mono")
    assert (folder / "dry-needling.pdf").read_bytes() == handouts.render(spec)


def test_build_for_a_print_shop(call: Call, folder: Path) -> None:
    """Likewise, and the instructions are for the print shop."""
    result = call("build", "dry-needling", "--format", "booklet", "--press", "--paper", "letter")
    assert result.stdout.split() == ["dry-needling-booklet-press.pdf"]
    assert "For a print shop" in result.stderr and "US Letter" in result.stderr
    assert "actual size" not in result.stderr
    expected = handouts.render(
        handouts.load("dry-needling"), format="booklet", paper="letter", press="rgb"
    )
    assert (folder / "dry-needling-booklet-press.pdf").read_bytes() == expected


def test_build_in_the_inks_of_a_press(call: Call, folder: Path) -> None:
    """The file's name and the instructions say so; the value may be in any case."""
    for value in ("cmyk", "CMYK"):
        result = call("build", "dry-needling", "--press", value)
        assert result.stdout.split() == ["dry-needling-press-cmyk.pdf"]
        assert "It is PDF/X-4, for FOGRA39." in result.stderr
    expected = handouts.render(handouts.load("dry-needling"), press="cmyk")
    assert (folder / "dry-needling-press-cmyk.pdf").read_bytes() == expected


@pytest.mark.parametrize(
    "words",
    [
        ["dry-needling", "--press"],
        ["--press", "dry-needling"],
        ["--press", "rgb", "dry-needling"],
        ["--press=rgb", "dry-needling"],
        ["--press", "--", "dry-needling"],
    ],
)
def test_press_without_a_value_is_rgb(call: Call, folder: Path, words: list[str]) -> None:
    """As it always was, wherever the handout's name stands."""
    assert call("build", "-q", *words).stdout.split() == ["dry-needling-press.pdf"]
    pdf = (folder / "dry-needling-press.pdf").read_bytes()
    assert pdf == handouts.render(handouts.load("dry-needling"), press="rgb")


def test_an_unknown_press_is_wrong_usage(call: Call, folder: Path) -> None:
    """The right words are reported."""
    result = call("build", "dry-needling", "--press=gold")
    assert result.exit_code == 2 and "'gold' is not one of 'rgb', 'cmyk'" in result.stderr
    assert list(folder.iterdir()) == []


def test_a_booklet_as_single_pages(call: Call, folder: Path) -> None:
    """The name says so, and the instructions say what the print shop has to do."""
    words = ["--format", "booklet", "--paper", "a4", "--press", "cmyk", "--no-imposition"]
    result = call("build", "dry-needling", *words)
    assert result.stdout.split() == ["dry-needling-booklet-press-cmyk-pages.pdf"]
    assert "impose, print, fold and staple the pages, each 148.5 x 210 mm" in result.stderr
    expected = handouts.render(
        handouts.load("dry-needling"), format="booklet", paper="a4", press="cmyk", imposition=False
    )
    assert (folder / "dry-needling-booklet-press-cmyk-pages.pdf").read_bytes() == expected


def test_all_formats_with_single_pages(call: Call, folder: Path) -> None:
    """What is not imposed is made as usual."""
    result = call("build", "dry-needling", "--format", "all", "--press", "--no-imposition", "-q")
    names = ("trifold-press", "booklet-press-pages", "sheet-press", "large-print-press")
    assert result.stdout.split() == [f"dry-needling-{name}.pdf" for name in names]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "booklet"], "--no-imposition is for a print shop. Add --press"),
        (["--press"], "--no-imposition is for a booklet. Add --format booklet."),
        (["--press", "--format", "sheet"], "The pages of the sheet format are not imposed"),
        (["--press", "--set", "format=trifold"], "--no-imposition has nothing to do"),
    ],
)
def test_nothing_to_leave_out_is_refused(
    call: Call, folder: Path, words: list[str], message: str
) -> None:
    """With a clear message; nothing is written."""
    result = call("build", "dry-needling", "--no-imposition", *words)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert list(folder.iterdir()) == []


def test_all_formats_for_a_print_shop(call: Call, folder: Path) -> None:
    """The screen is left out, for it is for no paper."""
    result = call("build", "dry-needling", "--format", "all", "--press", "--ink", "mono", "-q")
    assert result.exit_code == 0
    names = ("trifold", "booklet", "sheet", "large-print")
    assert result.stdout.split() == [f"dry-needling-{name}-mono-press.pdf" for name in names]


@pytest.mark.parametrize("by_person", [False, True])
def test_a_screen_for_a_print_shop_is_refused(call: Call, folder: Path, by_person: bool) -> None:
    """With a clear message, for an option and for a person's format; nothing is written."""
    words = ["--set", "format=screen"] if by_person else ["--format", "screen"]
    result = call("build", "dry-needling", "--press", *words)
    assert result.exit_code == 2
    assert "no print shop can print it" in result.stderr and "Leave out --press" in result.stderr
    assert list(folder.iterdir()) == []


def test_a_batch_in_black_and_white(call: Call, folder: Path) -> None:
    """Every file equals a single build; with another ink all are made again."""
    (folder / "people.csv").write_text("first_name\nSam\nAlex\n", encoding="utf-8")
    words = ["batch", "dry-needling", "people.csv", "-o", "out", "--jobs", "1"]
    assert call(*words).exit_code == 0
    colour = (folder / "out" / "dry-needling-00002.pdf").read_bytes()
    assert "made again" in call(*words, "--ink", "mono").stderr
    spec = handouts.load("dry-needling")
    sam = handouts.person({"first_name": "Sam"}, spec)
    leaflet = (folder / "out" / "dry-needling-00002.pdf").read_bytes()
    assert leaflet == handouts.render(spec, person=sam, ink="mono") != colour


def test_one_file_for_the_printer_in_black_and_white(call: Call, folder: Path) -> None:
    """The ink reaches the leaflets of a merged file too."""
    (folder / "people.csv").write_text("first_name\nSam\n", encoding="utf-8")
    words = ["batch", "dry-needling", "people.csv", "--jobs", "1", "--merge", "--quiet", "-o"]
    results = []
    for ink in ("colour", "mono"):
        assert call(*words, ink, "--ink", ink).exit_code == 0
        results.append((folder / ink / "dry-needling-all.pdf").read_bytes())
    needs_program("gs")
    assert mean_toner(results[1]) < 0.5 * mean_toner(results[0])


def test_an_unknown_ink_is_wrong_usage(call: Call, folder: Path) -> None:
    """The right words are reported."""
    result = call("build", "dry-needling", "--ink", "gold")
    assert result.exit_code == 2 and "colour" in result.stderr and "mono" in result.stderr
