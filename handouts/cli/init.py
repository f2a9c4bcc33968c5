"""``handouts init``: create a clinic's folder to start from."""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.report import (
    format_command,
    print_note,
    print_path,
    record_event,
    start_writing,
)
from handouts.files import FileError, format_path
from handouts.sources.findings import SpecError

if TYPE_CHECKING:
    from handouts.building.clinic import ClinicDetails

_EXAMPLE = "dry-needling"
_QUESTIONS = {
    "name": "Your clinic's name, as patients know it",
    "phone": "Telephone (Enter: none)",
    "web": "Web address (Enter: none)",
    "main": "Main colour, such as #0b5563 or teal (Enter: teal)",
    "logo": "Logo, an SVG, PNG or JPEG file (Enter: none)",
}


def parse_country(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return a country's two letters as capitals, or raise BadParameter."""
    country = value.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise click.BadParameter("Write two letters, such as US, GB or DE.")
    return "GB" if country == "UK" else country


@click.command(
    "init",
    no_args_is_help=True,
    short_help="Start a clinic's folder.",
    help="""\b
    Examples:
      handouts init clinic --name "Hill Street Physio"
      handouts init clinic --name "Hill Street Physio" --phone "020 7946 0958" --country GB

    Create a folder for a clinic to start from: brand.yaml with its name, one handout with its
    pictures, the schemas for editors, and README.txt with the next steps; and make the first
    leaflet, as dry-needling.pdf in that folder. In a terminal it asks for what is not given,
    and shows the leaflet. Existing files are never overwritten.

    The country decides the paper, how days are written, and what patients do in an emergency,
    where that is known for sure.
    """,
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="The clinic's name.")
@click.option("--phone", default="", help="Its telephone number, as it should be printed.")
@click.option("--web", default="", help="Its web address.")
@click.option("--colour", "main", default="", help="Its main colour: '#0b5563', teal.")
@click.option("--logo", default="", metavar="FILE", help="Its logo, which is copied.")
@click.option(
    "--country",
    default="",
    metavar="XX",
    callback=parse_country,
    help="Where it is, in two letters: US, GB.",
)
def command(folder: Path, **given: str) -> None:
    """Write the folder, print the paths of its files, and show the first leaflet."""
    details = _ask_details(given) if _is_at_terminal() else _build_details(given)
    if not details.name.strip():
        raise click.UsageError(
            "Give the clinic's name, as patients know it: --name 'Hill Street Physio'."
        )
    from handouts.building.clinic import create_clinic

    start_writing()
    paths = create_clinic(folder, details, record_event)
    for path in paths:
        print_path(path)
    if _is_at_terminal() and click.launch(str(paths[-1].resolve())):
        print_note("No program was found to open it with.")
    file = format_path(folder / "brand.yaml")
    print_note(f"\nThat is your first leaflet. Change what it says about your clinic in {file},")
    is_found = folder == Path() and not os.environ.get("HANDOUTS_LIBRARY")
    where = () if is_found else ("--library", folder)
    print_note(f"then: {format_command('handouts', 'build', _EXAMPLE, *where)}")


def _is_at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _build_details(given: dict[str, str]) -> ClinicDetails:
    from handouts.building.clinic import ClinicDetails

    logo = given["logo"].strip()
    return ClinicDetails(
        given["name"],
        phone=given["phone"],
        web=given["web"],
        main=given["main"],
        logo=Path(logo).expanduser() if logo else None,
        country=given["country"],
    )


def _ask_details(given: dict[str, str]) -> ClinicDetails:
    """Ask for what was not given, each until it is right.

    Raises SpecError or FileError if what was given is wrong: no answer could mend that.
    """
    from handouts.building.clinic import make_leaflet

    known = {**given, "name": given["name"].strip()}
    make_leaflet(_build_details({**known, "name": known["name"] or "-"}))
    for field, question in _QUESTIONS.items():
        if not known[field]:
            _ask_until_right(field, question, known)
    if not known["country"]:
        known["country"] = click.prompt(
            "Country, in two letters",
            default=_guess_country(),
            value_proc=lambda value: parse_country(None, None, value),  # type: ignore[arg-type]
            err=True,
        )
    return _build_details(known)


def _ask_until_right(field: str, question: str, known: dict[str, str]) -> None:
    """Ask for one detail, and put it to those known."""
    from handouts.building.clinic import make_leaflet

    default = None if field == "name" else ""  # the name is asked for again where it is empty
    while True:
        answer = click.prompt(question, default=default, show_default=False, err=True)
        known[field] = answer.strip()
        if field == "logo":
            known[field] = known[field].strip("'\"")  # as a file is dragged into a terminal
        if field == "name" and not known[field]:
            continue
        try:
            make_leaflet(_build_details(known))
            return
        except SpecError as error:
            for each in error.problems:
                print_note(f"{each.message} {each.hint}".rstrip())
        except FileError as error:
            print_note(str(error))


def _guess_country() -> str:
    """The country of this computer's settings, or else the United States."""
    language = (locale.getlocale()[0] or "").replace("-", "_")
    country = language.partition("_")[2][:2].upper()
    return country if len(country) == 2 and country.isalpha() else "US"
