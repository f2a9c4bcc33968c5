"""A batch that is killed or stopped: nothing is lost, doubled or half-written, and it goes on.

Both with workers that are copies of the first process, as on Linux, and with spawned ones.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import handouts

ROOT = Path(handouts.__file__).parents[1]
PROGRAM = Path(__file__).with_name("toyprogram.py")
PEOPLE = 420

STARTED: list[subprocess.Popen[str]] = []

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX"),
]


@pytest.fixture
def many_people(tmp_path: Path) -> Path:
    """So many people that the workers begin at once."""
    path = tmp_path / "patients.csv"
    rows = "".join(f"Secret{n},Known{n}\n" for n in range(PEOPLE))
    path.write_text("First name,Last name\n" + rows)
    return path


@pytest.fixture(autouse=True, params=["copied", "spawned"])
def start_method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How workers begin: a process of more than one thread is not copied."""
    if request.param == "spawned":
        monkeypatch.setenv("TOY_THREADS", "2")
    elif sys.platform != "linux":
        pytest.skip("processes are copied on Linux alone")
    return str(request.param)


@pytest.fixture(autouse=True)
def no_processes_left() -> Iterator[None]:
    """A test that fails leaves no process behind it."""
    yield
    for process in STARTED:
        with process:
            process.kill()
            process.communicate()
    STARTED.clear()


def start_batch(folder: Path, *more: str, **held: str) -> subprocess.Popen[str]:
    """Start a batch in a new process, in a new process group.

    ``held``: the environment that makes the toy program wait, so that it does not run ahead.
    """
    words = ["batch", "dry-needling", "patients.csv", "-o", "out", "--jobs", "2", *more]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, **held},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    STARTED.append(process)
    return process


def finish_batch(folder: Path, *more: str) -> str:
    """Run a batch to its end; returns its stderr."""
    process = start_batch(folder, *more)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    return stderr


def list_leaflets(folder: Path) -> dict[str, bytes]:
    """The leaflets, by name."""
    return {each.name: each.read_bytes() for each in (folder / "out").glob("*.pdf")}


def expected_names() -> set[str]:
    """The names that an undisturbed run gives."""
    return {f"dry-needling-{row:05}.pdf" for row in range(2, PEOPLE + 2)}


def read_digests(folder: Path) -> dict[str, str]:
    """The last sha256 that the manifest records for each file."""
    path = folder / "out" / "manifest.jsonl"
    text = path.read_text() if path.exists() else ""
    lines = [json.loads(line) for line in text.splitlines() if line.endswith("}")]
    return {line["file"]: line["sha256"] for line in lines if "file" in line}


def check_sound(folder: Path) -> None:
    """Check that each leaflet is complete, and is the one in the manifest."""
    digests = read_digests(folder)
    for name, data in list_leaflets(folder).items():
        assert hashlib.sha256(data).hexdigest() == digests[name]


def start_working(folder: Path) -> subprocess.Popen[str]:
    """Start a batch that has made 120 leaflets, has live workers, and will not end by itself."""
    process = start_batch(folder, TOY_HELD_AT="120")
    wait_for(lambda: len(list_leaflets(folder)) >= 120 and bool(find_workers(process)), process)
    return process


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something has happened, or the process has ended."""
    until = time.monotonic() + 60
    while not happened() and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.002)


def batch_processes(process: subprocess.Popen[str]) -> list[int]:
    """The live processes of a batch."""
    alive = subprocess.run(["ps", "-eo", "pgid=,pid=,stat="], capture_output=True, text=True)
    rows = [line.split() for line in alive.stdout.splitlines()]
    return [int(pid) for pgid, pid, stat in rows if int(pgid) == process.pid and stat[0] != "Z"]


def check_ended(process: subprocess.Popen[str]) -> None:
    """Check that a batch leaves no process behind, not even the resource tracker."""
    until = time.monotonic() + 30
    while batch_processes(process) and time.monotonic() < until:
        time.sleep(0.05)
    assert not batch_processes(process)


def find_workers(process: subprocess.Popen[str]) -> list[int]:
    """The live workers of a batch."""
    return [pid for pid in batch_processes(process) if pid != process.pid and not is_tracker(pid)]


def is_tracker(pid: int) -> bool:
    """Whether a process is the resource tracker."""
    return "resource_tracker" in read_command_line(pid)


def read_command_line(pid: int) -> str:
    """A process's command line."""
    result = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True
    )
    return result.stdout


