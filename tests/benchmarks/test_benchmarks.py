"""The benchmarks measure what they say: everyone sets the same words, anew each time.

Ours and ReportLab's need nothing but the package itself and are always here. A peer that
comes with the extra ``benchmark`` is tested where that is installed, and elsewhere a test
that skips says which one is missing. Nothing is timed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import leaflet
from benchmarks.checking import missing, pages
from benchmarks.leaflet import LeafletText
from benchmarks.measure import ROOT, Bench, Failed, Runs, contenders
from benchmarks.peers import PEERS
from tests.benchmarks.peers import each

pytestmark = pytest.mark.slow

ALWAYS = {"handouts", "first", "reportlab", "svglib"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A benchmark's folder with the text prepared."""
    made = Bench(tmp_path_factory.mktemp("bench"))
    made.prepare()
    return made


@pytest.fixture
def text(bench: Bench) -> LeafletText:
    """The leaflet's text."""
    return leaflet.read(str(bench.text))


def test_what_needs_no_extra_is_always_measured() -> None:
    """Ours and plain ReportLab are in every run, whatever else is installed."""
    assert set(contenders()) >= ALWAYS


@pytest.mark.parametrize("name", each(("handouts", "first", *PEERS)))
def test_cold_build_sets_every_word(name: str, bench: Bench, text: LeafletText) -> None:
    """A command of its own makes two landscape pages with the whole text, and is measured."""
    runs = Runs(name, name)
    bench.cold(runs)
    pdf = bench.pdf(name, "cold").read_bytes()
    assert missing(pdf, text) == []
    assert len(pages(pdf)) == 2
    assert runs.cold[0] > 0
    assert runs.cold_memory[0] > 5_000_000


@pytest.mark.filterwarnings("default")  # a peer's warnings are its own
@pytest.mark.parametrize("name", each(("handouts", *PEERS)))
def test_warm_builds_are_new_documents(name: str, text: LeafletText) -> None:
    """Each build in a process holds its own number and all else that is to be set."""
    build = import_module(f"benchmarks.peers.{name}").build
    for number in (1, 2):
        assert missing(build(leaflet.numbered(text, number)), leaflet.numbered(text, number)) == []
    assert "00001" in missing(build(leaflet.numbered(text, 2)), leaflet.numbered(text, 1))


def test_text_is_the_whole_story(text: LeafletText) -> None:
    """The peers get every heading, picture and reference of the leaflet, and its QR code."""
    kinds = [item["kind"] for item in leaflet.items(text)]
    assert kinds.count("heading") >= 8
    assert kinds.count("picture") == 4
    assert all(Path(i["pixels"]).is_file() for i in leaflet.items(text) if i["pixels"])
    assert kinds.count("small") >= 6


def test_lost_paragraph_is_noticed(bench: Bench, text: LeafletText) -> None:
    """A PDF that lacks a paragraph is not taken for the leaflet."""
    short = {**text, "pages": [text["pages"][0], [text["pages"][1][0][3:]]]}
    pdf = import_module("benchmarks.peers.reportlab").build(short)
    assert missing(pdf, text)


def test_failed_run_says_why(bench: Bench) -> None:
    """A run that ends with an error is not counted, and its message is kept."""
    runs = Runs("nobody", "nobody")
    with pytest.raises(Failed, match="No module named benchmarks.peers.nobody"):
        bench.cold(runs)
    assert runs.cold == []


def test_command_prints_numbers_for_a_script() -> None:
    """``--json`` tells each program's medians beside plain ReportLab's."""
    command = [sys.executable, "-m", "benchmarks", "--rounds", "1", "--json"]
    told = subprocess.run(
        [*command, "--only", "reportlab", "handouts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = {row["name"]: row for row in json.loads(told.stdout)["rows"]}
    assert rows["reportlab"]["cold_ratio"] == 1.0
    assert rows["handouts"]["cold_ratio"] > 0
    assert rows["handouts"]["warm"] > 0
    assert rows["handouts"]["missing"] == []


def test_tags_cost_something_and_draw_nothing() -> None:
    """Tagged and untagged pages look the same; the tags take room."""
    import handouts
    from benchmarks.tags import Untagged, cost
    from handouts.layout.drawing import draw_leaflet
    from handouts.layout.rendering import lay_out_spec
    from tests.pages import pixels

    laid = lay_out_spec(handouts.load("dry-needling"))
    plain = draw_leaflet(laid, Untagged)
    assert b"StructTreeRoot" not in plain
    assert [page.tobytes() for page in pixels(plain)] == [
        page.tobytes() for page in pixels(draw_leaflet(laid))
    ]
    size, _ = cost(6)
    assert 0 < size < 0.15
