"""Work given to workers: what may interrupt it, and when."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from handouts.batch.scheduler import run_chunks


def is_interruptible() -> bool:
    """Whether Ctrl-C would have an effect now."""
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.skipif(os.name == "nt", reason="Windows can put nothing off")
def test_no_lock_of_a_future_is_left_by_ctrl_c() -> None:
    """A future that is queried holds a lock, which an interruption would leave locked."""
    asked: list[bool] = []

    class Watched(Future[int]):
        def done(self) -> bool:
            asked.append(is_interruptible())
            return super().done()

        def exception(self, timeout: float | None = None) -> BaseException | None:
            asked.append(is_interruptible())
            return super().exception(timeout)

        def result(self, timeout: float | None = None) -> int:
            asked.append(is_interruptible())
            return super().result(timeout)

    class Asked(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            future = Watched()
            future.set_result(fn(*args))
            return future

    between = [is_interruptible() for _ in run_chunks(Asked(), abs, [-1, -2, -3], 2)]
    assert len(asked) >= 9 and not any(asked)
    assert between == [True, True, True]
