"""``handouts batch --encoding``: how the letters of a table are read."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from handouts.cli.encoding import ask_encoding

from .conftest import Call

CZECH = "First name;Last name\nKristýna;Holá\nTom;Reed\n"


def write_table(folder: Path, text: str = CZECH, codec: str = "cp1250") -> Path:
    """A table in a legacy encoding."""
    path = folder / "week.csv"
    path.write_bytes(text.encode(codec))
    return path


def test_doubt_is_asked_and_shows_no_cell(call: Call, folder: Path) -> None:
    """The candidates, what to do, and nothing of what the cells hold."""
    write_table(folder)
    result = call("batch", "dry-needling", "week.csv", "-o", "out")
    assert result.exit_code == 1
    assert "Windows-1254 (Turkish)" in result.stderr
    assert "--encoding" in result.stderr
    assert "Krist" not in result.stderr
    assert not (folder / "out").exists()


def test_named_encoding_settles_it(call: Call, folder: Path) -> None:
    """The run says how the table was read."""
    write_table(folder)
    settled = ("--encoding", "windows-1250", "--dry-run")
    result = call("batch", "dry-needling", "week.csv", "-o", "out", *settled)
    assert result.exit_code == 0
    assert "The table was read as Windows-1250." in result.stderr


def test_unknown_encoding_is_wrong_usage(call: Call, folder: Path) -> None:
    """A name that is near is suggested."""
    write_table(folder)
    result = call("batch", "dry-needling", "week.csv", "-o", "out", "--encoding", "cp12500")
    assert result.exit_code == 2
    assert "There is no encoding of this name. Did you mean 'cp1250'?" in result.stderr


def test_asking_needs_a_terminal(call: Call, folder: Path) -> None:
    """Without one, no letters are shown."""
    write_table(folder)
    result = call("batch", "dry-needling", "week.csv", "-o", "out", "--encoding", "ask")
    assert result.exit_code == 2
    assert "--encoding ask needs a terminal and a file." in result.stderr
    assert "Krist" not in result.stderr


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal: what is shown on it."""
    shown: list[str] = []
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr(click, "echo", lambda text, **_: shown.append(text))
    return shown


def answer(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Type a number when asked."""
    monkeypatch.setattr(click, "prompt", lambda *_, **__: number)


def test_asking_shows_the_words_of_one_row(
    folder: Path, terminal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those beyond A to Z, as each encoding reads them; the chosen one is used."""
    write_table(folder, "First name;Last name;Notes\nSam;Lee;\nKristýna;Reed;Rest well\n")
    answer(monkeypatch, 2)
    encoding = ask_encoding("week.csv")
    assert encoding
    assert encoding.codec == "cp1252"
    assert "  1  Kristına   Windows-1254 (Turkish)" in terminal
    assert "  2  Kristýna   Windows-1252 (Western Europe)" in terminal
    assert not any(word in line for line in terminal for word in ("Reed", "Rest", "Lee"))


def test_none_of_them(folder: Path, terminal: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none is right, the table must be exported again."""
    write_table(folder)
    answer(monkeypatch, 3)
    with pytest.raises(click.UsageError, match="None of these encodings is right"):
        ask_encoding("week.csv")
    assert terminal[-1] == "  3  none of them"


def test_no_doubt_no_question(folder: Path, terminal: list[str]) -> None:
    """A table in UTF-8 is read as such."""
    write_table(folder, codec="utf-8")
    assert ask_encoding("week.csv") is None
    assert terminal == []
