"""``handouts formats`` and ``build --format``: what there is, and where each is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pikepdf
import pytest

import handouts
from handouts.building.format_choice import find_usual_format
from handouts.cli import options
from handouts.document.papers import Paper
from tests.documents import FACTS, USUAL_FORMATS

from .conftest import Call, approve
from .shell import complete_words, list_names


def test_each_format_is_a_line_with_what_it_is_for(call: Call) -> None:
    """Name, sizes of type, purpose; on stdout, with nothing else."""
    result = call("formats")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(options.FORMATS)
    assert lines[4] == "large-print  18 to 20 pt  18 point and larger, for people with low vision"


def test_json_says_how_each_is_printed(call: Call) -> None:
    """What a script needs to choose one."""
    rows = {row["name"]: row for row in json.loads(call("formats", "--json").stdout)}
    assert tuple(rows) == options.FORMATS
    assert rows["booklet"]["printed"] == "both sides, flip on the short edge"
    assert rows["large-print"] | {"smallest": 18.0, "small_print": 16.0} == rows["large-print"]
    assert rows["sheet"]["papers"] == list(options.PAPER_KEYS)
    assert rows["screen"]["printed"] == "not printed"


def test_a_format_names_its_file(call: Call, folder: Path) -> None:
    """The tri-fold is not written over by another format of the same handout."""
    assert call("build", "dry-needling").exit_code == 0
    result = call("build", "dry-needling", "--format", "booklet")
    assert result.stdout == "dry-needling-booklet.pdf\n"
    assert "flip on the short edge" in result.stderr
    assert list_names(folder) == ["dry-needling-booklet.pdf", "dry-needling.pdf"]


@pytest.mark.parametrize("folder_given", [[], ["-o", "leaflets"], ["-o", "new/deep"]])
def test_all_formats_at_once(call: Call, folder: Path, folder_given: list[str]) -> None:
    """One file each, named by its format, in the requested place."""
    result = call("build", "dry-needling", "--format", "all", *folder_given)
    assert result.exit_code == 0, result.output
    into = folder / (folder_given[1] if folder_given else "")
    assert list_names(into) == sorted(f"dry-needling-{name}.pdf" for name in USUAL_FORMATS)
    assert len(result.stdout.splitlines()) == len(USUAL_FORMATS)
    assert "sheet, large-print: For US Letter: print both sides" in result.stderr
    assert "screen: For a phone" in result.stderr


@pytest.mark.parametrize(
    ("format", "advice"),
    [
        ("sheet", "print one side at actual size."),
        ("flyer", "print one side at actual size, and cut each sheet through the middle."),
        ("trifold", "print both sides at actual size, flip on the short edge."),
    ],
)
def test_the_advice_is_for_the_pages_there_are(
    call: Call, folder: Path, format: str, advice: str
) -> None:
    """A short text takes one side of a sheet; a flyer is cut apart."""
    (folder / "visit.en.yaml").write_text(f"{FACTS}intro: Come at nine.\n", "utf-8")
    result = call("build", "visit.en.yaml", "--format", format)
    assert result.exit_code == 0, result.output
    assert f"For US Letter: {advice} It is a draft" in result.stderr


def lengthen(clinic: Path, formats: str = "") -> None:
    """Make the dry-needling leaflet too long for a tri-fold, and say which formats it is for."""
    file = clinic / "dry-needling.en.yaml"
    long = "  Words that fill the page with more of the same again. \n\n" * 60
    text = file.read_text("utf-8").replace("intro: |\n", f"{formats}intro: |\n{long}", 1)
    file.write_text(text, "utf-8")


def test_all_makes_what_fits_and_names_what_does_not(
    call: Call, folder: Path, clinic: Path
) -> None:
    """By how much it is too long; for a script too."""
    lengthen(clinic)
    command = ("build", "dry-needling", "--library", clinic, "--format", "all", "-o", "out")
    result = call(*command)
    assert result.exit_code == 0
    assert result.stdout.split() == [
        "out/dry-needling-booklet.pdf",
        "out/dry-needling-large-print.pdf",
        "out/dry-needling-screen.pdf",
    ]
    assert "Not made: The text is about" in result.stderr
    assert "too long for trifold on US Letter, at 12 pt" in result.stderr
    assert "too long for sheet on US Letter" in result.stderr
    assert len(list_names(folder / "out")) == 3
    described = json.loads(call(*command, "--json").stdout)
    assert [each["format"] for each in described["files"]] == ["booklet", "large-print", "screen"]
    assert [each["format"] for each in described["left_out"]] == ["trifold", "sheet"]


def test_a_text_too_long_for_a_trifold_is_made_in_the_first_format_that_holds_it(
    call: Call, folder: Path, clinic: Path
) -> None:
    """Said by build and print, noted by check, and known to status."""
    lengthen(clinic)
    here = ("dry-needling", "--library", clinic)
    said = "'What is dry needling?' is too long for trifold, so it is made as booklet.\n"
    built = call("build", *here)
    assert (built.exit_code, built.stdout) == (0, "dry-needling-booklet.pdf\n")
    assert said in built.stderr
    printed = call("print", *here, "--dry-run", "--anyway")
    assert said in printed.stderr
    assert "booklet" in printed.stdout
    checked = call("check", *here)
    assert checked.exit_code == 0
    assert "note: The text is about" in checked.stderr
    hint = "It is made as booklet. To say so, add a line 'formats: [booklet]'."
    assert hint in checked.stderr
    status = json.loads(call("status", "--library", clinic, "--json").stdout)
    (row,) = (each for each in status if each["name"] == "dry-needling")
    assert row["formats"] == ["booklet", "large-print", "screen"]
    assert row["state"] != "not right"


def test_a_handout_says_which_formats_it_is_for(call: Call, folder: Path, clinic: Path) -> None:
    """The first is the usual one; a format that is asked for is made all the same, and told."""
    lengthen(clinic, "formats: [sheet, large-print]\n")
    here = ("dry-needling", "--library", clinic)
    built = call("build", *here)
    assert built.stdout == "dry-needling-large-print.pdf\n"
    everything = call("build", *here, "--format", "all")
    assert everything.stdout == "dry-needling-large-print.pdf\n"
    assert "too long for sheet" in everything.stderr
    other = call("build", *here, "--format", "booklet")
    assert other.exit_code == 0
    assert "meant for sheet and large-print; as asked, it is made as booklet." in other.stderr
    checked = call("check", *here)
    assert checked.exit_code == 0
    assert "warning: The text is about" in checked.stderr
    assert "too long for sheet" in checked.stderr


def test_a_handout_for_a_screen_is_not_printed(call: Call, folder: Path, clinic: Path) -> None:
    """Unless another format is asked for."""
    lengthen(clinic, "formats: screen\n")
    result = call("print", "dry-needling", "--library", clinic, "--anyway", "--dry-run")
    assert result.exit_code == 2
    assert "only for the screen format, which is not for paper" in result.stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "formats: [booklt]",
            "'formats' must be trifold, booklet, sheet, flyer, large-print or screen",
        ),
        ("formats: [sheet, sheet]", "'sheet' is named twice. Delete one."),
        ("formats: []", "'formats' must have 1 to 6 items, not 0."),
        ("format: sheet", "'format' is not known in a handout. Did you mean 'formats'?"),
    ],
)
def test_what_is_no_format_is_told(call: Call, clinic: Path, line: str, message: str) -> None:
    """At its place, with what was probably meant."""
    lengthen(clinic, f"{line}\n")
    result = call("check", "dry-needling", "--library", clinic)
    assert result.exit_code == 1
    assert message in result.stderr


def test_each_row_of_a_table_gets_the_usual_format(call: Call, folder: Path, clinic: Path) -> None:
    """One that holds the personal panel too, and the same for all rows."""
    lengthen(clinic)
    (folder / "day.csv").write_text("first name,last name\nAna,Diaz\nSam,Lee\n", "utf-8")
    result = call("batch", "dry-needling", "day.csv", "--library", clinic, "-o", "out", "--merge")
    assert result.exit_code == 0, result.output
    assert "is too long for trifold, so it is made as booklet." in result.stderr
    one = call("build", "dry-needling", "--library", clinic, "--by-hand").stdout.strip()
    assert one == "dry-needling-by-hand-booklet.pdf"
    pages = [len(pikepdf.open(folder / each).pages) for each in (one, "out/dry-needling-all.pdf")]
    assert pages[1] == 2 * pages[0]


def test_a_table_gets_a_format_for_a_panel_that_no_section_names(
    call: Call, folder: Path, clinic: Path
) -> None:
    """The sheet holds the text, but not with the panel that each person's leaflet has."""
    head = "title: Rules\nkind: information\nid: R-1\nversion: '1'\nreviewed: 2026-11\n"
    rest = "review_by: 2028-11\nstatus: draft\nformats: [sheet, booklet]\n"
    text = "    Words that fill the page with more of the same again.\n\n" * 70
    section = f"words:\n  heading: Words\n  text: |\n{text}"
    (clinic / "rules.en.yaml").write_text(head + rest + section, "utf-8")
    (folder / "day.csv").write_text("first name,last name\nAna,Diaz\nSam,Lee\n", "utf-8")
    assert call("build", "rules", "--library", clinic).stdout == "rules-sheet.pdf\n"
    result = call("batch", "rules", "day.csv", "--library", clinic, "-o", "out")
    assert result.exit_code == 0, result.output
    assert "'Rules' is too long for sheet, so it is made as booklet." in result.stderr


