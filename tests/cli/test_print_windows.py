"""``handouts print`` on Windows: SumatraPDF prints, or the way by hand is said."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from handouts.printing import review

from .conftest import Call


@pytest.fixture(autouse=True)
def _own_library_on_a_fixed_day(
    folder: Path, own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clinic's own library, on a day on which no handout in it needs a review."""
    monkeypatch.setenv("HANDOUTS_LIBRARY", str(own_library))
    monkeypatch.setattr(review, "today", lambda: date(2027, 1, 1))


_SUMATRA = """\
#!/bin/sh
for last; do :; done
printf '%s\\n' "$@" > "$0.txt"
cat "$last" > "$0.pdf"
"""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A fake Windows; returns the path where SumatraPDF will be looked for."""
    from handouts.printing import delivery

    if os.name == "nt":
        pytest.skip("the program is a script")
    bin = tmp_path / "bin"
    bin.mkdir()
    monkeypatch.setattr(delivery, "prints_by_program", lambda: True)
    monkeypatch.setenv("PATH", os.pathsep.join([str(bin), "/usr/bin", "/bin"]))
    return bin / "SumatraPDF"


def test_on_windows_sumatra_prints(call: Call, folder: Path, windows: Path) -> None:
    """With paper and sides; no file is left."""
    windows.write_text(_SUMATRA)
    windows.chmod(0o700)
    result = call("print", "dry-needling", "--paper", "a4", "-n", "2")
    assert (result.exit_code, result.stdout) == (0, "")
    told = windows.with_suffix(".txt").read_text().splitlines()
    assert told[:3] == [
        "-print-to-default",
        "-print-settings",
        "noscale,duplexshort,paper=A4,color,2x",
    ]
    assert result.stderr.splitlines() == [
        "Windows does not say what the printer can do: look at the first leaflet.",
        "Sent 2 copies to the default printer: paper A4; both sides, flip on the short edge; "
        "actual size (100%); colour.",
    ]
    assert list(folder.iterdir()) == []
    call("build", "dry-needling", "--paper", "a4")
    assert windows.with_suffix(".pdf").read_bytes() == (folder / "dry-needling.pdf").read_bytes()


def test_on_windows_a_list_is_printed(call: Call, folder: Path, windows: Path) -> None:
    """In the same way."""
    windows.write_text(_SUMATRA)
    windows.chmod(0o700)
    (folder / "day.csv").write_text("First name,Last name\nMira,Castle\nTom,Reed\n")
    result = call("print", "dry-needling", "day.csv", "--printer", "desk", "--paper", "a4")
    assert result.exit_code == 0, result.output
    assert "It holds 2 leaflets, in this order: rows 2-3." in result.stderr
    assert windows.with_suffix(".txt").read_text().splitlines()[:2] == ["-print-to", "desk"]


def test_on_windows_without_sumatra_the_way_by_hand_is_said(
    call: Call, folder: Path, windows: Path
) -> None:
    """The PDF is kept, and nobody believes that it was printed; a list is not kept."""
    result = call("print", "dry-needling", "--paper", "a4", "-n", "2")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "only SumatraPDF prints with the right paper and sides" in result.stderr
    assert "open dry-needling.pdf, press Ctrl+P, and choose: 2 copies; paper A4; both si" in (
        result.stderr
    )
    assert result.stderr.endswith("Written: dry-needling.pdf.\n")
    (folder / "day.csv").write_text("First name,Last name\nMira,Castle\n")
    result = call("print", "dry-needling", "day.csv")
    assert result.exit_code == 1
    assert "or make a file with 'handouts batch --merge'" in result.stderr
    assert {each.name for each in folder.iterdir()} == {"day.csv", "dry-needling.pdf"}


def test_on_windows_a_dry_run_shows_the_command(call: Call, folder: Path, windows: Path) -> None:
    """And what is missing."""
    result = call("print", "dry-needling", "--dry-run", "-n", "2")
    assert result.exit_code == 1
    assert result.stdout.startswith("SumatraPDF -print-to-default -print-settings noscale,")
    assert list(folder.iterdir()) == []
