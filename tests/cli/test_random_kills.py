"""Runs that are killed at random moments, and runs beside one another in one folder.

Each file is whole or missing, none is mixed up, and the next run leaves nothing behind.
``pytest tests/cli/test_random_kills.py --kills 200 --pairs 20`` runs more of them.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from .conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX"),
]

HEAD = "First name,Last name\n"
TABLES = {
    "one.csv": HEAD + "".join(f"Sam,Lee{letter}\n" for letter in "abcdefghijkl"),
    "other.csv": HEAD + "".join(f"Ana,Holt{letter}\n" for letter in "abcdefghijkl"),
    "bad.csv": HEAD + "Sam,Lee\n8812,Known\nAna,Holt\n",
}
WRITERS: dict[str, tuple[str, ...]] = {
    "build": ("build", "dry-needling"),
    "build a person's": ("build", "dry-needling", "--set", "first_name=Sam"),
    "build all": ("build", "dry-needling", "--format", "all", "-o", "all"),
    "preview": ("preview", "dry-needling"),
    "batch": ("batch", "dry-needling", "one.csv", "-o", "out", "-j", "2"),
    "batch with bad rows": ("batch", "dry-needling", "bad.csv", "-o", "out", "--skip-bad"),
    "merge": ("batch", "dry-needling", "one.csv", "-o", "out", "--merge"),
    "sample": ("batch", "dry-needling", "one.csv", "-o", "out", "--sample"),
    "print": ("print", "dry-needling", "one.csv", "--dry-run", "--anyway"),
    "test-sheet": ("test-sheet", "-o", "sheet.pdf"),
    "schema": ("schema", "-o", "handout.schema.json"),
    "init": ("init", "clinic", "--name", "Hill Street"),
    "new": ("new", "knee-pain"),
    "copy": ("copy", "dry-needling"),
}
ONCE = ("init", "new", "copy")
"""Commands that refuse to run again where their files are."""

FAILING = ("batch with bad rows", "print")
"""Commands that end with 1: a row is wrong, and there is no printer."""

Files = dict[str, bytes]


def prepare(folder: Path) -> Path:
    """A folder with tables, and one beside it for what is private or temporary."""
    for name in ("work", "private"):
        (folder / name).mkdir(parents=True)
    for name, text in TABLES.items():
        (folder / "work" / name).write_text(text)
    return folder / "work"


def start(work: Path, words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the program in a group of its own."""
    private = str(work.parent / "private")
    return subprocess.Popen(
        [sys.executable, "-m", "handouts", *words],
        cwd=work,
        env={**os.environ, "PYTHONPATH": ROOT, "TMPDIR": private, "XDG_STATE_HOME": private},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def read_files(work: Path) -> Files:
    """All files that were made, but for the manifest, which says in which order."""
    return {
        path.relative_to(work).as_posix(): path.read_bytes()
        for path in work.rglob("*")
        if path.is_file() and path.name not in (*TABLES, "manifest.jsonl")
    }


def list_leftovers(work: Path) -> list[str]:
    """Drafts, and private folders."""
    drafts = [path.name for path in work.rglob(".*.part")]
    return drafts + [each.name for each in (work.parent / "private").glob("handouts-*")]


def check_killed(work: Path, whole: Files) -> None:
    """Check that each file is one of an undisturbed run, whatever drafts lie beside it."""
    for name, data in read_files(work).items():
        assert name.endswith(".part") or data == whole[name], name


def test_killed_at_random_moments_nothing_is_half_written(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every command that writes, by kill -9, SIGTERM and SIGHUP; the next run clears up."""
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    whole: dict[str, Files] = {}
    seconds: dict[str, float] = {}
    for name, words in WRITERS.items():
        work = prepare(tmp_path / f"whole {name}")
        begun = time.monotonic()
        code = start(work, words).wait(60)
        seconds[name] = time.monotonic() - begun
        whole[name] = read_files(work)
        assert code == (name in FAILING), name
        assert bool(whole[name]) is (name != "print"), name
        assert list_leftovers(work) == [], name
    kinds = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
    outcomes: Counter[str] = Counter()
    for number in range(request.config.getoption("--kills")):
        name = list(WRITERS)[number % len(WRITERS)]
        kind = kinds[number // len(WRITERS) % len(kinds)]
        work = prepare(tmp_path / f"{number} {name}")
        process = start(work, WRITERS[name])
        # Mostly while it writes, which is at the end.
        time.sleep(seconds[name] * chance.choice((chance.random(), chance.uniform(0.7, 1.0))))
        ended = process.poll() is not None
        os.killpg(process.pid, kind) if not ended else None
        process.wait(30)
        outcomes["ended before" if ended else kind.name] += 1
        outcomes["left a draft"] += bool(list_leftovers(work))
        check_killed(work, whole[name])
        if kind is not signal.SIGKILL:
            assert list_leftovers(work) == [], (name, kind)
        code = start(work, WRITERS[name]).wait(60)
        assert code in (0, 1), name
        assert list_leftovers(work) == [], name
        if name not in ONCE:
            assert read_files(work) == whole[name], name
    print(dict(outcomes))


PAIRS = {
    "one file": (
        ("build", "dry-needling", "--set", "first_name=Sam", "-o", "a.pdf"),
        ("build", "dry-needling", "--set", "first_name=Ana", "-o", "a.pdf"),
    ),
    "one folder": (
        ("batch", "dry-needling", "one.csv", "-o", "out", "-j", "2"),
        ("batch", "dry-needling", "other.csv", "-o", "out", "-j", "2"),
    ),
    "merged": (
        ("batch", "dry-needling", "one.csv", "-o", "out", "--merge"),
        ("batch", "dry-needling", "other.csv", "-o", "out", "--merge"),
    ),
    "a batch and a build": (
        ("batch", "dry-needling", "one.csv", "-o", "out", "-j", "2"),
        ("build", "dry-needling", "-o", "out/a.pdf"),
    ),
}


def test_runs_beside_one_another_are_not_mixed(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One wins where both write the same; each file is one of theirs, and no draft is left."""
    whole: dict[tuple[str, ...], Files] = {}
    for number in range(request.config.getoption("--pairs")):
        pair = list(PAIRS.values())[number % len(PAIRS)]
        for words in pair:
            if words not in whole:
                work = prepare(tmp_path / f"whole {len(whole)}")
                (work / "out").mkdir()
                assert start(work, words).wait(60) == 0
                whole[words] = read_files(work)
        work = prepare(tmp_path / f"pair {number}")
        (work / "out").mkdir()
        processes = [start(work, words) for words in pair]
        codes = [process.wait(60) for process in processes]
        assert 0 in codes and set(codes) <= {0, 1}
        made = {name: data for name, data in read_files(work).items() if name.endswith(".pdf")}
        ways = [whole[words] for words in pair]
        if ways[0].keys() & ways[1].keys():
            assert made in ways
        else:
            assert made == ways[0] | ways[1]
        assert list_leftovers(work) == []
