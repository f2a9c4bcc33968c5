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

BEGUN: list[subprocess.Popen[str]] = []

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX"),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """So many people that the workers begin at once."""
    path = tmp_path / "patients.csv"
    rows = "".join(f"Secret{n},Known{n}\n" for n in range(PEOPLE))
    path.write_text("First name,Last name\n" + rows)
    return path


@pytest.fixture(autouse=True, params=["copied", "spawned"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How workers begin: a process of more than one thread is not copied."""
    if request.param == "spawned":
        monkeypatch.setenv("TOY_THREADS", "2")
    elif sys.platform != "linux":
        pytest.skip("processes are copied on Linux alone")
    return str(request.param)


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """A test that fails leaves no process behind it."""
    yield
    for process in BEGUN:
        with process:
            process.kill()
            process.communicate()
    BEGUN.clear()


def begin(folder: Path, *more: str, **held: str) -> subprocess.Popen[str]:
    """Begin a batch in a process of its own, in a group of its own.

    ``held``: what the environment tells the toy program, so that it does not run away.
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
    BEGUN.append(process)
    return process


def finish(folder: Path, *more: str) -> str:
    """Run a batch to its end; what it says on stderr."""
    process = begin(folder, *more)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def made(folder: Path) -> dict[str, bytes]:
    """The leaflets, by name."""
    return {each.name: each.read_bytes() for each in (folder / "out").glob("*.pdf")}


def expected() -> set[str]:
    """The names that an undisturbed run gives."""
    return {f"dry-needling-{row:05}.pdf" for row in range(2, PEOPLE + 2)}


def recorded(folder: Path) -> dict[str, str]:
    """What the manifest says of each file: its last sha256."""
    path = folder / "out" / "manifest.jsonl"
    text = path.read_text() if path.exists() else ""
    lines = [json.loads(line) for line in text.splitlines() if line.endswith("}")]
    return {line["file"]: line["sha256"] for line in lines if "file" in line}


def check_sound(folder: Path) -> None:
    """Each leaflet is whole, and as the manifest says."""
    told = recorded(folder)
    for name, data in made(folder).items():
        assert hashlib.sha256(data).hexdigest() == told[name]


def begin_to_work(folder: Path) -> subprocess.Popen[str]:
    """A batch that has made 120 leaflets, whose workers live, and that will not end by itself."""
    process = begin(folder, TOY_HELD_AT="120")
    wait_for(lambda: len(made(folder)) >= 120 and bool(workers(process)), process)
    return process


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something has happened, or the process has ended."""
    until = time.monotonic() + 60
    while not happened() and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.002)


def group(process: subprocess.Popen[str]) -> list[int]:
    """The processes of a batch that are alive."""
    alive = subprocess.run(["ps", "-eo", "pgid=,pid=,stat="], capture_output=True, text=True)
    rows = [line.split() for line in alive.stdout.splitlines()]
    return [int(pid) for pgid, pid, stat in rows if int(pgid) == process.pid and stat[0] != "Z"]


def check_ended(process: subprocess.Popen[str]) -> None:
    """A batch leaves no process behind, not even the one that tidies up after the others."""
    until = time.monotonic() + 30
    while group(process) and time.monotonic() < until:
        time.sleep(0.05)
    assert not group(process)


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The workers of a batch that are alive."""
    return [pid for pid in group(process) if pid != process.pid and not tracker(pid)]


def tracker(pid: int) -> bool:
    """Whether a process is the one that tidies up after the others."""
    return "resource_tracker" in command_line(pid)


def command_line(pid: int) -> str:
    """A process's command line."""
    told = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True
    )
    return told.stdout


def moments() -> Iterator[int]:
    """How many files are to be there when it is killed: as chance will have it, told on failure."""
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    yield from sorted(chance.sample(range(PEOPLE - 100), 4))


def test_killed_at_random_moments_it_goes_on(tmp_path: Path, table: Path) -> None:
    """Kill -9, again and again: in the end all is there, once, as if nothing had happened."""
    for count in moments():
        process = begin(tmp_path, TOY_HELD_AT=str(count + 50))
        wait_for(lambda count=count: len(made(tmp_path)) >= count, process)  # type: ignore[misc]
        time.sleep(random.random() / 50)
        process.kill()
        process.communicate()
        check_sound(tmp_path)
    kept = made(tmp_path)
    inodes = {each.name: each.stat().st_ino for each in (tmp_path / "out").glob("*.pdf")}
    said = finish(tmp_path)
    assert set(made(tmp_path)) == expected()
    check_sound(tmp_path)
    assert {name: made(tmp_path)[name] for name in kept} == kept
    assert all((tmp_path / "out" / name).stat().st_ino == each for name, each in inodes.items())
    assert f"({len(kept)} were already there)" in said
    assert not list((tmp_path / "out").glob(".*.part"))
    (tmp_path / "out").rename(tmp_path / "disturbed")
    finish(tmp_path)
    undisturbed = made(tmp_path)
    (tmp_path / "out").rename(tmp_path / "undisturbed")
    (tmp_path / "disturbed").rename(tmp_path / "out")
    assert made(tmp_path) == undisturbed


