"""What the tests of the command line share: an empty current folder, and ways to call it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import handouts
from handouts.cli.program import program
from handouts.printing import review
from tests.cups import Cups

Call = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]

ROOT = str(Path(handouts.__file__).parents[1])
COLOURS = ("NO_COLOR", "FORCE_COLOR", "TERM")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with an environment that sets no options."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("HANDOUTS_LIBRARY", *COLOURS):
        monkeypatch.delenv(name, raising=False)
    return here


@pytest.fixture
def call(folder: Path) -> Call:
    """Call the program in this process: ``call("build", "dry-needling")``."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(program, [str(each) for each in arguments])

    return run


@pytest.fixture
def cups(
    running_cups: Cups, folder: Path, own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> Cups:
    """The module's CUPS, for the program to talk to, on a day when no handout needs a review.

    The library is a clinic's own.
    """
    monkeypatch.setenv("HANDOUTS_LIBRARY", str(own_library))
    monkeypatch.setenv("CUPS_SERVER", running_cups.server)
    monkeypatch.setattr(review, "today", lambda: date(2027, 1, 1))
    for name in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)
    return running_cups


@pytest.fixture
def process(folder: Path) -> Process:
    """Call the program as a separate process, with real streams."""

    def run(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-m", "handouts", *map(str, arguments)]
        return subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": ROOT, **environ},
            capture_output=True,
            timeout=120,
        )

    return run


@pytest.fixture
def clinic(folder: Path, call: Call) -> Path:
    """A clinic's folder, as ``init`` makes it."""
    assert call("init", "clinic", "--name", "Our Clinic").exit_code == 0
    return folder / "clinic"


def approve(file: Path) -> None:
    """Approve a handout, as a clinic does when it has read it."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nstatus: draft", "\nstatus: approved"), encoding="utf-8")


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that one may not write in, for root too, who may write anywhere."""
    closed = tmp_path / "closed"
    closed.mkdir()
    really = os.open

    def refuse(path: str | Path, *rest: int, **more: int) -> int:
        if Path(path).parent == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    return closed
