"""``handouts check``: all problems of all files, once each, the count last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import handouts

from .conftest import Call


def break_file(path: Path, old: str, new: str) -> None:
    """Put a mistake into a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_who_is_in_another_folder_learns_what_was_checked(call: Call, folder: Path) -> None:
    """A handout that lies here is not among those of the built-in library."""
    assert call("new", "knee", "--library", ".").exit_code == 0
    result = call("check")
    assert result.exit_code == 0
    assert "of the built-in library, since this folder has no brand.yaml." in result.stderr
    assert "built-in" not in call("check", "knee.en.yaml").stderr


@pytest.mark.parametrize("paper", ["A4", "Letter", "letter"])
def test_a_choice_is_understood_in_any_case(call: Call, clinic: Path, paper: str) -> None:
    """As people write it."""
    break_file(clinic / "brand.yaml", "paper: letter", f"paper: {paper}")
    assert call("check", "--library", clinic).exit_code == 0
    assert handouts.load("dry-needling", library=clinic).brand.paper == paper.lower()


def test_the_built_in_library_is_right(call: Call) -> None:
    """The shipped handouts pass the check, on their paper."""
    result = call("check")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("No problems in ")


def test_the_built_in_library_fits_both_papers(call: Call) -> None:
    """A clinic in either half of the world can print it."""
    assert call("check", "--paper", "a4").exit_code == 0
    assert call("check", "--paper", "letter").exit_code == 0