def test_a_row_for_another_paper_gets_the_usual_format_of_that_paper(
    call: Call, folder: Path, clinic: Path
) -> None:
    """A leaflet that a tri-fold just holds on one paper is a booklet for the row with the other."""
    file = clinic / "dry-needling.en.yaml"
    approve(file)
    text = file.read_text("utf-8")
    for count in range(20, 60, 2):
        words = "word " * count
        file.write_text(f"{text}\nextra:\n  heading: Extra\n  text: {words}\n", "utf-8")
        spec = handouts.load("dry-needling", library=clinic)
        usual = {find_usual_format(spec, paper, False): paper for paper in get_args(Paper)}
        if usual.keys() == {"trifold", "booklet"}:
            break
    assert usual.keys() == {"trifold", "booklet"}
    rows = f"first name,areas,paper\nSam,left trapezius,{usual['booklet']}\nAnn,right calf,\n"
    (folder / "day.csv").write_text(rows, "utf-8")
    here = ("dry-needling", "day.csv", "--library", clinic, "--paper", usual["trifold"])
    result = call("batch", *here, "-o", "out", "--name", "{row}-{format}-{paper}")
    assert result.exit_code == 0, result.output
    assert list_names(folder / "out")[:2] == [
        f"2-booklet-{usual['booklet']}.pdf",
        f"3-trifold-{usual['trifold']}.pdf",
    ]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("formats", ["", "formats: [sheet, booklet]\n", "formats: [screen]\n"])
