"""A full disk, or a folder that is closed or gone: a clear message, and finished leaflets stay."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handouts import files as ground
from handouts.batch.folder import FolderWriter
from handouts.batch.runner import run_job
from handouts.files import FileError

from .batch_jobs import make_entries, make_job, read_leaflets, toys

pytestmark = pytest.mark.slow

__all__ = ["toys"]

PROGRAM = Path(__file__).with_name("toyprogram.py")
ROOT = Path(ground.__file__).parents[1]


def batch_command(folder: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """A batch of a hundred people over two processes."""
    rows = "".join(f"Secret{n}\n" for n in range(200))
    (folder / "patients.csv").write_text("First name\n" + rows)
    words = ["batch", "dry-needling", str(folder / "patients.csv"), "-o", "out", "--jobs", "2"]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environ = {**os.environ, "PYTHONPATH": paths, "TOY_PAUSE": "0", **more.pop("environ", {})}
    environ["PYTHONDONTWRITEBYTECODE"] = "1"  # what Python compiles would be cut off as well
    return subprocess.run(
        [sys.executable, str(PROGRAM), *words],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        **more,
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limits of this kind")
def test_a_limit_of_the_account_is_reported(tmp_path: Path) -> None:
    """A file may not grow beyond it, neither a leaflet nor the manifest."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, 16_384))

    done = batch_command(tmp_path, preexec_fn=limit, environ={"TOY_SIZE": "1000"})
    assert done.returncode == 1
    assert "is larger than a file may be here" in done.stderr
    count = len(list((tmp_path / "out").glob("*.pdf")))
    assert 0 < count < 200
    assert f"{count} of 200 leaflets made in out; run the same command to continue." in done.stderr
    assert not list((tmp_path / "out").glob(".*.part"))
    done = batch_command(tmp_path, environ={"TOY_SIZE": "1000"})
    assert (done.returncode, f"({count} were already there)" in done.stderr) == (0, True)


def small_disk(folder: Path, size: str) -> None:
    """A separate disk for ``out``; skips if this user may not mount one."""
    (folder / "out").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder / "out")]
    tried = subprocess.run(mount, capture_output=True, text=True) if shutil.which("mount") else None
    if tried is None or tried.returncode:
        pytest.skip("only root may mount a small disk")


def test_a_full_disk_is_reported_and_what_was_made_stays(tmp_path: Path) -> None:
    """A real one, of 400 KB; with room on it the same command goes on."""
    small_disk(tmp_path, "400k")
    try:
        done = batch_command(tmp_path)
        assert done.returncode == 1
        assert "there is no room left on the disk. Free some and try again." in done.stderr
        count = len(list((tmp_path / "out").glob("*.pdf")))
        assert 0 < count < 200
        assert all(each.stat().st_size == 1993 for each in (tmp_path / "out").glob("*.pdf"))
        assert f"{count} of 200 leaflets made" in done.stderr
        assert not list((tmp_path / "out").glob(".*.part"))
        subprocess.run(
            ["mount", "-o", "remount,size=4m", str(tmp_path / "out")], check=True, timeout=10
        )
        done = batch_command(tmp_path)
        assert (done.returncode, f"({count} were already there)" in done.stderr) == (0, True)
        assert len(list((tmp_path / "out").glob("*.pdf"))) == 200
    finally:
        subprocess.run(["umount", str(tmp_path / "out")], check=True, timeout=10)


@pytest.mark.usefixtures("toys")
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "there is no room left on the disk"),
        (errno.EDQUOT, "there is no room left on the disk"),
        (errno.EROFS, "this disk is read-only"),
        (errno.EACCES, "you may not write in the folder"),
        (errno.EIO, "could not be written"),
    ],
)
def test_what_fails_in_the_middle_leaves_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """With any error of the disk; the message names the folder, never a file."""
    real, count = ground._fill_draft, 0

    def fill(*given: Any, **more: Any) -> None:
        nonlocal count
        count += 1
        if count > 40:
            raise OSError(number, os.strerror(number))
        real(*given, **more)

    monkeypatch.setattr(ground, "_fill_draft", fill)
    with pytest.raises(FileError, match=said) as caught:
        run_job(make_job(tmp_path, make_entries(100)), jobs=1)
    assert str(caught.value).startswith(f"{tmp_path / 'out'}: ")
    assert len(read_leaflets(tmp_path)) == 32
    assert not list((tmp_path / "out").glob(".*.part"))
    monkeypatch.setattr(ground, "_fill_draft", real)
    report = run_job(make_job(tmp_path, make_entries(100)), jobs=1)
    assert (report.made, report.kept) == (68, 32)


@pytest.mark.usefixtures("toys")
def test_a_folder_that_vanishes_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone has moved it, or the stick was pulled out."""
    real = FolderWriter.place_drafts

    def keep(*given: Any) -> Any:
        yield from real(*given)
        (tmp_path / "out").rename(tmp_path / "moved")

    monkeypatch.setattr(FolderWriter, "place_drafts", keep)
    with pytest.raises(FileError, match="does not exist"):
        run_job(make_job(tmp_path, make_entries(40)), jobs=1)


@pytest.mark.usefixtures("toys")
def test_a_path_that_cannot_be_a_folder_is_reported_before_anything_is_made(tmp_path: Path) -> None:
    """A file is where the folder should be, or in the middle of its path."""
    (tmp_path / "out").touch()
    expected = f"'{tmp_path / 'out'}' is not a folder. Choose another."
    with pytest.raises(FileError, match=re.escape(expected)):
        run_job(make_job(tmp_path, make_entries(3)), jobs=1)
    with pytest.raises(FileError, match="is not a folder. Choose another."):
        run_job(make_job(tmp_path / "out", make_entries(3)), jobs=1)


def drop_privileges() -> Callable[[], object] | None:
    """What takes from a process of root's what lets it write anywhere; None where it is not."""
    if os.getuid() != 0:
        return None
    if sys.platform != "linux":
        pytest.skip("root may write anywhere")
    import ctypes

    system = ctypes.CDLL(None)
    return lambda: system.prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


@pytest.mark.skipif(os.name == "nt", reason="Windows guards folders in other ways")
def test_a_read_only_folder_is_reported(tmp_path: Path) -> None:
    """A real one, also where root runs this."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o555)
    done = batch_command(tmp_path, preexec_fn=drop_privileges())
    assert done.returncode == 1, done.stderr
    assert "you may not write in the folder 'out'" in done.stderr
    assert "0 of 200 leaflets made in out" in done.stderr
    assert not list((tmp_path / "out").iterdir())
