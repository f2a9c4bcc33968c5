"""A batch as its user sees it: what is read, what is looked at, what is made, what is said."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.progress import Progress, lasting, rate
from handouts.cli.report import many, note, said, tell, tell_all, unmarked, written
from handouts.files import shown
from handouts.spec.problems import Place, Problem, SpecError, visible

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from handouts.batch.columns import Columns
    from handouts.batch.job import Found, Job, Report
    from handouts.batch.table import Table
    from handouts.cli.asking import Asked

BAD = "bad-rows"
_SHOWN, _ROWS = 50, 5


class Run:
    """One run of the command."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.progress = Progress(not asked.quiet and not asked.as_json)
        self.began = time.monotonic()
        self.found: Found | None = None
        self.report: Report | None = None
        self.bad_file: Path | None = None
        self.columns: Columns | None = None
        # What is made, and printed at the end.
        self.place = asked.folder

    def go(self) -> bool:
        """Whether everyone has a leaflet now; what is wrong is told."""
        try:
            return self._go()
        except KeyboardInterrupt:
            with contextlib.suppress(OSError):  # the terminal may be gone
                self.progress.clear()
                note(f"Stopped. {self._so_far()}")
            raise
        except (SpecError, OSError) as error:
            self.progress.clear()
            self._fail(error)
        return False

    def _go(self) -> bool:
        from handouts.batch import work
        from handouts.batch.sharing import workers

        self._check_remembering()
        password = self.asked.password()
        table, columns = self._read()
        with workers(self.asked.jobs, table.count, work.ready) as executor:
            job = self._job(table, columns, password)
            self.found = found = self._look(job, executor)
            self.progress.clear()
            if found.bad and not self.asked.skip_bad:
                raise SpecError(found.problems)
            if self.asked.dry_run:
                return self._would(found)
            self._keep_bad(table, found.bad)
            self._remember(columns)
            report = self._make(found, executor)
        self.progress.clear()
        self._keep_bad(table, report.bad)
        return self._made(found, report)

    def _job(self, table: Table, columns: Columns, password: str) -> Job:
        from handouts.cli.asking import job_of

        return job_of(self.asked, table, columns, password)

    def _look(self, job: Job, executor: Executor) -> Found:
        from handouts.batch.job import look

        found = look(job, executor, self.progress)
        if found.anew and (self.asked.skip_bad or not found.bad):
            self._say_anew()
        return found

    def _say_anew(self) -> None:
        self.progress.clear()
        changed = "The handout, its format, its paper or the program has changed since"
        self._say(f"{changed}: all leaflets are made anew.")

    def _make(self, found: Found, executor: Executor) -> Report:
        from handouts.batch.job import Report, make

        self.report = Report(found.job.folder)
        return make(found, executor, self.progress, self.report)

    def _read(self) -> tuple[Table, Columns]:
        from handouts.batch.chosen import choices, remembered
        from handouts.batch.columns import find_columns
        from handouts.batch.table import read_table
        from handouts.spec.library import find_library

        chosen = choices(self.asked.columns)
        kept = remembered(find_library(self.asked.library))
        words = {*chosen.values(), *kept.values()}
        table = read_table(self.asked.table, self.asked.sheet, words)
        column = self.asked.password_column
        columns = find_columns(table, chosen, kept, [] if column is None else [column])
        for hint in columns.hints:  # a slip that would cost everyone a field: told even if quiet
            note(visible(hint))
        self.columns = columns
        if table.above:
            self._say(f"The headers are in row {table.header_row}; what is above is not read.")
        if columns.ignored:
            self._say(f"Columns that are not read: {', '.join(columns.ignored)}.")
        if table.encoding not in ("", "UTF-8"):
            self._say(f"The table was read as {table.encoding}.")
        return table, columns

    def _check_remembering(self) -> None:
        from handouts.places import library_folder
        from handouts.spec.library import find_library

        if self.asked.remember_columns and find_library(self.asked.library) == library_folder():
            raise click.UsageError(
                "--remember-columns writes into the clinic's own folder: name it with --library, "
                "or make one with 'handouts init DIR'."
            )

    def _remember(self, columns: Columns) -> None:
        """Keep the headers in the clinic's folder, if that was asked for."""
        from handouts.batch.chosen import remember
        from handouts.spec.library import find_library

        if self.asked.remember_columns:
            path = remember(find_library(self.asked.library), columns.mapping)
            self._say(f"The columns are remembered in {shown(path)}.")

    def _keep_bad(self, table: Table, bad: Mapping[int, Iterable[Problem]]) -> None:
        """Write the bad rows to a file that can be mended; over nothing that someone mends."""
        if not bad:
            return
        from handouts.batch.names import DRAFTS
        from handouts.batch.rows import bad_rows
        from handouts.files import make_folder, write_whole

        data = bad_rows(table, bad)
        make_folder(self.asked.folder)
        path = self.bad_file or _free(self.asked.folder, data)
        write_whole(path, data, DRAFTS)
        self.bad_file = path

    # --- what is said --------------------------------------------------------------------

    def _say(self, text: str) -> None:
        """Say something that is no problem, unless nothing is to be said."""
        if not self.asked.quiet and not self.asked.as_json:
            note(visible(text))

    def _so_far(self) -> str:
        """What became of the files when it did not come to its end."""
        if self.report is None:
            return "Nothing was written."
        due = self.found.due if self.found else 0
        whole = f"{self.report.made:,} of {many(due, 'leaflet')} made"
        return f"{whole} in {shown(self.asked.folder)}; the same command goes on from there."

    def _fail(self, error: SpecError | OSError) -> None:
        """Tell what it failed of, and what became of the files."""
        problems = getattr(error, "problems", ())
        if self.asked.as_json:
            self._print(problems or [Problem(Place(str(self.asked.folder)), said(error))])
        elif problems:
            tell_some(problems, self._so_far())
        else:
            tell(error, self._so_far())

    def _would(self, found: Found) -> bool:
        self._say(
            f"{many(found.due, 'leaflet')} would be made in {shown(self.place)}"
            f"{_there(found.kept)}. Nothing was written."
        )
        if found.changed:
            self._say(f"{_replaced(found.changed, 'would be')}.")
        self._say_read()
        self._say_unmarked(found)
        self._end(found.problems)
        return not found.bad

    def _made(self, found: Found, report: Report) -> bool:
        seconds = time.monotonic() - self.began
        where = shown(self.place)
        if found.due:
            self._say(
                f"Made {many(report.made, 'leaflet')} in {where}{_there(report.kept)} "
                f"in {lasting(seconds)}, {rate(report.made, seconds)} a second."
            )
        elif report.kept:
            self._say(f"All there already: {many(report.kept, 'leaflet')} in {where}.")
        if report.replaced:
            self._say(f"{_replaced(report.replaced, _was(report.replaced))}.")
        if found.others:
            self._say(f"It also holds {many(found.others, 'leaflet')} of other rows or tables.")
        if found.due:
            self._say_read()
        self._say_unmarked(found)
        self._say_left(report)
        self._end({each for row in report.bad.values() for each in row})
        if not self.asked.as_json:
            written(self.place)
        return not report.bad

    def _say_left(self, report: Report) -> None:
        """That bad rows of an earlier run are still there, though all is made now."""
        # One by one: a listing of the folder would hold all leaflets.
        paths = () if report.bad else _bad_files(self.asked.folder)
        left = list(takewhile(Path.exists, paths))
        if left:
            names = ", ".join(map(shown, left))
            self._say(f"Delete {names} when all is mended: it holds patients' data.")

    def _say_read(self) -> None:
        """What each column was taken for: the clerk sees whether that is what was meant."""
        if self.columns:
            self._say(f"Columns that were read: {self.columns.read}.")

    def _say_unmarked(self, found: Found) -> None:
        """That areas have no mark on the body chart, and in which rows to begin."""
        rows = found.unmarked_rows
        if rows:
            told = [*map(str, rows[:_ROWS]), *(["..."] if len(rows) > _ROWS else [])]
            where = f"row{'s' if len(rows) > 1 else ''} {', '.join(told)}"
            self._say(unmarked(found.unmarked, f" ({where})"))

    def _end(self, problems: Iterable[Problem]) -> None:
        """The last words: the object for a script, or the problems and where the bad rows are."""
        problems = sorted(problems)
        if self.asked.as_json:
            self._print(problems)
        elif problems:
            where = (
                f"They are in {shown(self.bad_file)}, to be mended and run; then delete it, "
                "for it holds patients' data."
                if self.bad_file
                else ""
            )
            tell_some(problems, where)

    def _print(self, problems: Iterable[Problem]) -> None:
        click.echo(json.dumps(self._object(problems), indent=2))

    def _object(self, problems: Iterable[Problem]) -> dict[str, Any]:
        """What was made, for a script."""
        from handouts.batch.manifest import NAME

        found, report = self.found, self.report
        return {
            "folder": str(self.asked.folder),
            "manifest": str(self.asked.folder / NAME),
            "dry_run": self.asked.dry_run,
            "due": found.due if found else 0,
            "made": report.made if report else 0,
            "kept": found.kept if found else 0,
            "replaced": report.replaced if report else found.changed if found else 0,
            "bad": len(report.bad if report else found.bad if found else ()),
            "columns": self.columns.mapping if self.columns else {},
            "ignored": list(self.columns.ignored) if self.columns else [],
            "unmarked": found.unmarked if found else 0,
            "bad_file": str(self.bad_file) if self.bad_file else None,
            "problems": [each.as_dict() for each in sorted(problems)],
        }


def tell_some(problems: Iterable[Problem], end: str) -> None:
    """Tell problems, as many as a person reads; the count is of all, and comes last."""
    problems = tuple(problems)
    tell_all(problems, end, _SHOWN, "--json lists all.")


def _there(kept: int) -> str:
    if not kept:
        return ""
    return f" ({kept:,} {_was(kept)} there already)"


def _replaced(number: int, were: str) -> str:
    """That leaflets of other people are gone, or would be."""
    whose = "its row has" if number == 1 else "their rows have"
    return f"{many(number, 'leaflet')} {were} replaced, since {whose} changed"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _free(folder: Path, data: bytes) -> Path:
    """Where the bad rows go: a file that is new, or holds just these."""
    return next(path for path in _bad_files(folder) if _takes(path, data))


def _takes(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return True


def _bad_files(folder: Path) -> Iterator[Path]:
    """Where bad rows may be written, one after the other, without end."""
    yield folder / f"{BAD}.csv"
    for number in count(2):
        yield folder / f"{BAD}-{number}.csv"
