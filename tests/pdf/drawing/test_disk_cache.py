"""The disk cache: it saves time, and nothing depends on it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import platformdirs
import pytest
from msgspec import Meta

from handouts.data import Data
from handouts.pdf.drawing import disk_cache, qr


class Square(Data, frozen=True):
    """Something to keep."""

    side: Annotated[float, Meta(gt=0)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that is remembered in, empty at first; nothing is known in the process."""
    monkeypatch.setattr(disk_cache, "_folder", lambda: tmp_path / "drawn")
    for known in (qr._rows, disk_cache.find_release):
        known.cache_clear()
    yield tmp_path / "drawn"


def list_cached(folder: Path) -> list[Path]:
    """All files in the cache."""
    return sorted(folder.iterdir())


def fail_if_called() -> Square:
    """A function that must not be called."""
    raise AssertionError


def test_what_was_made_is_remembered(folder: Path) -> None:
    """It is made once, in one file, with no draft left beside it."""
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2)) == Square(2)
    assert disk_cache.cache_on_disk("a", b"key", Square, fail_if_called) == Square(2)
    assert [path.suffix for path in list_cached(folder)] == [".json"]
    assert disk_cache.cache_on_disk("b", b"key", Square, lambda: Square(3)) == Square(3)


UNSOUND = ("", "[]", "{}", '{"side":0}', '{"side":"1"}', '{"side":1e999}', '{"side":NaN}', "\0")


@pytest.mark.parametrize("text", UNSOUND)
def test_what_is_unsound_is_made_again(folder: Path, text: str) -> None:
    """Whatever is in a file of the memory, nothing but a sound value comes of it."""
    disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2))
    (path,) = list_cached(folder)
    disk_cache._write_entry(path, b"a/key", text.encode())
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(3)) == Square(3)
    assert disk_cache.cache_on_disk("a", b"key", Square, fail_if_called) == Square(3)


def test_unsound_codes_are_made_again(folder: Path) -> None:
    """A code with a hole is not drawn."""
    rows = qr._rows("https://clinic.example")
    name = f"{qr.QR_FORMAT}/{disk_cache.find_release('segno')}/https://clinic.example".encode()
    (path,) = list_cached(folder)
    disk_cache._write_entry(path, name, b'{"rows": ["01", "0"]}')
    assert disk_cache._read_entry(path, name)
    qr._rows.cache_clear()
    assert qr._rows("https://clinic.example") == rows


def test_only_what_was_made_of_this_is_believed(folder: Path) -> None:
    """Not an entry for something else, nor one that was changed."""
    disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2))
    (one,) = list_cached(folder)
    disk_cache.cache_on_disk("a", b"other", Square, lambda: Square(3))
    (other,) = set(list_cached(folder)) - {one}
    one.write_bytes(other.read_bytes())
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2)) == Square(2)
    other.write_bytes(other.read_bytes().replace(b"3", b"9"))
    assert disk_cache.cache_on_disk("a", b"other", Square, lambda: Square(3)) == Square(3)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights there")
