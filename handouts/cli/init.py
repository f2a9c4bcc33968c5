"""``handouts init``: create a clinic's folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.report import (
    format_command,
    print_note,
    print_path,
    record_event,
    start_writing,
)
from handouts.files import format_path


@click.command(
    "init",
    no_args_is_help=True,
    short_help="Start a clinic's folder.",
    help="""\b
    Examples:
      handouts init clinic

    Create a folder for a clinic to start from: brand.yaml, one handout with its pictures,
    the schemas for editors, and README.txt with the next steps. Existing files are never
    overwritten.
    """,
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write the folder and print the paths of its files."""
    from handouts.building.scaffold import create_clinic

    start_writing()
    for path in create_clinic(folder, record_event):
        print_path(path)
    print_note(f"\nNext: put your clinic's name into {format_path(folder / 'brand.yaml')}, then")
    where = () if folder == Path() else ("--library", folder)
    print_note(f"      {format_command('handouts', 'build', 'dry-needling', *where)}")
