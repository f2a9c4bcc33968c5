"""What ``handouts batch`` says before it makes leaflets: what was understood of the table."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from handouts.batch.repeats import REPEATED, REPEATED_ROW
from handouts.batch.request import BatchResult, RowsChecked, TableRead
from handouts.cli.report import format_count, print_note, unmarked_note, was_or_were
from handouts.document.papers import PAPERS
from handouts.files import format_path
from handouts.layout.formats import FORMATS
from handouts.sources.findings import escape_hidden, quote_text
from handouts.tables.headers import column_letter
from handouts.tables.selection import NOT_CHOSEN
from handouts.tables.sheet_names import list_names, list_ranges

if TYPE_CHECKING:
    from handouts.batch.sample import Sample
    from handouts.batch.sheet_groups import SheetGroup
    from handouts.cli.batch_options import BatchOptions
    from handouts.tables.table import SheetInfo

_MAX_ROWS, _MAX_RANGES = 5, 20


class BatchNotes:
    """Prints notes on a table and its rows, as far as the options want them."""

    def __init__(self, options: BatchOptions) -> None:
        self.options = options

    def print_note(self, text: str) -> None:
        """Print a note that is not a problem, unless the run is quiet or prints JSON."""
        if not self.options.quiet and not self.options.as_json:
            print_note(escape_hidden(text))

    def note_table(self, table: TableRead) -> None:
        columns = table.columns
        for hint in columns.hints:  # a misspelled header costs all a field: print it even if quiet
            print_note(escape_hidden(hint))
        if table.has_next_page:  # people are missing: print it even if quiet
            print_note("The file is one page of a longer list: the next pages are not in it.")
        if table.sheet:
            self._note_sheet(table.sheet)
        if table.has_rows_above:
            self.print_note(
                f"The headers are in row {table.header_row}; the rows above are not read."
            )
        if columns.ignored:
            self.print_note(f"Columns that are not read: {', '.join(columns.ignored)}.")
        for remark in table.remarks:  # days may be exchanged: print it even if quiet
            print_note(escape_hidden(remark))
        if table.encoding not in ("", "UTF-8"):
            self.print_note(f"The table was read as {table.encoding}.")

    def note_files(self, result: BatchResult) -> None:
        """Note what is in each file for the printer, and which ones are from an earlier run."""
        if len(result.files) > 1:
            self.print_note("Print each file by itself: its sheets are printed alike.")
            for file in result.files:
                group = file.group
                counts = " and ".join(
                    (format_count(len(group), "leaflet"), *_count_other_sheets(group))
                )
                self.print_note(
                    f"  {format_path(file.path)}: {counts}, {' and '.join(group.formats)}, "
                    f"{PAPERS[group.paper].name}, {FORMATS[group.formats[0]].printing.summary}"
                )
        elif result.files and (counts := " and ".join(_count_other_sheets(result.files[0].group))):
            self.print_note(f"Between them: {counts}.")
        would_be = " would be" if self.options.dry_run else ""
        if result.index:
            path = format_path(result.index)
            self.print_note(f"The index of the rows, for the desk{would_be}: {path}.")
        if result.labels:
            self.print_note(f"Labels for the envelopes{would_be}: {format_path(result.labels)}.")
        if result.strays and not self.options.as_json:  # it may be printed: note it even if quiet
            names = ", ".join(map(format_path, result.strays))
            print_note(f"From an earlier run, and not made again: {names}. Delete it.")

    def preview_rows(self, checked: RowsChecked, result: BatchResult) -> None:
        """Say what was understood, before anything is made: columns, numbers, who is left out."""
        if checked.is_stopped:
            return
        if checked.pending or self.options.dry_run:
            self._note_columns(result)
        if checked.pending and not self.options.dry_run:
            self._note_counts(checked, result)
        self._note_left_out(result)
        self._note_remarks(result)
        self._note_unmarked(result)
        if self.options.dry_run and result.sample and sys.stderr.isatty():
            self._show_sample(result.sample)

    def _note_counts(self, checked: RowsChecked, result: BatchResult) -> None:
        """Note how many leaflets there will be, and how many rows get none."""
        left_out = sum(map(len, result.left_out.values()))
        counts = (
            format_count(checked.pending, "leaflet") + " to make",
            f"{checked.kept:,} already there" if checked.kept else "",
            f"{left_out:,} left out" if left_out else "",
            f"{checked.bad:,} with problems" if checked.bad else "",
        )
        self.print_note(f"Rows: {', '.join(filter(None, counts))}.")

    def _show_sample(self, sample: Sample) -> None:
        """Show what the first leaflet says about its person, on a terminal only."""
        self.print_note(f"Row {sample.row}, as its leaflet says it:")
        for label, value in sample.facts:
            self.print_note(f"  {label}: {value}")

    def _note_sheet(self, sheet: SheetInfo) -> None:
        """Note which sheet was read, and what of it was not, because it is hidden."""
        others = f" Other sheets: {list_names(sheet.others)}." if sheet.others else ""
        hidden = (
            f" Hidden sheets: {list_names(sheet.hidden_sheets)}." if sheet.hidden_sheets else ""
        )
        self.print_note(f"The sheet {quote_text(sheet.name)} was read.{others}{hidden}")
        if sheet.hidden_rows:  # people may be missing: print it even if quiet
            print_note(hidden_rows_note(sheet.hidden_rows))
        if sheet.hidden_columns:
            columns = ", ".join(
                f"{column_letter(at)} {quote_text(header)}" if header else column_letter(at)
                for at, header in sheet.hidden_columns.items()
            )
            self.print_note(f"Hidden columns are not read: {columns}.")

    def _note_columns(self, result: BatchResult) -> None:
        """Note which field each column was read as, so that the clerk can check it."""
        if result.columns:
            self.print_note(f"Columns that were read: {result.columns.fields_summary}.")

    def _note_unmarked(self, result: BatchResult) -> None:
        """Note how many areas have no mark on the body chart, and the first rows with one."""
        if result.unmarked_rows:
            where = _list_rows(result.unmarked_rows)
            self.print_note(unmarked_note(result.unmarked, f" ({where})"))

    def _note_left_out(self, result: BatchResult) -> None:
        """Note who gets no leaflet, and why, even if the run is quiet."""
        groups = {**result.left_out}
        not_chosen = groups.pop(NOT_CHOSEN, ())
        if (
            result.stale and not self.options.as_json
        ):  # it may be handed out: print it even if quiet
            shown = ", ".join(map(format_path, result.stale[:_MAX_ROWS]))
            more = ", ..." if len(result.stale) > _MAX_ROWS else ""
            print_note(
                f"Rows that get no leaflet now have an earlier one in "
                f"{format_path(self.options.folder)}: {shown}{more}. Delete it."
            )
        repeated = groups.pop(REPEATED_ROW, ())
        if repeated:
            self.print_note(f"Left out since an earlier row is the same: {_list_rows(repeated)}.")
        if not_chosen:
            self.print_note(f"{format_count(len(not_chosen), 'row')} not chosen.")
        if groups and not self.options.as_json:
            listed = "; ".join(
                f"{len(rows):,} {group} ({_list_rows(rows)})" for group, rows in groups.items()
            )
            hint = f"To make their leaflets anyway: --include {','.join(groups)}"
            print_note(f"Left out by their status: {listed}. {hint}")

    def _note_remarks(self, result: BatchResult) -> None:
        """Note what is not printed of some rows, or how they were read."""
        for remark, rows in result.remarks.items():
            hint = " With --once, rows that are all the same get one leaflet."
            more = hint if remark == REPEATED and not self.options.once else ""
            where = _list_rows(sorted(rows))
            self.print_note(f"{remark.rstrip('.')} ({where}).{more}")


def _count_other_sheets(group: SheetGroup) -> Iterator[str]:
    """Yield how many sheets of each kind there are between a file's leaflets."""
    if group.separators:
        yield format_count(group.separators, "separator sheet")
    if group.address_sheets:
        yield format_count(group.address_sheets, "address sheet")


def _list_rows(rows: Sequence[int]) -> str:
    """Return the first of some rows: ``rows 3, 9, ...``."""
    numbers = [*map(str, rows[:_MAX_ROWS]), *(["..."] if len(rows) > _MAX_ROWS else [])]
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(numbers)}"


def hidden_rows_note(rows: tuple[int, ...]) -> str:
    """Return how many hidden rows were left out, and which."""
    ranges = list_ranges(rows)
    more = f" and {len(ranges) - _MAX_RANGES} more" if len(ranges) > _MAX_RANGES else ""
    were = f"row{'s' if len(rows) > 1 else ''} {', '.join(ranges[:_MAX_RANGES])}{more}"
    return f"{format_count(len(rows), 'hidden row')} {was_or_were(len(rows))} left out: {were}."