def test_problems_come_with_place_and_caret_and_the_count_last(call: Call, clinic: Path) -> None:
    """The line to fix is below the message, a caret below the word."""
    path = clinic / "dry-needling.en.yaml"
    break_file(path, "aftercare:", "aftercre:")
    number = path.read_text(encoding="utf-8").splitlines().index("aftercre:") + 1
    result = call("check", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    blocks = result.stderr.split("\n\n")
    assert (
        f"clinic/{path.name}:{number}:1: 'aftercre' is not a section. Did you mean 'aftercare'?"
        "\naftercre:\n^"
    ) in blocks
    assert blocks[-1] == "1 problem in 1 file.\n"


def test_the_brands_problem_is_reported_once(call: Call, clinic: Path) -> None:
    """Two handouts under one broken brand: the brand's mistake is reported once, not twice."""
    assert call("new", "back-pain", "--library", clinic).exit_code == 0
    break_file(clinic / "brand.yaml", "paper:", "papper:")
    result = call("check", "--library", clinic)
    assert result.exit_code == 1
    assert result.stderr.count("papper'") == 1
    assert result.stderr.endswith("1 problem in 1 file.\n")


def test_a_brand_without_handouts_is_checked(call: Call, folder: Path) -> None:
    """The manager begins with the brand, before there is a handout."""
    (folder / "brand.yaml").write_text("nam: Clinic\n")
    result = call("check")
    assert result.exit_code == 1
    assert "brand.yaml:1:1:" in result.stderr


def test_a_handout_that_does_not_fit_is_a_problem(call: Call, clinic: Path) -> None:
    """Found before it is printed."""
    path = clinic / "dry-needling.en.yaml"
    more = "\nmore_words:\n  heading: More\n  text: |\n" + "    Many more words. \n\n" * 200
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    result = call("check", "--library", clinic, "--format", "trifold")
    assert result.exit_code == 1
    assert "too long" in result.stderr


def test_json_is_for_scripts(call: Call, clinic: Path) -> None:
    """The checked files and each problem, field by field, on stdout; nothing on stderr."""
    path = clinic / "dry-needling.en.yaml"
    break_file(path, "aftercare:", "aftercre:")
    result = call("check", path, "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    report = json.loads(result.stdout)
    assert report["checked"] == [str(path)]
    (problem,) = report["problems"]
    assert (problem["rule"], problem["severity"]) == ("unknown-section", "error")
    assert (problem["column"], problem["end_column"]) == (1, 1 + len("aftercre"))
    assert problem["line"] == problem["end_line"]
    assert "aftercre" in problem["message"]


def test_json_of_what_is_right_is_an_empty_list(call: Call) -> None:
    """No problems, exit code 0."""
    result = call("check", "dry-needling", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "checked": ["dry-needling"],
        "problems": [],
        "warnings": [],
        "notes": [],
    }


def add_colon(clinic: Path) -> Path:
    """Put a colon at the end of a heading."""
    path = clinic / "dry-needling.en.yaml"
    break_file(path, "heading: Tell us first if you", 'heading: "Tell us first if you:"')
    return path


def test_warnings_are_marked_and_counted(call: Call, clinic: Path) -> None:
    """They stop nothing: the exit code is 0, and the PDF is built."""
    path = add_colon(clinic)
    number = (
        path.read_text(encoding="utf-8").splitlines().index('  heading: "Tell us first if you:"')
    )
    result = call("check", path)
    assert (result.exit_code, result.stdout) == (0, "")
    first, last = result.stderr.split("\n\n")
    assert first.startswith(
        f"clinic/{path.name}:{number + 1}:13: warning: "
        "The heading 'Tell us first if you:' ends in a colon. Delete the colon.\n"
    )
    assert last == "No problems in 1 handout. 1 warning.\n"
    assert call("build", path).exit_code == 0


def test_warnings_are_listed_beside_problems(call: Call, clinic: Path) -> None:
    """With a problem in another file the exit code is 1, and both are counted."""
    add_colon(clinic)
    result = call("check", "dry-needling", "no-such", "--library", clinic)
    assert result.exit_code == 1
    assert result.stderr.count(": warning: ") == 1
    assert result.stderr.endswith("\n\n1 problem in 1 file. 1 warning.\n")


def test_json_has_warnings(call: Call, clinic: Path) -> None:
    """In a list of their own, each with its severity."""
    result = call("check", add_colon(clinic), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    (warning,) = found["warnings"]
    assert (warning["rule"], warning["severity"]) == ("heading-with-colon", "warning")
    assert found["problems"] == []


def test_an_unknown_name_is_a_problem(call: Call) -> None:
    """Reported like any other problem; everything else is still checked."""
    result = call("check", "dry-needling", "no-such")
    assert result.exit_code == 1
    assert "no-such" in result.stderr
    assert result.stderr.endswith("1 problem in 1 file.\n")


def test_checking_writes_nothing(call: Call, folder: Path) -> None:
    """A check is a check."""
    call("check")
    assert list(folder.iterdir()) == []


def test_a_language_is_known_in_any_letters(call: Call, clinic: Path) -> None:
    """``--language EN`` checks the handouts in en and its regional forms."""
    break_file(clinic / "dry-needling.en.yaml", "aftercare:", "aftercre:")
    for language in ("EN", "en"):
        result = call("check", "--library", clinic, "--language", language)
        assert result.exit_code == 1
        assert "aftercre" in result.stderr
    (clinic / "dry-needling.en.yaml").rename(clinic / "dry-needling.en-GB.yaml")
    assert "aftercre" in call("check", "--library", clinic, "--language", "en").stderr


def test_a_language_that_no_handout_is_in_is_a_problem(call: Call, clinic: Path) -> None:
    """To have checked nothing is not to have found nothing wrong."""
    result = call("check", "--library", clinic, "--language", "zz")
    assert result.exit_code == 1
    assert result.stderr == (
        "clinic: There is no handout in 'zz' in this library. There are handouts in en.\n\n"
        "1 problem in 1 file.\n"
    )
    report = json.loads(call("check", "--library", clinic, "--language", "zz", "--json").stdout)
    assert report["checked"] == []
    assert len(report["problems"]) == 1


def test_a_path_must_be_in_the_language_asked_for(call: Call, clinic: Path) -> None:
    """The option holds for a path too."""
    path = clinic / "dry-needling.en.yaml"
    assert call("check", path, "--language", "EN").exit_code == 0
    result = call("check", path, "--language", "es")
    assert result.exit_code == 1
    assert "The handout is in 'en', not in 'es'." in result.stderr


def test_a_library_that_is_not_there_is_reported_as_json_too(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script finds every problem in one place."""
    monkeypatch.setenv("HANDOUTS_LIBRARY", "no")
    result = call("check", "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert len(json.loads(result.stdout)["problems"]) == 1


def test_files_that_end_in_yml_are_checked(call: Call, clinic: Path) -> None:
    """A mistake in one is found as in any other, in the brand too."""
    path = clinic / "dry-needling.en.yaml"
    break_file(path, "aftercare:", "aftercre:")
    path.rename(path.with_suffix(".yml"))
    break_file(clinic / "brand.yaml", "paper:", "papper:")
    (clinic / "brand.yaml").rename(clinic / "brand.yml")
    result = call("check", "--library", clinic)
    assert "clinic/dry-needling.en.yml:" in result.stderr
    assert "clinic/brand.yml:" in result.stderr
    assert result.stderr.endswith("2 problems in 2 files.\n")
