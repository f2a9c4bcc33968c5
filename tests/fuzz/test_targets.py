"""Every target of the fuzzer accepts its seeds, and handles what was ever found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from handouts.sources.findings import Finding as ShownFinding
from handouts.sources.findings import Place, SpecError
from tests.fuzz.mutators import MUTATORS
from tests.fuzz.targets import SEEDS, TARGETS, Finding, accepts

FOUND = sorted(Path(__file__).with_name("found").glob("*/*"))


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_accepted(name: str) -> None:
    """All of them: else the fuzzer begins with errors, and never gets past them."""
    seeds = SEEDS[name]()
    assert seeds
    target = TARGETS[name]
    assert all(target(seed) for seed in (seeds[:2] if name == "pages" else seeds))


def test_what_was_found_is_handled() -> None:
    """Whatever a run ever wrote into the folder is accepted or refused in words."""
    for path in FOUND:
        assert TARGETS[path.parent.name](path.read_bytes()) in (True, False), path


@pytest.mark.parametrize("name", MUTATORS)
def test_mutated_files_are_often_accepted(name: str) -> None:
    """So much of what is tried is read to the end."""
    chance = random.Random(1)

    def change_byte(data: bytes, size: int) -> bytes:
        """One letter in place of another."""
        place = chance.randrange(len(data) or 1)
        return (data[:place] + b"e" + data[place + 1 :])[:size]

    seed = SEEDS[name]()[0]
    target = TARGETS["spec" if name == "pages" else name]
    changed = [MUTATORS[name](seed, 60_000, chance, change_byte) for _ in range(30)]
    assert len(set(changed)) > 15
    assert sum(map(target, changed)) >= 5


def test_the_targets_see_what_is_wrong() -> None:
    """Another exception, and an error without words."""

    def fail() -> None:
        raise ZeroDivisionError

    def say_nothing() -> None:
        raise SpecError([ShownFinding("invalid-yaml", Place("a.yaml"), "")])

    with pytest.raises(ZeroDivisionError):
        accepts(fail)
    with pytest.raises(Finding):
        accepts(say_nothing)
