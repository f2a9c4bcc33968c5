"""The manifest: a line for each file a batch has made, so that it can go on where it stopped.

The format is JSON Lines. A header says what the files below it were made with::

    {"handouts": "0.1.0", "handout": "dry-needling", "digest": {"en": "9f2c..."}}
    {"row": 2, "file": "dry-needling-00002.pdf", "sha256": "51b0...", "input": "c07d..."}

It holds no personal names, unless the user has put them into the names of the files.

``input`` shows whether the file was made from the row as it is now. Anyone with the manifest
could guess the row behind a plain digest (there are not many first names), so the digest is
keyed with the file's own bytes, which are read anyway. Without the file it reveals nothing;
with the file there is nothing left to guess. For a locked file the key also includes the
password, hashed as slowly as the file's own lock, so that it gives no shortcut around it.

A line is written and flushed to disk before its file gets its final name. So every file that a
batch has made is listed, and a file that is missing or differs from its line is made again. A
last line that was cut off when the program was killed is ignored.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

import handouts
from handouts.batch.file_names import fold_name
from handouts.data import Data
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.files import FileError, describe_error, format_path, read_found_file
from handouts.pdf.drawing.disk_cache import find_release
from handouts.resources import fonts_folder

MANIFEST_NAME = "manifest.jsonl"

# So many rounds make a guess cost about as much as one at the file's own lock.
_KEY_ROUNDS = 2_000
_DRAWN_WITH = ("reportlab", "uharfbuzz", "tinycss2", "resvg_py", "isal")


class LeafletRecord(Data, frozen=True):
    """A line about one leaflet. ``digest`` is that of the handout it was made from."""

    row: int
    file: str
    sha256: str
    input: str
    digest: Mapping[str, str]

    def compare_file(self, folder: Path, person: Person, password: str = "") -> tuple[bool, bool]:
        """Whether the file is still as we wrote it, and whether it was made for this person."""
        try:
            pdf = read_found_file(folder / self.file)
        except OSError:
            return False, False
        sha256, input = hash_leaflet(pdf, person, password)
        return sha256 == self.sha256, (sha256, input) == (self.sha256, self.input)


class MergedRecord(Data, frozen=True):
    """A line about one file of many leaflets, or about their index, which has none.

    ``input`` covers all their people, and ``order`` in which order they are.
    """

    file: str
    sha256: str
    leaflets: int
    input: str
    digest: Mapping[str, str]
    order: str = ""


@dataclass
class ManifestContent:
    """What a manifest says of one handout: its files, by case-folded name.

    ``merged`` holds files of many leaflets, by case-folded name and sha256. ``digest`` comes
    from the last header of this handout, and ``is_open`` says whether that is the last
    header in the file. ``size`` is in bytes.
    """

    files: dict[str, LeafletRecord] = field(default_factory=dict)
    merged: dict[tuple[str, str], MergedRecord] = field(default_factory=dict)
    digest: dict[str, str] = field(default_factory=dict)
    is_open: bool = False
    size: int = 0

    def find_record(self, file: str) -> LeafletRecord | None:
        """The record of a file, in upper or lower case, or None."""
        return self.files.get(fold_name(file))


# --- digests -------------------------------------------------------------------------------


def hash_leaflet(pdf: bytes, person: Person, password: str = "") -> tuple[str, str]:
    """The ``sha256`` and the ``input`` of a file made for a person, both in hexadecimal."""
    hashed = _hash_file(pdf)
    return hashed.hexdigest(), hash_input(hashed, msgspec.json.encode(person), password)


_START = 40_960
"""So many bytes at the start of a file are nearly always those of the leaflet before it."""


@dataclass
class _HashedStart:
    """The start of the last file that was hashed, and its hash."""

    start: bytes = b""
    hashed: hashlib._Hash = field(default_factory=hashlib.sha256)


_last = _HashedStart()


def _hash_file(data: bytes) -> hashlib._Hash:
    """The sha256 of a file. A start that was hashed just before is not hashed again."""
    global _last
    known = _last  # one object, so that threads never see one's start with another's hash
    if len(data) < _START or not data.startswith(known.start) or not known.start:
        known = _last = _HashedStart(data[:_START], hashlib.sha256(data[:_START]))
    hashed = known.hashed.copy()
    hashed.update(memoryview(data)[len(known.start) :])
    return hashed


def hash_input(pdf: hashlib._Hash, data: bytes, password: str = "") -> str:
    """The ``input`` of a file that was made from ``data``; ``pdf`` is the hash of the file."""
    hashed = pdf.copy()
    hashed.update(b"input")  # a key that the sha256 in the manifest does not give
    key = hashed.digest()
    if password:
        key = hashlib.pbkdf2_hmac("sha256", password.encode(), key, _KEY_ROUNDS)
    return hmac.new(key, data, "sha256").hexdigest()[:32]


def digest_spec(spec: Spec, *options: str | None) -> str:
    """A sha256, in hexadecimal, of all that shapes a leaflet except the person.

    It covers the content of the handout, the brand and their pictures, but not their paths;
    the options; the versions of the program and of the libraries it draws with; the fonts.
    """
    replace = msgspec.structs.replace
    handout = replace(spec.handout, path=Path())
    brand = replace(spec.brand, path=None)
    versions = (handouts.__version__, *map(find_release, _DRAWN_WITH))
    parts = (handout, brand, options, versions, tuple(list_fonts()))
    return hashlib.sha256(repr(parts).encode(errors="surrogatepass")).hexdigest()


def list_fonts() -> Iterator[tuple[str, int]]:
    """The path and the size, in bytes, of each font file."""
    folder = fonts_folder()
    for path in sorted(folder.rglob("*.[ot]tf")):
        yield path.relative_to(folder).as_posix(), path.stat().st_size


# --- reading -------------------------------------------------------------------------------


def read_manifest(folder: Path, handout: str) -> ManifestContent:
    """What the manifest in a folder says of a handout's files; empty if there is no manifest.

    Lines that are cut off or belong to other handouts are ignored. Raises FileError if the
    file cannot be read or is not a manifest.
    """
    path = folder / MANIFEST_NAME
    try:
        data = read_found_file(path)
    except FileNotFoundError:
        return ManifestContent()
    except FileError:
        raise
    except NotADirectoryError as error:
        raise FileError(describe_error(path, error)) from error
    except OSError as error:
        raise FileError(f"{format_path(path)}: cannot be read ({error.strerror}).") from error
    complete = drop_torn_line(path, data)
    content = ManifestContent(size=len(complete))
    header: dict[str, str] | None = None
    for number, line in enumerate(io.BytesIO(complete)):
        fields = _parse_line(line)
        if "handouts" in fields:
            header = _read_digests(fields, handout)
            content.digest, content.is_open = header or content.digest, header is not None
        elif number == 0:
            raise FileError(
                f"{format_path(path)}: is not a manifest of this program. {_FOLDER_HINT}"
            )
        elif header is not None:
            _add_record(content, fields, header)
    return content


def list_manifest_handouts(folder: Path) -> list[str]:
    """The names of the handouts whose files a folder's manifest lists. Raises FileError."""
    read_manifest(folder, "")  # so that a file that is no manifest is reported
    try:
        data = read_found_file(folder / MANIFEST_NAME)
    except FileNotFoundError:
        return []
    names = (_parse_line(line).get("handout") for line in io.BytesIO(data))
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def drop_torn_line(path: Path, data: bytes) -> bytes:
    """A manifest's bytes without a last line that was cut off.

    Raises FileError if even the first line is cut off and does not begin like a header.
    """
    lines = data[: data.rfind(b"\n") + 1]
    if not lines and data[: len(_HEADER_START)] != _HEADER_START[: len(data)]:
        raise FileError(f"{format_path(path)}: is not a manifest of this program. {_FOLDER_HINT}")
    return lines


_FOLDER_HINT = "Choose another folder with -o."
# How this program begins a header, so that a header that was cut off is recognized.
_HEADER_START = b'{"handouts": "'


def _parse_line(line: bytes) -> dict[str, object]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _read_digests(fields: dict[str, object], handout: str) -> dict[str, str] | None:
    """The digests in a header, if it belongs to this handout."""
    digests = fields.get("digest")
    return digests if fields.get("handout") == handout and isinstance(digests, dict) else None


def _add_record(
    content: ManifestContent, fields: dict[str, object], header: dict[str, str]
) -> None:
    with contextlib.suppress(msgspec.ValidationError):
        if "leaflets" in fields:
            merged = msgspec.convert({**fields, "digest": header}, MergedRecord)
            content.merged[fold_name(merged.file), merged.sha256] = merged
        else:
            record = msgspec.convert({**fields, "digest": {}}, LeafletRecord)
            # The header is one object for all: there may be a hundred thousand lines.
            content.files[fold_name(record.file)] = msgspec.structs.replace(record, digest=header)
