"""The options of a batch, and the job built from them: handout, people and passwords."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from handouts.batch.file_names import DEFAULT_PATTERN, Pattern, read_pattern
from handouts.cli import options
from handouts.sources.findings import Finding, Place

if TYPE_CHECKING:
    from handouts import Format
    from handouts.batch.runner import Job, PersonEntry, Translations
    from handouts.document.choices import Ink, Paper
    from handouts.tables.columns import Columns
    from handouts.tables.table import Table


@dataclass(frozen=True)
class BatchOptions:
    """The arguments and options of ``handouts batch``, as typed."""

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

    def read_password(self) -> str:
        """Return the password for all files, or an empty string; prompt for it twice, hidden.

        Raises UsageError if several kinds of lock are requested or the password is unusable.
        """
        if self._count_locks() > 1:
            raise click.UsageError("Give one of --password, --password-file, --password-column.")
        if self.password_column is not None:
            # An empty name does not mean unlocked files: a script's variable may be unset.
            if not self.password_column.strip():
                raise click.UsageError("--password-column names no column. Give its header.")
            return ""
        return self._validate_password(self._read_typed_password()) if self._count_locks() else ""

    def check_merge(self) -> None:
        """Raise UsageError for options that a merged file for the printer cannot have."""
        if self._count_locks():
            raise click.UsageError("--merge makes a file for printing, which cannot be locked.")
        if self.pattern != read_pattern(DEFAULT_PATTERN):
            raise click.UsageError("--name is for separate files; --merge makes only one.")
        from handouts.layout.formats import FORMATS

        if FORMATS[self.format].sides == "screen":
            message = f"--merge makes a file for printing; {self.format} is not for paper."
            raise click.UsageError(message)

    def _count_locks(self) -> int:
        """Return how many ways of locking were requested."""
        return sum((self.ask, self.password_file is not None, self.password_column is not None))

    def _read_typed_password(self) -> str:
        if self.password_file is not None:
            try:
                return self.password_file.readline().lstrip("\ufeff").rstrip("\r\n")
            except UnicodeDecodeError:
                message = "The password file is not in UTF-8. Save the file as UTF-8."
                raise click.UsageError(message) from None
        import getpass
        import warnings

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", getpass.GetPassWarning)
                password: str = click.prompt(
                    "Password", hide_input=True, confirmation_prompt=True, err=True
                )
        except getpass.GetPassWarning:
            message = "There is no terminal to type a hidden password in. Use --password-file."
            raise click.UsageError(message) from None
        return password

    @staticmethod
    def _validate_password(password: str) -> str:
        from handouts.batch.password import check_password

        error = check_password(password)
        if error:
            raise click.UsageError(error)
        return password


def build_job(batch_options: BatchOptions, table: Table, columns: Columns, password: str) -> Job:
    """Build the job that the options describe. Raises SpecError if the handout has problems."""
    from handouts.batch.runner import Job, Translations
    from handouts.tables.rows import is_bad_rows_table, map_field_columns

    shelf = Translations(
        batch_options.handout,
        library=batch_options.library,
        brand=batch_options.brand,
        language=batch_options.language,
    )
    shelf.load_spec()
    return Job(
        shelf,
        lambda: read_entries(table, columns, shelf, password, batch_options.password_column),
        batch_options.folder,
        format=batch_options.format,
        paper=batch_options.paper,
        ink=batch_options.ink,
        pattern=batch_options.pattern,
        force=batch_options.force,
        count=table.count,
        unique_numbers=not is_bad_rows_table(table),
        table=table.name,
        columns=map_field_columns(columns),
        column_names={
            at: columns.describe_column(at - 1) for at in map_field_columns(columns).values()
        },
    )


def read_entries(
    table: Table, columns: Columns, shelf: Translations, password: str, column: str | None
) -> Iterator[PersonEntry]:
    """Yield an entry for each row of a table: the person, the file's password, the problems."""
    from handouts.batch.password import check_password
    from handouts.batch.runner import PersonEntry
    from handouts.tables.rows import read_people

    at = 0 if column is None else columns.extra[column] + 1
    for row in read_people(table, columns, shelf.load_spec, options.FORMATS):
        problems = row.problems
        row_password = password if column is None else row.extra.get(column, "")
        error = "" if column is None or problems else check_password(row_password)
        if error:
            place = Place(table.name, row.row, at)
            problems = (
                *problems,
                Finding(
                    "bad-password", place, f"Column {columns.describe_column(at - 1)}: {error}"
                ),
            )
        yield PersonEntry(row.row, row.original_row, row.person, row_password, problems)
