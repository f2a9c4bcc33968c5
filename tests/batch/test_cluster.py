"""A Dask cluster: a real scheduler and two workers over TCP, one of which is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handouts.batch import cluster
from handouts.cli.program import program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="workers are killed by a signal"),
]
ROOT = Path(__file__).parents[2]
PEOPLE = 200


class Cluster:
    """A scheduler and its workers, as processes of this computer that talk over TCP."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._stack, self._folder = stack, folder
        self.start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        self.workers = [
            self.start(
                *("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"),
                *("--local-directory", str(folder)),
            )
            for _ in range(2)
        ]

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A process of the cluster, which ends with the test."""
        paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(process.wait, 20)
        self._stack.callback(process.kill)
        return process


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of two workers, once both are there."""
    from distributed import Client

    with ExitStack() as stack:
        found = Cluster(stack, tmp_path_factory.mktemp("dask"))
        with Client(found.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield found


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of people, in the current folder."""
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"Sam,Lee{chr(97 + row % 26)},2026-12-01\n" for row in range(PEOPLE))
    path = tmp_path / "patients.csv"
    path.write_text("First name,Last name,Appointment date\n" + rows)
    return path


def run_batch(folder: str, *more: str) -> Result:
    """The command, in this process."""
    words = ["batch", "dry-needling", "patients.csv", "-o", folder, "-q", *more]
    return CliRunner().invoke(program, words)


def read_leaflets(folder: str) -> dict[str, bytes]:
    """The leaflets in a folder, by name."""
    return {path.name: path.read_bytes() for path in Path(folder).glob("*.pdf")}


def test_a_cluster_makes_the_same_files(
    dask: Cluster, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte: in memory, in the shared folder, and sent back from where it is not shared."""
    assert run_batch("alone", "--jobs", "1").exit_code == 0
    own = read_leaflets("alone")
    assert len(own) == PEOPLE
    for folder, spool, is_shared in (("a", None, True), ("b", 0, True), ("c", 0, False)):
        if spool is not None:
            monkeypatch.setattr("handouts.batch.spool._MAX_BYTES", spool)
        monkeypatch.setattr(cluster, "_find_shared_folder", lambda *_, it=is_shared: it)
        result = run_batch(folder, "--dask", dask.address)
        assert (result.exit_code, result.stderr) == (0, "")
        assert read_leaflets(folder) == own
        names = {path.name for path in Path(folder).iterdir()}
        assert names == {"manifest.jsonl", *own}, "no probe and no draft is left"


def test_a_shared_folder_is_found(dask: Cluster, tmp_path: Path) -> None:
    """Workers of this computer see it; nothing is left of the look."""
    with cluster.open_cluster(dask.address, tmp_path / "out") as found:
        assert found.sees_folder
    assert not (tmp_path / "out").exists()


def test_wrong_rows_are_told_from_a_cluster(dask: Cluster, table: Path) -> None:
    """All of them, at their places, and nothing is made."""
    table.write_text(table.read_text() + "Ana,Holt,someday\nIda,x x x,2026-13-01\n")
    result = run_batch("out", "--dask", dask.address)
    assert result.exit_code == 1
    assert result.stderr.count("Column C 'Appointment date': ") == 2
    assert not Path("out").exists()


def test_a_lost_worker_costs_only_its_piece(dask: Cluster, table: Path) -> None:
    """It is killed in the middle; the run goes on, and gives the same files."""
    from distributed import Client

    assert run_batch("alone", "--jobs", "1").exit_code == 0
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "handouts", "batch", "dry-needling", "patients.csv"),
            *("-o", "out", "-q", "--dask", dask.address),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with Client(dask.address, timeout=60, set_as_default=False) as client:
        while len(list(filter(None, client.processing().values()))) < 2:
            assert process.poll() is None, "the run has ended too soon"
            time.sleep(0.01)
        dask.workers[0].send_signal(signal.SIGKILL)
    _, stderr = process.communicate(timeout=120)
    assert (process.returncode, stderr) == (0, "")
    assert read_leaflets("out") == read_leaflets("alone")


def test_other_versions_are_refused(
    dask: Cluster, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is made: their leaflets could differ."""
    real = cluster.read_versions()
    monkeypatch.setattr("handouts.__version__", "0.0.1")
    assert cluster.read_versions() == {**real, "handouts": "0.0.1"}
    result = run_batch("out", "--dask", dask.address)
    assert result.exit_code == 1
    assert "Workers have other versions than this computer (tcp://127.0.0.1:" in result.stderr
    assert "handouts)" in result.stderr
    assert not Path("out").exists()


def test_no_scheduler(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told in words, and so is a package that is missing."""
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    result = run_batch("out", "--dask", "tcp://127.0.0.1:9")
    assert result.exit_code == 1
    assert "The scheduler tcp://127.0.0.1:9 cannot be reached." in result.stderr
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run_batch("out", "--dask", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "pip install 'handouts[cluster]'" in result.stderr


@pytest.mark.parametrize("address", ["scheduler", "http://scheduler:8786", "tcp://scheduler"])
def test_what_is_no_address_is_told_at_once(table: Path, address: str) -> None:
    """Dask would wait, and end with a traceback."""
    result = run_batch("out", "--dask", address)
    assert (result.exit_code, Path("out").exists()) == (2, False)
    assert "this is no address of a scheduler. Write it as 'dask scheduler' prints" in result.stderr
