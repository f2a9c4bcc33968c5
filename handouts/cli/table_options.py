"""The options with which a table is read, and its rows are chosen: as ``batch`` and ``print``."""

from __future__ import annotations

import click

from handouts.cli.options import Command

_OPTIONS = (
    click.option(
        "--columns",
        multiple=True,
        metavar="FIELD=HEADER",
        help="Which column holds a field, if its header is not recognized. May be repeated.",
    ),
    click.option(
        "--remember-columns",
        is_flag=True,
        help="Save the headers in the library's columns.yaml, for later tables.",
    ),
    click.option(
        "--only",
        multiple=True,
        metavar="HEADER=VALUE",
        help='Only rows with this value in this column, such as "Status=Arrived". May be repeated.',
    ),
    click.option(
        "--dates",
        multiple=True,
        metavar="ORDER",
        help="How dates in numbers alone are read, if not in the brand's order: day-first, "
        'month-first, or for one column "Next visit=day-first". May be repeated.',
    ),
    click.option(
        "--rows",
        default="",
        metavar="RANGES",
        help="Only these rows of the table, such as 17-30,45.",
    ),
    click.option(
        "--on",
        default="",
        metavar="DAY",
        help="Only people who come on this day: 2026-12-01, today or tomorrow.",
    ),
    click.option(
        "--include",
        multiple=True,
        metavar="GROUPS",
        help="Also people whose status speaks against a leaflet, such as cancelled,no-show, or is "
        'not known, such as "On file".',
    ),
    click.option(
        "--sort",
        default="",
        metavar="HEADER",
        help="Sort the leaflets by this column, or by time; on paper, or for --sample.",
    ),
    click.option("--once", is_flag=True, help="Make one leaflet of rows that are all the same."),
    click.option("--nameless", is_flag=True, help="Also make leaflets for rows without a name."),
    click.option(
        "--sheet",
        default="",
        metavar="NAME",
        help="The sheet of a workbook, if several may list people.",
    ),
    click.option(
        "--encoding",
        default="",
        metavar="NAME",
        help="How a CSV's letters are encoded, where it is unclear, such as cp1250; 'ask' shows "
        "one row's letters in the likely ones, on a terminal only.",
    ),
)

NAMES = (
    *("columns", "remember_columns", "only", "dates", "rows", "on", "include"),
    *("sort", "once", "nameless", "sheet", "encoding"),
)
"""The options' names as arguments."""


def add_options(command: Command) -> Command:
    """``--columns``, ``--rows`` and whatever else says how a table is read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
