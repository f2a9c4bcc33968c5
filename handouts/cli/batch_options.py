"""The options of a batch, the request built from them, and the password that they ask for."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from handouts.batch.file_pattern import DEFAULT_PATTERN, Pattern, read_pattern
from handouts.cli.clock import read_today
from handouts.cli.person_options import read_settings
from handouts.data import Data

if TYPE_CHECKING:
    from handouts import Format
    from handouts.batch.request import BatchRequest
    from handouts.document.choices import Ink, LabelCode, Standard, Window
    from handouts.document.papers import Paper
    from handouts.people.person import Cell
    from handouts.tables.date_choices import DateChoices
    from handouts.tables.letters.encodings import Encoding
    from handouts.tables.selection import RowSelection


_NAMES = frozenset({"first_name", "last_name"})


class BatchOptions(Data, frozen=True, kw_only=True):
    """The arguments and options of ``handouts batch``, as typed.

    Other commands that read a table leave out those with a default.
    """

    handout: str
    table: str
    folder: Path
    format: Format | None = None
    paper: Paper | None = None
    ink: Ink = "colour"
    standard: Standard = "ua-1"
    library: Path | None
    brand: Path | None
    language: str | None
    columns: tuple[str, ...]
    remember_columns: bool
    dates: tuple[str, ...]
    shared: Mapping[str, str]
    only: tuple[str, ...]
    rows: str
    on: str
    include: tuple[str, ...]
    sort: str
    once: bool
    nameless: bool
    sheet: str
    encoding: str
    pattern: Pattern = read_pattern(DEFAULT_PATTERN)
    jobs: int | None = None
    scheduler: str = ""
    skip_bad: bool = False
    force: bool = False
    merge: bool = False
    separate_by: str = ""
    window: Window | None = None
    labels: LabelCode | None = None
    skip_labels: int = 0
    index: bool = False
    index_names: bool = False
    ask: bool = False
    password_file: TextIO | None = None
    password_column: str | None = None
    sample: bool = False
    dry_run: bool = False
    as_json: bool = False
    quiet: bool = False

    def build_request(self) -> BatchRequest:
        """Return the request that the options describe, without a password.

        Raises SpecError for columns that are not known.
        """
        from handouts.batch.request import BatchRequest
        from handouts.tables.column_choices import parse_choices

        return BatchRequest(
            handout=self.handout,
            table=self.table,
            folder=self.folder,
            format=self.format,
            paper=self.paper,
            ink=self.ink,
            standard=self.standard,
            library=self.library,
            brand=self.brand,
            language=self.language,
            columns=parse_choices(self.columns),
            remember_columns=self.remember_columns,
            sort=self.sort,
            once=self.once,
            nameless=self.nameless,
            selection=self._build_selection(),
            date_choices=self._read_date_choices(),
            shared=self._read_shared(),
            today=read_today(),
            sheet=self.sheet,
            encoding=self.choose_encoding(),
            pattern=self.pattern,
            jobs=self.jobs,
            scheduler=self.scheduler,
            skip_bad=self.skip_bad,
            force=self.force,
            **self._list_stack_options(),
            sample=self.sample,
            dry_run=self.dry_run,
            password_column=self.password_column,
        )

    def _list_stack_options(self) -> dict[str, Any]:
        """Return the fields of the request about files for the printer."""
        return {
            "merge": self.merge,
            "separate_by": self.separate_by,
            "window": self.window,
            "labels": self.labels,
            "skipped_labels": self.skip_labels,
            "index": self.index,
            "index_names": self.index_names,
        }

    def _read_shared(self) -> dict[str, Cell]:
        """Return the fields that are the same for all. Raises UsageError for a name or a typo."""
        from handouts.document.person import PERSON_FIELDS
        from handouts.sources.findings import suggest_name

        fields = [name for name, field in PERSON_FIELDS.items() if name not in _NAMES]
        for name in self.shared:
            if name in _NAMES:
                raise click.UsageError("Not everybody has the same name: leave it out of --set.")
            if name not in fields:
                hint = suggest_name(name, fields, f"The fields are {', '.join(fields)}.")
                raise click.UsageError(f"--set: there is no such field. {hint}")
        return read_settings(self.shared)

    def _read_date_choices(self) -> DateChoices:
        """Return how dates are to be read. Raises BadParameter for what is no order."""
        from handouts.tables.date_choices import parse_date_choices

        try:
            return parse_date_choices(self.dates)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="'--dates'") from None

    def choose_encoding(self) -> Encoding | None:
        """Return the encoding that was named or, with ``ask``, chosen on the terminal."""
        from handouts.cli.encoding import ask_encoding
        from handouts.tables.letters.encodings import find_encoding

        if self.encoding.strip().lower() == "ask":
            return ask_encoding(self.table)
        try:
            return find_encoding(self.encoding) if self.encoding else None
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="'--encoding'") from None

    def _build_selection(self) -> RowSelection:
        """Return the rows that the options choose. Raises UsageError for one that is unclear."""
        from handouts.tables.selection import RowSelection, parse_only, parse_rows

        groups = (group.strip().lower() for each in self.include for group in each.split(","))
        try:
            return RowSelection(
                only=parse_only(self.only),
                rows=parse_rows(self.rows) if self.rows else (),
                on=parse_day_option(self.on) if self.on else None,
                included=frozenset(filter(None, groups)),
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from None

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
        if not self.merge:
            return
        if self._count_locks():
            from handouts.batch.request import LOCKED_MERGE

            raise click.UsageError(LOCKED_MERGE)
        if self.pattern != read_pattern(DEFAULT_PATTERN):
            raise click.UsageError("--name is for separate files; --merge makes only one.")

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
        import getpass  # late: most batches ask for no password

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


def parse_day_option(text: str) -> date:
    """Return a day that was typed: 2026-12-01, or today or tomorrow by this computer's clock.

    Raises ValueError, with a message for the user, for anything else.
    """
    from handouts.people.dates import read_day

    word = text.strip().lower()
    if word in ("today", "tomorrow"):
        return read_today() + timedelta(days=word == "tomorrow")
    day = read_day(word, None)
    if not isinstance(day, date):
        raise ValueError(f"{day.message} Write it like this: 2026-12-01, today or tomorrow.")
    return day
