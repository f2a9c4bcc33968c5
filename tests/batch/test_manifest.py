"""The manifest: what was made, so that a batch can go on; nothing about a person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import handouts
from handouts.batch import manifest
from handouts.batch.manifest import digest_spec, hash_leaflet, read_manifest
from handouts.batch.manifest_writer import ManifestWriter
from handouts.document.person import Area, Person
from handouts.files import FileError

ROOT = Path(handouts.__file__).parents[1]
SAM = Person(first_name="Sam", areas=(Area("trapezius", "left"),), treated=date(2026, 11, 23))
LINE = (2, "a-00002.pdf", "5" * 64, "c" * 32)


def write_manifest(folder: Path, *lines: tuple[int, str, str, str]) -> Path:
    """A manifest with a header and lines."""
    with ManifestWriter(folder) as writer:
        writer.write_header("a", {"en": "d1"})
        writer.add_leaflets(lines)
    return folder / manifest.MANIFEST_NAME


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Row, file, sha256 and input, below a header that says what made them."""
    path = write_manifest(tmp_path, LINE, (3, "a-00003.pdf", "6" * 64, "d" * 32))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[0] == {"handouts": handouts.__version__, "handout": "a", "digest": {"en": "d1"}}
    assert lines[1] == {"row": 2, "file": "a-00002.pdf", "sha256": "5" * 64, "input": "c" * 32}
    known = read_manifest(tmp_path, "a")
    record = known.find_record("A-00002.PDF")
    assert record and (record.sha256, record.input, record.digest) == (*LINE[2:], {"en": "d1"})
    assert known.is_open and known.size == path.stat().st_size
    assert not read_manifest(tmp_path, "b").files


@pytest.mark.parametrize("cut", [1, 2, 40, 90])
def test_a_torn_last_line_is_left_out_and_cut_off(tmp_path: Path, cut: int) -> None:
    """A kill in the middle of writing only costs that line."""
    path = write_manifest(tmp_path, LINE, (3, "a-00003.pdf", "6" * 64, "d" * 32))
    path.write_bytes(path.read_bytes()[:-cut])
    assert list(read_manifest(tmp_path, "a").files) == ["a-00002.pdf"]
    with ManifestWriter(tmp_path) as again:
        assert again.size == read_manifest(tmp_path, "a").size
        again.add_leaflets([(4, "a-00004.pdf", "7" * 64, "e" * 32)])
    assert list(read_manifest(tmp_path, "a").files) == ["a-00002.pdf", "a-00004.pdf"]


def test_the_last_line_of_a_file_counts(tmp_path: Path) -> None:
    """A file that was made again has two."""
    write_manifest(tmp_path, LINE, (2, "a-00002.pdf", "8" * 64, "f" * 32))
    record = read_manifest(tmp_path, "a").find_record("a-00002.pdf")
    assert record and record.sha256 == "8" * 64


def test_a_file_that_is_not_a_manifest_is_left_alone(tmp_path: Path) -> None:
    """Someone else's manifest.jsonl is reported, and not written into."""
    (tmp_path / manifest.MANIFEST_NAME).write_text('{"name": "theirs"}\n')
    with pytest.raises(FileError, match="is not a manifest of this program"):
        read_manifest(tmp_path, "a")


@pytest.mark.parametrize("theirs", [b'{"name":"my web app"}', b"{", b"\x00", b'{"handouts": 1}'])
def test_a_line_without_an_end_may_be_someone_elses(tmp_path: Path, theirs: bytes) -> None:
    """Only what begins as a manifest does is taken for one that was torn."""
    path = tmp_path / manifest.MANIFEST_NAME
    path.write_bytes(theirs)
    if b'{"handouts": "'.startswith(theirs):
        assert read_manifest(tmp_path, "a").size == 0
        return
    with pytest.raises(FileError, match="is not a manifest of this program"):
        read_manifest(tmp_path, "a")
    with pytest.raises(FileError, match="is not a manifest of this program"):
        ManifestWriter(tmp_path)
    assert path.read_bytes() == theirs


