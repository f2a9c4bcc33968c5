"""``python -m benchmarks.cluster``: a batch on a Dask cluster of this computer, beside no cluster.

The workers are as many as the cores, so what is compared is the cost of going through a scheduler:
on more computers there are more cores. Both make the same table in each round, one after the other.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import panels, synthetic_people, table

ROOT = Path(__file__).parents[1]


def main(words: Sequence[str]) -> int:
    """Measure and print; returns 1 if the two do not make the same files."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, metavar="COUNT")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args(words)
    synthetic_people.fix_today()
    ratios = []
    with tempfile.TemporaryDirectory() as name, _start_cluster(Path(name)) as address:
        folder = Path(name)
        people = panels.make_people(arguments.people)
        synthetic_people.write_table(folder / "people.csv", people)
        for _ in range(arguments.rounds):
            alone = _time_batch(folder, "alone")
            shared = _time_batch(folder, "cluster", "--dask", address)
            ratios.append(alone / shared)
            print(f"alone {alone:.1f} s, by the cluster {shared:.1f} s", flush=True)
            if not _are_equal(folder / "alone", folder / "cluster"):
                print("The files are not the same.", file=sys.stderr)
                return 1
    print(f"{arguments.people:,} people: {statistics.median(ratios):.2f} x the rate without it")
    print(table.describe_machine())
    return 0


@contextmanager
def _start_cluster(folder: Path) -> Iterator[str]:
    """The address of a scheduler on this computer, with a worker for each core."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    cores = os.cpu_count() or 1
    with ExitStack() as stack:
        scheduler = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        for words in (scheduler, *[worker] * cores):
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(cores, timeout=60)
        yield address


def _time_batch(folder: Path, output: str, *more: str) -> float:
    """Seconds from the command to the last file, in a new folder."""
    shutil.rmtree(folder / output, ignore_errors=True)
    words = ["batch", "dry-needling", "people.csv", "-o", output, "--nameless", "-q", *more]
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "handouts", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def _are_equal(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.glob("*.pdf"))
    return names == sorted(path.name for path in other.glob("*.pdf")) and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
