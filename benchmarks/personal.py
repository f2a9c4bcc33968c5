"""A leaflet for each of many people, by one program in one process, on one core.

``python -m benchmarks.personal NAME TEXT.json PANELS.jsonl COUNT OUT.pdf``. What is timed is
each leaflet from a person's values to the bytes of the PDF, from the first one on. The time
and how many leaflets there were go to stdout as JSON; the last PDF is kept.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks import leaflet
from benchmarks.leaflet import LeafletText, Panel

Make = Callable[[], bytes]


def main(name: str, text: str, panels: str, count: str, out: str) -> None:
    """Make them all, one after the other."""
    one_core()
    wall = processor = 0.0
    pdf = b""
    number = 0
    for make in work(name, text, panels, int(count)):
        start, busy = time.perf_counter(), time.process_time()
        pdf = make()
        processor += time.process_time() - busy
        wall += time.perf_counter() - start
        number += 1
    Path(out).write_bytes(pdf)
    json.dump({"wall": wall, "processor": processor, "count": number}, sys.stdout)


def one_core() -> None:
    """Keep this process, with all threads that a library may start, to one core."""
    os.environ["RAYON_NUM_THREADS"] = "1"  # Typst's; all that can be done where cores have no names
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def work(name: str, text: str, panels: str, count: int) -> Iterator[Make]:
    """What makes each leaflet; ours of the person, a peer's of the panel that was made ready."""
    program: Any = import_module(f"benchmarks.peers.{name}")
    if name == "handouts":
        from benchmarks.panels import everyone
        from handouts.batch.scheduler import open_executor
        from handouts.batch.worker import preload_modules

        preload_modules()  # the peers' libraries are imported before the first leaflet too
        with open_executor(1):  # as in a batch, in which Python searches for no garbage
            yield from (partial(program.personal, person) for person in everyone(count))
    else:
        make = maker(program, leaflet.read(text))
        yield from (partial(make, panel) for panel in leaflet.panels(panels, count))


def maker(program: Any, text: LeafletText) -> Callable[[Panel], bytes]:
    """What makes a peer's leaflet of a panel: its own way, or the whole text made anew."""
    if hasattr(program, "personal"):
        own: Callable[[Panel], bytes] = program.personal(text)
        return own
    return lambda panel: program.build(leaflet.personal(text, panel))


if __name__ == "__main__":
    main(*sys.argv[1:])
