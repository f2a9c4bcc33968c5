"""The options for a stack of leaflets on paper, as ``batch --merge`` and ``print`` of a table."""

from __future__ import annotations

from typing import get_args

import click

from handouts.cli.choice import WordChoice
from handouts.cli.options import Command
from handouts.document.choices import Window

_OPTIONS = (
    click.option(
        "--separate-by",
        default="",
        metavar="HEADER",
        help="On paper: sort by this column, and put a sheet before each of its values.",
    ),
    click.option(
        "--window",
        type=WordChoice(get_args(Window)),
        help="On paper: put a sheet with the address before each person's leaflets, for window "
        "envelopes: din (DL, DIN 5008 form B) or us10 (US #10).",
    ),
)

NAMES = ("separate_by", "window")
"""The options' names as arguments."""


def add_options(command: Command) -> Command:
    """``--separate-by`` and ``--window``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
