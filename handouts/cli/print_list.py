"""``handouts print NAME TABLE`` as its user sees it: a list, checked as a batch and printed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from handouts.building.format_choice import FormatReplaced, FormatUnusual
from handouts.cli import print_job, stack_options, table_options
from handouts.cli.batch_options import BatchOptions
from handouts.cli.batch_run import BatchRun, report_some_findings
from handouts.cli.report import (
    format_count,
    list_findings,
    report_error,
    report_findings,
)
from handouts.events import Event
from handouts.printing.delivery import StackToTurn
from handouts.printing.list_session import (
    ListRequest,
    ListSession,
    RowsPlanned,
    RowsPrinted,
)
from handouts.printing.session import NotForPatients
from handouts.sources.findings import Finding, SpecError

if TYPE_CHECKING:
    from handouts.printing.sheets import SheetHandling


def read_list_options(arguments: Mapping[str, Any]) -> BatchOptions:
    """Return the options of ``print`` for a table as those of a batch that keeps nothing."""
    same = ("handout", "table", "format", "paper", "ink", "library", "brand", "language")
    rest = ("skip_bad", "dry_run", "as_json", "quiet", *table_options.NAMES, *stack_options.NAMES)
    return BatchOptions(
        **{name: arguments[name] for name in (*same, *rest)},
        folder=Path(),
        shared=arguments["settings"],
    )


class ListRun(BatchRun):
    """One run of ``handouts print NAME TABLE``."""

    def __init__(
        self,
        options: BatchOptions,
        *,
        copies: int,
        printer: str | None,
        sheets: SheetHandling,
        anyway: bool,
    ) -> None:
        super().__init__(options, time.monotonic())
        self._settings = (copies, printer, sheets, anyway)
        self._events = print_job.PrintEvents(options.quiet)
        self._jobs: list[dict[str, object]] = []
        self._is_half_printed = False

    def run_session(self) -> None:
        """Make the leaflets, and print them."""
        from handouts.printing.review import today

        copies, printer, sheets, anyway = self._settings
        batch = replace(self.options.build_request(), is_list=True)
        batch.check()
        request = ListRequest(batch, copies, printer, sheets, anyway, self.options.dry_run)
        self.session = session = ListSession(request, today(), self.show_event)
        session.print_rows()

    def report_outcome(self) -> None:
        """Report what was printed."""
        if not self._jobs:
            self.notes.print_note("Nobody gets a leaflet, so nothing was printed.")
        self._print_outcome(self.result)

    def show_event(self, event: Event) -> None:
        """Show what a batch shows, and which rows each print job holds."""
        super().show_event(event)
        if isinstance(event, (StackToTurn, RowsPrinted)):
            self._is_half_printed = isinstance(event, StackToTurn)
        if not isinstance(event, (FormatReplaced, FormatUnusual)):  # those a batch shows too
            self._events(event)
        if isinstance(event, (RowsPrinted, RowsPlanned)):
            self.progress.clear()
            self._show_rows(event)

    def _show_rows(self, event: RowsPrinted | RowsPlanned) -> None:
        """Show which rows a job holds, in its order, and what became of the job."""
        result = event.result if isinstance(event, RowsPrinted) else event.plan
        numbers = list(dict.fromkeys(event.rows))
        self._jobs.append({**print_job.describe_as_json(result), "rows": numbers})
        rows = format_rows(numbers)
        leaflets = format_count(len(event.rows), "leaflet")
        if event.other_sheets:
            leaflets += f" and {format_count(event.other_sheets, 'other sheet')}"
        if isinstance(event, RowsPlanned):
            self.notes.print_note(f"Would print {leaflets}: {rows}; {result.job.settings}.")
            return
        if not self.options.as_json:
            print_job.report_result(event.result, quiet=self.options.quiet)
        self.notes.print_note(
            f"It holds {leaflets}, in this order: {rows}. After a jam, print the missing ones "
            "again with --rows."
        )

    def _progress_summary(self) -> str:
        parts = []
        if self._jobs and not self.options.dry_run:
            rows = [row for job in self._jobs for row in job["rows"]]  # type: ignore[attr-defined]
            parts.append(f"Sent to the printer before: {format_rows(rows)}.")
        if self._is_half_printed:
            parts.append("Only the odd pages of the last job were printed.")
        return " ".join(parts) or "Nothing was printed."

    def _report_failure(self, error: SpecError | OSError) -> None:
        if self.options.as_json:
            self._print_json(list_findings(error, self.options.table))
        elif isinstance(error, NotForPatients):
            report_findings(error.problems, "Nothing was printed.")
        elif isinstance(error, SpecError):
            report_some_findings(error.problems, self._progress_summary())
        else:
            report_error(error, self._progress_summary())

    def describe_as_json(self, problems: Iterable[Finding]) -> dict[str, object]:
        """Return the result, for a script."""
        batch = super().describe_as_json(problems)
        kept = (
            *("dry_run", "bad", "columns", "ignored", "sheet", "hidden_rows", "hidden_columns"),
            *("left_out", "remarks", "problems"),
        )
        return {"jobs": self._jobs} | {name: batch[name] for name in kept}


def format_rows(rows: Sequence[int]) -> str:
    """Return rows as --rows takes them: ``rows 2-9, 11``, in their order."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][-1] + 1:
            ranges[-1][1:] = [row]
        else:
            ranges.append([row])
    listed = ", ".join("-".join(map(str, each)) for each in ranges)
    return f"row{'s' if len(rows) > 1 else ''} {listed}"
