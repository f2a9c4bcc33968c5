"""Workers of every kind: forked and spawned processes, threads, and workers in another place.

Their leaflets are real ones, and equal those made here.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from handouts.batch import spool
from handouts.batch.forking import can_fork
from handouts.batch.runner import Outcome, PersonEntry, run_job
from handouts.batch.scheduler import (
    InlineExecutor,
    ProcessExecutor,
    WorkersLost,
    chunk_limit,
    open_executor,
)
from handouts.document.person import Person
from handouts.people.areas import read_areas
from handouts.sources.findings import SpecError

from .batch_jobs import make_job, read_leaflets, toys

pytestmark = pytest.mark.slow

__all__ = ["toys"]

AREAS = ("neck", "left calf", "low back", "both knees", "jaw")
HOSTILE = ("{{first_name}}", "$(id)", "(\\) Tj", "a: b", "<b>x</b>", "Zoë", "")


def varied_people(count: int, formats: tuple[str, ...] = ("trifold", "sheet")) -> list[PersonEntry]:
    """Varied people."""
    return [
        PersonEntry(
            row,
            person=Person(
                first_name=HOSTILE[row % len(HOSTILE)],
                last_name=f"Known{row}",
                areas=read_areas(AREAS[row % len(AREAS)])[0],
                notes="Rest the arm.\n" * (row % 3),
                format=formats[row % len(formats)],
            ),
        )
        for row in range(2, 2 + count)
    ]


@pytest.fixture(params=["copied", "spawned"])
def start_method(request: pytest.FixtureRequest) -> Iterator[str]:
    """How processes begin: those of a process with another thread are never copied."""
    if request.param == "copied" and sys.platform != "linux":
        pytest.skip("processes are copied on Linux alone")
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    if request.param == "spawned":
        thread.start()
    yield str(request.param)
    done.set()


def make_leaflets(executor: Executor, folder: Path, people: list[PersonEntry]) -> dict[str, bytes]:
    """The leaflets of people by an executor."""
    report = run_job(make_job(folder, people), executor=executor)
    assert (report.made, report.bad) == (len(people), {})
    return read_leaflets(folder)


def test_processes_make_what_this_one_makes(tmp_path: Path, start_method: str) -> None:
    """Byte for byte, whichever of them makes a leaflet, and however it began."""
    people = varied_people(90)
    with open_executor(2, 1_000) as executor:
        assert isinstance(executor, ProcessExecutor)
        # Other tests may have left a thread behind; then processes are not copied here either.
        is_copied = start_method == "copied" and can_fork()
        assert len(wait(executor._starting).done) == (0 if is_copied else 2)
        theirs = make_leaflets(executor, tmp_path / "two", people)
        assert executor._pool
    assert theirs == make_leaflets(InlineExecutor(), tmp_path / "one", people)


def test_threads_make_what_this_one_makes(tmp_path: Path) -> None:
    """Caches stay right when many threads use them at once."""
    from handouts.layout import sections

    people = varied_people(48)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        sections._build_personal.forget()  # type: ignore[attr-defined]
        with ThreadPoolExecutor(8) as executor:
            theirs = make_leaflets(executor, tmp_path / "eight", people)
    finally:
        sys.setswitchinterval(before)
    assert theirs == make_leaflets(InlineExecutor(), tmp_path / "one", people)


def test_workers_may_run_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster's do: nothing of a patient is left there."""
    (tmp_path / "here").mkdir()
    (tmp_path / "there" / "out").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    context = get_context("spawn")
    with ProcessPoolExecutor(
        1, context, initializer=os.chdir, initargs=(tmp_path / "there",)
    ) as executor:
        assert run_job(make_job(Path(), varied_people(3)), executor=executor).made == 3
    assert len(list((tmp_path / "here" / "out").glob("*.pdf"))) == 3
    assert list((tmp_path / "there" / "out").iterdir()) == []


def test_a_copy_holds_no_folder(
    tmp_path: Path, toys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a few people more than this process makes itself, copies begin while it writes."""
    monkeypatch.setattr(spool, "_MAX_BYTES", 0)
    people = [PersonEntry(row, person=Person(first_name=f"Known{row}")) for row in range(2, 42)]
    with open_executor(2) as executor:
        assert run_job(make_job(tmp_path, people), executor=executor).made == 40
        assert isinstance(executor, ProcessExecutor) and executor._pool
        more = [PersonEntry(99, person=Person(first_name="Sam"))]
        assert run_job(make_job(tmp_path, more), executor=executor).made == 1


def test_as_much_is_under_way_as_keeps_workers_busy() -> None:
    """However many cores this computer has."""
    with ThreadPoolExecutor(1) as another:
        assert chunk_limit(another) >= 64
    assert chunk_limit(ProcessExecutor(16)) > 16
    assert chunk_limit(InlineExecutor()) == 1


def submit_more_than_is_done_here(executor: Executor) -> None:
    """So much work that other processes are to do some of it."""
    for _ in range(8):
        executor.submit(os.getpid)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(11, "Resource temporarily unavailable"), "cannot start more processes"),
        (RuntimeError("can't start new thread"), "cannot start more processes"),
        (BrokenProcessPool("gone"), "was ended from outside"),
    ],
)
def test_what_the_system_refuses_is_reported(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    """In words, with a way on."""

    def refused(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refused)
    with pytest.raises(WorkersLost, match=f"{told}.*--jobs 1"), open_executor(2) as executor:
        submit_more_than_is_done_here(executor)


def test_a_pool_that_never_began_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the pool's own thread could not start."""

    def refused(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(WorkersLost), open_executor(2) as executor:
        submit_more_than_is_done_here(executor)


def test_problems_of_workers_name_the_column(tmp_path: Path) -> None:
    """A letter that no font has, or a text that is too long, is found when leaflets are made."""
    people = [PersonEntry(2, person=Person(first_name="\N{GRINNING FACE}", notes="word " * 190))]
    given = make_job(
        tmp_path, people, columns={"first_name": 1, "notes": 2}, column_names={1: "A 'Name'"}
    )
    with pytest.raises(SpecError) as error:
        run_job(given, executor=InlineExecutor())
    assert [each.message for each in error.value.problems] == [
        "Column A 'Name': No font here has all of its letters and signs."
    ]
    assert isinstance(run_job(given, executor=InlineExecutor(), skip_bad=True), Outcome)
