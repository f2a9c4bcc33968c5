"""Many builds by a peer in one process, as in a batch.

``python -m benchmarks.warm_builds NAME TEXT.json OUT.pdf``. The first build is not timed.
Each one after it has another number on its cover, so that no program can return a cached
document. The times go to stdout as JSON.
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
    text = leaflet.read_leaflet(path)
    pdf = build(leaflet.number_leaflet(text, 0))
    wall: list[float] = []
    processor: list[float] = []
    while len(wall) < MOST and (sum(wall) < SECONDS or len(wall) < LEAST):
        changed = leaflet.number_leaflet(text, len(wall) + 1)
        start, busy = time.perf_counter(), time.process_time()
        pdf = build(changed)
        processor.append(time.process_time() - busy)
        wall.append(time.perf_counter() - start)
    Path(out).write_bytes(pdf)
    json.dump({"wall": wall, "processor": processor}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
