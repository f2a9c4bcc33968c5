"""Work shared out: over this process, over the cores, or over any executor that is handed in.

A few chunks are under way at a time, so that memory does not grow with the work.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from handouts.batch.processes import end, pool, undisturbed

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")

# Where processes take half a second to begin, a few people's leaflets are made sooner.
_FIRST = 4

MANY = 400
"""Of so many people on, processes begin at once."""

_MOST = 61 if os.name == "nt" else 1_024  # Windows can wait for no more
_OTHERS = 64
_PATIENCE = 10.0


class WorkersLost(OSError):
    """A worker process was ended from outside, or cannot begin; its text says how to go on."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def flow(
    executor: Executor,
    work: Callable[[_Chunk], _Result],
    chunks: Iterable[_Chunk],
    ahead: int,
) -> Generator[_Result, None, None]:
    """What ``work`` gives for each chunk, as it comes, with at most ``ahead`` under way.

    Where one fails, no more are begun, those under way are still given, then it is raised.
    """
    under_way: set[Future[_Result]] = set()
    failed: list[BaseException] = []
    try:
        for chunk in chunks:
            under_way.add(executor.submit(work, chunk))
            while len(under_way) >= ahead or _ready(under_way):
                yield from _done(under_way, failed)
            if failed:
                break
        while under_way:
            yield from _done(under_way, failed)
    except BrokenProcessPool as error:
        failed.append(error)
    except BaseException:
        _stop(executor, under_way)
        raise
    if failed:
        raise _told(failed[0])


def _ready(under_way: set[Future[_Result]]) -> bool:
    with undisturbed():
        return any(each.done() for each in under_way)


def _done(under_way: set[Future[_Result]], failed: list[BaseException]) -> list[_Result]:
    """What is done by now, or soon.

    Nothing disturbs it: a lock of a future that were left locked would hold the pool for ever.
    """
    with undisturbed():
        # Not for longer at a time: meanwhile Ctrl-C is not noticed, on Windows neither.
        done, _ = wait(under_way, timeout=0.2, return_when=FIRST_COMPLETED)
        under_way -= done
        errors = [each.exception() for each in done]
        failed.extend(error for error in errors if error)
        return [each.result() for each, error in zip(done, errors, strict=True) if not error]


def _stop(executor: Executor, under_way: set[Future[_Result]]) -> None:
    """Leave nothing that works on: our own processes are ended, another's few chunks awaited."""
    if isinstance(executor, Cores):
        executor.kill()
        return
    for each in under_way:
        each.cancel()
    wait(under_way, timeout=_PATIENCE)


def _told(error: BaseException) -> BaseException:
    """What is raised for an error of the pool, and any other as it is."""
    if isinstance(error, BrokenProcessPool):
        return WorkersLost(
            "A worker process was ended from outside, perhaps since memory ran out. "
            "The same command goes on; with --jobs 1 it takes the least memory."
        )
    return error


def ahead(executor: Executor) -> int:
    """How many chunks are to be under way at a time: enough that none of its workers waits.

    Of another's executor nobody knows how many workers it has.
    """
    if isinstance(executor, Cores):
        return 2 * executor.jobs + 2
    return 1 if isinstance(executor, Here) else _OTHERS


class Here(Executor):
    """An executor that works at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call it now; Ctrl-C ends it now."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Cores(Here):
    """An executor that begins in this process, and goes on in others where there is more to do.

    Where it is told to ``begin``, the others make all, and this one nothing itself.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = min(jobs, _MOST)
        self._here = _FIRST
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, ready: Callable[[], object]) -> None:
        """Begin the processes, which get ``ready`` while this one goes on."""
        self._here = 0
        for _ in range(self.jobs):
            self.submit(ready)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Work in a process of its own; the first few pieces here, where there is not much."""
        if self._here:
            self._here -= 1
            return super().submit(fn, *args, **kwargs)
        try:
            pool = self._others()  # not below: what it begins lets Ctrl-C in again
            with undisturbed():
                return pool.submit(fn, *args, **kwargs)
        except BrokenProcessPool as error:
            raise _told(error) from error
        except (OSError, RuntimeError) as error:
            raise WorkersLost(
                "This computer begins no more processes at the moment. "
                "Try again, or with --jobs 1, which needs none."
            ) from error

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when their work is done."""
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def kill(self) -> None:
        """End the processes now, whatever they do."""
        if self._pool:
            end(self._pool)
            self._pool = None

    def _others(self) -> ProcessPoolExecutor:
        self._pool = self._pool or pool(self.jobs)
        return self._pool


def _nothing() -> None:
    """What processes do that have nothing to get ready."""


@contextlib.contextmanager
def workers(
    jobs: int | None = None, people: int | None = None, ready: Callable[[], object] = _nothing
) -> Iterator[Executor]:
    """This computer's cores, or as many as ``jobs``; with 1 nothing leaves this process.

    ``people`` says for how many, where that is known: for ``MANY`` processes begin at once, and
    get ``ready`` meanwhile. What is under way is ended at once where the block is left by an
    error or Ctrl-C.
    """
    jobs = jobs or cores()
    with _unsearched():
        if jobs == 1:
            yield Here()
            return
        executor = Cores(jobs)
        try:
            if (people or 0) >= MANY:
                executor.begin(ready)
            yield executor
        except BaseException:
            executor.kill()
            raise
        executor.shutdown()


@contextlib.contextmanager
def _unsearched() -> Iterator[None]:
    """Python searches for no circular garbage meanwhile.

    A leaflet leaves none, and what is remembered is much to search through time and again.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
