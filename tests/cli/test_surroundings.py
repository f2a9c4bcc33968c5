"""Every command with streams that are closed or full, without a home, with little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.cli.program import COMMANDS
from handouts.drafts import create_private_folder, remove_stale_drafts
from handouts.locks import lock_file

from .test_streams import run_shell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="streams are closed by a shell"),
]

HANDOUTS = f"{sys.executable} -m handouts"
ARGUMENTS = {
    "advice": "dry-needling",
    "exercises": "neck-exercises",
    "build": "dry-needling -o a.pdf",
    "preview": "dry-needling -o a.png",
    "batch": "dry-needling patients.csv -o out",
    "print": "dry-needling --dry-run",
    "find": "patients.csv Lee",
    "read": "a.pdf",
    "new": "knee-pain",
    "copy": "dry-needling",
    "init": "clinic --name 'Hill Street'",
    "test-sheet": "-o t.pdf",
    "completion": "bash",
}
MEMORY = range(20_000, 60_000, 4_000)
"""In kilobytes: from what Python itself needs to what is just too little."""

STREAMS = {
    "closed": "<&- >&- 2>&-",
    "full output": ">/dev/full",
    "full errors": "2>/dev/full",
    "no home": "</dev/null",
}


@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_bears_its_streams(folder: Path, command: str, streams: str) -> None:
    """It ends by itself, with an exit code of ours and no traceback."""
    words = f"{HANDOUTS} {command} {ARGUMENTS.get(command, '')}"
    done = run_shell(f"env -u HOME -u XDG_CACHE_HOME {words} {STREAMS[streams]}", folder)
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr and "program failed" not in done.stderr
    if streams == "full output" and done.returncode == 1:
        assert "1 problem" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory like this")
@pytest.mark.parametrize("command", ["build", "batch"])
def test_too_little_memory_is_told(folder: Path, command: str) -> None:
    """However Python or a library says it, also before there is a command; nothing is left.

    Where the last bytes run out is chance, and a library may hide it: so not in each case, but in
    most. Not for a preview: PDFium, which draws it, ends the program where it gets no memory.
    """
    words, told = f"{HANDOUTS} {command} {ARGUMENTS[command]}", 0
    for kilobytes in MEMORY:
        done = run_shell(f"ulimit -v {kilobytes}; {words}", folder)
        assert done.returncode
        assert not list(folder.rglob("*.pdf")) and not list(folder.rglob(".*.part"))
        told += done.returncode == 1 and "There is not enough memory." in done.stderr
    assert told > len(MEMORY) / 2


def test_a_crash_leaves_no_core_file(folder: Path) -> None:
    """All patients of a table would be in it."""
    code = "from handouts.cli import forbid_core_dumps as f; f(); import resource; "
    code += "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    done = run_shell(f"ulimit -S -c unlimited; {sys.executable} -c '{code}'", folder)
    assert done.stdout == "0\n", done.stderr


@pytest.mark.parametrize("epoch", ["zzz", "-1", "1", "", "99999999999", "9" * 40])
def test_the_epoch_of_builds_has_no_say_in_a_leaflet(folder: Path, epoch: str) -> None:
    """Whatever it is, the bytes are the same."""
    first = run_shell(f"env -u SOURCE_DATE_EPOCH {HANDOUTS} build dry-needling -o a.pdf", folder)
    other = run_shell(f"SOURCE_DATE_EPOCH={epoch} {HANDOUTS} build dry-needling -o b.pdf", folder)
    assert (first.returncode, other.returncode) == (0, 0), other.stderr
    assert (folder / "a.pdf").read_bytes() == (folder / "b.pdf").read_bytes()


def test_only_what_killed_runs_left_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is locked belongs to a run, and what has another name to somebody else."""
    stale, live = tmp_path / ".0123456789abcdef.part", tmp_path / ".fedcba9876543210.part"
    others = [tmp_path / ".note.part", tmp_path / ".0123456789abcdef.batch.part"]
    for path in (stale, live, *others):
        path.write_bytes(b"half")
    with live.open("rb") as file:
        assert lock_file(file.fileno())
        remove_stale_drafts(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([live, *others])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"handouts-private-{'0' * 16}"
    own = tmp_path / "handouts-original"
    for path in (left, own):
        path.mkdir()
        (path / "leaflet.pdf").write_bytes(b"a patient's")
    with create_private_folder() as first, create_private_folder() as second:
        assert first.is_dir() and second.is_dir()
        assert first.stat().st_mode & 0o777 == 0o700
    assert [path.exists() for path in (left, own, first, second)] == [False, True, False, False]


def test_a_person_as_headers_is_not_repeated(folder: Path) -> None:
    """A table without headers may begin with a patient."""
    (folder / "p.csv").write_text("Zyxquuxa,Vwoppelitz\nSam,Lee\n")
    words = [sys.executable, "-m", "handouts", "batch", "dry-needling", "p.csv", "-o", "out"]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        words, cwd=folder, env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Zyxquuxa" not in done.stderr and "Vwoppelitz" not in done.stderr
