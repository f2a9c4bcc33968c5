"""Scaffolding for a clinic: the files that ``new`` and ``init`` write."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Literal, get_args

from handouts.cli.report import record_written

if TYPE_CHECKING:
    from handouts.document.blocks import Picture
    from handouts.document.handout import Handout

SchemaKind = Literal["handout", "brand"]
SCHEMA_KINDS: tuple[SchemaKind, ...] = get_args(SchemaKind)

EXAMPLE = "dry-needling.en.yaml"

_STARTER = Path(__file__).with_name("starter")


def handout_text(name: str) -> str:
    """Return a starter handout: a valid draft with every part explained."""
    words = name.split("-")
    return Template(_read_starter("handout.yaml")).substitute(
        name=name,
        title=" ".join(words).capitalize(),
        id="".join(word[0] for word in words).upper() + "-1",
    )


def schema_text(kind: SchemaKind) -> str:
    """Return the JSON Schema of a ``handout`` or a ``brand``, as text for a file."""
    import json

    from handouts.reading.schema import build_schema

    return json.dumps(build_schema(kind), indent=2, ensure_ascii=False) + "\n"


def folder_files() -> dict[str, bytes]:
    """Return the files of a new clinic folder: each relative path and its content."""
    texts = {name: _read_starter(name) for name in ("README.txt", "brand.yaml")}
    texts |= {f"{kind}.schema.json": schema_text(kind) for kind in SCHEMA_KINDS}
    return {name: text.encode() for name, text in texts.items()} | _example_files()


def write_new_files(folder: Path, files: Mapping[str, bytes], hint: str) -> list[Path]:
    """Write files into a folder, created if it is missing; never overwrite a file.

    Raises FileProblem, with ``hint``, before writing anything if one of them exists. If a
    file cannot be written, those written before it are removed again, with their folders.
    """
    from handouts.files import FileError, format_path, make_folder, write_atomically

    paths = [folder / name for name in files]
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
        _remove_created(created)
        raise
    for path in paths:
        record_written(path)
    return paths


def _missing_folders(folder: Path) -> list[Path]:
    """Return the folder and those of its parents that do not exist yet, outermost first."""
    way = (folder, *folder.parents)
    return [each for each in reversed(way) if not os.path.lexists(each)]


def _remove_created(created: list[Path]) -> None:
    """Remove files and folders, newest first; record as written what cannot be removed."""
    for path in filter(os.path.lexists, reversed(created)):
        try:
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except OSError:
            record_written(path)


def _read_starter(name: str) -> str:
    return (_STARTER / name).read_text(encoding="utf-8")


def _example_files() -> dict[str, bytes]:
    """Return a handout of the built-in library with the pictures that it shows."""
    from handouts.reading.library import load_spec
    from handouts.resources import library_folder

    path = library_folder() / EXAMPLE
    artworks = [each.artwork for each in _handout_pictures(load_spec(path).handout)]
    pictures = {f"pictures/{Path(each.name).name}": each.content for each in artworks}
    return {EXAMPLE: path.read_bytes()} | pictures


def _handout_pictures(handout: Handout) -> Iterator[Picture]:
    from handouts.document.blocks import Picture

    if handout.cover:
        yield handout.cover
    for section in handout.sections:
        yield from (part for part in section.blocks if isinstance(part, Picture))
