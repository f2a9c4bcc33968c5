"""Where results go: ``-o``, stdout, and files that are never overwritten."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from handouts.cli.options import Command
from handouts.cli.streams import is_closed

STDOUT = "-"
"""Exactly this argument: ``./-`` is a file."""
_SLASHES = tuple(filter(None, (os.sep, os.altsep)))


def output_option(
    help: str, default: str | None = None, *, may_be_folder: bool = False
) -> Callable[[Command], Command]:
    """``-o FILE``; the command gets the text as typed, or ``default`` if nothing was.

    Unless it ``may_be_folder``, a folder that does not exist is refused, since a file of its
    name would be written.
    """
    return click.option(
        "-o",
        "--output",
        type=click.Path(),
        metavar="FILE",
        default=default,
        callback=_check_path if may_be_folder else _check_file,
        help=help,
    )


def _check_path(_: click.Context, __: click.Parameter, path: str | None) -> str | None:
    if path == "":
        raise click.BadParameter("It is empty. Name a file, or leave -o out.")
    return path


def _check_file(ctx: click.Context, parameter: click.Parameter, path: str | None) -> str | None:
    path = _check_path(ctx, parameter, path)
    if path:
        require_folder(path)
    return path


def require_folder(path: str) -> None:
    """Raise BadParameter for a path that ends in a slash where there is no such folder."""
    if path.endswith(_SLASHES) and not os.path.isdir(path):
        raise click.BadParameter(
            "This folder does not exist. Make it first, or leave out the slash at the end.",
            param_hint="-o",
        )


def refuse_terminal(name: str) -> None:
    """Raise UsageError if stdout is a terminal or closed; ``name`` is a file name to suggest."""
    if is_closed("stdout"):
        raise click.UsageError(f"stdout is closed. Name a file: -o {name}")
    if sys.stdout.isatty():
        raise click.UsageError(f"A terminal cannot show a PDF. Try: -o - > {name}")
