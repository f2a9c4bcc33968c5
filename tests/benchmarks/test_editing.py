"""The benchmark of an edit: the text changes by one word, and so does the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import editing, leaflet
from benchmarks.checking import find_missing_words
from benchmarks.editing import (
    EDITORS,
    WORD,
    Edits,
    compare_edits,
    measure_edits,
    prepare_build,
)
from benchmarks.measure import ROOT, Bench
from tests.benchmarks.peers import peer_params

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A benchmark's folder with the text prepared."""
    new_bench = Bench(tmp_path_factory.mktemp("bench"))
    new_bench.prepare()
    return new_bench


@pytest.mark.parametrize("name", peer_params(EDITORS))
def test_an_edit_makes_the_leaflet_with_the_new_word(name: str, bench: Bench) -> None:
    """Each PDF has all words of the leaflet, with the edit's word in place of the old one."""
    build = prepare_build(name, str(bench.text))
    text = leaflet.read_leaflet(str(bench.text))
    assert find_missing_words(build(WORD), text) == []
    pdf = build("schooled")
    assert set(find_missing_words(pdf, text)) == {WORD}
    [run] = [r for item in leaflet.all_items(text) for r in item["runs"] if WORD in r["text"]][:1]
    run["text"] = run["text"].replace(WORD, "schooled", 1)
    assert find_missing_words(pdf, text) == []


def test_edits_are_measured_and_compared(bench: Bench) -> None:
    """A round gives the seconds of each edit that counts; the ratio needs both programs."""
    [edits] = measure_edits(bench, ["handouts"], 1)
    assert len(edits.processor) == len(edits.wall) == editing.EDITS - editing.FIRST
    assert min(edits.processor) > 0
    ours = Edits("handouts", wall=[0.02], processor=[0.03])
    typst = Edits("typst", wall=[0.01], processor=[0.02])
    assert list(compare_edits([ours])) == ["one word edited, handouts: 20.0 ms, CPU 30.0 ms"]
    assert list(compare_edits([ours, typst]))[2:] == [
        "one word edited, x Typst on the clock: 2.00",
        "met    one word edited, CPU, x Typst: 1.50 (at most 1.5)",
    ]


def test_the_edited_text_is_read_from_a_copy(bench: Bench) -> None:
    """The shipped handout is never written to."""
    shipped = Path(ROOT / "specs" / "dry-needling.en.yaml")
    before = shipped.read_bytes()
    prepare_build("handouts", str(bench.text))("schooled")
    assert shipped.read_bytes() == before
