"""One person's data on the command line: ``--set``, ``--person`` and ``--by-hand``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import click
from click.core import ParameterSource

import handouts
from handouts.cli import output as outputs
from handouts.cli.options import Command
from handouts.cli.report import TYPED_PREFIX, print_note, unmarked_note

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from handouts.document.choices import Paper
    from handouts.document.handout import Spec
    from handouts.document.person import Person
    from handouts.people.person import Cell
    from handouts.sources.findings import Place, SpecError

Cells = Mapping[str, "Cell"]
Settings = Mapping[str, str]


def add_options(command: Command) -> Command:
    """``--set FIELD=VALUE``, ``--person FILE`` and ``--by-hand``."""
    for option in (_by_hand_option, _person_option, _set_option):
        command = option(command)
    return command


def _parse_settings(
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

    from handouts.people.person import PERSON_FIELDS

    names = (name for name in PERSON_FIELDS if name.startswith(incomplete))
    return [CompletionItem(f"{name}=", help=PERSON_FIELDS[name]) for name in names]


_set_option = click.option(
    "--set",
    "settings",
    multiple=True,
    callback=_parse_settings,
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
    "--by-hand", is_flag=True, help="Include a personal panel to fill in by hand."
)


def _person_cells(settings: Settings, file: str | None, by_hand: bool) -> Cells | None:
    """Return the person's fields, or None if the handout is for no one in particular.

    Raises SpecError if the person's file has problems.
    """
    if by_hand and (settings or file):
        raise click.UsageError("--by-hand leaves all fields blank: leave out --set and --person.")
    if not (settings or file or by_hand):
        return None
    from handouts.people.person import Cell
    from handouts.sources.findings import Place

    typed = {name: Cell(text, Place(TYPED_PREFIX + name)) for name, text in settings.items()}
    return {**(_read_person_file(file) if file else {}), **typed}


def _read_person_file(file: str) -> dict[str, Cell]:
    from handouts.people import person_file

    if file != outputs.STDOUT:
        return person_file.read_person_file(Path(file))
    return person_file.parse_person_cells("stdin", sys.stdin.buffer.read())


Audience = Literal["", "personal", "by-hand"]


class HandoutRequest(NamedTuple):
    """A handout and the person it is for; ``person`` is None for the leaflet for everyone.

    ``settings`` is the person too, kept even if only language, format or paper have a value.
    ``places`` says where each field was set.
    """

    spec: Spec
    person: Person | None
    settings: Person | None
    places: Mapping[str, Place]

    @property
    def audience(self) -> Audience:
        """Whom it is for, as used in a file's name; empty if it is for everyone."""
        if self.person is None:
            return ""
        return "by-hand" if self.person.is_blank else "personal"

    def choose_format(self, context: click.Context, format: str) -> str:
        """Return the person's format, unless one was typed."""
        typed = context.get_parameter_source("format") is ParameterSource.COMMANDLINE
        preferred = self.settings.format if self.settings else ""
        return format if typed or not preferred else preferred

    def choose_paper(self, paper: Paper | None) -> Paper | None:
        """Return the person's paper, unless one was typed."""
        return paper or (self.settings and self.settings.paper) or None

    def print_notes(self) -> None:
        """Note on stderr if there is no data on the person, or if areas have no mark."""
        if self.settings and not self.person:
            print_note(NO_PERSON_NOTE)
        elif self.person:
            from handouts.compose.personal import count_unmarked_areas as areas_of

            if areas := areas_of(self.person):
                print_note(unmarked_note(areas))


def read_request(
    load: Callable[[str | None], Spec],
    language: str | None,
    settings: Settings,
    file: str | None,
    by_hand: bool,
) -> HandoutRequest:
    """Load a handout for the person that the options describe; ``load`` takes a language.

    Raises SpecError with the problems of both.
    """
    cells = _person_cells(settings, file, by_hand)
    spec = _load_spec(cells, load, language)
    person = _read_person(cells, spec)
    places = {name: cell.place for name, cell in (cells or {}).items()}
    return HandoutRequest(spec, _known_person(person, by_hand), person, places)


def _load_spec(
    cells: Cells | None, load: Callable[[str | None], Spec], language: str | None
) -> Spec:
    """Load the handout in the requested language, or else in the person's.

    If a language is missing, the message of ``load`` repeats it. A person's language is not
    repeated, so that case has a message without it.
    """
    from handouts.people.person import parse_language_tag
    from handouts.sources.findings import SpecError

    cell = (cells or {}).get("language")
    person_language = parse_language_tag(cell.text) if cell else ""
    if language or not person_language or cell is None:
        return load(language)
    try:
        return load(person_language)
    except SpecError:
        load(None)  # raises what is wrong in any language
        raise _language_error(cell.place) from None


def _language_error(place: Place) -> SpecError:
    from handouts.sources.findings import Finding, SpecError

    message = "There is no handout in this language, or it has problems."
    return SpecError(
        [
            Finding(
                "language-not-available",
                place,
                message,
                "See 'handouts list', or leave the field empty.",
            )
        ]
    )


NO_PERSON_NOTE = (
    "Nothing is known about the person, so this is the leaflet for everyone. "
    "--by-hand makes one to fill in with a pen."
)


def _known_person(person: Person | None, by_hand: bool) -> Person | None:
    """Return the person, or None if nothing is known and the panel is not filled in by hand.

    Language, format and paper only say how to make a leaflet, nothing about a person.
    """
    return None if person and person.is_blank and not by_hand else person


def _read_person(cells: Cells | None, spec: Spec) -> Person | None:
    if cells is None:
        return None
    from handouts.people.person import read_person

    formats = get_args(handouts.Format)
    return read_person(cells, spec.handout, formats=formats, brand=spec.brand)
