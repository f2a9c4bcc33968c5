"""Changes to a file that leave it nearly valid, so that it gets past what reads its outside.

A byte changed at random in a YAML file or a workbook makes an error of the first check alone. These
mutators change what is inside: a value of the YAML, a part of the workbook.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, MutableMapping
from itertools import chain
from typing import cast

import yaml

Mutate = Callable[[bytes, int], bytes]
"""Changes bytes at random, up to a size."""

Mutator = Callable[[bytes, int, random.Random, Mutate], bytes]
"""Changes a file, up to a size, by chance and with a function that changes bytes."""

Container = MutableMapping[object, object]
"""A mapping, or a list as a mapping from its places."""

TOO_DEEP = 8
"""How deep in a file changes are made."""


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as authors do: below a ``|``."""


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, "|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)


def mutate_yaml(data: bytes, size: int, chance: random.Random, mutate: Mutate) -> bytes:
    """Change one value of a YAML file: its text, its place, or whether it is there."""
    try:
        root = yaml.load(data, yaml.BaseLoader)
        containers = list(_list_containers(root, 0))
    except (yaml.YAMLError, RecursionError, ValueError):
        return mutate(data, size)
    if not containers or chance.random() < 0.1:
        return mutate(data, size)
    _change_item(chance.choice(containers), containers, chance, mutate)
    text = yaml.dump(root, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return bytes(text.encode("utf-8", "replace")[:size])


def _list_containers(value: object, depth: int) -> list[Container]:
    """The mappings and lists in a value."""
    if depth > TOO_DEEP or not isinstance(value, dict | list):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [
        cast("Container", value),
        *chain(*(_list_containers(each, depth + 1) for each in inner)),
    ]


def _change_item(
    container: Container, others: list[Container], chance: random.Random, mutate: Mutate
) -> None:
    keys: list[object] = list(container if isinstance(container, dict) else range(len(container)))
    if not keys:
        return
    key = chance.choice(keys)
    value, kind = container[key], chance.randrange(10)
    if kind == 0:
        del container[key]
    elif kind == 1:
        container[key] = chance.choice(others)
    elif isinstance(value, str):
        changed = mutate(value.encode("utf-8", "replace"), len(value) + 40)
        container[key] = changed.decode("utf-8", "ignore")


def mutate_workbook(data: bytes, size: int, chance: random.Random, mutate: Mutate) -> bytes:
    """Change one part of a workbook, and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        EOFError,
    ):
        return mutate(data, size)
    if not parts or chance.random() < 0.1:
        return mutate(data, size)
    name = chance.choice(list(parts))
    parts[name] = mutate(parts[name], len(parts[name]) + 60)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for each, content in parts.items():
            packed.writestr(zipfile.ZipInfo(each), content)
    return file.getvalue()[:size]


MUTATORS: dict[str, Mutator] = {
    "spec": mutate_yaml,
    "pages": mutate_yaml,
    "brand": mutate_yaml,
    "person": mutate_yaml,
    "xlsx": mutate_workbook,
}
