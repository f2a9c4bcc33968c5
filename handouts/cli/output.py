"""Where results go: ``-o``, stdout, and files that are never overwritten."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from handouts.cli.options import Command
from handouts.cli.streams import is_closed
from handouts.files import make_folder

STDOUT = "-"
"""Exactly this argument: ``./-`` is a file."""
_SLASHES = tuple(filter(None, (os.sep, os.altsep)))


def output_option(help: str, default: str | None = None) -> Callable[[Command], Command]:
    """``-o FILE``; the command gets the text as typed, or ``default`` if nothing was."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(),
        metavar="FILE",
        default=default,
        callback=refuse_empty,
        help=help,
    )


def refuse_empty(_: click.Context, __: click.Parameter, path: str | None) -> str | None:
    """The path of an option. Raises BadParameter if it is empty, as an unset variable is."""
    if path == "":
        raise click.BadParameter("It is empty. Name a file or folder, or leave -o out.")
    return path


def is_folder(path: str | None) -> bool:
    """Whether a path is meant as a folder: it ends in a slash."""
    return bool(path) and str(path).endswith(_SLASHES)


def name_file(path: str, name: str) -> Path:
    """The file at a path, or of this name in a folder, which is made. Raises FileError."""
    if not is_folder(path):
        return Path(path)
    make_folder(Path(path))
    return Path(path) / name


def refuse_terminal(name: str) -> None:
    """Raise UsageError if stdout is a terminal or closed; ``name`` is a file name to suggest."""
    if is_closed("stdout"):
        raise click.UsageError(f"stdout is closed. Name a file: -o {name}")
    if sys.stdout.isatty():
        raise click.UsageError(f"A terminal cannot show a PDF. Try: -o - > {name}")
