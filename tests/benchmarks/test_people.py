"""The benchmark for many people measures what it says: the same people for every program.

As in test_benchmarks, what needs an extra is tested where that is installed, and is skipped with
a reason elsewhere; nothing is timed.
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

from benchmarks import leaflet, panels, people_table, synthetic_people
from benchmarks.checking import find_missing_words, read_pages
from benchmarks.leaflet import LeafletText, Panel
from benchmarks.measure import ROOT, Bench
from benchmarks.peers import PEERS
from benchmarks.people_main import check_leaflet
from benchmarks.people_runs import (
    LEFT_OUT,
    VARIANTS,
    BatchTimings,
    ListStart,
    ProgramTimings,
    Timings,
    choose_programs,
)
from benchmarks.person_builds import prepare_peer
from handouts.document.body import BODY_PARTS
from handouts.tables.column_finder import find_columns
from handouts.tables.rows import read_people as checked
from handouts.tables.table import read_table
from tests.benchmarks.peers import peer_params

pytestmark = pytest.mark.slow

PEOPLE_COUNT = 300
ALL_PEERS = sorted({*PEERS, *(name for more in VARIANTS.values() for name in more)} - {*LEFT_OUT})


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A benchmark's folder."""
    return Bench(tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def prepared(bench: Bench) -> tuple[LeafletText, list[Panel]]:
    """The leaflet with places for the panels, and the panels of some people."""
    panels.main(str(bench.folder), "25", "40")
    text = leaflet.read_leaflet(str(bench.text))
    return text, list(leaflet.read_panels(str(bench.folder / "panels.jsonl"), 25))


def test_people_are_the_same_each_time() -> None:
    """A person depends only on the number, not on the others."""
    advice = ("heat", "water", "walk")
    few, many = (
        list(synthetic_people.make_people(5, advice)),
        list(synthetic_people.make_people(50, advice)),
    )
    assert few == many[:5]
    assert synthetic_people.make_person(4, advice) == few[4]
    assert len(set(many)) == 50


def test_people_are_varied() -> None:
    """Areas, advice and notes come in every number, and some people have no name."""
    everyone = list(synthetic_people.make_people(PEOPLE_COUNT, tuple("abcdef")))
    assert {len(each.areas) for each in everyone} == {1, 2, 3, 4}
    assert {len(each.advice) for each in everyone} == {0, 1, 2, 3, 4}
    assert {len(each.notes.splitlines()) for each in everyone} == {0, 1, 2, 3}
    assert 0 < sum(not each.name for each in everyone) < PEOPLE_COUNT / 10
    assert 0 < sum(each.next_visit is None for each in everyone) < PEOPLE_COUNT / 5
    assert len({each.name for each in everyone}) > PEOPLE_COUNT / 2


def test_areas_are_known() -> None:
    """Every part is one that handouts knows; it has a side only if there are two."""
    for person in synthetic_people.make_people(PEOPLE_COUNT, ()):
        for area in person.areas:
            assert area.part in BODY_PARTS
            assert not area.side or BODY_PARTS[area.part].sided


def test_table_reads_back_as_the_same_people(tmp_path: Path) -> None:
    """A batch reads the same people that a single process gets."""
    path = tmp_path / "people.csv"
    everyone = list(panels.make_people(40))
    synthetic_people.write_table(path, everyone)
    table = read_table(path)
    rows = checked(
        table,
        find_columns(table),
        lambda language: panels.load_spec(),
        ("trifold",),
        nameless=True,
    )
    assert [(row.person, row.problems) for row in rows] == [(each, ()) for each in everyone]


def test_panel_is_the_persons(prepared: tuple[LeafletText, list[Panel]]) -> None:
    """A panel has the name, the therapist and the notes of its person."""
    for panel, person in zip(prepared[1], panels.make_people(25), strict=True):
        words = " ".join(r["text"] for part in panel.values() for i in part for r in i["runs"])
        for value in (person.name, person.therapist, *person.notes.splitlines()):
            assert value in words


@pytest.mark.filterwarnings("default")  # a peer's warnings are its own
@pytest.mark.parametrize("name", peer_params(ALL_PEERS))
def test_peer_sets_each_person(name: str, prepared: tuple[LeafletText, list[Panel]]) -> None:
    """One after the other in one process, each PDF is for its person, on two pages."""
    text, everyone = prepared
    longest = max(everyone, key=lambda panel: len(json.dumps(panel)))
    make = prepare_peer(import_module(f"benchmarks.peers.{name}"), text)
    for last, panel in pairwise([everyone[0], everyone[1], longest]):
        pdf = make(panel)
        assert find_missing_words(pdf, leaflet.fill_places(text, panel)) == []
        assert find_missing_words(pdf, leaflet.fill_places(text, last))
        assert len(read_pages(pdf)) == 2


def test_another_persons_leaflet_is_noticed(
    bench: Bench, prepared: tuple[LeafletText, list[Panel]]
) -> None:
    """A PDF is not taken for that of another person, nor for one of two pages if it has more."""
    text, everyone = prepared
    make = prepare_peer(import_module("benchmarks.peers.reportlab"), text)
    assert check_leaflet(bench, make(everyone[1]), 2) == []
    assert "lacks words" in check_leaflet(bench, make(everyone[2]), 2)[0]
    double = {key: items * 9 for key, items in everyone[1].items()}
    assert "pages, not 2" in check_leaflet(bench, make(double), 2)[-1]


def test_no_peer_imports_the_package() -> None:
    """A peer's process imports nothing of handouts, so that its memory is its own."""
    script = "import sys; import benchmarks.person_builds, benchmarks.peers.reportlab; "
    script += "print([name for name in sys.modules if name.split('.')[0] == 'handouts'])"
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_command_measures_people_and_batches() -> None:
    """``people --json`` shows the cost of each program and batch, and finds no problems."""
    command = [sys.executable, "-m", "benchmarks", "people", "--json", "--rounds", "1"]
    result = subprocess.run(
        [*command, "--people", "4", "--batch", "5", "--only", "handouts", "reportlab"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    found = json.loads(result.stdout)
    assert [row["name"] for row in found["people"]] == ["handouts", "reportlab"]
    assert all(row["costs"][0]["rate"] > 0 and row["wrong"] == [] for row in found["people"])
    assert [(row["jobs"], row["wrong"]) for row in found["batches"]] == [(1, []), (2, [])]


def test_ratio_is_of_leaflets_a_second() -> None:
    """Twice as many leaflets a second are 2, also if the base has other numbers of people."""
    ours = ProgramTimings(
        "handouts", "", [Timings(10, [1.0], [1.0], [1]), Timings(100, [10.0], [10.0], [1])]
    )
    base = ProgramTimings("typst", "", [Timings(10, [2.0], [2.0], [1])])
    assert [cost["ratio"] for cost in people_table.compare_costs(ours, base)] == [2.0, 2.0]
    assert people_table.compare_costs(ours, base)[1]["rate"] == 10.0
    assert people_table.compare_costs(ours, base)[1]["processor"] == 100.0


@pytest.mark.parametrize(
    ("wall", "memory", "verdict"),
    [(10.0, 100, "met   "), (10.0, 130, "MISSED"), (13.0, 100, "MISSED")],
)
def test_growth_is_noticed(wall: float, memory: int, verdict: str) -> None:
    """More memory, or more time a leaflet, for ten times as many people misses the aim."""
    few, many = (
        BatchTimings(1000, [1.0], [1.0], [100]),
        BatchTimings(10000, [wall], [wall], [memory]),
    )
    lines = list(
        people_table.check_targets([], people_table.make_batch_rows([few, many], {0: [], 1: []}))
    )
    assert len(lines) == 2
    assert sum(line.startswith("MISSED") for line in lines) == (verdict == "MISSED")


@pytest.mark.parametrize(("seconds", "verdict"), [(9.0, "met   "), (11.0, "MISSED")])
def test_batch_is_compared_with_typst(seconds: float, verdict: str) -> None:
    """A thousand people must take a fifth of the time that Typst takes for them, or less."""
    typst = ProgramTimings("typst", "", [Timings(100, [5.0], [5.0], [1])])
    batch = BatchTimings(1000, [seconds], [seconds], [1])
    (line,) = people_table.check_targets([], people_table.make_batch_rows([batch], {0: []}, typst))
    assert line.startswith(f"{verdict} 1,000 people from the command to the files, x Typst: ")


def test_a_short_list_is_compared_with_one_build() -> None:
    """The whole list may take twice as long as one build."""
    start = ListStart(BatchTimings(30, [3.0], [3.0], [1]), Timings(1, [2.0], [2.0], [1]))
    (line,) = people_table.check_targets([], [], start)
    assert line == "met    the whole list of 30 people, x one build: 1.50 (at most 2)"


def test_peer_without_a_special_build_sets_everything_again(
    prepared: tuple[LeafletText, list[Panel]],
) -> None:
    """A peer without a special build sets the full text with the panel in its place."""
    text, everyone = prepared
    seen: list[Any] = []

    class Program:
        build: Callable[[LeafletText], None] = seen.append

    prepare_peer(Program, text)(everyone[0])
    assert seen == [leaflet.fill_places(text, everyone[0])]
    assert all(item["kind"] != "personal" for item in leaflet.all_items(seen[0]))


def test_batches_can_be_measured_without_programs() -> None:
    """Without people in one process no program runs, not even one with a fixed number."""
    assert choose_programs([], None) == []