def test_no_link_is_followed_and_no_pipe_waited_for(folder: Path, tmp_path: Path) -> None:
    """What a link points at stays as it is, and what it holds is not believed."""
    disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2))
    (path,) = list_cached(folder)
    target = tmp_path / "target"
    path.rename(target)
    before = target.read_bytes()
    path.symlink_to(target)
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(3)) == Square(3)
    assert (target.read_bytes(), path.is_symlink()) == (before, False)
    path.unlink()
    os.mkfifo(path)
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(4)) == Square(4)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights there")
def test_no_link_is_followed_where_the_system_cannot_help(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has neither these flags nor numbers of users."""
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "geteuid"):
        monkeypatch.delattr(os, name)
    test_no_link_is_followed_and_no_pipe_waited_for(folder, tmp_path)
    assert disk_cache.cache_on_disk("a", b"key", Square, fail_if_called) == Square(4)


def write_shared(path: Path) -> None:
    """A sound entry, which others may have written."""
    path.write_bytes(WHOLE)
    path.chmod(0o666)


WHOLE: bytes = disk_cache._digest_entry(b"a/key", b'{"side":9}') + b'\n{"side":9}'
ENTRIES: dict[str, Callable[[Path], object]] = {
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": lambda path: path.mkdir(),
    "nothing": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(WHOLE[: len(WHOLE) // 2]),
    "bytes behind it": lambda path: path.write_bytes(WHOLE + b" "),
    "two megabytes": lambda path: path.write_bytes(WHOLE + b" " * (2 << 20)),
    "no text": lambda path: disk_cache._write_entry(path, b"a/key", b"\xff\xfe"),
    "depth": lambda path: disk_cache._write_entry(path, b"a/key", b"[" * 500_000),
    "one that others may write": write_shared,
}


@pytest.mark.skipif(os.name == "nt", reason="links and devices")
@pytest.mark.parametrize("kind", ENTRIES)
def test_what_is_off_is_made_again(folder: Path, kind: str) -> None:
    """At once, and kept in its place where that is possible."""
    disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2))
    (path,) = list_cached(folder)
    path.write_bytes(WHOLE)
    assert disk_cache.cache_on_disk("a", b"key", Square, fail_if_called) == Square(9)
    path.unlink()
    ENTRIES[kind](path)
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(3)) == Square(3)
    assert list_cached(folder) == [path]
    if kind != "a folder":
        assert disk_cache.cache_on_disk("a", b"key", Square, fail_if_called) == Square(3)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give a file away")
def test_a_file_of_another_user_is_made_again(folder: Path) -> None:
    """Even in our own folder."""
    disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2))
    (path,) = list_cached(folder)
    path.write_bytes(WHOLE)
    os.chown(path, 54321, -1)
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(3)) == Square(3)
    assert path.stat().st_uid == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_it_remembers_whatever_the_umask(folder: Path) -> None:
    """Also where files are made for all to write, and nobody else may write to them."""
    before = os.umask(0)
    try:
        disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2))
    finally:
        os.umask(before)
    assert disk_cache.cache_on_disk("a", b"key", Square, fail_if_called) == Square(2)
    modes = [path.stat().st_mode & 0o777 for path in (folder, *list_cached(folder))]
    assert modes == [0o700, 0o600]


def test_a_swapped_code_is_not_printed(folder: Path) -> None:
    """The code of the clinic leads where it says, whatever stands in the cache."""
    rows = qr._rows("https://clinic.example")
    (path,) = list_cached(folder)
    qr._rows("https://evil.example/pay")
    (evil,) = set(list_cached(folder)) - {path}
    path.write_bytes(evil.read_bytes())
    qr._rows.cache_clear()
    assert qr._rows("https://clinic.example") == rows


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_folder_that_others_may_write_to_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is one behind a link."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr(disk_cache, "user_cache_path", lambda *_, **__: tmp_path)
    assert disk_cache._folder() == tmp_path / "drawn"
    (tmp_path / "drawn").mkdir(mode=0o700)
    assert disk_cache._folder() == tmp_path / "drawn"
    (tmp_path / "drawn").chmod(0o777)
    assert disk_cache._folder() is None
    (tmp_path / "drawn").chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    assert disk_cache._folder() is None
    monkeypatch.undo()
    monkeypatch.setattr(disk_cache, "user_cache_path", lambda *_, **__: tmp_path)
    (tmp_path / "drawn").rename(tmp_path / "own")
    (tmp_path / "own").chmod(0o700)
    (tmp_path / "drawn").symlink_to(tmp_path / "own")
    assert disk_cache._folder() is None


def test_a_failure_to_keep_stops_nothing(folder: Path) -> None:
    """A file where the folder should be: the value is made each time."""
    folder.write_text("in the way")
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2)) == Square(2)


def test_a_failed_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No draft stays behind where a file cannot be put in its place."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", refuse)
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2)) == Square(2)
    assert list_cached(folder) == []


def test_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home folder has no memory, and a picture all the same."""

    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(platformdirs, "user_cache_path", homeless)
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2)) == Square(2)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: Path("here"))
    assert disk_cache.cache_on_disk("a", b"key", Square, lambda: Square(2)) == Square(2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    platform.system() != "Linux" or os.geteuid() != 0, reason="only root may be another user"
)
def test_no_home_at_all() -> None:
    """A full leaflet can be made by a user that the system does not know."""
    code = (
        "import os, handouts, platformdirs, reportlab, resvg_py, segno\n"
        "spec = handouts.load('dry-needling')\n"
        "handouts.render(spec)\n"
        "from handouts.pdf.drawing import qr\n"
        "qr._rows.cache_clear()\n"
        "os.environ.clear(); os.setuid(54321)\n"
        "assert handouts.render(spec)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_tests_have_a_separate_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test, and no process of a test, uses the user's cache."""
    code = "from handouts.pdf.drawing.disk_cache import _folder; print(_folder())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for found in (disk_cache._folder(), Path(done.stdout.strip())):
        assert found and found.is_relative_to(tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("package", ["resvg_py", "segno"])
def test_releases(package: str) -> None:
    """What was made by another release is not taken: the version is part of its name."""
    disk_cache.find_release.cache_clear()
    assert disk_cache.find_release(package).startswith(f"{package}-{version(package)}.")
    assert disk_cache.find_release("no_such_package") == "no_such_package"


def test_another_release_draws_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of segno, codes of the old one are not used."""
    for release in ("1", "2"):
        monkeypatch.setattr(qr, "find_release", lambda package, now=release: now)
        qr._rows("https://clinic.example")
        qr._rows.cache_clear()
    assert len(list_cached(folder)) == 2
