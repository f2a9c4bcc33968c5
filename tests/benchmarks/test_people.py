"""The benchmark for many people measures what it says: the same people for every program.

As in test_benchmarks, what needs an extra is tested where that is installed, and skips aloud
elsewhere; nothing is timed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks import crowd_table, leaflet, panels, people
from benchmarks.checking import missing, pages
from benchmarks.crowd import LEFT_OUT, MORE, Batch, Crowd, Took, crowds
from benchmarks.leaflet import LeafletText, Panel
from benchmarks.many import unlike
from benchmarks.measure import ROOT, Bench
from benchmarks.peers import PEERS
from benchmarks.personal import maker
from handouts.document.body import BODY_PARTS
from handouts.tables.columns import find_columns
from handouts.tables.rows import read_people as checked
from handouts.tables.table import read_table
from tests.benchmarks.peers import each

pytestmark = pytest.mark.slow

MANY = 300
EACH = sorted({*PEERS, *(name for more in MORE.values() for name in more)} - {*LEFT_OUT})


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A benchmark's folder."""
    return Bench(tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def prepared(bench: Bench) -> tuple[LeafletText, list[Panel]]:
    """The leaflet with places for the panels, and the panels of some people."""
    panels.main(str(bench.folder), "25", "40")
    text = leaflet.read(str(bench.text))
    return text, list(leaflet.panels(str(bench.folder / "panels.jsonl"), 25))


def test_people_are_the_same_each_time() -> None:
    """A person depends on the number alone, whoever else is made."""
    advice = ("heat", "water", "walk")
    few, many = list(people.people(5, advice)), list(people.people(50, advice))
    assert few == many[:5]
    assert people.person(4, advice) == few[4]
    assert len(set(many)) == 50


def test_people_are_varied() -> None:
    """Areas, advice and notes come in every number, and some people have no name."""
    everyone = list(people.people(MANY, tuple("abcdef")))
    assert {len(each.areas) for each in everyone} == {1, 2, 3, 4}
    assert {len(each.advice) for each in everyone} == {0, 1, 2, 3, 4}
    assert {len(each.notes.splitlines()) for each in everyone} == {0, 1, 2, 3}
    assert 0 < sum(not each.name for each in everyone) < MANY / 10
    assert 0 < sum(each.next_visit is None for each in everyone) < MANY / 5
    assert len({each.name for each in everyone}) > MANY / 2


def test_areas_are_known() -> None:
    """Every part is one that handouts knows; a side is given only where there are two."""
    for person in people.people(MANY, ()):
        for area in person.areas:
            assert area.part in BODY_PARTS
            assert not area.side or BODY_PARTS[area.part].sided


def test_table_reads_back_as_the_same_people(tmp_path: Path) -> None:
    """What a batch reads is what a single process is given."""
    path = tmp_path / "people.csv"
    everyone = list(panels.everyone(40))
    people.write_table(path, everyone)
    table = read_table(path)
    rows = checked(table, find_columns(table), lambda language: panels.spec(), ("trifold",))
    assert [(row.person, row.problems) for row in rows] == [(each, ()) for each in everyone]


def test_panel_is_the_persons(prepared: tuple[LeafletText, list[Panel]]) -> None:
    """A panel says the name, the therapist and the notes of the person of its number."""
    for panel, person in zip(prepared[1], panels.everyone(25), strict=True):
        told = " ".join(r["text"] for part in panel.values() for i in part for r in i["runs"])
        for value in (person.name, person.therapist, *person.notes.splitlines()):
            assert value in told


@pytest.mark.filterwarnings("default")  # a peer's warnings are its own
@pytest.mark.parametrize("name", each(EACH))
def test_peer_sets_each_person(name: str, prepared: tuple[LeafletText, list[Panel]]) -> None:
    """One after the other in one process, each PDF is its own person's, on two pages."""
    text, everyone = prepared
    longest = max(everyone, key=lambda panel: len(json.dumps(panel)))
    make = maker(import_module(f"benchmarks.peers.{name}"), text)
    for last, panel in pairwise([everyone[0], everyone[1], longest]):
        pdf = make(panel)
        assert missing(pdf, leaflet.personal(text, panel)) == []
        assert missing(pdf, leaflet.personal(text, last))
        assert len(pages(pdf)) == 2


def test_another_persons_leaflet_is_noticed(
    bench: Bench, prepared: tuple[LeafletText, list[Panel]]
) -> None:
    """A PDF is not taken for that of another person, nor for one of two pages if it has more."""
    text, everyone = prepared
    make = maker(import_module("benchmarks.peers.reportlab"), text)
    assert unlike(bench, make(everyone[1]), 2) == []
    assert "lacks words" in unlike(bench, make(everyone[2]), 2)[0]
    double = {key: items * 9 for key, items in everyone[1].items()}
    assert "pages, not 2" in unlike(bench, make(double), 2)[-1]


def test_no_peer_imports_ours() -> None:
    """A peer's process holds nothing of handouts, so that its memory is its own."""
    script = "import sys; import benchmarks.personal, benchmarks.peers.reportlab; "
    script += "print([name for name in sys.modules if name.split('.')[0] == 'handouts'])"
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_command_measures_people_and_batches() -> None:
    """``people --json`` tells each program's cost and each batch's, and finds nothing wrong."""
    command = [sys.executable, "-m", "benchmarks", "people", "--json", "--rounds", "1"]
    told = subprocess.run(
        [*command, "--people", "4", "--batch", "5", "--only", "handouts", "reportlab"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    found = json.loads(told.stdout)
    assert [row["name"] for row in found["people"]] == ["handouts", "reportlab"]
    assert all(row["costs"][0]["rate"] > 0 and row["wrong"] == [] for row in found["people"])
    assert [(row["jobs"], row["wrong"]) for row in found["batches"]] == [(1, []), (2, [])]


def test_ratio_is_of_leaflets_a_second() -> None:
    """Twice as many leaflets a second are 2, also beside a base with other numbers of people."""
    ours = Crowd("handouts", "", [Took(10, [1.0], [1.0], [1]), Took(100, [10.0], [10.0], [1])])
    base = Crowd("typst", "", [Took(10, [2.0], [2.0], [1])])
    assert [cost["ratio"] for cost in crowd_table.costs(ours, base)] == [2.0, 2.0]
    assert crowd_table.costs(ours, base)[1]["rate"] == 10.0
    assert crowd_table.costs(ours, base)[1]["processor"] == 100.0


@pytest.mark.parametrize(
    ("wall", "memory", "verdict"),
    [(10.0, 100, "held "), (10.0, 130, "MISSED"), (13.0, 100, "MISSED")],
)
def test_growth_is_noticed(wall: float, memory: int, verdict: str) -> None:
    """More memory, or more time a leaflet, for ten times as many people misses the aim."""
    few, many = Batch(1000, [1.0], [1.0], [100]), Batch(10000, [wall], [wall], [memory])
    told = list(crowd_table.aims([], crowd_table.batch_rows([few, many], {0: [], 1: []})))
    assert len(told) == 2
    assert sum(line.startswith("MISSED") for line in told) == (verdict == "MISSED")


def test_peer_without_a_way_of_its_own_sets_all_anew(
    prepared: tuple[LeafletText, list[Panel]],
) -> None:
    """A peer without a way of its own sets the whole text with the panel in its place."""
    text, everyone = prepared
    seen: list[Any] = []

    class Program:
        build: Callable[[LeafletText], None] = seen.append

    maker(Program, text)(everyone[0])
    assert seen == [leaflet.personal(text, everyone[0])]
    assert all(item["kind"] != "personal" for item in leaflet.items(seen[0]))


def test_batches_may_be_measured_alone() -> None:
    """Without people in one process no program runs, not even one that has its own number."""
    assert crowds([], None) == []
