"""``handouts build``: where the PDF goes, what is reported, and what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
import pytest

from handouts.layout.formats import FORMATS

from .conftest import Call, Process
from .shell import list_names


def test_the_leaflet_lands_in_the_current_folder(call: Call, folder: Path) -> None:
    """One command, one file, its path on stdout and how to print it on stderr."""
    result = call("build", "dry-needling")
    assert result.exit_code == 0, result.output
    assert result.stdout == "dry-needling.pdf\n"
    assert "flip on the short edge" in result.stderr
    assert list_names(folder) == ["dry-needling.pdf"]
    assert (folder / "dry-needling.pdf").read_bytes().startswith(b"%PDF-")


def test_quiet_says_only_where_it_is(call: Call) -> None:
    """A script reads the path and nothing else."""
    result = call("build", "dry-needling", "--quiet", "-o", "x.pdf")
    assert (result.stdout, result.stderr) == ("x.pdf\n", "")


def test_json_shows_a_script_what_was_made(call: Call, folder: Path) -> None:
    """Each file with its format, pages and size; and nothing else."""
    result = call("build", "dry-needling", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    size = (folder / "dry-needling.pdf").stat().st_size
    path = "dry-needling.pdf"
    expected = {"path": path, "format": "trifold", "pages": 2, "bytes": size}
    assert json.loads(result.stdout) == {"files": [expected], "left_out": [], "problems": []}
    report = json.loads(call("build", "dry-needling", "--format", "all", "--json").stdout)["files"]
    assert [each["format"] for each in report] == [
        name for name, kind in FORMATS.items() if not kind.short_text
    ]
    assert all((folder / each["path"]).stat().st_size == each["bytes"] for each in report)


def test_json_lists_the_problems(call: Call, clinic: Path, folder: Path) -> None:
    """A script gets each problem with its rule and its extent, and nothing is on stderr."""
    path = clinic / "dry-needling.en.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\naftercare:", "\naftercre:"), encoding="utf-8")
    result = call("build", path, "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    report = json.loads(result.stdout)
    assert report["files"] == []
    (problem,) = report["problems"]
    line = text[: text.index("\naftercare:")].count("\n") + 2
    assert problem == {
        "rule": "unknown-section",
        "severity": "error",
        "file": "clinic/dry-needling.en.yaml",
        "line": line,
        "column": 1,
        "end_line": line,
        "end_column": 9,
        "message": "'aftercre' is not a section.",
        "hint": "Did you mean 'aftercare'?",
        "source_line": "aftercre:",
    }
    assert list_names(folder) == ["clinic"]


def test_json_of_a_file_that_cannot_be_written(call: Call, folder: Path) -> None:
    """An output that cannot be used is a problem like any other."""
    (folder / "mine.pdf").write_text("my notes")
    result = call("build", "dry-needling", "-o", "mine.pdf", "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["rule"], problem["file"]) == ("unusable-output", "mine.pdf")
    assert "is not a PDF" in problem["message"]


@pytest.mark.slow
def test_json_of_several_formats(call: Call, clinic: Path) -> None:
    """Each that does not hold the text is listed, with the rule and by how much."""
    path = clinic / "dry-needling.en.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("\ncaveat:", "\nexplanation: |\n  " + "many words " * 700 + "\ncaveat:")
    )
    result = call("build", path, "--format", "all", "--json")
    report = json.loads(result.stdout)
    left_out = report["left_out"]
    assert {each["rule"] for each in left_out} == {"text-too-long-for-format"}
    assert [each["format"] for each in left_out] == ["trifold", "sheet"]
    assert [each["format"] for each in report["files"]] == ["booklet", "large-print", "screen"]


def test_the_same_command_gives_the_same_bytes(call: Call, folder: Path) -> None:
    """Building again changes nothing."""
    call("build", "dry-needling", "-o", "a.pdf")
    call("build", "dry-needling", "-o", "b.pdf")
    assert (folder / "a.pdf").read_bytes() == (folder / "b.pdf").read_bytes()


def test_the_paper_can_be_chosen(call: Call, folder: Path) -> None:
    """A4 and Letter are different sheets, and the report names the one in the file."""
    a4 = call("build", "dry-needling", "--paper", "a4", "-o", "a4.pdf")
    letter = call("build", "dry-needling", "--paper", "letter", "-o", "letter.pdf")
    assert a4.exit_code == letter.exit_code == 0
    assert "A4" in a4.stderr
    assert "US Letter" in letter.stderr
    assert (folder / "a4.pdf").read_bytes() != (folder / "letter.pdf").read_bytes()


def test_a_dash_writes_the_bytes_to_stdout(process: Process, call: Call, folder: Path) -> None:
    """The same bytes as in a file, with nothing added, and no file."""
    done = process("build", "dry-needling", "-o", "-")
    assert done.returncode == 0
    assert list_names(folder) == []
    call("build", "dry-needling")
    assert done.stdout == (folder / "dry-needling.pdf").read_bytes()


def test_a_terminal_gets_no_bytes(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF would only garble the screen."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    result = call("build", "dry-needling", "-o", "-")
    assert result.exit_code == 2
    assert "leaflet.pdf" in result.stderr


def test_what_is_not_a_pdf_is_never_written_over(call: Call, folder: Path) -> None:
    """A typing mistake after -o never costs a file."""
    (folder / "thesis.docx").write_bytes(b"PK years of work")
    result = call("build", "dry-needling", "-o", "thesis.docx")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "thesis.docx: already exists and is not a PDF, so it was left unchanged. "
        "Choose another name with -o.\n\n1 problem. Nothing was written.\n"
    )
    assert (folder / "thesis.docx").read_bytes() == b"PK years of work"


@pytest.mark.parametrize("old", [b"%PDF-1.7 old", b""])
def test_an_old_pdf_or_an_empty_file_is_written_over(call: Call, folder: Path, old: bytes) -> None:
    """Building again is how one brings a leaflet up to date."""
    (folder / "dry-needling.pdf").write_bytes(old)
    assert call("build", "dry-needling").exit_code == 0
    assert len((folder / "dry-needling.pdf").read_bytes()) > 1000


@pytest.mark.parametrize(
    ("output", "why"),
    [
        (".", ".: is a folder. Give the name of a file."),
        ("no/x.pdf", "no/x.pdf: the folder 'no' does not exist. Make it first, or choose another."),
    ],
)
def test_a_place_that_cannot_be_written_is_reported(call: Call, output: str, why: str) -> None:
    """Which file, why, and how to fix it; exit code 1, no traceback."""
    result = call("build", "dry-needling", "-o", output)
    assert result.exit_code == 1
    assert result.stderr == f"{why}\n\n1 problem. Nothing was written.\n"


IN_FOLDER = {
    ("build", "dry-needling"): "dry-needling.pdf",
    ("build", "dry-needling", "--set", "first_name=Sam"): "dry-needling-personal.pdf",
    ("preview", "dry-needling"): "dry-needling.en-preview.png",
    ("test-sheet",): "test-sheet.pdf",
    ("schema",): "handout.schema.json",
}


@pytest.mark.parametrize("command", IN_FOLDER)
def test_a_slash_at_the_end_means_a_folder(
    call: Call, folder: Path, command: tuple[str, ...]
) -> None:
    """It is made, and the file in it has its usual name; another person's is kept."""
    result = call(*command, "-o", "new/deep/")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{Path('new', 'deep', IN_FOLDER[command])}\n"
    assert [each.name for each in (folder / "new" / "deep").iterdir()] == [IN_FOLDER[command]]
    if "--set" in command:
        call(*command[:-1], "first_name=Ana", "-o", "new/deep/")
        assert (folder / "new" / "deep" / "dry-needling-personal-2.pdf").exists()


