"""Where results go: ``-o``, stdout, and files that are never overwritten."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from handouts.cli.options import Command
from handouts.cli.streams import is_closed

STDOUT = "-"
"""Exactly this argument: ``./-`` is a file."""


def output_option(help: str, default: str | None = None) -> Callable[[Command], Command]:
    """``-o FILE``; the command gets the text as typed, or ``default`` if nothing was."""
    return click.option(
        "-o", "--output", type=click.Path(), metavar="FILE", default=default, help=help
    )


def refuse_terminal(name: str) -> None:
    """Raise UsageError if stdout is a terminal or closed; ``name`` is a file name to suggest."""
    if is_closed("stdout"):
        raise click.UsageError(f"stdout is closed. Name a file: -o {name}")
    if sys.stdout.isatty():
        raise click.UsageError(f"A terminal cannot show a PDF. Try: -o - > {name}")
