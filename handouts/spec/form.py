"""A person's file: the fields of one person in YAML, as cells for ``read_person``.

It is a patient's file. So its problems name the line and column, and show nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from handouts.spec.nodes import Mapping, Node, Scalar, Sequence, compose
from handouts.spec.person import FIELDS, LISTS, Cell
from handouts.spec.problems import Problem, SpecError, meant
from handouts.spec.reading import kind
from handouts.spec.source import MOST_BYTES, Source, decode, read_bytes, shown

_T = TypeVar("_T")


def read_form(path: Path) -> dict[str, Cell]:
    """The cells of a person's file, by field. Raises SpecError with all that is wrong."""
    return cells(shown(path), read_bytes(path, MOST_BYTES))


def cells(file: str, data: bytes) -> dict[str, Cell]:
    """The cells of the bytes of such a file, which messages call ``file``.

    ``areas`` and ``advice`` may be lists, and ``notes`` too, a paragraph an item. Raises
    SpecError with all that is wrong, none of whose problems holds a line of the file.
    """
    return _unseen(lambda: _read(decode(file, data)))


def _unseen(read: Callable[[], _T]) -> _T:
    """What ``read`` gives; its problems without the lines that they are about."""
    try:
        return read()
    except SpecError as error:
        problems = [_bare(problem) for problem in error.problems]
    raise SpecError(problems)


def _bare(problem: Problem) -> Problem:
    # The one message about YAML that repeats a word of the file: the name of an alias.
    itself = problem.message.endswith("holds itself.")
    message = "The alias holds itself." if itself else problem.message
    return replace(problem, message=message, source_line="")


def _read(source: Source) -> dict[str, Cell]:
    return compose(source, lambda root: _fields(root, source))


def _fields(root: Node, source: Source) -> dict[str, Cell]:
    if not isinstance(root, Mapping):
        message = "Here the fields of a person are due."
        raise SpecError([source.problem(root.offset, message, "Write them: first_name: Sam")])
    found: dict[str, Cell] = {}
    problems: list[Problem] = []
    for key, value in root.items:
        wrong = list(_wrong(key, value, found, source))
        problems += wrong
        if not wrong and isinstance(key, Scalar):
            found[key.text] = Cell(_text(value), source.problem(value.offset, "").place)
    if problems:
        raise SpecError(problems)
    return found


def _wrong(key: Node, value: Node, found: dict[str, Cell], source: Source) -> Iterator[Problem]:
    """What is wrong with a field and with what kind of thing belongs to it."""
    name = key.text if isinstance(key, Scalar) else ""
    if name not in FIELDS:
        mend = meant(name, FIELDS, f"The fields are {', '.join(FIELDS)}.")
        yield source.problem(key.offset, "There is no such field of a person.", mend)
    elif name in found:
        yield source.problem(key.offset, f"'{name}' stands twice.", "Keep one of the two.")
    elif isinstance(value, Mapping) or (isinstance(value, Sequence) and name not in LISTS):
        mend = "Put the whole text in quotes." if value.flow else "Write a text after the colon."
        yield source.problem(value.offset, f"'{name}' must be a text, not {kind(value)}.", mend)
    elif isinstance(value, Sequence):
        for item in value.items:
            if not isinstance(item, Scalar):
                message = f"An item of '{name}' must be a text, not {kind(item)}."
                yield source.problem(item.offset, message, "Put the whole text in quotes.")


def _text(value: Node) -> str:
    if isinstance(value, Sequence):
        return "\n".join(item.text for item in value.items if isinstance(item, Scalar))
    return value.text if isinstance(value, Scalar) else ""
