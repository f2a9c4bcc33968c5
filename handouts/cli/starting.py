"""What a clinic starts from: the texts of the files that ``new`` and ``init`` write."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Literal, get_args

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
    """
    from handouts.files import FileProblem, make_folder, shown, write_whole

    paths = [folder / name for name in files]
    there = [shown(path) for path in paths if os.path.lexists(path)]
    if there:
        what = "is there already" if len(there) == 1 else "are there already"
        raise FileProblem(f"{', '.join(there)}: {what}, and nothing is written over. {mend}")
    for parent in {path.parent for path in paths}:
        make_folder(parent)
    for path, data in zip(paths, files.values(), strict=True):
        write_whole(path, data)
    return paths


def _starter(name: str) -> str:
    return (_STARTER / name).read_text(encoding="utf-8")


def _example() -> dict[str, bytes]:
    """A handout of the built-in library with the pictures that it shows."""
    from handouts.places import library_folder
    from handouts.spec.library import load

    path = library_folder() / EXAMPLE
    pictures = {f"pictures/{each.path.name}": each.path for each in _pictures(load(path).handout)}
    return {name: source.read_bytes() for name, source in ({EXAMPLE: path} | pictures).items()}


def _pictures(handout: Handout) -> Iterator[Picture]:
    from handouts.spec.models import Picture

    if handout.cover:
        yield handout.cover
    for section in handout.sections:
        yield from (part for part in section.parts if isinstance(part, Picture))
