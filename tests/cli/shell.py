"""What a shell shows: the files in a folder, and what it completes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .conftest import ROOT


def list_names(folder: Path) -> list[str]:
    """The files in a folder."""
    return sorted(each.name for each in folder.iterdir())


def complete_words(folder: Path, words: str, **environ: str) -> list[str]:
    """What the shell gets when one presses the tab key after these words."""
    code = "from handouts.cli import main; main()"
    asked = {"_HANDOUTS_COMPLETE": "bash_complete", "COMP_WORDS": words}
    asked["COMP_CWORD"] = str(words.count(" "))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT, **asked, **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


def list_files(folder: Path) -> list[str]:
    """The files in a folder and those below it."""
    return sorted(
        each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()
    )
