"""Text that is too long: found by ``check`` early, reported where it can be shortened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Call

pytestmark = pytest.mark.slow

LONG = "Zanzibar " * 105


def add_advice(path: Path, longest: int = 2) -> None:
    """Give a handout so much advice to choose from that not all of it fits; one is so long."""
    head, rest = path.read_text(encoding="utf-8").split("\n  advice:\n", 1)
    more = "".join(f"    more-{number}: Do this {'as well as that ' * 2}\n" for number in range(20))
    longer = f"    longest: Do this {'as well as that ' * longest}\n"
    path.write_text(f"{head}\n  advice:\n{more}{longer}{rest}", encoding="utf-8")


# --- before it is needed ---------------------------------------------------------------------


def test_a_personal_panel_that_does_not_fit_is_reported(call: Call, clinic: Path) -> None:
    """By hand, though the leaflet for everyone does: only some of it is chosen for a person."""
    add_advice(clinic / "dry-needling.en.yaml")
    assert call("build", "dry-needling", "--library", clinic).exit_code == 0
    result = call("check", "--library", clinic)
    assert result.exit_code == 0
    assert result.stderr.endswith("\nNo problems in 1 handout.\n")
    assert (
        "dry-needling.en.yaml: note: To be filled in by hand: The personal panel" in result.stderr
    )
    assert "Shorten the handout's advice" in result.stderr
    assert "For a person" not in result.stderr


def test_an_advice_that_does_not_fit_is_reported(call: Call, clinic: Path) -> None:
    """A batch would find it when patients wait."""
    add_advice(clinic / "dry-needling.en.yaml", longest=60)
    result = call("check", "--library", clinic, "--json")
    assert result.exit_code == 0
    (notes, *_) = json.loads(result.stdout)["notes"]
    assert "For a person with the longest advice: " in notes["message"]
    assert (notes["rule"], notes["severity"]) == ("text-too-long-for-format", "note")


def test_no_panel_is_asked_of_a_handout_without_one(call: Call, clinic: Path) -> None:
    """A leaflet without a personal section may fill its paper."""
    path = clinic / "dry-needling.en.yaml"
    add_advice(path)
    text = path.read_text(encoding="utf-8")
    begin, end = text.index("\npersonal:"), text.index("\ntrigger_points:")
    path.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert call("check", "--library", clinic).exit_code == 0


def test_status_says_which_formats_do_not_hold_the_panel(call: Call, clinic: Path) -> None:
    """Though they hold the handout."""
    add_advice(clinic / "dry-needling.en.yaml")
    words = ("status", "--library", clinic, "--paper", "a4")
    assert "dry-needling.en: its personal panel does not fit trifold" in call(*words).stderr
    (row,) = json.loads(call(*words, "--json").stdout)
    assert "trifold" in row["formats"] and "trifold" not in row["personal_formats"]
    assert "large-print" in row["personal_formats"]


# --- where it can be shortened ---------------------------------------------------------------


@pytest.mark.parametrize("more", [(), ("areas=low back", "advice=heat", "first_name=Sam")])
def test_notes_are_reported_at_their_place(call: Call, folder: Path, more: tuple[str, ...]) -> None:
    """And not in the handout; nothing of them is repeated."""
    words = [word for each in (f"notes={LONG}", *more) for word in ("--set", each)]
    result = call("build", "dry-needling", "--format", "trifold", *words)
    assert result.exit_code == 1
    assert result.stderr.startswith("--set notes: The personal panel is about ")
    assert "Shorten the notes." in result.stderr and "Zanzibar" not in result.stderr


def test_advice_is_reported_at_its_place(call: Call, clinic: Path) -> None:
    """Where there is too much of it."""
    add_advice(clinic / "dry-needling.en.yaml", longest=90)
    words = ("--format", "trifold", "--library", clinic, "--set", "advice=longest")
    result = call("build", "dry-needling", *words)
    assert result.exit_code == 1
    assert result.stderr.startswith("--set advice: ")
    assert "Choose less advice" in result.stderr


@pytest.mark.parametrize("merge", [(), ("--merge",)])
def test_a_rows_notes_are_reported_at_their_column(
    call: Call, folder: Path, merge: tuple[str, ...]
) -> None:
    """The row and the column of the text to shorten."""
    table = folder / "week.csv"
    table.write_text(f"First name,Town,Notes for patient\nSam,Here,\nAnn,There,{LONG}\n")
    result = call("batch", "dry-needling", table, "-o", "out", "-j", "1", "-q", *merge)
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "week.csv:3:3: Column C 'Notes for patient': The personal panel is about "
    )


def test_a_rows_format_is_reported_at_its_column(call: Call, clinic: Path, folder: Path) -> None:
    """Where it is not the person's words that are too long."""
    path = clinic / "dry-needling.en.yaml"
    more = "\nmore_words:\n  heading: More\n  text: |\n" + "    Many more words. \n\n" * 60
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    table = folder / "week.csv"
    table.write_text("First name,Format\nSam,large-print\nAnn,trifold\n")
    words = ("-o", "out", "-j", "1", "-q", "--format", "large-print", "--library", clinic)
    result = call("batch", "dry-needling", table, *words)
    assert result.exit_code == 1
    assert result.stderr.startswith("week.csv:3:2: Column B 'Format': The text is about ")


def test_by_hand_there_is_nothing_of_a_person_to_shorten(call: Call, clinic: Path) -> None:
    """So it is the handout's advice that is too long."""
    add_advice(clinic / "dry-needling.en.yaml")
    words = ("--format", "trifold", "--by-hand", "--library", clinic)
    result = call("build", "dry-needling", *words)
    assert result.exit_code == 1
    assert "dry-needling.en.yaml:20:1: The personal panel is about " in result.stderr
    assert "Shorten the handout's advice" in result.stderr
