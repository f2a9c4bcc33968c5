"""What is known of one person on the command line: ``--set``, ``--person`` and ``--by-hand``."""

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
from handouts.cli.report import TYPED, note, unmarked

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from handouts.spec.models import Paper, Person, Spec
    from handouts.spec.person import Cell
    from handouts.spec.problems import Place, SpecError

Cells = Mapping[str, "Cell"]
Settings = Mapping[str, str]


def options(command: Command) -> Command:
    """``--set FIELD=VALUE``, ``--person FILE`` and ``--by-hand``."""
    for option in (_by_hand, _file, _set):
        command = option(command)
    return command


def _parted(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> Settings:
    """Values by field. What was typed is not repeated: it is a patient's."""
    values: dict[str, str] = {}
    for each in given:
        name, sign, value = each.partition("=")
        name = name.strip()
        if not sign or not name:
            raise click.BadParameter("Write FIELD=VALUE, such as --set first_name=Sam.")
        if name in values:
            mend = 'Give each once: --set areas="left trapezius, low back".'
            raise click.BadParameter(f"A field is set twice. {mend}")
        values[name] = value
    return values


def _fields(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from handouts.spec.person import FIELDS

    found = (name for name in FIELDS if name.startswith(incomplete))
    return [CompletionItem(f"{name}=", help=FIELDS[name]) for name in found]


_set = click.option(
    "--set",
    "settings",
    multiple=True,
    callback=_parted,
    shell_complete=_fields,
    metavar="FIELD=VALUE",
    help='What is known of the person: first_name=Sam, areas="left trapezius". Several times.',
)
_file = click.option(
    "--person",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="The same in a YAML file, FIELD: VALUE a line; - is stdin. --set wins.",
)
_by_hand = click.option(
    "--by-hand", is_flag=True, help="With a personal panel to be filled in by hand."
)


def _cells(settings: Settings, file: str | None, by_hand: bool) -> Cells | None:
    """What was given for a person, by field; None where the handout is for nobody in particular.

    Raises SpecError where the person's file is not right.
    """
    if by_hand and (settings or file):
        raise click.UsageError("--by-hand leaves all to the pen: leave out --set and --person.")
    if not (settings or file or by_hand):
        return None
    from handouts.spec.person import Cell
    from handouts.spec.problems import Place

    typed = {name: Cell(text, Place(TYPED + name)) for name, text in settings.items()}
    return {**(_read(file) if file else {}), **typed}


def _read(file: str) -> dict[str, Cell]:
    from handouts.spec import form

    if file != outputs.STDOUT:
        return form.read_form(Path(file))
    return form.cells("stdin", sys.stdin.buffer.read())


Whose = Literal["", "personal", "by-hand"]


class Asked(NamedTuple):
    """A handout, and whom it is for: nobody where ``person`` is None.

    ``settings`` is a person too, looked at for format and paper alone. ``places`` are where
    each field was given.
    """

    spec: Spec
    person: Person | None
    settings: Person | None
    places: Mapping[str, Place]

    @property
    def whose(self) -> Whose:
        """For whom it is, as it may stand in a file's name: nothing where it is for everyone."""
        from handouts.compose.personal import by_hand

        if self.person is None:
            return ""
        return "by-hand" if by_hand(self.person) else "personal"

    def format(self, context: click.Context, format: str) -> str:
        """The person's format, unless one was typed."""
        typed = context.get_parameter_source("format") is ParameterSource.COMMANDLINE
        own = self.settings.format if self.settings else ""
        return format if typed or not own else own

    def paper(self, paper: Paper | None) -> Paper | None:
        """The person's paper, unless one was typed."""
        return paper or (self.settings and self.settings.paper) or None

    def tell(self) -> None:
        """Say what was asked for and is not there: a person, or an area's mark."""
        if self.settings and not self.person:
            note(NOBODY)
        elif self.person:
            from handouts.compose.personal import unmarked as areas_of

            if areas := areas_of(self.person):
                note(unmarked(areas))


def ask(
    load: Callable[[str | None], Spec],
    language: str | None,
    settings: Settings,
    file: str | None,
    by_hand: bool,
) -> Asked:
    """A handout by ``load``, which takes a language, for the person of the options.

    Raises SpecError with all that is wrong with either.
    """
    given = _cells(settings, file, by_hand)
    spec = _load(given, load, language)
    who = _person_of(given, spec)
    places = {name: cell.place for name, cell in (given or {}).items()}
    return Asked(spec, _someone(who, by_hand), who, places)


def _load(given: Cells | None, load: Callable[[str | None], Spec], language: str | None) -> Spec:
    """The handout in the language asked for, else in the person's, by ``load``.

    What ``load`` says of a language that is not there repeats it; of a person's it is told
    in other words.
    """
    from handouts.spec.person import language_tag
    from handouts.spec.problems import SpecError

    cell = (given or {}).get("language")
    own = language_tag(cell.text) if cell else ""
    if language or not own or cell is None:
        return load(language)
    try:
        return load(own)
    except SpecError:
        load(None)  # whatever is wrong in any language
        raise _unspoken(cell.place) from None


def _unspoken(place: Place) -> SpecError:
    from handouts.spec.problems import Problem, SpecError

    message = "The handout is not there, or not right, in this language."
    return SpecError([Problem(place, message, "See 'handouts list', or leave the field empty.")])


NOBODY = (
    "Nothing is known of the person, so this is the leaflet for everyone. "
    "--by-hand makes one to be filled in with a pen."
)


def _someone(person: Person | None, by_hand: bool) -> Person | None:
    """The person if anything is known of one, or if the panel is left to the pen; else nobody.

    Language, format and paper tell how a leaflet is made, and nothing of a person.
    """
    from handouts.compose.personal import by_hand as is_unknown

    return None if person and is_unknown(person) and not by_hand else person


def _person_of(given: Cells | None, spec: Spec) -> Person | None:
    if given is None:
        return None
    from handouts.spec.person import read_person

    formats = get_args(handouts.Format)
    return read_person(given, spec.handout, formats=formats, brand=spec.brand)
