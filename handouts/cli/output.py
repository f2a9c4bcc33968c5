"""Where results go: ``-o``, stdout, and files that are never overwritten."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from handouts.cli.options import Command

STDOUT = "-"
"""Exactly this argument: ``./-`` is a file."""


def output_option(help: str, default: str | None = None) -> Callable[[Command], Command]:
    """``-o FILE``; the command gets the text as typed, or ``default`` if nothing was."""
    return click.option(
        "-o", "--output", type=click.Path(), metavar="FILE", default=default, help=help
    )


def refuse_terminal(name: str) -> None:
    """Raise UsageError if stdout is a terminal; ``name`` is a file name to suggest."""
    if sys.stdout.isatty():
        raise click.UsageError(f"A terminal cannot show a PDF. Try: -o - > {name}")


def protect_file(output: Path, signatures: Iterable[bytes], what: str) -> None:
    """Raise FileProblem if writing would overwrite a file of another kind.

    An existing file must begin with one of ``signatures``, or be empty; ``what`` names the kind.
    """
    from handouts.files import FileError, format_path

    signatures = tuple(signatures)
    start = _read_start(output, max(map(len, signatures)))
    if start and not start.startswith(signatures):
        raise FileError(
            f"{format_path(output)}: already exists and is not {what}, so it was left unchanged. "
            "Choose another name with -o."
        )


def _read_start(output: Path, size: int) -> bytes:
    try:
        if not output.is_file():
            return b""
        with output.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""  # writing will report the problem
