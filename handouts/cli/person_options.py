"""One person's data on the command line: ``--set``, ``--person`` and ``--by-hand``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import output as outputs
from handouts.cli.clock import read_today
from handouts.cli.options import Command
from handouts.cli.report import OPTION_MARK
from handouts.sources.findings import Place

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from handouts.building.selection import HandoutRequest
    from handouts.people.person import Cell

Cells = Mapping[str, "Cell"]
Settings = Mapping[str, str]
_DAY_FIELDS = frozenset({"date", "appointment", "next_visit"})


def add_options(command: Command) -> Command:
    """``--set FIELD=VALUE``, ``--person FILE`` and ``--by-hand``."""
    for option in (_by_hand_option, _person_option, _set_option):
        command = option(command)
    return command


def parse_settings(
    context: click.Context, option: click.Parameter, arguments: tuple[str, ...]
) -> Settings:
    """Return the values by field. No message repeats them: they are a patient's data."""
    values: dict[str, str] = {}
    for each in arguments:
        name, sign, value = each.partition("=")
        name = name.strip()
        if not sign or not name:
            raise click.BadParameter("Write FIELD=VALUE, such as --set first_name=Sam.")
        if name in values:
            hint = 'Give each once: --set areas="left trapezius, low back".'
            raise click.BadParameter(f"A field is set twice. {hint}")
        values[name] = value
    return values


def _complete_field(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from handouts.document.person import PERSON_FIELDS

    names = (name for name in PERSON_FIELDS if name.startswith(incomplete))
    return [CompletionItem(f"{name}=", help=PERSON_FIELDS[name].about) for name in names]


_set_option = click.option(
    "--set",
    "settings",
    multiple=True,
    callback=parse_settings,
    shell_complete=_complete_field,
    metavar="FIELD=VALUE",
    help='A field of the person: first_name=Sam, areas="left trapezius". May be repeated.',
)
_person_option = click.option(
    "--person",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="A YAML file of the same fields, one FIELD: VALUE per line; - is stdin. --set wins.",
)
_by_hand_option = click.option(
    "--by-hand", is_flag=True, help="Leave what is not set to be filled in by hand."
)


def _person_cells(settings: Settings, file: str | None, by_hand: bool) -> Cells | None:
    """Return the person's fields, or None if the handout is for no one in particular.

    Raises SpecError if the person's file has problems.
    """
    if not (settings or file or by_hand):
        return None
    return {**(_read_person_file(file) if file else {}), **read_settings(settings)}


def read_settings(settings: Settings) -> dict[str, Cell]:
    """Return typed values as cells; the words today and tomorrow become days."""
    from handouts.people.person import Cell

    return {
        name: Cell(_resolve_day(name, text), Place(f"{OPTION_MARK}set {name}"))
        for name, text in settings.items()
    }


def _resolve_day(field: str, text: str) -> str:
    word = text.strip().lower()
    if field not in _DAY_FIELDS or word not in ("today", "tomorrow"):
        return text
    return (read_today() + timedelta(days=word == "tomorrow")).isoformat()


def _read_person_file(file: str) -> dict[str, Cell]:
    from handouts.people import person_file

    if file != outputs.STDOUT:
        return person_file.read_person_file(Path(file))
    return person_file.parse_person_cells("stdin", sys.stdin.buffer.read())


def build_request(
    name_or_path: str,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    settings: Settings,
    file: str | None,
    by_hand: bool,
) -> HandoutRequest:
    """Return the request for a handout and the person that the options describe.

    Raises SpecError if the person's file has problems.
    """
    from handouts.building.selection import HandoutRequest

    cells = _person_cells(settings, file, by_hand)
    return HandoutRequest(name_or_path, library, brand, language, cells, by_hand, read_today())
