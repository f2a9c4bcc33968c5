"""A batch: everyone gets one leaflet, whatever was there, and no one else's file is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.batch.file_pattern import read_pattern
from handouts.batch.runner import (
    PersonEntry,
    Translations,
    inspect_job,
    make_leaflets,
    run_job,
)
from handouts.batch.scheduler import InlineExecutor
from handouts.document.person import Person
from handouts.events import Event, Progress
from handouts.files import FileError
from tests.documents import OUR_CLINIC

from .batch_jobs import (
    make_entries,
    make_job,
    make_person,
    read_leaflets,
    run_people,
    toys,
    wrong_row,
)

__all__ = ["toys"]
pytestmark = pytest.mark.usefixtures("toys")


def read_times(folder: Path) -> dict[str, int]:
    """When each leaflet was written: a file that is made again is another file."""
    return {each.name: each.stat().st_ino for each in (folder / "out").glob("*.pdf")}


def test_each_person_gets_one_file(tmp_path: Path) -> None:
    """Named by row, and nothing else lies in the folder but the manifest."""
    assert run_people(tmp_path, make_entries(40)) == (40, 0)
    there = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert there == [f"dry-needling-{row:05}.pdf" for row in range(2, 42)] + ["manifest.jsonl"]
    assert len(set(read_leaflets(tmp_path).values())) == 40


def test_a_second_run_makes_nothing(tmp_path: Path) -> None:
    """Files that are unchanged stay, one by one, and the manifest does not grow."""
    run_people(tmp_path, make_entries(20))
    before = read_times(tmp_path), (tmp_path / "out/manifest.jsonl").read_bytes()
    assert run_people(tmp_path, make_entries(20)) == (0, 20)
    assert (read_times(tmp_path), (tmp_path / "out/manifest.jsonl").read_bytes()) == before


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"%PDF")])
def test_what_is_missing_or_harmed_is_made_again(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    """A file that was taken away, or that a power cut has emptied; no other."""
    run_people(tmp_path, make_entries(20))
    before = read_leaflets(tmp_path)
    harm(tmp_path / "out" / "dry-needling-00005.pdf")
    assert run_people(tmp_path, make_entries(20)) == (1, 19)
    assert read_leaflets(tmp_path) == before


def test_a_row_that_was_corrected_is_made_again(tmp_path: Path) -> None:
    """And no other."""
    run_people(tmp_path, make_entries(20))
    people = make_entries(20)
    people[3] = PersonEntry(5, person=Person(first_name="Other"))
    assert run_people(tmp_path, people) == (1, 19)
    assert run_people(tmp_path, people) == (0, 20)


def test_a_row_put_in_between_moves_those_below(tmp_path: Path) -> None:
    """Each file belongs to its row again, as in a fresh batch."""
    people = [make_person(number) for number in range(10)]
    run_people(tmp_path, [PersonEntry(row, person=each) for row, each in enumerate(people, 2)])
    people.insert(6, Person(first_name="New"))
    later = [PersonEntry(row, person=each) for row, each in enumerate(people, 2)]
    report = run_job(make_job(tmp_path, later), jobs=1)
    assert (report.made, report.kept, report.replaced) == (5, 6, 4)
    run_people(tmp_path / "fresh", later)
    assert read_leaflets(tmp_path) == read_leaflets(tmp_path / "fresh")


def test_another_table_is_refused_before_the_first_page(tmp_path: Path) -> None:
    """Yesterday's leaflets are not replaced by today's, except with ``--force``."""
    run_people(tmp_path, make_entries(10))
    before = read_leaflets(tmp_path)
    others = [PersonEntry(row, person=Person(first_name="Other")) for row in range(2, 8)]
    with pytest.raises(FileError, match="were made from another table"):
        run_people(tmp_path, others)
    assert read_leaflets(tmp_path) == before
    assert run_people(tmp_path, others, force=True) == (6, 0)


def test_another_table_is_refused_though_a_row_of_it_is_the_same(tmp_path: Path) -> None:
    """A patient who comes every week is in each week's table."""
    names = (("Sam", "Zoe", "Ada"), ("Sam", "Bob", "Eve"))
    first, second = (
        [PersonEntry(row, person=Person(first_name=name)) for row, name in enumerate(week, 2)]
        for week in names
    )
    run_people(tmp_path, first)
    before = read_leaflets(tmp_path)
    with pytest.raises(FileError, match="2 of 3 leaflets there were made from") as caught:
        run_people(tmp_path, second)
    assert "--force" in str(caught.value)
    assert read_leaflets(tmp_path) == before
    report = run_job(make_job(tmp_path, second, force=True), jobs=1)
    assert (report.made, report.kept, report.replaced) == (2, 1, 2)


