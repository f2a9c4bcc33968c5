"""Files appear complete or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import threading
from pathlib import Path

import pytest

from handouts import files
from handouts.files import FileError, open_atomically, write_atomically

from .shell import list_names


def test_the_file_holds_the_bytes_and_nothing_else_is_left(tmp_path: Path) -> None:
    """The bytes are there under the file's name; no draft stays beside it."""
    write_atomically(tmp_path / "a.pdf", b"%PDF-1")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-1"
    assert list_names(tmp_path) == ["a.pdf"]


def test_a_relative_path_is_written_in_the_current_folder(folder: Path) -> None:
    """A bare name goes to the current folder."""
    write_atomically(Path("a.pdf"), b"x")
    assert list_names(folder) == ["a.pdf"]


def test_a_new_file_has_the_permissions_of_the_umask(tmp_path: Path) -> None:
    """A colleague in the group can read the leaflet if the umask says so."""
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.pdf", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o640


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    """A private file stays private."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    """A link into the printer's folder goes on pointing there."""
    (tmp_path / "printer").mkdir()
    link = tmp_path / "a.pdf"
    link.symlink_to(tmp_path / "printer" / "b.pdf")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "printer" / "b.pdf").read_bytes() == b"new"
    assert list_names(tmp_path / "printer") == ["b.pdf"]


def test_a_pipe_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    """A pipe's reader gets the bytes; /dev/null stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, b"through")
    reader.join(10)
    assert got == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the middle of writing costs nothing that was there."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(FileError) as caught:
        write_atomically(target, b"new")
    assert str(caught.value) == (
        f"{target}: there is no room left on the disk. Free some and try again."
    )
    assert target.read_bytes() == b"old"
    assert list_names(tmp_path) == ["a.pdf"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of writing leaves no partial file and no draft."""

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a.pdf", b"new")
    assert list_names(tmp_path) == []


def write_error(path: Path) -> str:
    """The message if a path cannot be written."""
    with pytest.raises(FileError) as caught:
        write_atomically(path, b"x")
    return str(caught.value)


def test_a_folder_in_the_way_is_reported(tmp_path: Path) -> None:
    """A folder of that name is never replaced."""
    assert write_error(tmp_path) == f"{tmp_path}: is a folder. Give the name of a file."


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    """The message names the folder that is missing."""
    path = tmp_path / "no" / "a.pdf"
    assert write_error(path) == (
        f"{path}: the folder '{path.parent}' does not exist. Make it first, or choose another."
    )


def test_a_file_where_a_folder_should_be_is_reported(tmp_path: Path) -> None:
    """A path cannot go through a file."""
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "a.pdf"
    assert write_error(path) == f"{path}: '{path.parent}' is not a folder. Choose another."


def test_a_name_that_is_too_long_is_reported(tmp_path: Path) -> None:
    """The disk's limit is reported in words."""
    assert write_error(tmp_path / ("a" * 300)).endswith(
        "the name is too long. Choose a shorter one."
    )


def test_a_name_that_no_disk_takes_is_reported(tmp_path: Path) -> None:
    """A null byte, which only a program can give, is a problem like any other."""
    assert "could not be written" in write_error(tmp_path / "a\0.pdf")


def test_a_folder_that_may_not_be_written_is_reported(locked: Path) -> None:
    """A closed folder is a problem with a way out, and no traceback."""
    assert write_error(locked / "a.pdf") == (
        f"{locked / 'a.pdf'}: you may not write in the folder '{locked}'. Choose another."
    )


def test_the_folder_that_is_closed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one below it, which is not there yet."""
    really = os.mkdir

    def refuse(path: Path, *rest: int) -> None:
        if Path(path).parent == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied")
        really(path, *rest)

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(files.FileError, match=f"in the folder '{re.escape(str(tmp_path))}'"):
        files.make_folder(tmp_path / "new" / "x")


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone has protected the file, so it is kept although the folder is open."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # also where root runs this
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    assert write_error(target) == (
        f"{target}: is read-only. Choose another name, or allow writing to it."
    )
    assert target.read_bytes() == b"old"


def test_nothing_hostile_in_a_name_reaches_the_terminal() -> None:
    """Control and direction characters and broken bytes are shown by number."""
    assert files.format_path("a\x1b[31m\n\u202e\udcff.pdf") == "a\\x1b[31m\\n\\u202e\\udcff.pdf"
    assert files.format_path("Übung für Zoë.pdf") == "Übung für Zoë.pdf"


def test_a_file_that_grows_appears_at_the_end(tmp_path: Path) -> None:
    """Until then, and after an error, the old file is there, with its permissions."""
    target = tmp_path / "a.pdf"
    with open_atomically(target) as file:
        file.write(b"one, ")
        assert not target.exists()
        file.write(b"two")
    assert target.read_bytes() == b"one, two"
    target.chmod(0o600)
    with pytest.raises(KeyError), open_atomically(target) as file:
        file.write(b"three")
        raise KeyError
    assert target.read_bytes() == b"one, two"
    with open_atomically(target) as file:
        file.write(b"four")
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"four", 0o600)
    assert list_names(tmp_path) == ["a.pdf"]


def test_a_file_that_cannot_grow_is_reported(tmp_path: Path) -> None:
    """A folder that is not there, or a folder in its place; what else goes wrong goes through."""
    for path in (tmp_path / "no" / "a.pdf", tmp_path):
        with pytest.raises(FileError), open_atomically(path):
            pytest.fail("it was opened")
    with pytest.raises(OSError, match="^mine$") as raised, open_atomically(tmp_path / "a.pdf"):
        raise OSError("mine")
    assert not isinstance(raised.value, FileError)
    assert list_names(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_full_disk_is_reported_while_a_file_grows() -> None:
    """With a clear message, as soon as the disk is full."""
    with pytest.raises(FileError, match="no room left"), open_atomically(Path("/dev/full")) as file:
        for _ in range(100):
            file.write(bytes(10_000))
