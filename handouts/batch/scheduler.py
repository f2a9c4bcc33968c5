"""Share work out: to this process, to this computer's cores, or to any given executor.

Only a few chunks are under way at a time, so that memory does not grow with the work.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from handouts.batch.forking import can_fork
from handouts.batch.interrupts import defer_interrupts

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")

# What this process has laid out by then, its copies need not lay out again.
_CHUNKS_BEFORE_COPIES = 2
# Other processes take up to half a second to start; a few leaflets are made sooner without them.
_CHUNKS_BEFORE_OTHERS = 4

MANY_PEOPLE = 400
"""For this many people or more, processes that are no copies of this one start at once."""

_MAX_PROCESSES = 61 if os.name == "nt" else 1_024  # Windows cannot wait for more
_UNKNOWN_LIMIT = 64
_CANCEL_SECONDS = 10.0


class WorkersLost(OSError):
    """A worker process was ended from outside, or cannot start; the text says how to go on."""


def count_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_chunks(
    executor: Executor,
    work: Callable[[_Chunk], _Result],
    chunks: Iterable[_Chunk],
    limit: int,
) -> Generator[_Result, None, None]:
    """Yield the result of ``work`` for each chunk as it finishes, at most ``limit`` under way.

    If one fails, no more are started, those under way are still yielded, and then the error
    is raised.
    """
    under_way: set[Future[_Result]] = set()
    failed: list[BaseException] = []
    try:
        for chunk in chunks:
            under_way.add(executor.submit(work, chunk))
            while len(under_way) >= limit or _has_finished(under_way):
                yield from _collect_finished(under_way, failed)
            if failed:
                break
        while under_way:
            yield from _collect_finished(under_way, failed)
    except BrokenExecutor as error:
        failed.append(error)
    except BaseException:
        _stop_work(executor, under_way)
        raise
    if failed:
        raise _explain_pool_error(failed[0])


def _has_finished(under_way: set[Future[_Result]]) -> bool:
    with defer_interrupts():
        return any(each.done() for each in under_way)


def _collect_finished(
    under_way: set[Future[_Result]], failed: list[BaseException]
) -> list[_Result]:
    """The results that are ready now or within 0.2 seconds.

    Signals are deferred: an interrupt could leave a future locked and block the pool for ever.
    """
    with defer_interrupts():
        # Not longer at a time: Ctrl-C goes unnoticed meanwhile, also on Windows.
        finished, _ = wait(under_way, timeout=0.2, return_when=FIRST_COMPLETED)
        under_way -= finished
        errors = [each.exception() for each in finished]
        failed.extend(error for error in errors if error)
        return [each.result() for each, error in zip(finished, errors, strict=True) if not error]


def _stop_work(executor: Executor, under_way: set[Future[_Result]]) -> None:
    """Stop all work: kill our own processes, or wait for the few chunks of another executor."""
    if isinstance(executor, ProcessExecutor):
        executor.kill_processes()
        return
    for each in under_way:
        each.cancel()
    wait(under_way, timeout=_CANCEL_SECONDS)


def _explain_pool_error(error: BaseException) -> BaseException:
    """The error to raise: a helpful one for a broken pool, any other unchanged."""
    if isinstance(error, BrokenExecutor):
        return WorkersLost(
            "A worker process was ended from outside, perhaps because memory ran out. "
            "Run the same command again to go on; with --jobs 1 it takes the least memory."
        )
    return error


def chunk_limit(executor: Executor) -> int:
    """How many chunks to keep under way at a time: enough that no worker waits.

    The number of workers of another kind of executor is unknown, so it gets a fixed limit.
    """
    if isinstance(executor, ProcessExecutor):
        return 2 * executor.jobs + 2
    return 1 if isinstance(executor, InlineExecutor) else _UNKNOWN_LIMIT


class InlineExecutor(Executor):
    """An executor that does the work at once, in this process."""

    def submit(
        self,
        fn: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Result]:
        """Call ``fn`` now, in this thread; Ctrl-C ends it now."""
        future: Future[_Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def _do_nothing() -> None:
    """For processes that have nothing to prepare."""


class ProcessExecutor(InlineExecutor):
    """An executor that starts in this process, and goes on in others if there is more work.

    This one works until the others are ready: copies of it are so at once, others call ``ready``
    first.
    """

    def __init__(self, jobs: int, ready: Callable[[], object] = _do_nothing) -> None:
        self.jobs = min(jobs, _MAX_PROCESSES)
        self._ready = ready
        self._chunks_here = 0
        self._starting: list[Future[object]] = []
        self._pool: ProcessPoolExecutor | None = None

    def start_early(self) -> None:
        """Start the processes now if that takes long, while this one goes on."""
        if not can_fork():
            self._start_processes()

    def submit(
        self,
        fn: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Result]:
        """Run ``fn`` in a worker process, or here as long as none is ready.

        Raises WorkersLost if the processes have ended or cannot start.
        """
        if self._works_alone():
            self._chunks_here += 1
            return super().submit(fn, *args, **kwargs)
        return self._submit_to_pool(fn, *args, **kwargs)

    def _works_alone(self) -> bool:
        """Whether this process does the next chunk; after the first few, it starts the others."""
        if self._pool is None:
            is_copied = can_fork()
            if self._chunks_here < (_CHUNKS_BEFORE_COPIES if is_copied else _CHUNKS_BEFORE_OTHERS):
                return True
            if not is_copied:
                self._start_processes()
        return self._is_starting

    @property
    def _is_starting(self) -> bool:
        """Whether processes were started of which none is ready."""
        return bool(self._starting) and not any(each.done() for each in self._starting)

    def _start_processes(self) -> None:
        self._starting = [self._submit_to_pool(self._ready) for _ in range(self.jobs)]

    def _submit_to_pool(
        self,
        fn: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Result]:
        try:
            pool = self._get_pool()  # not below: starting it unblocks Ctrl-C again
            with defer_interrupts():
                return pool.submit(fn, *args, **kwargs)
        except BrokenExecutor as error:
            raise _explain_pool_error(error) from error
        except (OSError, RuntimeError) as error:
            raise WorkersLost(
                "This computer cannot start more processes at the moment. "
                "Try again, or use --jobs 1, which needs none."
            ) from error

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when their work is done (Executor.shutdown)."""
        if self._is_starting:  # they have no work, and are not waited for
            self.kill_processes()
        elif self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def kill_processes(self) -> None:
        """End the processes now, whatever they are doing."""
        if self._pool:
            _import_processes().kill_pool(self._pool)
            self._pool = None
            self._starting = []

    def _get_pool(self) -> ProcessPoolExecutor:
        self._pool = self._pool or _import_processes().create_pool(self.jobs)
        return self._pool


def _import_processes() -> ModuleType:
    """Worker processes, which take a while to load, and one process needs none."""
    return import_module("handouts.batch.processes")


@contextlib.contextmanager
def open_executor(
    jobs: int | None = None, people: int | None = None, ready: Callable[[], object] = _do_nothing
) -> Iterator[Executor]:
    """An executor for this computer's cores, or for ``jobs`` of them; 1 uses this process only.

    ``people`` is how many people the work is for, if known: for ``MANY_PEOPLE`` or more,
    processes that are slow to start begin at once; such processes call ``ready`` first. If the
    block ends by an error or Ctrl-C, the processes are killed at once.
    """
    jobs = jobs or count_cores()
    with _pause_gc():
        if jobs == 1:
            yield InlineExecutor()
            return
        executor = ProcessExecutor(jobs, ready)
        try:
            if (people or 0) >= MANY_PEOPLE:
                executor.start_early()
            yield executor
        except BaseException:
            executor.kill_processes()
            raise
        executor.shutdown()


@contextlib.contextmanager
def _pause_gc() -> Iterator[None]:
    """Turn off Python's search for circular garbage in this block.

    Making a leaflet leaves none, and the memoized values are too many to search repeatedly.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
