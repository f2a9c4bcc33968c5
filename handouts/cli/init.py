"""``handouts init``: a clinic's folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.report import note, typed, writing, written
from handouts.files import shown


@click.command(
    "init",
    no_args_is_help=True,
    short_help="Start a clinic's folder.",
    help="""\b
    Examples:
      handouts init clinic

    Make a folder with what a clinic starts from: brand.yaml, one handout with its
    pictures, the schemas for editors, and README.txt on what to do next. Nothing that is
    there is written over.
    """,
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write the folder; print the paths."""
    from handouts.cli.starting import folder_files, write_new

    writing()
    for path in write_new(folder, folder_files(), "Choose another folder."):
        written(path)
    note(f"\nNext: put your clinic's name into {shown(folder / 'brand.yaml')}, then")
    where = () if folder == Path() else ("--library", folder)
    note(f"      {typed('handouts', 'build', 'dry-needling', *where)}")
