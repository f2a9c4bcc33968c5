"""Work shared out: over this process, over the cores, or over any executor that is handed in.

A few chunks are under way at a time, so that memory does not grow with the work.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")

# Processes take half a second to begin: a few people's leaflets are made sooner.
_FIRST = 4

MANY = 400
"""Of so many people on, processes begin at once."""

_MOST = 61  # that Windows can wait for
_PATIENCE = 10.0
_UNHEARD = "ignore::UserWarning:multiprocessing.resource_tracker"


class WorkersLost(OSError):
    """A worker process was ended from outside; its text says how to go on."""


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
    if not isinstance(error, BrokenProcessPool):
        return error
    return WorkersLost(
        "A worker process was ended from outside, perhaps since memory ran out. "
        "The same command goes on; with --jobs 1 it takes the least memory."
    )


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

    The processes are spawned, as on all systems, and end with this one, however it ends. Where
    there is ``much`` to do they begin at once, and this one makes nothing itself.
    """

    def __init__(self, jobs: int, *, much: bool = False) -> None:
        self.jobs = min(jobs, _MOST)
        self._here = 0 if much else _FIRST
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Work in a process of its own; the first few pieces here, where there is not much."""
        if self._here:
            self._here -= 1
            return super().submit(fn, *args, **kwargs)
        pool = self._others()  # not below: what it begins lets Ctrl-C in again
        with undisturbed():
            return pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when their work is done."""
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def kill(self) -> None:
        """End the processes now, whatever they do."""
        if not self._pool:
            return
        # Nothing is cancelled: the pool's own thread fails over cancelled work as it ends.
        thread = getattr(self._pool, "_executor_manager_thread", None)
        for process in list((self._pool._processes or {}).values()):
            process.kill()
        if thread:
            thread.join(_PATIENCE)
        self._pool.shutdown(wait=False)
        self._pool = None

    def _others(self) -> ProcessPoolExecutor:
        if not self._pool:
            from multiprocessing import get_context

            _track_unheard()
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(self.jobs, context, initializer=_begin)
        return self._pool


@contextlib.contextmanager
def workers(jobs: int | None = None, people: int | None = None) -> Iterator[Executor]:
    """This computer's cores, or as many as ``jobs``; with 1 nothing leaves this process.

    ``people`` says for how many, where that is known.
    What is under way is ended at once where the block is left by an error or Ctrl-C.
    """
    jobs = jobs or cores()
    with _unsearched():
        if jobs == 1:
            yield Here()
            return
        executor = Cores(jobs, much=(people or 0) >= MANY)
        try:
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


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Put off Ctrl-C and its like for a moment, so that what is begun here is ended.

    Processes that are begun here never hear Ctrl-C: the first one ends them itself. Windows
    can put nothing off.
    """
    if os.name == "nt":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_ends()})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _track_unheard() -> None:
    """Begin the process that tidies up after a kill, so that it says nothing of doing so."""
    if os.name == "nt":
        return
    from multiprocessing.resource_tracker import ensure_running

    sys.warnoptions.append(_UNHEARD)
    try:
        ensure_running()
    finally:
        sys.warnoptions.remove(_UNHEARD)


def _ends() -> set[signal.Signals]:
    return {signal.SIGTERM, signal.SIGHUP} if os.name != "nt" else set()


def _begin() -> None:
    """In a worker process: leave Ctrl-C to the first process, and end when that one does."""
    import threading

    gc.disable()  # as the first process does, in _unsearched
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name != "nt":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ends())
    threading.Thread(target=_end_with_first, daemon=True).start()


def _end_with_first() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    first = parent_process()
    if first:
        wait([first.sentinel])
        os._exit(1)
