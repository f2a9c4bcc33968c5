"""The work of a batch: a little at a time, by any executor, with nothing about a person."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from handouts.batch import jobs, scheduler, spool
from handouts.batch.runner import Job, PersonEntry, Translations, run_job
from handouts.batch.scheduler import (
    MANY_PEOPLE,
    InlineExecutor,
    ProcessExecutor,
    open_executor,
    run_chunks,
)
from handouts.document.person import Person
from handouts.files import FileError

from .batch_jobs import make_entries, make_job, read_leaflets, run_people, toys

__all__ = ["toys"]
pytestmark = pytest.mark.usefixtures("toys")


def test_any_executor_can_replace_the_default(tmp_path: Path) -> None:
    """A cluster's, for example: it makes the same files, and is not shut down."""
    with ThreadPoolExecutor(3) as executor:
        run_job(make_job(tmp_path, make_entries(50)), executor=executor)
        assert executor.submit(int, "7").result() == 7
    run_people(tmp_path / "alone", make_entries(50))
    assert read_leaflets(tmp_path) == read_leaflets(tmp_path / "alone")


def test_people_are_read_as_they_are_needed() -> None:
    """However many there are, only a few are held at a time."""
    given = taken = most = 0

    def chunks() -> Iterator[int]:
        nonlocal given, most
        for number in range(500):
            given += 1
            most = max(most, given - taken)
            yield number

    with ThreadPoolExecutor(2) as executor:
        for _ in run_chunks(executor, str, chunks(), 6):
            taken += 1
    assert (given, taken) == (500, 500)
    assert most <= 6 + 2


def test_when_one_piece_fails_those_under_way_are_still_kept() -> None:
    """Finished work is kept, nothing more is started, then the failure is reported."""
    begun: list[int] = []
    both = threading.Barrier(2)

    def work(number: int) -> int:
        begun.append(number)
        if number < 2:
            both.wait(10)
        if number == 0:
            raise FileError("full")
        if number > 1:
            time.sleep(0.05)  # gives the thread that waits for results its turn
        return number

    got: list[int] = []
    with ThreadPoolExecutor(2) as executor, pytest.raises(FileError, match="full"):
        for each in run_chunks(executor, work, range(1000), 4):
            got.append(each)
    assert 1 in got
    assert len(begun) < 500  # how many depends on how busy the machine is


def test_a_chunk_is_small() -> None:
    """So that Ctrl-C and a handed-in executor never wait long."""
    assert 1 < jobs.CHUNK_SIZE <= 64


class CountingExecutor(InlineExecutor):
    """An executor that counts what it was asked to do."""

    asked = 0

    def submit(self, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        return super().submit(*args, **kwargs)


def test_work_travels_as_plain_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is submitted and all that comes back can be pickled."""
    import pickle

    class Pickling(CountingExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            fn, args = pickle.loads(pickle.dumps((fn, args)))
            future = super().submit(fn, *args)
            assert len(pickle.dumps(future.result())) < 20_000
            return future

    for folder, limit, asked in ((tmp_path / "a", None, 3), (tmp_path / "b", 0, 6)):
        if limit is not None:  # then what was checked is made later, and asked for again
            monkeypatch.setattr(spool, "_MAX_BYTES", limit)
        executor: Executor = Pickling()
        assert run_job(make_job(folder, make_entries(40)), executor=executor).made == 40
        assert isinstance(executor, CountingExecutor) and executor.asked == asked


def test_a_job_says_nothing_of_its_people() -> None:
    """A job that is printed or logged shows no person."""
    assert "Known2" not in repr(
        Job(Translations("dry-needling"), lambda: make_entries(3), Path("out"))
    )


def test_what_workers_are_given_says_nothing_of_a_person(tmp_path: Path) -> None:
    """A cluster's executor logs its calls; lists and traces show what values contain."""
    secret = Person(first_name="Secret", last_name="Secret", notes="Secret")
    entry = PersonEntry(2, person=secret)
    shown = [repr([secret, {"of": entry}, PersonEntry(2, person=secret, password="Secret")])]

    class Logging(InlineExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            shown.append(f"{args} {args[0].tasks}")
            return super().submit(fn, *args, **kwargs)

    assert run_job(make_job(tmp_path, [entry]), executor=Logging()).made == 1
    assert len(shown) == 2 and "row 2" in shown[1]
    assert not [each for each in shown if "Secret" in each]


def test_a_little_is_done_here_and_the_rest_by_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few leaflets are made sooner without processes; copies remember what was laid out."""
    monkeypatch.setattr(scheduler, "can_fork", lambda: True)
    for people in (None, MANY_PEOPLE):
        with open_executor(2, people) as executor:
            done = [executor.submit(os.getpid).result() == os.getpid() for _ in range(6)]
        assert done == [True, True, False, False, False, False]


@pytest.mark.parametrize(("people", "least"), [(MANY_PEOPLE - 1, 4), (None, 4), (MANY_PEOPLE, 0)])
def test_work_goes_on_here_until_another_process_is_ready(
    monkeypatch: pytest.MonkeyPatch, people: int | None, least: int
) -> None:
    """Of much work they begin at once; nobody waits for them."""
    monkeypatch.setattr(scheduler, "can_fork", lambda: False)
    with open_executor(2, people) as executor:
        assert isinstance(executor, ProcessExecutor)
        assert bool(executor._pool) is (least == 0)
        here = [executor.submit(os.getpid).result() == os.getpid() for _ in range(least + 1)]
        assert all(here) and executor._pool
        wait(executor._starting, return_when=FIRST_COMPLETED)
        assert executor.submit(os.getpid).result() != os.getpid()


def test_processes_without_work_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch that is done before they are ready ends at once."""
    monkeypatch.setattr(scheduler, "can_fork", lambda: False)
    with open_executor(2, MANY_PEOPLE, partial(time.sleep, 600)) as executor:
        assert executor.submit(os.getpid).result() == os.getpid()
    assert isinstance(executor, ProcessExecutor) and executor._pool is None
