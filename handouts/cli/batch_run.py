"""``handouts batch`` as its user sees it: the session's events and result, in words or as JSON."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.batch.manifest import MANIFEST_NAME
from handouts.batch.request import (
    BatchRequest,
    BatchResult,
    ColumnsSaved,
    LeafletsOutdated,
    RowsChecked,
    TableRead,
)
from handouts.batch.session import BatchSession
from handouts.batch.sessions import create_session
from handouts.building.format_choice import FormatReplaced, FormatUnusual
from handouts.cli.batch_notes import BatchNotes
from handouts.cli.notes import describe_event
from handouts.cli.progress import ProgressBar, format_duration, format_rate
from handouts.cli.report import (
    format_count,
    list_findings,
    print_json,
    print_note,
    print_path,
    report_error,
    report_findings,
    usage_errors,
    was_or_were,
)
from handouts.events import Event, Progress
from handouts.files import format_path
from handouts.sources.findings import Finding, SpecError
from handouts.tables.headers import column_letter

if TYPE_CHECKING:
    from handouts.cli.batch_options import BatchOptions

_MAX_PROBLEMS = 50
_DOING = {"check": "Checked", "make": "Made"}


class BatchRun:
    """One run of ``handouts batch``, since ``started`` by the monotonic clock."""

    def __init__(self, options: BatchOptions, started: float) -> None:
        self.options = options
        self.progress = ProgressBar(not options.quiet and not options.as_json)
        self.notes = BatchNotes(options)
        self.started = started
        self.session: BatchSession | None = None

    def run_batch(self) -> bool:
        """Run the batch and report; return whether everyone has a leaflet now."""
        try:
            with usage_errors():
                self.run_session()
        except KeyboardInterrupt:
            with contextlib.suppress(OSError):  # the terminal may be gone
                self.progress.clear()
                print_note(f"Stopped. {self._progress_summary()}")
            raise
        except (SpecError, OSError) as error:
            self.progress.clear()
            self._report_failure(error)
            return False
        self.progress.clear()
        self.report_outcome()
        return not self.result.bad

    def run_session(self) -> None:
        """Ask for what the request still needs, and run it."""
        self.session = create_session(self._ask_request(), self.show_event)
        self.session.run_batch()

    def report_outcome(self) -> None:
        """Report what a run that was not stopped has made."""
        if self.options.sample:
            self._report_sample(self.result)
        elif self.options.dry_run:
            self._report_dry_run(self.result)
        else:
            self._report_result(self.result)

    def _ask_request(self) -> BatchRequest:
        """Return the request, with the password; it is only asked for if the rest is right."""
        request = self.options.build_request()
        request.check()
        return replace(request, password=self.options.read_password())

    @property
    def result(self) -> BatchResult:
        """How far the run has got."""
        return self.session.result if self.session else BatchResult(self.options.folder)

    # --- events --------------------------------------------------------------------------

    def show_event(self, event: Event) -> None:
        """Show what the session reports while it runs."""
        match event:
            case Progress():
                self.progress(_DOING[event.step], event.done, event.total)
            case TableRead():
                self.notes.note_table(event)
            case RowsChecked():
                self.progress.clear()
                self.notes.preview_rows(event, self.result)
            case LeafletsOutdated():
                self.progress.clear()
                order = ", the order, the sheets between them" if self.options.merge else ""
                changed = (
                    f"The handout, its format, its paper{order} or the program has changed since"
                )
                self.notes.print_note(f"{changed}: all leaflets are made again.")
            case FormatReplaced() | FormatUnusual():
                self.progress.clear()
                self.notes.print_note(describe_event(event))
            case ColumnsSaved():
                self.progress.clear()
                self.notes.print_note(f"The columns are saved in {format_path(event.path)}.")

    # --- a run that did not finish -------------------------------------------------------

    def _progress_summary(self) -> str:
        """Return what became of the files when the run did not finish."""
        result = self.result
        if not result.has_begun and self.options.merge:
            return "A file is written complete or not at all: nothing was written."
        if not result.has_begun:
            return "Nothing was written."
        done = f"{result.made:,} of {format_count(result.pending, 'leaflet')} made"
        return f"{done} in {format_path(self.options.folder)}; run the same command to continue."

    def _report_failure(self, error: SpecError | OSError) -> None:
        """Report why the run failed, and what became of the files."""
        if self.options.as_json:
            self._print_json(list_findings(error, self.options.folder))
        elif isinstance(error, SpecError):
            report_some_findings(error.problems, self._progress_summary())
        else:
            report_error(error, self._progress_summary())

    # --- a run that finished -------------------------------------------------------------

    def _report_dry_run(self, result: BatchResult) -> None:
        self.notes.print_note(
            f"{format_count(result.pending, 'leaflet')} would be made in "
            f"{_name_output(result)}"
            f"{_existing_clause(result.kept)}. Nothing was written."
        )
        self.notes.note_files(result)
        if result.replaced:
            self.notes.print_note(f"{_replaced_clause(result.replaced, 'would be')}.")
        self._print_outcome(result)

    def _report_sample(self, result: BatchResult) -> None:
        """Report the one leaflet that was made, or that there was nobody to make it for."""
        self._print_outcome(result)
        if result.sample is None:
            self.notes.print_note("Nobody gets a leaflet, so there is no sample.")
        elif not self.options.as_json:
            self.notes.print_note(
                f"This is the leaflet of row {result.sample.row}. Nothing else was made."
            )
            print_path(result.output)

    def _report_result(self, result: BatchResult) -> None:
        self._note_leaflets(result)
        if result.leftover_files:
            names = ", ".join(map(format_path, result.leftover_files))
            self.notes.print_note(
                f"Delete {names} once everything is corrected: it holds patients' data."
            )
        self._print_outcome(result)
        if not self.options.as_json:
            merged = (*(file.path for file in result.files), result.index, result.labels)
            for path in filter(None, merged if self.options.merge else [result.output]):
                print_path(path)

    def _note_leaflets(self, result: BatchResult) -> None:
        """Note how many leaflets were made, and what else is in the folder."""
        seconds = time.monotonic() - self.started
        where = _name_output(result)
        if result.pending:
            self.notes.print_note(
                f"Made {format_count(result.made, 'leaflet')} in {where}"
                f"{_existing_clause(result.kept)} "
                f"in {format_duration(seconds)}, {format_rate(result.made, seconds)} a second."
            )
        elif result.kept:
            self.notes.print_note(
                f"Already complete: {format_count(result.kept, 'leaflet')} in {where}."
            )
        elif self.options.merge:
            self.notes.print_note("Nobody gets a leaflet, so no file was made.")
        self.notes.note_files(result)
        if result.replaced:
            self.notes.print_note(
                f"{_replaced_clause(result.replaced, was_or_were(result.replaced))}."
            )
        if result.others:
            self.notes.print_note(
                f"It also holds {format_count(result.others, 'leaflet')} for other rows or tables."
            )

    def _print_outcome(self, result: BatchResult) -> None:
        """Print the JSON for a script, or the problems and where the bad rows are."""
        if self.options.as_json:
            self._print_json(result.problems)
        elif result.bad:
            where = (
                f"They are in {format_path(result.bad_file)}. Correct and run that file, then "
                "delete it: it holds patients' data."
                if result.bad_file
                else ""
            )
            report_some_findings(result.problems, where)

    def _print_json(self, problems: Iterable[Finding]) -> None:
        print_json(self.describe_as_json(problems))

    def describe_as_json(self, problems: Iterable[Finding]) -> dict[str, object]:
        """Return the result, for a script."""
        result, columns = self.result, self.result.columns
        is_tried = self.options.dry_run or self.options.sample
        return {
            **(_describe_files(result) if self.options.merge else {}),
            "folder": str(self.options.folder),
            "manifest": None if is_tried else str(self.options.folder / MANIFEST_NAME),
            "dry_run": self.options.dry_run,
            "sample": str(result.output) if self.options.sample and result.sample else None,
            "due": result.pending,
            "made": result.made,
            "kept": result.kept,
            "replaced": result.replaced,
            "bad": len(result.bad),
            "columns": columns.mapping if columns else {},
            "ignored": list(columns.ignored) if columns else [],
            "sheet": result.sheet.name if result.sheet else None,
            "hidden_sheets": list(result.sheet.hidden_sheets) if result.sheet else [],
            "hidden_rows": list(result.sheet.hidden_rows) if result.sheet else [],
            "hidden_columns": list(map(column_letter, result.sheet.hidden_columns))
            if result.sheet
            else [],
            "unmarked": result.unmarked,
            "stale": list(result.stale),
            "left_out": {reason: list(rows) for reason, rows in result.left_out.items()},
            "remarks": [
                {"message": remark, "rows": list(rows)} for remark, rows in result.remarks.items()
            ],
            "bad_file": str(result.bad_file) if result.bad_file else None,
            "problems": [each.as_dict() for each in sorted(problems)],
        }


def _describe_files(result: BatchResult) -> dict[str, object]:
    """Return the files for the printer, for a script."""
    return {
        "file": str(result.output),
        "files": [
            {
                "file": str(file.path),
                "leaflets": len(file.group),
                "separators": file.group.separators,
                "address_sheets": file.group.address_sheets,
                "formats": list(file.group.formats),
                "paper": file.group.paper,
            }
            for file in result.files
        ],
        "index": str(result.index) if result.index else None,
        "labels": str(result.labels) if result.labels else None,
        "earlier_files": list(map(str, result.strays)),
    }


def _name_output(result: BatchResult) -> str:
    """Return the folder or the file, or how many files there are."""
    if len(result.files) > 1:
        return f"{len(result.files)} files"
    return format_path(result.output)


def report_some_findings(problems: Iterable[Finding], end: str) -> None:
    """Report as many problems as a person reads, then the count of all."""
    problems = tuple(problems)
    report_findings(problems, end, _MAX_PROBLEMS, "--json lists all.")


def _existing_clause(kept: int) -> str:
    if not kept:
        return ""
    return f" ({kept:,} {was_or_were(kept)} already there)"


def _replaced_clause(number: int, were: str) -> str:
    """Return that leaflets were, or would be, replaced by those of changed rows."""
    whose = "its row has" if number == 1 else "their rows have"
    return f"{format_count(number, 'leaflet')} {were} replaced, since {whose} changed"