EMPTY = (*IN_FOLDER, ("preview", "--all"), ("batch", "dry-needling", "patients.csv"))


@pytest.mark.parametrize("command", EMPTY)
def test_an_empty_path_is_refused(call: Call, folder: Path, command: tuple[str, ...]) -> None:
    """As a variable that is not set gives it: nothing is written anywhere."""
    (folder / "patients.csv").write_text("First name\nSam\n")
    result = call(*command, "-o", "")
    assert result.exit_code == 2
    assert "It is empty. Name a file or folder" in result.stderr
    assert [each.name for each in folder.iterdir()] == ["patients.csv"]


def test_all_formats_make_their_folder(call: Call, folder: Path) -> None:
    """With all formats, the folder is made, with or without a slash."""
    assert call("build", "dry-needling", "--format", "all", "-o", "new/").exit_code == 0
    assert len(list((folder / "new").glob("*.pdf"))) == 5


def test_a_closed_folder_is_reported(call: Call, locked: Path) -> None:
    """No traceback where one may not write."""
    result = call("build", "dry-needling", "-o", locked / "x.pdf")
    assert result.exit_code == 1
    assert "you may not write in the folder" in result.stderr


def test_an_unknown_name_is_reported_with_a_suggestion(call: Call, folder: Path) -> None:
    """The nearest name, the count last, and nothing written."""
    result = call("build", "dry-needlin")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Did you mean 'dry-needling'?" in result.stderr
    assert result.stderr.endswith("\n\n1 problem in 1 file. Nothing was written.\n")
    assert list_names(folder) == []


