"""Wrong rows: nothing is made while there are any, or only the others with ``--skip-bad``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handouts.batch.runner import PersonEntry, run_job
from handouts.document.person import Person
from handouts.sources.findings import Finding, Place, SpecError

from .batch_jobs import (
    make_entries,
    make_job,
    read_leaflets,
    run_people,
    toys,
    wrong_row,
)

__all__ = ["toys"]
pytestmark = pytest.mark.usefixtures("toys")


def test_nothing_is_made_while_a_row_is_wrong(tmp_path: Path) -> None:
    """All problems are reported at once, those of reading and those of making."""
    people = [
        *make_entries(3),
        wrong_row(5),
        PersonEntry(6, person=Person(notes="too long")),
        wrong_row(7),
    ]
    with pytest.raises(SpecError) as caught:
        run_people(tmp_path, people)
    assert [(each.place.line, each.message) for each in caught.value.problems] == [
        (5, "The date is wrong."),
        (6, "The text is 3 lines too long."),
        (7, "The date is wrong."),
    ]
    assert not (tmp_path / "out").exists()


def test_the_right_rows_are_made_where_that_is_asked_for(tmp_path: Path) -> None:
    """And the bad rows are returned, with their problems."""
    people = [
        *make_entries(3),
        wrong_row(5),
        PersonEntry(6, person=Person(notes="too long")),
        *make_entries(2, 7),
    ]
    report = run_job(make_job(tmp_path, people), jobs=1, skip_bad=True)
    assert (report.made, sorted(report.bad)) == (5, [5, 6])
    assert sorted(read_leaflets(tmp_path)) == [f"dry-needling-{n:05}.pdf" for n in (2, 3, 4, 7, 8)]


def test_mended_rows_get_the_names_they_would_have_had(tmp_path: Path) -> None:
    """Run from a separate table, they replace no one's leaflet."""
    people = [*make_entries(3), wrong_row(5), *make_entries(2, 6)]
    run_job(make_job(tmp_path, people), jobs=1, skip_bad=True)
    mended = [PersonEntry(2, original_row=5, person=Person(first_name="Mended"))]
    report = run_job(make_job(tmp_path, mended, unique_numbers=False), jobs=1)
    assert report.made == 1
    assert len(read_leaflets(tmp_path)) == 6
    records = (tmp_path / "out/manifest.jsonl").read_text().splitlines()
    lines = [json.loads(each) for each in records]
    assert [each["row"] for each in lines if "row" in each] == [2, 3, 4, 6, 7, 5]


def test_a_bug_costs_one_leaflet_and_shows_no_name(tmp_path: Path) -> None:
    """A bug's message may contain a patient's name; its type and line do not."""
    people = [*make_entries(3), PersonEntry(5, person=Person(last_name="Secret", notes="mistake"))]
    report = run_job(make_job(tmp_path, people), jobs=1, skip_bad=True)
    (problem,) = report.bad[5]
    assert report.made == 3
    assert "KeyError in batch_jobs.py" in problem.message
    assert "Secret" not in str(problem)


def test_a_handout_that_is_wrong_for_all_is_reported_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not once a row."""
    from handouts import editions

    def never(*_: object, **__: object) -> bytes:
        raise SpecError(
            [Finding("text-too-long-for-format", Place("spec.yaml", 3, 1), "The text is too long.")]
        )

    monkeypatch.setattr(editions, "render_handout", never)
    monkeypatch.setattr(editions, "check_handout", never)
    with pytest.raises(SpecError) as caught:
        run_people(tmp_path, make_entries(50))
    assert [each.place.file for each in caught.value.problems] == ["spec.yaml"]