@pytest.mark.parametrize("size", [0, 1, 5, 14, 30])
def test_a_first_line_that_was_torn_is_started_again(tmp_path: Path, size: int) -> None:
    """A kill at the very beginning leaves nothing in the way."""
    path = write_manifest(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    assert read_manifest(tmp_path, "a").size == 0
    write_manifest(tmp_path, LINE)
    assert list(read_manifest(tmp_path, "a").files) == ["a-00002.pdf"]


@given(st.lists(st.binary(max_size=40) | st.sampled_from([b"{}", b'{"file": 1}', b"[]", b"1"])))
def test_any_lines_are_read_or_left_out(lines: list[bytes]) -> None:
    """Nothing that is in a manifest breaks the program, or leads anywhere."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = write_manifest(Path(folder), LINE)
        path.write_bytes(path.read_bytes() + b"\n".join([*lines, b""]))
        assert "a-00002.pdf" in read_manifest(Path(folder), "a").files


def test_a_second_batch_is_kept_out(tmp_path: Path) -> None:
    """Until the first one ends, however it ends."""
    code = (
        "import sys, time, pathlib\n"
        "from handouts.batch.manifest_writer import ManifestWriter\n"
        "kept = ManifestWriter(pathlib.Path(sys.argv[1]))\n"
        "print('open', flush=True); time.sleep(60)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        with pytest.raises(FileError, match="another batch is writing here now"):
            ManifestWriter(tmp_path)
        other.kill()
    ManifestWriter(tmp_path).__exit__()


def test_a_folder_that_takes_nothing_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only folder and a full disk, in words."""
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="is not a folder"):
        ManifestWriter(tmp_path / "file")
    with ManifestWriter(tmp_path) as writer:

        def full(*_: object) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        with pytest.raises(FileError, match="there is no room left on the disk"):
            writer.write_header("a", {})


def test_the_input_is_of_the_person_the_file_and_the_password() -> None:
    """Another of any is another; the same is the same."""
    sha256, input = hash_leaflet(b"%PDF", SAM)
    assert (sha256, input) == hash_leaflet(b"%PDF", msgspec.structs.replace(SAM))
    others = [
        hash_leaflet(b"%PDF", msgspec.structs.replace(SAM, first_name="Ana")),
        hash_leaflet(b"%PDF", SAM, "secret"),
        hash_leaflet(b"%PDF", SAM, "Secret"),
        hash_leaflet(b"%PDF2", SAM),
    ]
    assert len({input, *(each for _, each in others)}) == 5


def test_the_input_cannot_be_guessed_at_from_the_manifest() -> None:
    """Without the file, to know who it may be of is not to know its input."""
    import hashlib
    import hmac

    sha256, input = hash_leaflet(b"%PDF", SAM)
    encoded = msgspec.json.encode(SAM)
    for key in (b"", sha256.encode(), bytes.fromhex(sha256)):
        assert hmac.new(key, encoded, hashlib.sha256).hexdigest()[:32] != input
    assert hashlib.sha256(encoded).hexdigest()[:32] != input


def test_the_digest_is_of_all_that_decides_the_output() -> None:
    """The words, the brand, the options; not the place of the files."""
    replace = msgspec.structs.replace
    spec = handouts.load("dry-needling")
    first = digest_spec(spec, "trifold", None)
    elsewhere = replace(
        spec,
        handout=replace(spec.handout, path=Path("x")),
        brand=replace(spec.brand, path=Path("y")),
    )
    assert digest_spec(elsewhere, "trifold", None) == first
    others = {
        digest_spec(spec, "trifold", "a4"),
        digest_spec(replace(spec, handout=replace(spec.handout, title="x")), "trifold", None),
        digest_spec(replace(spec, brand=replace(spec.brand, name="x")), "trifold", None),
    }
    assert len(others | {first}) == 4