def test_every_problem_of_handout_and_brand_is_reported_at_once(call: Call, clinic: Path) -> None:
    """Two files with a mistake each: both reported with line and caret, the count last."""
    for name, old, new in [
        ("brand.yaml", "paper:", "papper:"),
        ("dry-needling.en.yaml", "aftercare:", "aftercre:"),
    ]:
        text = (clinic / name).read_text(encoding="utf-8")
        (clinic / name).write_text(text.replace(old, new), encoding="utf-8")
    result = call("build", clinic / "dry-needling.en.yaml")
    assert result.exit_code == 1
    assert "Did you mean 'paper'?" in result.stderr
    assert "Did you mean 'aftercare'?" in result.stderr
    assert result.stderr.count("\n^\n") >= 2
    assert result.stderr.endswith("problems in 2 files. Nothing was written.\n")


def test_a_text_too_long_is_reported(call: Call, clinic: Path) -> None:
    """What does not fit is a problem with the input, not a crash and not a small print."""
    path = clinic / "dry-needling.en.yaml"
    more = "\nmore_words:\n  heading: More\n  text: |\n" + "    Many more words. \n\n" * 200
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    result = call("build", path, "--format", "trifold")
    assert result.exit_code == 1
    assert "too long" in result.stderr
    assert result.stderr.endswith("1 problem in 1 file. Nothing was written.\n")


def test_a_letter_that_no_font_has_is_reported_with_its_place(call: Call, clinic: Path) -> None:
    """The line and the letter's name, so that one can find what one cannot see."""
    path = clinic / "dry-needling.en.yaml"
    text = path.read_text(encoding="utf-8").replace("title: What", "title: \N{GRINNING FACE} What")
    path.write_text(text, encoding="utf-8")
    result = call("build", path)
    assert result.exit_code == 1
    assert "dry-needling.en.yaml:2:8: No font here has U+1F600 GRINNING FACE." in result.stderr


def test_another_script_is_reported_once(call: Call, clinic: Path) -> None:
    """One finding for a text and a script, not one for each letter, at the first of them."""
    path = clinic / "dry-needling.en.yaml"
    title = "title: 如果您需要其他，ਜੇ What"
    path.write_text(path.read_text("utf-8").replace("title: What", title), "utf-8")
    result = call("build", path)
    assert result.stderr.count("No font here has") == 2
    assert ":2:8: No font here has Chinese or Japanese letters: 8 of this text" in result.stderr
    assert ":2:16: No font here has Gurmukhi letters: 2 of this text" in result.stderr


