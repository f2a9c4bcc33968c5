"""Where results go: ``-o``, stdout, and files that are never overwritten."""

from __future__ import annotations

import sys
from collections.abc import Callable

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
