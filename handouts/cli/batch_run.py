"""``handouts batch`` as its user sees it: the session's events and result, in words or as JSON."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.batch.manifest import MANIFEST_NAME
from handouts.batch.repeats import REPEATED, REPEATED_ROW
from handouts.batch.request import (
    BatchRequest,
    BatchResult,
    ColumnsSaved,
    LeafletsOutdated,
    RowsChecked,
    TableRead,
)
from handouts.batch.session import BatchSession, create_session
from handouts.cli.progress import ProgressBar, format_duration, format_rate
from handouts.cli.report import (
    format_count,
    list_findings,
    print_json,
    print_note,
    print_path,
    report_error,
    report_findings,
    unmarked_note,
    usage_errors,
)
from handouts.events import Event, Progress
from handouts.files import format_path
from handouts.sources.findings import Finding, SpecError, escape_hidden, quote_text
from handouts.tables.headers import column_letter
from handouts.tables.selection import NOT_CHOSEN
from handouts.tables.workbooks.sheet_csv import list_ranges
from handouts.tables.worksheet import list_names

if TYPE_CHECKING:
    from handouts.cli.batch_options import BatchOptions
    from handouts.tables.table import SheetInfo

_MAX_PROBLEMS, _MAX_ROWS, _MAX_RANGES = 50, 5, 20
_DOING = {"check": "Checked", "make": "Made"}


class BatchRun:
    """One run of ``handouts batch``, since ``started`` by the monotonic clock."""

    def __init__(self, options: BatchOptions, started: float) -> None:
        self.options = options
        self.progress = ProgressBar(not options.quiet and not options.as_json)
        self.started = started
        self.session: BatchSession | None = None

    def run_batch(self) -> bool:
        """Run the batch and report; return whether everyone has a leaflet now."""
        try:
            with usage_errors():
                self.session = create_session(self._ask_request(), self._show_event)
                result = self.session.run_batch()
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
        if self.options.dry_run:
            self._report_dry_run(result)
        else:
            self._report_result(result)
        return not result.bad

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

    def _show_event(self, event: Event) -> None:
        match event:
            case Progress():
                self.progress(_DOING[event.step], event.done, event.total)
            case TableRead():
                self._note_table(event)
            case RowsChecked():
                self.progress.clear()
            case LeafletsOutdated():
                self.progress.clear()
                changed = "The handout, its format, its paper or the program has changed since"
                self._print_note(f"{changed}: all leaflets are made again.")
            case ColumnsSaved():
                self.progress.clear()
                self._print_note(f"The columns are saved in {format_path(event.path)}.")

    def _note_table(self, table: TableRead) -> None:
        columns = table.columns
        for hint in columns.hints:  # a misspelled header costs all a field: print it even if quiet
            print_note(escape_hidden(hint))
        if table.has_next_page:  # people are missing: print it even if quiet
            print_note("The file is one page of a longer list: the next pages are not in it.")
        if table.sheet:
            self._note_sheet(table.sheet)
        if table.has_rows_above:
            self._print_note(
                f"The headers are in row {table.header_row}; the rows above are not read."
            )
        if columns.ignored:
            self._print_note(f"Columns that are not read: {', '.join(columns.ignored)}.")
        for remark in table.remarks:
            self._print_note(remark)
        if table.encoding not in ("", "UTF-8"):
            self._print_note(f"The table was read as {table.encoding}.")

    def _note_sheet(self, sheet: SheetInfo) -> None:
        """Note which sheet was read, and what of it was not, because it is hidden."""
        if sheet.others:
            self._print_note(
                f"The sheet {quote_text(sheet.name)} was read. "
                f"Other sheets: {list_names(sheet.others)}."
            )
        if sheet.hidden_rows:  # people may be missing: print it even if quiet
            print_note(hidden_rows_note(sheet.hidden_rows))
        if sheet.hidden_columns:
            columns = ", ".join(
                f"{column_letter(at)} {quote_text(header)}" if header else column_letter(at)
                for at, header in sheet.hidden_columns.items()
            )
            self._print_note(f"Hidden columns are not read: {columns}.")

    def _print_note(self, text: str) -> None:
        """Print a note that is not a problem, unless the run is quiet or prints JSON."""
        if not self.options.quiet and not self.options.as_json:
            print_note(escape_hidden(text))

    # --- a run that did not finish -------------------------------------------------------

    def _progress_summary(self) -> str:
        """Return what became of the files when the run did not finish."""
        result = self.result
        if not result.has_begun and self.options.merge:
            return "The file is written complete or not at all: nothing was written."
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
        self._print_note(
            f"{format_count(result.pending, 'leaflet')} would be made in "
            f"{format_path(result.output)}"
            f"{_existing_clause(result.kept)}. Nothing was written."
        )
        if result.replaced:
            self._print_note(f"{_replaced_clause(result.replaced, 'would be')}.")
        self._note_columns(result)
        self._note_left_out(result)
        self._note_remarks(result)
        self._note_unmarked(result)
        self._print_outcome(result)

    def _report_result(self, result: BatchResult) -> None:
        self._note_leaflets(result)
        if result.pending:
            self._note_columns(result)
        self._note_left_out(result)
        self._note_remarks(result)
        self._note_unmarked(result)
        if result.leftover_files:
            names = ", ".join(map(format_path, result.leftover_files))
            self._print_note(
                f"Delete {names} once everything is corrected: it holds patients' data."
            )
        self._print_outcome(result)
        if not self.options.as_json:
            print_path(result.output)

    def _note_leaflets(self, result: BatchResult) -> None:
        """Note how many leaflets were made, and what else is in the folder."""
        seconds = time.monotonic() - self.started
        where = format_path(result.output)
        if result.pending:
            self._print_note(
                f"Made {format_count(result.made, 'leaflet')} in {where}"
                f"{_existing_clause(result.kept)} "
                f"in {format_duration(seconds)}, {format_rate(result.made, seconds)} a second."
            )
        elif result.kept:
            self._print_note(
                f"Already complete: {format_count(result.kept, 'leaflet')} in {where}."
            )
        if result.replaced:
            self._print_note(f"{_replaced_clause(result.replaced, _was_or_were(result.replaced))}.")
        if result.others:
            self._print_note(
                f"It also holds {format_count(result.others, 'leaflet')} for other rows or tables."
            )

    def _note_columns(self, result: BatchResult) -> None:
        """Note which field each column was read as, so that the clerk can check it."""
        if result.columns:
            self._print_note(f"Columns that were read: {result.columns.fields_summary}.")

    def _note_unmarked(self, result: BatchResult) -> None:
        """Note how many areas have no mark on the body chart, and the first rows with one."""
        if result.unmarked_rows:
            where = _list_rows(result.unmarked_rows)
            self._print_note(unmarked_note(result.unmarked, f" ({where})"))

    def _note_left_out(self, result: BatchResult) -> None:
        """Note who gets no leaflet, and why, even if the run is quiet."""
        groups = {**result.left_out}
        not_chosen = groups.pop(NOT_CHOSEN, ())
        repeated = groups.pop(REPEATED_ROW, ())
        if repeated:
            self._print_note(f"Left out since an earlier row is the same: {_list_rows(repeated)}.")
        if not_chosen:
            self._print_note(f"{format_count(len(not_chosen), 'row')} not chosen.")
        if groups and not self.options.as_json:
            listed = "; ".join(
                f"{len(rows):,} {group} ({_list_rows(rows)})" for group, rows in groups.items()
            )
            hint = f"For leaflets all the same: --include {','.join(groups)}"
            print_note(f"Left out by their status: {listed}. {hint}")

    def _note_remarks(self, result: BatchResult) -> None:
        """Note what is not printed of some rows, or how they were read."""
        for remark, rows in result.remarks.items():
            hint = " With --once, rows that are all the same get one leaflet."
            more = hint if remark == REPEATED and not self.options.once else ""
            self._print_note(f"{remark.rstrip('.')} ({_list_rows(rows)}).{more}")

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
        print_json(self._json_result(problems))

    def _json_result(self, problems: Iterable[Finding]) -> dict[str, object]:
        """Return the result, for a script."""
        result, columns = self.result, self.result.columns
        file = {"file": str(result.output)} if self.options.merge else {}
        return {
            **file,
            "folder": str(self.options.folder),
            "manifest": str(self.options.folder / MANIFEST_NAME),
            "dry_run": self.options.dry_run,
            "due": result.pending,
            "made": result.made,
            "kept": result.kept,
            "replaced": result.replaced,
            "bad": len(result.bad),
            "columns": columns.mapping if columns else {},
            "ignored": list(columns.ignored) if columns else [],
            "sheet": result.sheet.name if result.sheet else None,
            "hidden_rows": list(result.sheet.hidden_rows) if result.sheet else [],
            "hidden_columns": list(map(column_letter, result.sheet.hidden_columns))
            if result.sheet
            else [],
            "unmarked": result.unmarked,
            "left_out": {reason: list(rows) for reason, rows in result.left_out.items()},
            "remarks": [
                {"message": remark, "rows": list(rows)} for remark, rows in result.remarks.items()
            ],
            "bad_file": str(result.bad_file) if result.bad_file else None,
            "problems": [each.as_dict() for each in sorted(problems)],
        }


def report_some_findings(problems: Iterable[Finding], end: str) -> None:
    """Report as many problems as a person reads, then the count of all."""
    problems = tuple(problems)
    report_findings(problems, end, _MAX_PROBLEMS, "--json lists all.")


def _list_rows(rows: Sequence[int]) -> str:
    """Return the first of some rows: ``rows 3, 9, ...``."""
    numbers = [*map(str, rows[:_MAX_ROWS]), *(["..."] if len(rows) > _MAX_ROWS else [])]
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(numbers)}"


def hidden_rows_note(rows: tuple[int, ...]) -> str:
    """Return how many hidden rows were left out, and which."""
    ranges = list_ranges(rows)
    more = f" and {len(ranges) - _MAX_RANGES} more" if len(ranges) > _MAX_RANGES else ""
    were = f"row{'s' if len(rows) > 1 else ''} {', '.join(ranges[:_MAX_RANGES])}{more}"
    return f"{format_count(len(rows), 'hidden row')} {_was_or_were(len(rows))} left out: {were}."


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
