"""Builds a leaflet for each of many people by one program, in one process on one core.

``python -m benchmarks.person_builds NAME TEXT.json PANELS.jsonl COUNT OUT.pdf``. Each
leaflet is timed from the person's values to the bytes of the PDF, the first one included. The
times and the number of leaflets go to stdout as JSON; the last PDF is kept.
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
    """Time all leaflets, one after the other."""
    pin_to_one_core()
    wall = processor = 0.0
    pdf = b""
    number = 0
    for make in prepare_builds(name, text, panels, int(count)):
        start, busy = time.perf_counter(), time.process_time()
        pdf = make()
        processor += time.process_time() - busy
        wall += time.perf_counter() - start
        number += 1
    Path(out).write_bytes(pdf)
    json.dump({"wall": wall, "processor": processor, "count": number}, sys.stdout)


def pin_to_one_core() -> None:
    """Keep this process, with all threads that a library may start, to one core."""
    os.environ["RAYON_NUM_THREADS"] = (
        "1"  # Typst's; the only limit on systems that cannot pin a process
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def prepare_builds(name: str, text: str, panels: str, count: int) -> Iterator[Make]:
    """Functions that make each leaflet: handouts from the person, a peer from a prepared panel."""
    program: Any = import_module(f"benchmarks.peers.{name}")
    if name == "handouts":
        from benchmarks.panels import make_people
        from handouts.batch.scheduler import open_executor
        from handouts.batch.worker import preload_modules

        preload_modules()  # the peers' libraries are imported before the first leaflet too
        with open_executor(1):  # as in a batch, where the garbage collector is off
            yield from (partial(program.build_personal, person) for person in make_people(count))
    else:
        make = prepare_peer(program, leaflet.read_leaflet(text))
        yield from (partial(make, panel) for panel in leaflet.read_panels(panels, count))


def prepare_peer(program: Any, text: LeafletText) -> Callable[[Panel], bytes]:
    """A function that makes a leaflet from a panel: the peer's special one, or a full build."""
    if hasattr(program, "prepare_personal"):
        make: Callable[[Panel], bytes] = program.prepare_personal(text)
        return make
    return lambda panel: program.build(leaflet.fill_places(text, panel))


if __name__ == "__main__":
    main(*sys.argv[1:])
