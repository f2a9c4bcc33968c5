"""Scaffolding: a new handout, a copy of one, and the files of a clinic's folder."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from itertools import count
from pathlib import Path
from string import Template
from typing import Literal, get_args

from handouts.document.blocks import Artwork
from handouts.document.choices import DEFAULT_KIND, KindName
from handouts.document.walk import walk
from handouts.drafts import remove_stale_drafts
from handouts.events import Reporter, Written, ignore_event
from handouts.files import (
    FileError,
    format_path,
    make_folder,
    protect_file,
    write_atomically,
)
from handouts.reading.library import load_spec
from handouts.reading.library_files import list_handouts, list_ids
from handouts.reading.schema import build_schema
from handouts.resources import library_folder

SchemaKind = Literal["handout", "brand"]

EXAMPLE = "dry-needling.en.yaml"

_STARTER = Path(__file__).with_name("starter")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_NAME = 60
_DRAFT_LINES = """\
# When a clinician of yours has read it: approved, and who it was, as in
#   approved_by: {role: our lead physical therapist, date: 2026-11-23}
status: draft"""


def create_handout(
    name: str,
    library: Path | None = None,
    report: Reporter = ignore_event,
    *,
    kind: KindName = DEFAULT_KIND,
) -> Path:
    """Write NAME.en.yaml, a handout of a kind to start from, and return its path.

    It goes into ``library``, else into the folder that HANDOUTS_LIBRARY names, else into the
    current one. Reports Written. Raises FileError, and ValueError for a name that
    ``check_name`` rejects.
    """
    if error := check_name(name):
        raise ValueError(error)
    folder = _own_folder(library)
    text = handout_text(name, kind, list_ids(folder))
    files = {f"{name}.en.yaml": text.encode()}
    (path,) = write_new_files(folder, files, "Choose another name.", report)
    return path


def list_built_in_names() -> list[str]:
    """The names of the handouts of the built-in library."""
    return sorted({entry.name for entry in list_handouts(library_folder())})


def copy_handouts(
    names: Iterable[str], library: Path | None = None, report: Reporter = ignore_event
) -> list[Path]:
    """Copy handouts of the built-in library, in each language, with the pictures that they show.

    They are drafts, also of one that is approved: nobody in the clinic has read it yet.
    They go where ``create_handout`` puts one. A picture that is there already is kept. Reports
    Written for each file, and returns their paths. Raises FileError if a handout is there already.
    """
    folder = _own_folder(library)
    wanted = set(names)
    entries = [entry for entry in list_handouts(library_folder()) if entry.name in wanted]
    files = {
        name: data for entry in entries for name, data in _copy_shipped_files(entry.path).items()
    }
    pictures = {name for name in files if name.startswith("pictures/")}
    kept = {name for name in pictures if os.path.lexists(folder / name)}
    new = {name: data for name, data in files.items() if name not in kept}
    return write_new_files(folder, new, "Rename yours to keep both.", report)


def check_name(name: str) -> str:
    """Why a handout's name is not safe in every file system and shell; empty if it is."""
    if _NAME.fullmatch(name) and len(name) <= _MAX_NAME:
        return ""
    plain = "-".join(re.findall("[a-z0-9]+", name.lower()))[:_MAX_NAME].strip("-")
    hint = f" Try: {plain}" if plain else ""
    return f"Use lowercase letters, digits and single hyphens.{hint}"


def handout_text(name: str, kind: KindName = DEFAULT_KIND, used_ids: Collection[str] = ()) -> str:
    """Return a handout of a kind to start from: a valid draft with every part explained.

    Its id is none of ``used_ids``.
    """
    words = name.split("-")
    initials = "".join(word[0] for word in words).upper()
    ids = (f"{initials}-{number}" for number in count(1))
    values = {
        "name": name,
        "kind": kind,
        "title": " ".join(words).capitalize(),
        "id": next(id for id in ids if id not in used_ids),
    }
    opening = {
        part: Template(read_starter(f"{part}.yaml")).substitute(values)
        for part in ("head", "facts")
    }
    return Template(read_starter(f"{kind}.yaml")).substitute(opening)