def test_such_a_letter_in_the_brand_is_reported_there(call: Call, clinic: Path) -> None:
    """The handout's author would look for it in vain."""
    path = clinic / "brand.yaml"
    text = path.read_text(encoding="utf-8").replace('name: "Our', 'name: "\N{GRINNING FACE} Our')
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("\nname: ")].count("\n") + 2
    result = call("build", "dry-needling", "--library", clinic)
    assert result.exit_code == 1
    assert f"clinic/brand.yaml:{line}:8: No font here has U+1F600 GRINNING FACE." in result.stderr


def test_the_brand_can_be_chosen(call: Call, clinic: Path, folder: Path) -> None:
    """--brand puts another clinic's name on the same words."""
    result = call("build", "dry-needling", "--brand", clinic / "brand.yaml", "-o", "own.pdf")
    assert result.exit_code == 0, result.output
    call("build", "dry-needling", "-o", "built-in.pdf")
    assert (folder / "own.pdf").read_bytes() != (folder / "built-in.pdf").read_bytes()


def test_another_language_gets_its_own_file(call: Call, clinic: Path) -> None:
    """A handout in another language never replaces one in the brand's language."""
    text = (clinic / "dry-needling.en.yaml").read_text(encoding="utf-8")
    (clinic / "dry-needling.en-GB.yaml").write_text(text, encoding="utf-8")
    result = call("build", "dry-needling", "--language", "en-GB", "--library", clinic)
    assert result.stdout == "dry-needling.en-GB.pdf\n", result.output


def test_a_language_that_the_program_cannot_speak_is_reported(call: Call, clinic: Path) -> None:
    """The fixed words (References, Reviewed) must be there in that language too."""
    text = (clinic / "dry-needling.en.yaml").read_text(encoding="utf-8")
    (clinic / "dry-needling.tlh.yaml").write_text(text, encoding="utf-8")
    result = call("build", "dry-needling.tlh", "--library", clinic)
    assert result.exit_code == 1
    assert "clinic/dry-needling.tlh.yaml: The program has no words in 'tlh' yet." in result.stderr


def test_a_draft_is_called_a_draft(call: Call) -> None:
    """A message says that the sheet is marked."""
    call("new", "back-pain")
    assert "It is a draft and says so." in call("build", "back-pain.en.yaml").stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="names on Windows have no such letters")
def test_odd_file_names_are_only_names(process: Process, folder: Path) -> None:
    """Spaces, quotes, newlines, bytes that are not text: used as they are."""
    for name in (b'a b\'s "x".pdf', b"line\nfeed.pdf", b"\xff.pdf", b"\xf0\x9f\xa6\xb5.pdf"):
        done = process("build", "dry-needling", "-o", os.fsdecode(name))
        assert (done.returncode, done.stdout) == (0, name + b"\n")
        assert name in os.listdir(os.fsencode(folder))


def test_open_opens_the_file(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The viewer gets the absolute path; a missing viewer is reported."""
    opened: list[str] = []

    def launch(path: str) -> int:
        opened.append(path)
        return len(opened) - 1

    monkeypatch.setattr(click, "launch", launch)
    assert call("build", "dry-needling", "--open").exit_code == 0
    assert opened == [str((folder / "dry-needling.pdf").resolve())]
    again = call("build", "dry-needling", "--open")
    assert again.exit_code == 0
    assert "No program was found" in again.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--paper", "a3"],
        ["--format", "scroll"],
        ["--brand", "no.yaml"],
        ["--library", "no"],
        ["-o", "-", "--open"],
        ["-o", "-", "--json"],
    ],
)
def test_wrong_usage_ends_with_2(call: Call, folder: Path, words: list[str]) -> None:
    """Usage errors are reported before anything is done."""
    result = call("build", "dry-needling", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Usage:")
    assert list_names(folder) == []
