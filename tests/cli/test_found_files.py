"""What is found in a folder, and was not named, is read only if it is a file.

A pipe would be waited for, a device fill the memory, and a link lead out of the folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.resources import library_folder
from tests.measured import Measured, run_measured

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX"),
]

TABLE = "Given name,Last name\nSam,Lee\nAna,Holt\n"
BAD_ROW = "8812,Known\n"
OUTSIDE = b"outside"

KINDS: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo if hasattr(os, "mkfifo") else Path.touch,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link": lambda path: path.symlink_to(path.parents[1] / "outside.txt"),
    "a link to nothing": lambda path: path.symlink_to(path.parents[1] / "nothing"),
}


def put(kind: str, path: Path) -> None:
    """Put something that is no file where a file should be."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True, parents=True)
    (path.parents[1] / "outside.txt").write_bytes(OUTSIDE)
    KINDS[kind](path)


def run_batch(folder: Path, *more: str) -> Measured:
    """A batch of the table; it ends within seconds, and takes little memory."""
    words = ("batch", "dry-needling", "patients.csv", "-o", "out", "--skip-bad", *more)
    done = run_measured(folder, *words, seconds=30)
    assert done.code in (0, 1), done.stderr
    assert "Traceback" not in done.stderr and "program failed" not in done.stderr
    assert done.megabytes < 200
    return done


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("manifest.jsonl", ()),
        ("bad-rows.csv", ()),
        ("dry-needling-all.pdf", ("--merge", "--force")),
        ("dry-needling-all-index.pdf", ("--merge", "--index", "--force")),
        ("dry-needling-sample.pdf", ("--sample",)),
    ],
)
def test_nothing_but_a_file_is_used_in_the_output_folder(
    folder: Path, name: str, more: tuple[str, ...], kind: str
) -> None:
    """It is refused by its name, and what it leads to stays as it was."""
    (folder / "patients.csv").write_text(TABLE + ("" if "--sample" in more else BAD_ROW))
    put(kind, folder / "out" / name)
    done = run_batch(folder, *more)
    assert done.code == 1
    assert f"{Path('out', name)}: is a link, a pipe or a folder, not a file of this program" in (
        done.stderr
    )
    assert (folder / "outside.txt").read_bytes() == OUTSIDE
    assert not (folder / "nothing").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kept_leaflet_that_is_no_file_is_made_again(folder: Path, kind: str) -> None:
    """In its own place; what it led to stays as it was."""
    (folder / "patients.csv").write_text(TABLE)
    assert run_batch(folder).code == 0
    path = folder / "out" / "dry-needling-00003.pdf"
    before = path.read_bytes()
    put(kind, path)
    assert run_batch(folder, "--force").code == 0
    assert (path.is_symlink(), path.read_bytes()) == (False, before)
    assert (folder / "outside.txt").read_bytes() == OUTSIDE
    assert not (folder / "nothing").exists()


@pytest.mark.parametrize("kind", ["a pipe", "a device"])
@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("brand.yaml", 1, "brand.yaml: This is a pipe or a device, not a file."),
        ("brand.yml", 1, "brand.yml: This is a pipe or a device, not a file."),
        ("pictures/muscle-knot.svg", 0, ""),  # another folder has it too
        ("pictures/knee.svg", 0, ""),
        ("fonts/Clinic-Regular.ttf", 0, ""),
        ("dry-needling.de.yaml", 0, ""),
        ("columns.yaml", 0, ""),
    ],
)
def test_nothing_but_a_file_is_used_in_a_library(
    folder: Path, name: str, code: int, message: str, kind: str
) -> None:
    """Listed, checked, built and used for a batch: nothing waits."""
    library = folder / "clinic"
    shutil.copytree(library_folder(), library)
    put(kind, library / name)
    (folder / "patients.csv").write_text(TABLE)
    commands = {
        "build": ("dry-needling", "-o", "a.pdf"),
        "batch": ("dry-needling", "patients.csv", "-o", "out"),
        "check": (),
        "status": (),
        "list": (),
    }
    for command, more in commands.items():
        done = run_measured(folder, command, *more, "--library", "clinic", seconds=30)
        assert done.code == code or (command == "list" and code), (command, done)
        assert message in done.stderr or command == "list"
        assert done.megabytes < 250


@pytest.mark.parametrize("name", ["dry-needling.pdf", "dry-needling-personal.pdf"])
def test_a_pipe_of_the_usual_name_is_not_written_to(folder: Path, name: str) -> None:
    """Nobody has named it, so nobody reads from it."""
    os.mkfifo(folder / name)
    who = ("--set", "first_name=Sam") if "personal" in name else ()
    done = run_measured(folder, "build", "dry-needling", *who, seconds=30)
    assert done.code == 1
    assert done.stderr.startswith(f"{name}: is a pipe or a device, not a file. Delete it, or name")


def test_a_pipe_that_is_named_is_read(folder: Path) -> None:
    """As Unix does it: a table may come out of another program."""
    os.mkfifo(folder / "table")
    writer = os.fork()
    if writer == 0:
        (folder / "table").write_text(TABLE)
        os._exit(0)
    words = ("batch", "dry-needling", "table", "-o", "out")
    assert run_measured(folder, *words, seconds=30).code == 0
    os.waitpid(writer, 0)
    assert len(list((folder / "out").glob("*.pdf"))) == 2


def test_a_logo_without_end_is_refused(folder: Path) -> None:
    """As one that is too large."""
    (folder / "logo.png").symlink_to("/dev/zero")
    words = ("init", "clinic", "--name", "Hill Street", "--logo", "logo.png")
    done = run_measured(folder, *words, seconds=30)
    assert done.code == 1
    assert done.megabytes < 300
    assert not (folder / "clinic").exists()