@pytest.mark.parametrize("count", [0, 8, 40])
def test_all_commands_agree_on_the_format(
    call: Call, folder: Path, clinic: Path, count: int, formats: str, paper: Paper
) -> None:
    """Of one handout under one brand, whatever its length."""
    file = clinic / "dry-needling.en.yaml"
    words = "  Words that fill the page with more of the same again. \n\n" * count
    text = file.read_text("utf-8").replace("intro: |\n", f"{formats}intro: |\n{words}", 1)
    file.write_text(text, "utf-8")
    here = ("dry-needling", "--library", clinic, "--paper", paper)
    (made,) = json.loads(call("build", *here, "--json", "-o", "a.pdf").stdout)["files"]
    spec = handouts.load("dry-needling", library=clinic)
    assert handouts.render(spec, paper=paper) == (folder / "a.pdf").read_bytes()
    (status,) = json.loads(call("status", *here[1:], "--json").stdout)
    assert status["formats"][0] == made["format"]
    checked = call("check", *here)
    assert checked.exit_code == 0
    is_replaced = not formats and made["format"] != "trifold"
    assert ("note: The text is about" in checked.stderr) is is_replaced
    printed = call("print", *here, "--dry-run", "--anyway", "-o", "b.pdf", "--json")
    if made["format"] == "screen":
        assert printed.exit_code == 2
        return
    edge = "long" if made["format"] == "sheet" else "short"
    assert json.loads(printed.stdout)["sides"] == f"two-sided-{edge}-edge"
    (folder / "day.csv").write_text("first name\nSam\n", "utf-8")
    call("batch", here[0], "day.csv", *here[1:], "-o", "out", "--name", "{row}-{format}")
    assert list_names(folder / "out")[0] == f"2-{status['personal_formats'][0]}.pdf"


def test_all_formats_are_not_one_stream(call: Call) -> None:
    """Several files cannot go to stdout."""
    result = call("build", "dry-needling", "--format", "all", "-o", "-")
    assert result.exit_code == 2
    assert "Leave out -o -" in result.stderr


def test_the_shell_completes_formats(folder: Path) -> None:
    """Each by its first letters, and all of them together where there is such a thing."""
    assert complete_words(folder, "handouts build x --format la") == ["large-print"]
    assert complete_words(folder, "handouts build x --format a") == ["all"]
    assert complete_words(folder, "handouts check x --format a") == [""]
