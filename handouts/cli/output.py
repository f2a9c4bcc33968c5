"""Where results go: ``-o``, stdout, and what is never written over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from handouts.cli.options import Command

STDOUT = "-"
"""Just this, as it is typed: ``./-`` is a file."""


def option(help: str, default: str | None = None) -> Callable[[Command], Command]:
    """``-o FILE``; the command is given what was typed, and None where nothing was."""
    return click.option(
        "-o", "--output", type=click.Path(), metavar="FILE", default=default, help=help
    )


def refuse_terminal(name: str) -> None:
    """Raise UsageError where stdout is a terminal; ``name`` is a file to suggest."""
    if sys.stdout.isatty():
        raise click.UsageError(f"A PDF is no text for a terminal. Try: -o - > {name}")


def keep(output: Path, begins: Iterable[bytes], what: str) -> None:
    """Raise FileProblem where writing would put something over what is not of its kind.

    What is there must begin with one of ``begins``, or be empty; ``what`` says its kind.
    """
    from handouts.files import FileProblem, shown

    begins = tuple(begins)
    begin = _begin(output, max(map(len, begins)))
    if begin and not begin.startswith(begins):
        raise FileProblem(
            f"{shown(output)}: is there already and is not {what}, so it was left as it is. "
            "Choose another name with -o."
        )


def _begin(output: Path, size: int) -> bytes:
    try:
        if not output.is_file():
            return b""
        with output.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""  # writing will say what is wrong
