"""A batch driven by its session, as a program drives it: requests, events, results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handouts.batch.request import (
    BadRowsWritten,
    ColumnsSaved,
    LeafletsOutdated,
    RowsChecked,
    TableRead,
)
from handouts.batch.sessions import create_session
from handouts.building.clinic import create_clinic
from handouts.events import Event, Progress, RequestError
from handouts.sources.findings import SpecError
from tests.documents import OUR_CLINIC

from .batch_jobs import toys  # noqa: F401
from .requests import BAD, GOOD, make_request

pytestmark = pytest.mark.usefixtures("toys")


def list_names(folder: Path) -> list[str]:
    """The files of the output folder, without the manifest."""
    out = folder / "out"
    files = out.iterdir() if out.exists() else ()
    return sorted(each.name for each in files if each.name != "manifest.jsonl")


def test_a_batch_reports_each_step_and_returns_its_result(tmp_path: Path) -> None:
    """In order: the table, the check's progress and findings, the progress of the leaflets."""
    events: list[Event] = []
    result = create_session(make_request(tmp_path, *GOOD), events.append).run_batch()
    table, checked, making = events[0], events[-2], events[-1]
    assert isinstance(table, TableRead)
    assert (table.header_row, table.has_rows_above) == (1, False)
    assert table.columns.ignored == ("C 'Shoe size'",)
    assert checked == RowsChecked(pending=3, kept=0, changed=0, bad=0)
    assert making == Progress("make", 3, 3)
    assert [each for each in events[1:-2] if each == Progress("check", 3, 3)]
    assert (result.pending, result.made, result.kept, result.has_begun) == (3, 3, 0, True)
    assert result.output == tmp_path / "out"
    assert len(list_names(tmp_path)) == 3


def test_bad_rows_are_skipped_and_written_to_a_file(tmp_path: Path) -> None:
    """The good rows have leaflets; the result has the problems of the others."""
    events: list[Event] = []
    request = make_request(tmp_path, GOOD[0], BAD, GOOD[1], skip_bad=True)
    result = create_session(request, events.append).run_batch()
    bad_file = tmp_path / "out" / "bad-rows.csv"
    assert events.count(BadRowsWritten(bad_file)) == 1
    assert RowsChecked(pending=2, kept=0, changed=0, bad=1) in events
    assert (result.made, result.bad_file, list(result.bad)) == (2, bad_file, [3])
    (problem,) = result.problems
    assert (problem.place.line, problem.place.column) == (3, 4)
    assert "Ida" in bad_file.read_text(encoding="utf-8-sig")
    corrected = create_session(make_request(tmp_path, GOOD[0], GOOD[2], GOOD[1])).run_batch()
    assert (corrected.made, corrected.kept, corrected.bad_file) == (1, 2, None)
    assert corrected.leftover_files == (bad_file,)


def test_bad_rows_end_a_batch_before_anything_is_written(tmp_path: Path) -> None:
    """They are raised, all of them; the result says that nothing has begun."""
    session = create_session(make_request(tmp_path, GOOD[0], BAD, BAD))
    with pytest.raises(SpecError) as caught:
        session.run_batch()
    assert [each.place.line for each in caught.value.problems] == [3, 4]
    assert (session.result.has_begun, len(session.result.bad)) == (False, 2)
    assert list_names(tmp_path) == []


def test_a_dry_run_only_counts(tmp_path: Path) -> None:
    """Nothing is written, and nothing has begun."""
    result = create_session(make_request(tmp_path, *GOOD, dry_run=True)).run_batch()
    assert (result.pending, result.made, result.has_begun) == (3, 0, False)
    assert not (tmp_path / "out").exists()


def test_a_stopped_batch_says_how_far_it_got_and_goes_on(tmp_path: Path) -> None:
    """A handler of events may stop it; the same request makes the rest."""
    rows = [f"Sam,Known{number},9,2026-11-23\n" for number in range(40)]

    def stop(event: Event) -> None:
        if isinstance(event, Progress) and event.step == "make":
            raise KeyboardInterrupt

    session = create_session(make_request(tmp_path, *rows), stop)
    with pytest.raises(KeyboardInterrupt):
        session.run_batch()
    done = session.result.made
    assert 0 < done < session.result.pending == 40
    assert len(list_names(tmp_path)) == done
    result = create_session(make_request(tmp_path, *rows)).run_batch()
    assert (result.made, result.kept) == (40 - done, done)


def test_leaflets_of_an_older_edition_are_made_again(tmp_path: Path) -> None:
    """Another paper makes all leaflets outdated, and that is reported."""
    create_session(make_request(tmp_path, *GOOD, paper="a4")).run_batch()
    events: list[Event] = []
    result = create_session(
        make_request(tmp_path, *GOOD, paper="letter"), events.append
    ).run_batch()
    assert LeafletsOutdated() in events
    assert (result.made, result.kept) == (3, 0)


def test_headers_are_saved_for_later_tables(tmp_path: Path) -> None:
    """In the clinic's folder; a later request needs no choice of columns."""
    clinic = tmp_path / "clinic"
    create_clinic(clinic, OUR_CLINIC)
    odd = ("Shoe size,Who\n", "9,Sam\n")
    table = tmp_path / "odd.csv"
    table.write_text("".join(odd))
    events: list[Event] = []
    request = make_request(
        tmp_path,
        table=str(table),
        library=clinic,
        columns={"first_name": "Who"},
        remember_columns=True,
    )
    create_session(request, events.append).run_batch()
    assert ColumnsSaved(clinic / "columns.yaml") in events
    later = make_request(tmp_path, table=str(table), library=clinic)
    result = create_session(later).run_batch()
    assert result.columns is not None
    assert result.columns.mapping == {"first_name": "Who"}
    assert result.kept == 1


@pytest.mark.parametrize(
    "more",
    [
        {"merge": True, "format": "screen"},
        {"merge": True, "password": "secret"},
        {"merge": True, "password_column": "Shoe size"},
        {"remember_columns": True},
    ],
)
def test_what_does_not_go_together_is_refused_at_once(tmp_path: Path, more: Any) -> None:
    """Before the table is read."""
    events: list[Event] = []
    with pytest.raises(RequestError):
        create_session(make_request(tmp_path, *GOOD, **more), events.append).run_batch()
    assert events == []


def test_a_request_does_not_show_its_password(tmp_path: Path) -> None:
    """An error report or a log may print it."""
    assert "secret" not in repr(make_request(tmp_path, *GOOD, password="secret"))
