"""The manifest: what a batch has made, a line a file, so that it can go on where it stopped.

JSON Lines. A header says what the lines below it were made with::

    {"handouts": "0.1.0", "handout": "dry-needling", "digest": {"en": "9f2c..."}}
    {"row": 2, "file": "dry-needling-00002.pdf", "sha256": "51b0...", "input": "c07d..."}

It holds no names, unless the user has put them into the names of the files.

``input`` says whether a row is still that of the file. A plain digest of a row could be
guessed at (there are not so many first names), wherever the manifest goes; so it is keyed with
the file's own bytes, which stand beside it and are read anyway. Without the file it tells
nothing; with the file there is nothing to guess. That of a locked file is keyed with the
password too, as slowly as the file itself is, so that it opens nothing the password does not.

A line is written, and is on the disk, before its file takes its name: a file that a batch has
made is always known, and a line whose file is missing or other is made again. A last line that
was torn by a kill is left out.
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
from typing import Any

import msgspec

import handouts
from handouts.batch.names import folded
from handouts.data import Data
from handouts.files import FileProblem, shown, told
from handouts.spec.models import Person, Spec

NAME = "manifest.jsonl"

# As many rounds as make a guess cost about as much as at the file's own lock.
_ROUNDS = 2_000
_MADE_WITH = ("reportlab", "uharfbuzz")


class Record(Data, frozen=True):
    """What a line says of a file. ``digest`` is that of the handout it was made from."""

    row: int
    file: str
    sha256: str
    input: str
    digest: Mapping[str, str]

    def found(self, folder: Path, person: Person, password: str = "") -> tuple[bool, bool]:
        """Whether the file is there as it was made, and whether it was made for this person."""
        try:
            pdf = (folder / self.file).read_bytes()
        except OSError:
            return False, False
        sha256, input = seals(pdf, person, password)
        return sha256 == self.sha256, (sha256, input) == (self.sha256, self.input)


class Volume(Data, frozen=True):
    """What a line says of one file of so many leaflets; ``input`` is of all their people."""

    file: str
    sha256: str
    leaflets: int
    input: str
    digest: Mapping[str, str]


@dataclass
class Known:
    """What a manifest says: the files of one handout, by folded name.

    ``volumes`` are those of many leaflets, by folded name and sha256. ``digest`` is that of its
    last header of this handout, and ``open`` whether it is the last of all; ``size`` is in bytes.
    """

    files: dict[str, Record] = field(default_factory=dict)
    volumes: dict[tuple[str, str], Volume] = field(default_factory=dict)
    digest: dict[str, str] = field(default_factory=dict)
    open: bool = False
    size: int = 0

    def get(self, file: str) -> Record | None:
        """What is known of a file, whatever its case."""
        return self.files.get(folded(file))


# --- digests -------------------------------------------------------------------------------


def seals(pdf: bytes, person: Person, password: str = "") -> tuple[str, str]:
    """The ``sha256`` and the ``input`` of a file made for a person, both in hexadecimal."""
    hashed = hashlib.sha256(pdf)
    return hashed.hexdigest(), seal(hashed, msgspec.json.encode(person), password)


def seal(pdf: hashlib._Hash, given: bytes, password: str = "") -> str:
    """The ``input`` of a file that was made of what is given; ``pdf`` has hashed all of it."""
    hashed = pdf.copy()
    hashed.update(b"input")  # a key that the sha256 in the manifest does not give
    key = hashed.digest()
    if password:
        key = hashlib.pbkdf2_hmac("sha256", password.encode(), key, _ROUNDS)
    return hmac.new(key, given, "sha256").hexdigest()[:32]


def digest(spec: Spec, *options: str | None) -> str:
    """All that decides what a person's leaflet is, but the person: a sha256 in hexadecimal.

    The handout, the brand and their pictures by content, not by place; the options; the
    versions of the program and of what it draws with; the fonts.
    """
    from handouts.pdf.memory import release

    replace = msgspec.structs.replace
    handout = replace(spec.handout, path=Path())
    brand = replace(spec.brand, path=None)
    versions = (handouts.__version__, *map(release, _MADE_WITH))
    parts = (handout, brand, options, versions, tuple(_fonts()))
    return hashlib.sha256(repr(parts).encode(errors="surrogatepass")).hexdigest()


def _fonts() -> Iterator[tuple[str, int]]:
    from handouts.places import fonts_folder

    folder = fonts_folder()
    for path in sorted(folder.rglob("*.[ot]tf")):
        yield path.relative_to(folder).as_posix(), path.stat().st_size


# --- reading -------------------------------------------------------------------------------


def read_manifest(folder: Path, handout: str) -> Known:
    """What the manifest in a folder says of a handout's files; nothing where there is none.

    Lines that are torn or of other handouts are left out. Raises FileProblem where the file
    cannot be read, or is no manifest.
    """
    path = folder / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Known()
    except NotADirectoryError as error:
        raise FileProblem(told(path, error)) from error
    except OSError as error:
        raise FileProblem(f"{shown(path)}: cannot be read ({error.strerror}).") from error
    sound = whole(path, data)
    known = Known(size=len(sound))
    header: dict[str, str] | None = None
    for number, line in enumerate(io.BytesIO(sound)):
        said = _object(line)
        if "handouts" in said:
            header = _header(said, handout)
            known.digest, known.open = header or known.digest, header is not None
        elif number == 0:
            raise FileProblem(f"{shown(path)}: is no manifest of this program. {_ELSEWHERE}")
        elif header is not None:
            _note(known, said, header)
    return known


def whole(path: Path, data: bytes) -> bytes:
    """A manifest's bytes without a torn last line; its first may be no one else's."""
    lines = data[: data.rfind(b"\n") + 1]
    if not lines and data[: len(_BEGIN)] != _BEGIN[: len(data)]:
        raise FileProblem(f"{shown(path)}: is no manifest of this program. {_ELSEWHERE}")
    return lines


_ELSEWHERE = "Choose another folder with -o."
# How a header begins as it is written here, so that a torn one is known.
_BEGIN = b'{"handouts": "'


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _header(said: dict[str, Any], handout: str) -> dict[str, str] | None:
    """The digests of a header, if it is of this handout."""
    digests = said.get("digest")
    return digests if said.get("handout") == handout and isinstance(digests, dict) else None


def _note(known: Known, said: dict[str, Any], header: dict[str, str]) -> None:
    with contextlib.suppress(msgspec.ValidationError):
        if "leaflets" in said:
            volume = msgspec.convert({**said, "digest": header}, Volume)
            known.volumes[folded(volume.file), volume.sha256] = volume
        else:
            record = msgspec.convert({**said, "digest": {}}, Record)
            # The header is one object for all: there may be a hundred thousand lines.
            known.files[folded(record.file)] = msgspec.structs.replace(record, digest=header)
