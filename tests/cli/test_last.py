"""``--last`` repeats how a handout was made for the last person, and nothing of the person."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from tests.pages import read_text

from .conftest import Call


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which choices are kept."""
    folder = tmp_path / "state"
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_, **__: folder)
    return folder / "last.json"


MIRA = ("--set", "first_name=Mira", "--set", "areas=left knee", "--set", "notes=Zyxquux")


def test_the_last_choices_are_repeated(call: Call, folder: Path, state: Path) -> None:
    """Format, paper, ink and advice; what is typed counts more."""
    choices = ("--format", "sheet", "--paper", "a4", "--ink", "mono", "--set", "advice=heat")
    assert call("build", "dry-needling", *MIRA, *choices).exit_code == 0
    result = call("build", "dry-needling", "--last", "--set", "first_name=Tom")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "dry-needling-personal-sheet-mono-2.pdf\n"
    text = read_text(folder / result.stdout.strip())
    assert "warm pack" in text and "Tom" in text
    typed = call("build", "dry-needling", "--last", "--set", "first_name=Tom", "--ink", "colour")
    assert typed.stdout == "dry-needling-personal-sheet.pdf\n"


def test_nothing_of_the_person_is_kept(call: Call, state: Path) -> None:
    """Not a name, an area, a note or a day."""
    assert call("build", "dry-needling", *MIRA, "--set", "date=2026-12-01").exit_code == 0
    kept = state.read_text()
    assert kept and not any(word in kept for word in ("Mira", "knee", "Zyxquux", "2026"))


def test_a_leaflet_for_everyone_is_not_kept(call: Call, state: Path) -> None:
    """And without a last one it is said."""
    assert call("build", "dry-needling", "--format", "sheet").exit_code == 0
    assert not state.exists()
    result = call("build", "dry-needling", "--last", "--set", "first_name=Tom")
    assert result.stdout == "dry-needling-personal.pdf\n"
    assert "Nothing is known of how this handout was last made for a person." in result.stderr


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"dry-needling": {"format": "x"}}', "\0"]
)
def test_what_is_kept_is_not_believed(call: Call, state: Path, text: str) -> None:
    """A file of another version, or a broken one, is as none."""
    state.parent.mkdir()
    state.write_text(text)
    result = call("build", "dry-needling", "--last", "--set", "first_name=Tom")
    assert (result.exit_code, result.stdout) == (0, "dry-needling-personal.pdf\n")


def test_no_home(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home folder can build all the same."""

    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(platformdirs, "user_state_path", homeless)
    assert call("build", "dry-needling", *MIRA).exit_code == 0
