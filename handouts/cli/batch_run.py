"""``handouts batch`` as its user sees it: read, check, make the leaflets, and report."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.progress import Progress, format_duration, format_rate
from handouts.cli.report import (
    format_count,
    list_findings,
    print_json,
    print_note,
    print_path,
    report_error,
    report_findings,
    unmarked_note,
)
from handouts.files import format_path
from handouts.sources.findings import Finding, SpecError, escape_hidden

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from handouts.batch.runner import Inspection, Job, Report
    from handouts.cli.batch_options import BatchOptions
    from handouts.tables.columns import Columns
    from handouts.tables.table import Table

BAD_ROWS = "bad-rows"
_MAX_PROBLEMS, _MAX_ROWS = 50, 5


class BatchRun:
    """One run of ``handouts batch``."""

    def __init__(self, options: BatchOptions) -> None:
        self.options = options
        self.progress = Progress(not options.quiet and not options.as_json)
        self.started = time.monotonic()
        self.plan: Inspection | None = None
        self.report: Report | None = None
        self.bad_file: Path | None = None
        self.columns: Columns | None = None
        # What is made; its path is printed at the end.
        self.output_path = options.folder

    def run_batch(self) -> bool:
        """Run the batch and report; return whether everyone has a leaflet now."""
        try:
            return self._run_steps()
        except KeyboardInterrupt:
            with contextlib.suppress(OSError):  # the terminal may be gone
                self.progress.clear()
                print_note(f"Stopped. {self._progress_summary()}")
            raise
        except (SpecError, OSError) as error:
            self.progress.clear()
            self._report_failure(error)
        return False

    def _run_steps(self) -> bool:
        from handouts.batch import worker
        from handouts.batch.scheduler import open_executor

        self._check_remember_columns()
        password = self.options.read_password()
        table, columns = self._read_table()
        with open_executor(self.options.jobs, table.count, worker.preload_modules) as executor:
            job = self._create_job(table, columns, password)
            self.plan = plan = self._inspect_rows(job, executor)
            self.progress.clear()
            if plan.bad and not self.options.skip_bad:
                raise SpecError(plan.problems)
            if self.options.dry_run:
                return self._report_dry_run(plan)
            self._write_bad_rows(table, plan.bad)
            self._save_columns(columns)
            report = self._render_leaflets(plan, executor)
        self.progress.clear()
        self._write_bad_rows(table, report.bad)
        return self._report_result(plan, report)

    def _create_job(self, table: Table, columns: Columns, password: str) -> Job:
        from handouts.cli.batch_options import build_job

        return build_job(self.options, table, columns, password)

    def _inspect_rows(self, job: Job, executor: Executor) -> Inspection:
        from handouts.batch.runner import inspect_job

        plan = inspect_job(job, executor, self.progress)
        if plan.is_outdated and (self.options.skip_bad or not plan.bad):
            self._note_rebuild()
        return plan

    def _note_rebuild(self) -> None:
        self.progress.clear()
        changed = "The handout, its format, its paper or the program has changed since"
        self._print_note(f"{changed}: all leaflets are made again.")

    def _render_leaflets(self, plan: Inspection, executor: Executor) -> Report:
        from handouts.batch.runner import Report, make_leaflets

        self.report = Report(plan.job.folder)
        return make_leaflets(plan, executor, self.progress, self.report)

    def _read_table(self) -> tuple[Table, Columns]:
        from handouts.reading.library import find_library
        from handouts.tables.column_choices import load_choices, parse_choices
        from handouts.tables.columns import find_columns
        from handouts.tables.table import read_table

        chosen = parse_choices(self.options.columns)
        kept = load_choices(find_library(self.options.library))
        words = {*chosen.values(), *kept.values()}
        table = read_table(self.options.table, self.options.sheet, words)
        column = self.options.password_column
        columns = find_columns(table, chosen, kept, [] if column is None else [column])
        for hint in columns.hints:  # a misspelled header costs all a field: print it even if quiet
            print_note(escape_hidden(hint))
        self.columns = columns
        if table.above:
            self._print_note(
                f"The headers are in row {table.header_row}; the rows above are not read."
            )
        if columns.ignored:
            self._print_note(f"Columns that are not read: {', '.join(columns.ignored)}.")
        if table.encoding not in ("", "UTF-8"):
            self._print_note(f"The table was read as {table.encoding}.")
        return table, columns

    def _check_remember_columns(self) -> None:
        from handouts.reading.library import find_library
        from handouts.resources import library_folder

        if self.options.remember_columns and find_library(self.options.library) == library_folder():
            raise click.UsageError(
                "--remember-columns writes into the clinic's folder: name it with --library, "
                "or make one with 'handouts init DIR'."
            )

    def _save_columns(self, columns: Columns) -> None:
        """Save the headers in the clinic's folder, if requested."""
        from handouts.reading.library import find_library
        from handouts.tables.column_choices import save_choices

        if self.options.remember_columns:
            path = save_choices(find_library(self.options.library), columns.mapping)
            self._print_note(f"The columns are saved in {format_path(path)}.")

    def _write_bad_rows(self, table: Table, bad: Mapping[int, Iterable[Finding]]) -> None:
        """Write the bad rows to a file to correct; never over one that somebody is correcting."""
        if not bad:
            return
        from handouts.batch.file_names import DRAFT_SUFFIX
        from handouts.files import make_folder, write_atomically
        from handouts.tables.rows import export_bad_rows

        data = export_bad_rows(table, bad)
        make_folder(self.options.folder)
        path = self.bad_file or _free_bad_file(self.options.folder, data)
        write_atomically(path, data, DRAFT_SUFFIX)
        self.bad_file = path

    # --- reports -------------------------------------------------------------------------

    def _print_note(self, text: str) -> None:
        """Print a note that is not a problem, unless the run is quiet or prints JSON."""
        if not self.options.quiet and not self.options.as_json:
            print_note(escape_hidden(text))

    def _progress_summary(self) -> str:
        """Return what became of the files when the run did not finish."""
        if self.report is None:
            return "Nothing was written."
        total = self.plan.pending if self.plan else 0
        done = f"{self.report.made:,} of {format_count(total, 'leaflet')} made"
        return f"{done} in {format_path(self.options.folder)}; run the same command to continue."

    def _report_failure(self, error: SpecError | OSError) -> None:
        """Report why the run failed, and what became of the files."""
        if self.options.as_json:
            self._print_json(list_findings(error, self.options.folder))
        elif isinstance(error, SpecError):
            report_some_findings(error.problems, self._progress_summary())
        else:
            report_error(error, self._progress_summary())

    def _report_dry_run(self, plan: Inspection) -> bool:
        self._print_note(
            f"{format_count(plan.pending, 'leaflet')} would be made in "
            f"{format_path(self.output_path)}"
            f"{_existing_clause(plan.kept)}. Nothing was written."
        )
        if plan.changed:
            self._print_note(f"{_replaced_clause(plan.changed, 'would be')}.")
        self._note_columns()
        self._note_unmarked(plan)
        self._print_outcome(plan.problems)
        return not plan.bad

    def _report_result(self, plan: Inspection, report: Report) -> bool:
        seconds = time.monotonic() - self.started
        where = format_path(self.output_path)
        if plan.pending:
            self._print_note(
                f"Made {format_count(report.made, 'leaflet')} in {where}"
                f"{_existing_clause(report.kept)} "
                f"in {format_duration(seconds)}, {format_rate(report.made, seconds)} a second."
            )
        elif report.kept:
            self._print_note(
                f"Already complete: {format_count(report.kept, 'leaflet')} in {where}."
            )
        if report.replaced:
            self._print_note(f"{_replaced_clause(report.replaced, _was_or_were(report.replaced))}.")
        if plan.others:
            self._print_note(
                f"It also holds {format_count(plan.others, 'leaflet')} for other rows or tables."
            )
        if plan.pending:
            self._note_columns()
        self._note_unmarked(plan)
        self._note_leftover_files(report)
        self._print_outcome({each for row in report.bad.values() for each in row})
        if not self.options.as_json:
            print_path(self.output_path)
        return not report.bad

    def _note_leftover_files(self, report: Report) -> None:
        """Note that bad rows of an earlier run still exist, though everything is made now."""
        # One by one: listing the folder would list all leaflets.
        paths = () if report.bad else _bad_file_paths(self.options.folder)
        left = list(takewhile(Path.exists, paths))
        if left:
            names = ", ".join(map(format_path, left))
            self._print_note(
                f"Delete {names} once everything is corrected: it holds patients' data."
            )

    def _note_columns(self) -> None:
        """Note which field each column was read as, so that the clerk can check it."""
        if self.columns:
            self._print_note(f"Columns that were read: {self.columns.fields_summary}.")

    def _note_unmarked(self, plan: Inspection) -> None:
        """Note how many areas have no mark on the body chart, and the first rows with one."""
        rows = plan.unmarked_rows
        if rows:
            numbers = [*map(str, rows[:_MAX_ROWS]), *(["..."] if len(rows) > _MAX_ROWS else [])]
            where = f"row{'s' if len(rows) > 1 else ''} {', '.join(numbers)}"
            self._print_note(unmarked_note(plan.unmarked, f" ({where})"))

    def _print_outcome(self, problems: Iterable[Finding]) -> None:
        """Print the JSON for a script, or the problems and where the bad rows are."""
        problems = sorted(problems)
        if self.options.as_json:
            self._print_json(problems)
        elif problems:
            where = (
                f"They are in {format_path(self.bad_file)}. Correct and run that file, then "
                "delete it: "
                "it holds patients' data."
                if self.bad_file
                else ""
            )
            report_some_findings(problems, where)

    def _print_json(self, problems: Iterable[Finding]) -> None:
        print_json(self._json_result(problems))

    def _json_result(self, problems: Iterable[Finding]) -> dict[str, Any]:
        """Return the result, for a script."""
        from handouts.batch.manifest import MANIFEST_NAME

        plan, report = self.plan, self.report
        return {
            "folder": str(self.options.folder),
            "manifest": str(self.options.folder / MANIFEST_NAME),
            "dry_run": self.options.dry_run,
            "due": plan.pending if plan else 0,
            "made": report.made if report else 0,
            "kept": plan.kept if plan else 0,
            "replaced": report.replaced if report else plan.changed if plan else 0,
            "bad": len(report.bad if report else plan.bad if plan else ()),
            "columns": self.columns.mapping if self.columns else {},
            "ignored": list(self.columns.ignored) if self.columns else [],
            "unmarked": plan.unmarked if plan else 0,
            "bad_file": str(self.bad_file) if self.bad_file else None,
            "problems": [each.as_dict() for each in sorted(problems)],
        }


def report_some_findings(problems: Iterable[Finding], end: str) -> None:
    """Report as many problems as a person reads, then the count of all."""
    problems = tuple(problems)
    report_findings(problems, end, _MAX_PROBLEMS, "--json lists all.")


def _existing_clause(kept: int) -> str:
    if not kept:
        return ""
    return f" ({kept:,} {_was_or_were(kept)} already there)"


def _replaced_clause(number: int, were: str) -> str:
    """Return that leaflets were, or would be, replaced by those of changed rows."""
    whose = "its row has" if number == 1 else "their rows have"
    return f"{format_count(number, 'leaflet')} {were} replaced, since {whose} changed"


def _was_or_were(number: int) -> str:
    return "was" if number == 1 else "were"


def _free_bad_file(folder: Path, data: bytes) -> Path:
    """Return the path for the bad rows: a new file, or one that holds exactly these."""
    return next(path for path in _bad_file_paths(folder) if _is_reusable(path, data))


def _is_reusable(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return True


def _bad_file_paths(folder: Path) -> Iterator[Path]:
    """Yield the paths where bad rows may be written, without end."""
    yield folder / f"{BAD_ROWS}.csv"
    for number in count(2):
        yield folder / f"{BAD_ROWS}-{number}.csv"
