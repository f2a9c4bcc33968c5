"""What a clinic starts from: the texts of the files that ``new`` and ``init`` write."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Literal, get_args

from handouts.cli.report import wrote

if TYPE_CHECKING:
    from handouts.spec.models import Handout, Picture

Kind = Literal["handout", "brand"]
KINDS: tuple[Kind, ...] = get_args(Kind)

EXAMPLE = "dry-needling.en.yaml"

_STARTER = Path(__file__).with_name("starter")


def handout_text(name: str) -> str:
    """A handout to write over: right as it stands, a draft, every part explained."""
    words = name.split("-")
    return Template(_starter("handout.yaml")).substitute(
        name=name,
        title=" ".join(words).capitalize(),
        id="".join(word[0] for word in words).upper() + "-1",
    )


def schema_text(kind: Kind) -> str:
    """The JSON Schema of a ``handout`` or a ``brand``, as it stands in its file."""
    import json

    from handouts.spec.schema import schema

    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def folder_files() -> dict[str, bytes]:
    """A clinic's folder: each file's path in it, and what it holds."""
    texts = {name: _starter(name) for name in ("README.txt", "brand.yaml")}
    texts |= {f"{kind}.schema.json": schema_text(kind) for kind in KINDS}
    return {name: text.encode() for name, text in texts.items()} | _example()


def write_new(folder: Path, files: Mapping[str, bytes], mend: str) -> list[Path]:
    """Write files into a folder, made where it is missing; over nothing that is there.

    Raises FileProblem, with ``mend`` where something is there, before the first is written.
    Where one cannot be written, those before it are taken away again, and their folders.
    """
    from handouts.files import FileProblem, make_folder, shown, write_whole

    paths = [folder / name for name in files]
    there = [shown(path) for path in paths if os.path.lexists(path)]
    if there:
        what = "is there already" if len(there) == 1 else "are there already"
        raise FileProblem(f"{', '.join(there)}: {what}, and nothing is written over. {mend}")
    made: list[Path] = []
    try:
        for parent in sorted({path.parent for path in paths}):
            made += _missing(parent)
            make_folder(parent)
        for path, data in zip(paths, files.values(), strict=True):
            write_whole(path, data)
            made.append(path)
    except BaseException:
        _take_away(made)
        raise
    for path in paths:
        wrote(path)
    return paths


def _missing(folder: Path) -> list[Path]:
    """The folders that are not there yet, on the way to one and itself, outermost first."""
    way = (folder, *folder.parents)
    return [each for each in reversed(way) if not os.path.lexists(each)]


def _take_away(made: list[Path]) -> None:
    """Take away files and folders, the last made first; what stays is told as written."""
    for path in filter(os.path.lexists, reversed(made)):
        try:
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except OSError:
            wrote(path)


def _starter(name: str) -> str:
    return (_STARTER / name).read_text(encoding="utf-8")


def _example() -> dict[str, bytes]:
    """A handout of the built-in library with the pictures that it shows."""
    from handouts.places import library_folder
    from handouts.spec.library import load

    path = library_folder() / EXAMPLE
    shown = [each.artwork for each in _pictures(load(path).handout)]
    pictures = {f"pictures/{Path(each.name).name}": each.content for each in shown}
    return {EXAMPLE: path.read_bytes()} | pictures


def _pictures(handout: Handout) -> Iterator[Picture]:
    from handouts.spec.models import Picture

    if handout.cover:
        yield handout.cover
    for section in handout.sections:
        yield from (part for part in section.parts if isinstance(part, Picture))