def make_named(*names: str, row: int = 2) -> list[PersonEntry]:
    """People of one first name each; a lower-case one is of a row that is wrong."""
    return [
        wrong_row(at)
        if name.islower()
        else PersonEntry(at, person=Person(first_name=name, notes=str(at)))
        for at, name in enumerate(names, row)
    ]


def test_a_mended_row_takes_no_name_that_another_has(tmp_path: Path) -> None:
    """By a pattern of names, the leaflet of who came behind a wrong row stays."""
    pattern = read_pattern("{first_name}")
    run_job(
        make_job(tmp_path, make_named("sam", "Sam", "zoe"), pattern=pattern), jobs=1, skip_bad=True
    )
    (kept,) = read_leaflets(tmp_path).values()
    mended = [
        PersonEntry(2, original_row=2, person=Person(first_name="Sam", notes="2")),
        PersonEntry(3, original_row=4, person=Person(first_name="Zoe", notes="4")),
    ]
    run_job(make_job(tmp_path, mended, unique_numbers=False, pattern=pattern), jobs=1)
    leaflets = read_leaflets(tmp_path)
    assert sorted(leaflets) == ["Sam-row2.pdf", "Sam.pdf", "Zoe.pdf"]
    assert leaflets["Sam.pdf"] == kept
    again = run_job(make_job(tmp_path, mended, unique_numbers=False, pattern=pattern), jobs=1)
    complete = run_job(make_job(tmp_path, make_named("Sam", "Sam", "Zoe"), pattern=pattern), jobs=1)
    assert (again.made, again.kept, complete.made, complete.kept) == (0, 2, 0, 3)
    assert read_leaflets(tmp_path) == leaflets


def test_a_row_that_moved_keeps_its_name(tmp_path: Path) -> None:
    """With names in the pattern, a row that is inserted gives no one a second leaflet."""
    pattern = read_pattern("{first_name}")
    first = [Person(first_name=name) for name in ("Ana", "Bo", "Cy")]
    for people in (first, [Person(first_name="New"), *first]):
        entries = [PersonEntry(row, person=each) for row, each in enumerate(people, 2)]
        report = run_job(make_job(tmp_path, entries, pattern=pattern), jobs=1)
    assert (report.made, report.kept) == (1, 3)
    assert sorted(read_leaflets(tmp_path)) == ["Ana.pdf", "Bo.pdf", "Cy.pdf", "New.pdf"]


def test_a_file_of_someone_else_is_never_replaced(tmp_path: Path) -> None:
    """It is reported before the first page; ``force`` replaces it."""
    (tmp_path / "out").mkdir()
    theirs = tmp_path / "out" / "Dry-Needling-00003.PDF"
    theirs.write_bytes(b"theirs")
    theirs.rename(theirs.with_name("dry-needling-00003.pdf"))
    with pytest.raises(FileError, match="is already there, but not in the manifest"):
        run_people(tmp_path, make_entries(5))
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["dry-needling-00003.pdf"]
    assert run_people(tmp_path, make_entries(5), force=True) == (5, 0)
    assert b"theirs" not in read_leaflets(tmp_path).values()


