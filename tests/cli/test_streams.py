"""Closed standard streams, as services have them; signals; and links where files are written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Call
from .tables import list_leaflets, patients, run_batch

__all__ = ["patients"]
HANDOUTS = f"{sys.executable} -m handouts"
TABLE = "Given name,Last name\nSam,Lee\nAna,Holt\n"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="streams are closed by a shell"),
]


def run_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command line of a shell, in a folder with a table."""
    (folder / "patients.csv").write_text(TABLE)
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&-", "<&- >&- 2>&-"])
def test_a_batch_needs_no_stream(folder: Path, closed: str) -> None:
    """Everything is made, and nothing is written into a leaflet by mistake."""
    done = run_shell(f"{HANDOUTS} batch dry-needling patients.csv -o out {closed}", folder)
    assert done.returncode == 0, done.stderr
    assert len(list_leaflets(folder)) == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in (folder / "out").glob("*.pdf"))


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("build dry-needling -o - >&-", 2, "Error: stdout is closed. Name a file: -o"),
        ("batch dry-needling - -o out <&-", 1, "stdin is closed, so nothing can be read from it."),
        ("build dry-needling --person - <&-", 1, "stdin is closed, so nothing can be read"),
    ],
)
def test_a_closed_stream_that_is_needed_is_told(
    folder: Path, command: str, code: int, message: str
) -> None:
    """In words, and nothing is made."""
    done = run_shell(f"{HANDOUTS} {command}", folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert [path.name for path in folder.iterdir()] == ["patients.csv"]


def test_a_build_that_is_ended_leaves_no_draft(folder: Path) -> None:
    """Whenever the system ends it: the leaflet is whole, or there is nothing."""
    root = str(Path(__file__).parents[2])
    for delay in (0.05, 0.2, 0.3, 0.4, 0.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "handouts", "build", "dry-needling", "-o", "a.pdf"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": root},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, 143, -signal.SIGTERM)
        assert {path.name for path in folder.iterdir()} <= {"a.pdf"}


@pytest.mark.parametrize("name", ["manifest.jsonl", "bad-rows.csv", "dry-needling-all.pdf"])
def test_no_link_in_the_folder_is_followed(
    call: Call, patients: Path, folder: Path, name: str
) -> None:
    """What it leads to, outside, stays as it is."""
    outside = folder / "outside"
    (folder / "out").mkdir()
    (folder / "out" / name).symlink_to(outside)
    patients.write_text(patients.read_text() + "8812,Known,\n")
    more = ("--merge", "--force") if name.endswith(".pdf") else ()
    result = run_batch(call, "--skip-bad", *more)
    assert result.exit_code == 1
    assert f"{Path('out', name)}: is a link, a pipe or a folder" in result.stderr
    assert not outside.exists()


def test_a_current_folder_that_is_gone_is_told(folder: Path) -> None:
    """It has no name to show."""
    done = run_shell(f"mkdir a && cd a && rmdir ../a && {HANDOUTS} build dry-needling", folder)
    assert done.returncode == 1
    assert done.stderr.startswith("The current folder has been deleted. Change to another one")