def kill_moments() -> Iterator[int]:
    """How many files are there when it is killed: random numbers, shown on failure."""
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    yield from sorted(chance.sample(range(PEOPLE - 100), 4))


def test_killed_at_random_moments_it_goes_on(tmp_path: Path, many_people: Path) -> None:
    """Kill -9, again and again: in the end all is there, once, as if nothing had happened."""
    for count in kill_moments():
        process = start_batch(tmp_path, TOY_HELD_AT=str(count + 50))
        wait_for(lambda count=count: len(list_leaflets(tmp_path)) >= count, process)  # type: ignore[misc]
        time.sleep(random.random() / 50)
        process.kill()
        process.communicate()
        check_sound(tmp_path)
    kept = list_leaflets(tmp_path)
    inodes = {each.name: each.stat().st_ino for each in (tmp_path / "out").glob("*.pdf")}
    stderr = finish_batch(tmp_path)
    assert set(list_leaflets(tmp_path)) == expected_names()
    check_sound(tmp_path)
    assert {name: list_leaflets(tmp_path)[name] for name in kept} == kept
    assert all((tmp_path / "out" / name).stat().st_ino == each for name, each in inodes.items())
    assert f"({len(kept)} were already there)" in stderr
    assert not list((tmp_path / "out").glob(".*.part"))
    (tmp_path / "out").rename(tmp_path / "disturbed")
    finish_batch(tmp_path)
    undisturbed = list_leaflets(tmp_path)
    (tmp_path / "out").rename(tmp_path / "undisturbed")
    (tmp_path / "disturbed").rename(tmp_path / "out")
    assert list_leaflets(tmp_path) == undisturbed


def test_killed_before_the_first_page_it_leaves_no_half_file(
    tmp_path: Path, many_people: Path
) -> None:
    """While it starts, reads and looks."""
    for pause in (0.05, 0.2, 0.4):
        process = start_batch(tmp_path)
        time.sleep(pause)
        process.kill()
        process.communicate()
        check_sound(tmp_path)
    finish_batch(tmp_path)
    assert set(list_leaflets(tmp_path)) == expected_names()


def test_its_workers_begin_as_they_may(
    tmp_path: Path, many_people: Path, start_method: str
) -> None:
    """Forked where that is safe; else spawned, as their command lines show."""
    process = start_working(tmp_path)
    command_lines = [read_command_line(pid) for pid in find_workers(process)]
    assert len(command_lines) == 2
    assert [("spawn_main" in each) for each in command_lines] == [start_method == "spawned"] * 2


def test_its_workers_end_with_it(tmp_path: Path, many_people: Path) -> None:
    """A batch that is killed leaves no process behind, and none of them says anything."""
    process = start_working(tmp_path)
    process.kill()
    out, stderr = process.communicate()
    assert (out, stderr.splitlines()[-1:]) == ("", [f"Rows: {PEOPLE} leaflets to make."])
    check_ended(process)


