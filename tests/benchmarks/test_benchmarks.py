"""The benchmarks measure what they promise: every program sets the same words each time.

handouts and ReportLab need only the package itself and are always measured. A peer that
comes with the extra ``benchmark`` is tested where that is installed, and elsewhere its test is
skipped and names what is missing. Nothing is timed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import leaflet
from benchmarks.checking import find_missing_words, read_pages
from benchmarks.leaflet import LeafletText
from benchmarks.measure import ROOT, Bench, RunFailed, Runs, find_programs
from benchmarks.peers import PEERS
from tests.benchmarks.peers import peer_params

pytestmark = pytest.mark.slow

ALWAYS_MEASURED = {"handouts", "first", "reportlab", "svglib"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A benchmark's folder with the text prepared."""
    new_bench = Bench(tmp_path_factory.mktemp("bench"))
    new_bench.prepare()
    return new_bench


@pytest.fixture
def text(bench: Bench) -> LeafletText:
    """The leaflet's text."""
    return leaflet.read_leaflet(str(bench.text))


def test_what_needs_no_extra_is_always_measured() -> None:
    """handouts and plain ReportLab are in every run, whatever else is installed."""
    assert set(find_programs()) >= ALWAYS_MEASURED


@pytest.mark.parametrize("name", peer_params(("handouts", "first", *PEERS)))
def test_cold_build_sets_every_word(name: str, bench: Bench, text: LeafletText) -> None:
    """A separate command makes two landscape pages with the full text, and is measured."""
    runs = Runs(name, name)
    bench.cold(runs)
    pdf = bench.pdf(name, "cold").read_bytes()
    assert find_missing_words(pdf, text) == []
    assert len(read_pages(pdf)) == 2
    assert runs.cold[0] > 0
    assert runs.cold_memory[0] > 5_000_000


@pytest.mark.filterwarnings("default")  # a peer's warnings are its own
@pytest.mark.parametrize("name", peer_params(("handouts", *PEERS)))
def test_warm_builds_are_new_documents(name: str, text: LeafletText) -> None:
    """Each build in a process has its number and all the text."""
    build = import_module(f"benchmarks.peers.{name}").build
    for number in (1, 2):
        assert (
            find_missing_words(
                build(leaflet.number_leaflet(text, number)), leaflet.number_leaflet(text, number)
            )
            == []
        )
    assert "00001" in find_missing_words(
        build(leaflet.number_leaflet(text, 2)), leaflet.number_leaflet(text, 1)
    )


def test_text_is_the_whole_story(text: LeafletText) -> None:
    """The peers get every heading, picture and reference of the leaflet, and its QR code."""
    kinds = [item["kind"] for item in leaflet.all_items(text)]
    assert kinds.count("heading") >= 8
    assert kinds.count("picture") == 4
    assert all(Path(i["pixels"]).is_file() for i in leaflet.all_items(text) if i["pixels"])
    assert kinds.count("small") >= 6


def test_lost_paragraph_is_noticed(bench: Bench, text: LeafletText) -> None:
    """A PDF that lacks a paragraph is not taken for the leaflet."""
    short = {**text, "pages": [text["pages"][0], [text["pages"][1][0][3:]]]}
    pdf = import_module("benchmarks.peers.reportlab").build(short)
    assert find_missing_words(pdf, text)


def test_failed_run_says_why(bench: Bench) -> None:
    """A run that ends with an error is not counted, and its message is kept."""
    runs = Runs("nobody", "nobody")
    with pytest.raises(RunFailed, match="No module named benchmarks.peers.nobody"):
        bench.cold(runs)
    assert runs.cold == []


def test_command_prints_numbers_for_a_script() -> None:
    """``--json`` shows each program's medians, compared with plain ReportLab's."""
    command = [sys.executable, "-m", "benchmarks", "--rounds", "1", "--json"]
    result = subprocess.run(
        [*command, "--only", "reportlab", "handouts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = {row["name"]: row for row in json.loads(result.stdout)["rows"]}
    assert rows["reportlab"]["cold_ratio"] == 1.0
    assert rows["handouts"]["cold_ratio"] > 0
    assert rows["handouts"]["warm"] > 0
    assert rows["handouts"]["missing"] == []


def test_tags_cost_something_and_draw_nothing() -> None:
    """Tagged and untagged pages look the same; the tags take room."""
    import handouts
    from benchmarks.tags import Untagged, measure_tag_cost
    from handouts.layout.drawing import draw_leaflet
    from handouts.layout.rendering import lay_out_spec
    from tests.pages import render_pages

    laid = lay_out_spec(handouts.load("dry-needling"))
    plain = draw_leaflet(laid, Untagged)
    assert b"StructTreeRoot" not in plain
    assert [page.tobytes() for page in render_pages(plain)] == [
        page.tobytes() for page in render_pages(draw_leaflet(laid))
    ]
    size, _ = measure_tag_cost(6)
    assert 0 < size < 0.15
