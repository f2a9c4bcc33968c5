"""``handouts formats`` and ``build --format``: what there is, and where each is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handouts.cli import options

from .conftest import Call
from .shell import complete_words, list_names


def test_each_format_is_a_line_with_what_it_is_for(call: Call) -> None:
    """Name, sizes of type, purpose; on stdout, with nothing else."""
    result = call("formats")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(options.FORMATS)
    assert lines[3] == "large-print  18 to 20 pt  18 point and larger, for people with low vision"


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
    assert list_names(into) == sorted(f"dry-needling-{name}.pdf" for name in options.FORMATS)
    assert len(result.stdout.splitlines()) == len(options.FORMATS)
    assert "sheet, large-print: For US Letter: print both sides" in result.stderr
    assert "screen: For a phone" in result.stderr


def test_where_one_format_does_not_hold_the_text_none_is_written(
    call: Call, folder: Path, clinic: Path
) -> None:
    """All that is wrong is reported, with what would hold it."""
    file = clinic / "dry-needling.en.yaml"
    long = "  Words that fill the page with more of the same again. \n\n" * 60
    text = file.read_text("utf-8").replace("intro: |\n", f"intro: |\n{long}", 1)
    file.write_text(text, "utf-8")
    result = call("build", "dry-needling", "--library", clinic, "--format", "all", "-o", "out")
    assert result.exit_code == 1
    assert "too long for trifold on US Letter, at 12 pt" in result.stderr
    assert "It fits booklet on US Letter" in result.stderr
    assert "too long for booklet" not in result.stderr
    assert result.stderr.endswith("Nothing was written.\n")
    assert not (folder / "out").exists()


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