@pytest.mark.parametrize(
    ("number", "code", "whole"),
    [
        (signal.SIGINT, 130, True),
        (signal.SIGTERM, 143, False),
        (signal.SIGHUP, 129, False),
    ],
)
def test_stopped_it_ends_at_once_and_says_how_far_it_came(
    tmp_path: Path, many_people: Path, number: int, code: int, whole: bool
) -> None:
    """Ctrl-C, which the workers get too, and the system's own ways: no traceback, no draft.

    At once: its workers are held, and would never end by themselves.
    """
    process = start_working(tmp_path)
    (os.killpg if whole else os.kill)(process.pid, number)
    out, stderr = process.communicate(timeout=30)
    assert (process.returncode, out) == (code, ""), stderr
    there = len(list_leaflets(tmp_path))
    assert stderr.endswith(
        f"\nStopped. {there} of {PEOPLE} leaflets made in out; run the same command to continue.\n"
    )
    check_ended(process)
    assert not list((tmp_path / "out").glob(".*.part"))
    check_sound(tmp_path)
    assert f"({there} were already there)" in finish_batch(tmp_path)
    assert set(list_leaflets(tmp_path)) == expected_names()


def test_its_workers_end_with_it_though_one_of_them_is_stopped(
    tmp_path: Path, many_people: Path
) -> None:
    """As one does that waits for a disk which is gone: the others end all the same."""
    process = start_working(tmp_path)
    first, last = sorted(find_workers(process))
    os.kill(last, signal.SIGSTOP)
    process.kill()
    process.wait()
    until = time.monotonic() + 30
    while first in batch_processes(process) and time.monotonic() < until:
        time.sleep(0.05)
    assert first not in batch_processes(process)
    os.kill(last, signal.SIGKILL)
    check_ended(process)


def test_a_terminal_that_is_closed_does_not_stop_it_under_nohup(
    tmp_path: Path, many_people: Path
) -> None:
    """A signal that was ignored when it began stays so."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    process = start_batch(tmp_path)
    signal.signal(signal.SIGHUP, before)
    wait_for(lambda: len(list_leaflets(tmp_path)) >= 20, process)
    os.kill(process.pid, signal.SIGHUP)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    assert set(list_leaflets(tmp_path)) == expected_names()


def test_stopped_while_it_looks_it_writes_nothing(tmp_path: Path, many_people: Path) -> None:
    """And says so."""
    process = start_batch(tmp_path, TOY_HELD_LOOK="yes")
    wait_for((tmp_path / "looking").exists, process)
    os.killpg(process.pid, signal.SIGTERM)
    _, stderr = process.communicate(timeout=30)
    assert (process.returncode, stderr) == (143, "Stopped. Nothing was written.\n")
    assert not (tmp_path / "out").exists()


def test_a_worker_that_is_killed_is_reported(tmp_path: Path, many_people: Path) -> None:
    """As the system does where memory runs out: in words, and the same command goes on."""
    process = start_working(tmp_path)
    os.kill(find_workers(process)[0], signal.SIGKILL)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "\nA worker process was ended from outside" in stderr
    assert "Traceback" not in stderr
    check_sound(tmp_path)
    finish_batch(tmp_path)
    assert set(list_leaflets(tmp_path)) == expected_names()


def test_no_name_is_left_anywhere(tmp_path: Path, many_people: Path) -> None:
    """Not in the names of files, drafts among them, in the manifest, or in messages."""
    names: set[str] = set()
    process = start_batch(tmp_path)
    while process.poll() is None:
        names.update(each.name for each in tmp_path.rglob("*"))
        time.sleep(0.002)
    out, stderr = process.communicate()
    assert any(name.endswith(".part") for name in names)
    output = "\n".join([out, stderr, *names, (tmp_path / "out/manifest.jsonl").read_text()])
    assert "Secret" not in output
    assert "Known" not in output


@pytest.mark.parametrize("delay", [0.1, 0.3, 0.5, 0.8, 1.1])
def test_killed_with_leaflets_in_memory_it_goes_on(
    tmp_path: Path, many_people: Path, delay: float
) -> None:
    """Leaflets that were made while the people were checked are whole on disk, or not there."""
    process = start_batch(tmp_path, TOY_SPOOL="400000")  # those of half the people
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    check_sound(tmp_path)
    finish_batch(tmp_path)
    assert set(list_leaflets(tmp_path)) == expected_names()
    check_sound(tmp_path)
