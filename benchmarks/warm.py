"""A peer in one process, as in a batch: ``python -m benchmarks.warm NAME TEXT.json OUT.pdf``.

One build is not timed. Then each one has another number on its cover, so that nobody may
hand back a document that is ready. The times go to stdout as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks import leaflet

SECONDS, LEAST, MOST = 1.0, 3, 40


def main(name: str, path: str, out: str) -> None:
    """Build for a second, at least three times; keep the last PDF."""
    build = import_module(f"benchmarks.peers.{name}").build
    text = leaflet.read(path)
    pdf = build(leaflet.numbered(text, 0))
    wall: list[float] = []
    processor: list[float] = []
    while len(wall) < MOST and (sum(wall) < SECONDS or len(wall) < LEAST):
        told = leaflet.numbered(text, len(wall) + 1)
        start, busy = time.perf_counter(), time.process_time()
        pdf = build(told)
        processor.append(time.process_time() - busy)
        wall.append(time.perf_counter() - start)
    Path(out).write_bytes(pdf)
    json.dump({"wall": wall, "processor": processor}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
