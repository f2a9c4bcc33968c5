"""What was typed for a batch, and the job that comes of it: which handout, for whom, what lock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from handouts.batch.names import DEFAULT, Pattern, read_pattern
from handouts.cli import options
from handouts.spec.problems import Place, Problem

if TYPE_CHECKING:
    from handouts import Format
    from handouts.batch.columns import Columns
    from handouts.batch.job import Entry, Job, Shelf
    from handouts.batch.table import Table
    from handouts.spec.colours import Ink
    from handouts.spec.models import Paper


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    handout: str
    table: str
    folder: Path
    format: Format
    paper: Paper | None
    ink: Ink
    library: Path | None
    brand: Path | None
    language: str | None
    columns: tuple[str, ...]
    remember_columns: bool
    sheet: str
    pattern: Pattern
    jobs: int | None
    skip_bad: bool
    force: bool
    merge: bool
    ask: bool
    password_file: TextIO | None
    password_column: str | None
    dry_run: bool
    as_json: bool
    quiet: bool

    def password(self) -> str:
        """The password for all; empty where there is none. It is asked for unseen, twice."""
        if self._locks() > 1:
            raise click.UsageError("Give one of --password, --password-file, --password-column.")
        if self.password_column is not None:
            # Nothing there is no wish for unlocked files: a script's variable may be unset.
            if not self.password_column.strip():
                raise click.UsageError("--password-column names no column. Give its header.")
            return ""
        return self._checked(self._typed()) if self._locks() else ""

    def check_merge(self) -> None:
        """Raise UsageError for what one file for the printer cannot have."""
        if self._locks():
            raise click.UsageError("--merge makes a file to be printed, which is not locked.")
        if self.pattern != read_pattern(DEFAULT):
            raise click.UsageError("--name is for single files; with --merge there is one.")
        from handouts.layout.formats import FORMATS

        if FORMATS[self.format].sides == "screen":
            message = f"--merge makes a file to be printed; {self.format} is not for paper."
            raise click.UsageError(message)

    def _locks(self) -> int:
        """How many ways of locking were asked for."""
        return sum((self.ask, self.password_file is not None, self.password_column is not None))

    def _typed(self) -> str:
        if self.password_file is not None:
            try:
                return self.password_file.readline().lstrip("\ufeff").rstrip("\r\n")
            except UnicodeDecodeError:
                message = "The password's file is not in UTF-8. Save the file as UTF-8."
                raise click.UsageError(message) from None
        import getpass
        import warnings

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", getpass.GetPassWarning)
                typed: str = click.prompt(
                    "Password", hide_input=True, confirmation_prompt=True, err=True
                )
        except getpass.GetPassWarning:
            message = "There is no terminal to type a password at unseen. Use --password-file."
            raise click.UsageError(message) from None
        return typed

    @staticmethod
    def _checked(password: str) -> str:
        from handouts.batch.password import wrong

        fault = wrong(password)
        if fault:
            raise click.UsageError(fault)
        return password


def job_of(asked: Asked, table: Table, columns: Columns, password: str) -> Job:
    """What was typed, as a job."""
    from handouts.batch.job import Job, Shelf
    from handouts.batch.rows import mended, places

    shelf = Shelf(asked.handout, library=asked.library, brand=asked.brand, language=asked.language)
    shelf.spec()
    return Job(
        shelf,
        lambda: entries(table, columns, shelf, password, asked.password_column),
        asked.folder,
        format=asked.format,
        paper=asked.paper,
        ink=asked.ink,
        pattern=asked.pattern,
        force=asked.force,
        count=table.count,
        counted=not mended(table),
        table=table.name,
        columns=places(columns),
        called={at: columns.called(at - 1) for at in places(columns).values()},
    )


def entries(
    table: Table, columns: Columns, shelf: Shelf, password: str, column: str | None
) -> Iterator[Entry]:
    """The people of a table, each with the password for the file."""
    from handouts.batch.job import Entry
    from handouts.batch.password import wrong
    from handouts.batch.rows import people

    at = 0 if column is None else columns.extra[column] + 1
    for row in people(table, columns, shelf.spec, options.FORMATS):
        problems = row.problems
        own = password if column is None else row.extra.get(column, "")
        fault = "" if column is None or problems else wrong(own)
        if fault:
            place = Place(table.name, row.row, at)
            problems = (*problems, Problem(place, f"Column {columns.called(at - 1)}: {fault}"))
        yield Entry(row.row, row.origin, row.person, own, problems)