def test_a_file_of_another_case_is_the_same_file(tmp_path: Path) -> None:
    """On Windows and macOS it would be replaced, so it is reported everywhere."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "Dry-Needling-00003.PDF").write_bytes(b"theirs")
    with pytest.raises(FileError, match="already there"):
        run_people(tmp_path, make_entries(5))


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """A link in the folder can lead nothing out of it."""
    (tmp_path / "out").mkdir()
    outside = tmp_path / "outside"
    outside.write_bytes(b"outside")
    (tmp_path / "out" / "dry-needling-00002.pdf").symlink_to(outside)
    run_people(tmp_path, make_entries(2), force=True)
    assert outside.read_bytes() == b"outside"
    assert not (tmp_path / "out" / "dry-needling-00002.pdf").is_symlink()


def test_a_folder_in_the_way_costs_one_leaflet(tmp_path: Path) -> None:
    """Even with ``force``: it is reported with its row, and the others are made."""
    (tmp_path / "out" / "dry-needling-00003.pdf").mkdir(parents=True)
    report = run_job(make_job(tmp_path, make_entries(5), force=True), jobs=1)
    assert report.made == 4
    (problem,) = report.bad[3]
    assert "could not be saved" in problem.message
    assert not list((tmp_path / "out").glob(".*.part"))


def write_library(tmp_path: Path, title: str) -> Translations:
    """A library with a short handout of this title."""
    from handouts.building.clinic import write_brand_text
    from handouts.building.scaffold import handout_text

    folder = tmp_path / "library"
    folder.mkdir(exist_ok=True)
    text = handout_text("back-pain").replace("title: Back pain", f"title: {title}")
    (folder / "back-pain.en.yaml").write_text(text, encoding="utf-8")
    (folder / "brand.yaml").write_text(write_brand_text(OUR_CLINIC), encoding="utf-8")
    return Translations("back-pain", library=folder)


def test_a_handout_that_was_edited_is_made_again_for_all(tmp_path: Path) -> None:
    """No patient gets an old text."""
    with_old = make_job(tmp_path, make_entries(6), shelf=write_library(tmp_path, "Back pain"))
    assert run_job(with_old, jobs=1).made == 6
    with_new = make_job(tmp_path, make_entries(6), shelf=write_library(tmp_path, "Your back"))
    found = inspect_job(with_new, InlineExecutor())
    assert (found.is_outdated, found.pending, found.kept) == (True, 6, 0)
    assert make_leaflets(found, InlineExecutor()).made == 6
    assert run_job(with_new, jobs=1).kept == 6


def test_the_same_handout_elsewhere_is_the_same(tmp_path: Path) -> None:
    """Moving a library makes no leaflet again."""
    first = write_library(tmp_path, "Back pain")
    run_job(make_job(tmp_path, make_entries(3), shelf=first), jobs=1)
    (tmp_path / "library").rename(tmp_path / "moved")
    moved = Translations("back-pain", library=tmp_path / "moved")
    assert run_job(make_job(tmp_path, make_entries(3), shelf=moved), jobs=1).kept == 3


def test_another_paper_is_another_leaflet(tmp_path: Path) -> None:
    """All options that decide what is made count."""
    run_people(tmp_path, make_entries(3), paper="a4")
    assert run_people(tmp_path, make_entries(3), paper="letter") == (3, 0)


def test_two_handouts_share_a_folder(tmp_path: Path) -> None:
    """Each goes on by itself."""
    back = write_library(tmp_path, "Back pain")
    run_people(tmp_path, make_entries(3))
    assert run_job(make_job(tmp_path, make_entries(3), shelf=back), jobs=1).made == 3
    assert run_people(tmp_path, make_entries(3)) == (0, 3)
    assert run_job(make_job(tmp_path, make_entries(3), shelf=back), jobs=1).kept == 3


def test_names_of_people_are_files_names_only_where_asked_for(tmp_path: Path) -> None:
    """Neither manifest nor files' names hold a name by default."""
    run_people(tmp_path, make_entries(8))
    output = (tmp_path / "out/manifest.jsonl").read_text() + " ".join(read_leaflets(tmp_path))
    assert not any(each.person.last_name in output for each in make_entries(8))
    run_job(
        make_job(tmp_path / "named", make_entries(2), pattern=read_pattern("{last_name}")), jobs=1
    )
    assert sorted(read_leaflets(tmp_path / "named")) == ["Known2.pdf", "Known3.pdf"]


def test_a_batch_that_goes_on_meanwhile_is_noticed(tmp_path: Path) -> None:
    """Two batches never write into one folder at the same time."""
    found = inspect_job(make_job(tmp_path, make_entries(4)), InlineExecutor())
    run_people(tmp_path, make_entries(4))
    with pytest.raises(FileError, match="another batch has just written there"):
        make_leaflets(found, InlineExecutor())


def test_progress_is_reported_to_its_end(tmp_path: Path) -> None:
    """First how many were checked, then how many were made."""
    events: list[Event] = []
    run_job(make_job(tmp_path, make_entries(40)), jobs=1, report=events.append)
    ends = [each for each in events if isinstance(each, Progress) and each.done == 40]
    assert ends == [Progress("check", 40, 40), Progress("make", 40, 40)]