def test_killed_before_the_first_page_it_leaves_no_half_file(tmp_path: Path, table: Path) -> None:
    """While it starts, reads and looks."""
    for pause in (0.05, 0.2, 0.4):
        process = begin(tmp_path)
        time.sleep(pause)
        process.kill()
        process.communicate()
        check_sound(tmp_path)
    finish(tmp_path)
    assert set(made(tmp_path)) == expected()


def test_its_workers_begin_as_they_may(tmp_path: Path, table: Path, way: str) -> None:
    """Copies where that is safe; else anew, which their command line tells."""
    process = begin_to_work(tmp_path)
    told = [command_line(pid) for pid in workers(process)]
    assert len(told) == 2
    assert [("spawn_main" in each) for each in told] == [way == "spawned"] * 2


def test_its_workers_end_with_it(tmp_path: Path, table: Path) -> None:
    """A batch that is killed leaves no process behind, and none of them says anything."""
    process = begin_to_work(tmp_path)
    process.kill()
    assert process.communicate() == ("", "")
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
    tmp_path: Path, table: Path, number: int, code: int, whole: bool
) -> None:
    """Ctrl-C, which the workers get too, and the system's own ways: no traceback, no draft.

    At once: its workers are held, and would never end by themselves.
    """
    process = begin_to_work(tmp_path)
    (os.killpg if whole else os.kill)(process.pid, number)
    out, said = process.communicate(timeout=30)
    assert (process.returncode, out) == (code, ""), said
    there = len(made(tmp_path))
    assert said == (
        f"Stopped. {there} of {PEOPLE} leaflets made in out; run the same command to continue.\n"
    )
    check_ended(process)
    assert not list((tmp_path / "out").glob(".*.part"))
    check_sound(tmp_path)
    assert f"({there} were already there)" in finish(tmp_path)
    assert set(made(tmp_path)) == expected()


def test_its_workers_end_with_it_though_one_of_them_stands_still(
    tmp_path: Path, table: Path
) -> None:
    """As one does that waits for a disk which is gone: the others end all the same."""
    process = begin_to_work(tmp_path)
    first, last = sorted(workers(process))
    os.kill(last, signal.SIGSTOP)
    process.kill()
    process.wait()
    until = time.monotonic() + 30
    while first in group(process) and time.monotonic() < until:
        time.sleep(0.05)
    assert first not in group(process)
    os.kill(last, signal.SIGKILL)
    check_ended(process)


def test_a_terminal_that_is_closed_does_not_stop_it_under_nohup(
    tmp_path: Path, table: Path
) -> None:
    """A signal that was ignored when it began stays so."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    process = begin(tmp_path)
    signal.signal(signal.SIGHUP, before)
    wait_for(lambda: len(made(tmp_path)) >= 20, process)
    os.kill(process.pid, signal.SIGHUP)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert set(made(tmp_path)) == expected()


def test_stopped_while_it_looks_it_writes_nothing(tmp_path: Path, table: Path) -> None:
    """And says so."""
    process = begin(tmp_path, TOY_HELD_LOOK="yes")
    wait_for((tmp_path / "looking").exists, process)
    os.killpg(process.pid, signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (143, "Stopped. Nothing was written.\n")
    assert not (tmp_path / "out").exists()


def test_a_worker_that_is_killed_is_told(tmp_path: Path, table: Path) -> None:
    """As the system does where memory runs out: in words, and the same command goes on."""
    process = begin_to_work(tmp_path)
    os.kill(workers(process)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.startswith("A worker process was ended from outside")
    assert "Traceback" not in said
    check_sound(tmp_path)
    finish(tmp_path)
    assert set(made(tmp_path)) == expected()


def test_no_name_is_left_anywhere(tmp_path: Path, table: Path) -> None:
    """Not in the names of files, drafts among them, in the manifest, or in what is said."""
    names: set[str] = set()
    process = begin(tmp_path)
    while process.poll() is None:
        names.update(each.name for each in tmp_path.rglob("*"))
        time.sleep(0.002)
    out, said = process.communicate()
    assert any(name.endswith(".part") for name in names)
    told = "\n".join([out, said, *names, (tmp_path / "out/manifest.jsonl").read_text()])
    assert "Secret" not in told
    assert "Known" not in told