def schema_text(kind: SchemaKind) -> str:
    """Return the JSON Schema of a ``handout`` or a ``brand``, as text for a file."""
    return json.dumps(build_schema(kind), indent=2, ensure_ascii=False) + "\n"


def write_schema(kind: SchemaKind, path: Path, report: Reporter = ignore_event) -> None:
    """Write the JSON Schema to a file, but never over a file of another kind; reports Written."""
    protect_file(path, map(_schema_start, get_args(SchemaKind)), "a handouts schema")
    write_atomically(path, schema_text(kind).encode())
    report(Written(path))


def _schema_start(kind: SchemaKind) -> bytes:
    """Return how a schema begins: up to its title, which no other schema has."""
    text = schema_text(kind)
    return text[: text.index("\n", text.index('"title"'))].encode()


def list_folder_files(brand: str) -> dict[str, bytes]:
    """Return the files of a new clinic folder with a brand: each relative path and its content."""
    texts = {"README.txt": read_starter("README.txt"), "brand.yaml": brand}
    texts |= {f"{kind}.schema.json": schema_text(kind) for kind in get_args(SchemaKind)}
    example = _copy_shipped_files(library_folder() / EXAMPLE)
    return {name: text.encode() for name, text in texts.items()} | example


def _make_draft(text: str) -> bytes:
    """A handout, approved or not, as a draft."""
    text = re.sub(r"(?m)^approved_by:.*\n", "", text)
    return re.sub(r"(?m)^status: approved$", _DRAFT_LINES, text).encode()


def _own_folder(library: Path | None) -> Path:
    """The folder of a clinic's own handouts: the one given, or of the environment, or this one."""
    return library or Path(os.environ.get("HANDOUTS_LIBRARY") or ".")


def write_new_files(
    folder: Path, files: Mapping[str, bytes], hint: str, report: Reporter
) -> list[Path]:
    """Write files into a folder, created if it is missing; never overwrite a file.

    Raises FileError, with ``hint``, before writing anything if one of them exists. If a
    file cannot be written, those written before it are removed again, with their folders.
    """
    paths = [folder / name for name in files]
    for parent in {path.parent for path in paths}:
        remove_stale_drafts(parent)  # also where nothing will be written
    existing = [format_path(path) for path in paths if os.path.lexists(path)]
    if existing:
        what = "already exists" if len(existing) == 1 else "already exist"
        raise FileError(f"{', '.join(existing)}: {what}, and no file is overwritten. {hint}")
    created: list[Path] = []
    try:
        for parent in sorted({path.parent for path in paths}):
            created += _missing_folders(parent)
            make_folder(parent)
        for path, data in zip(paths, files.values(), strict=True):
            write_atomically(path, data)
            created.append(path)
    except BaseException:
        _remove_created(created, report)
        raise
    for path in paths:
        report(Written(path))
    return paths


def _missing_folders(folder: Path) -> list[Path]:
    """Return the folder and those of its parents that do not exist yet, outermost first."""
    way = (folder, *folder.parents)
    return [each for each in reversed(way) if not os.path.lexists(each)]


def _remove_created(created: list[Path], report: Reporter) -> None:
    """Remove files and folders, newest first; report as written what cannot be removed."""
    for path in filter(os.path.lexists, reversed(created)):
        try:
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except OSError:
            report(Written(path))


def read_starter(name: str) -> str:
    """Return the text of a file to start from."""
    return (_STARTER / name).read_text(encoding="utf-8")


def _copy_shipped_files(path: Path) -> dict[str, bytes]:
    """Return a handout of the built-in library as a draft, with the pictures that it shows."""
    handout = load_spec(path, library=path.parent).handout
    artworks = [each for each in walk((handout.cover, handout.sections)) if type(each) is Artwork]
    pictures = {f"pictures/{Path(each.name).name}": each.content for each in artworks}
    return {path.name: _make_draft(path.read_text(encoding="utf-8"))} | pictures
