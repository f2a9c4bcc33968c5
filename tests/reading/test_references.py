"""References in a file: with parts, or as one text; a list that may be empty; months as days."""

from __future__ import annotations

import calendar
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from handouts.document.handout import Handout, Reference
from handouts.document.texts import list_handout_texts
from handouts.reading.handout import read_handout
from handouts.reading.schema import build_schema
from handouts.sources.findings import SpecError

START = """\
title: Prices
id: {identity}
version: "1"
kind: {kind}
reviewed: {reviewed}
review_by: {review_by}
status: draft
intro: Words.{cited}
explanation: Words.
get_help: Words.
"""
SCHEMA = Draft202012Validator(build_schema("handout"))
PARTS = {
    "title": "A page",
    "text": "Smith J. A page. 2020.",
    "URL": "https://nhs.example/page",
    "accessed": "2026-11-01",
    "genre": "Guideline",
    "number": "NG1",
    "DOI": "10.1000/1",
}


FACTS = {
    "identity": "PR-1",
    "kind": "information",
    "reviewed": "2026-11-01",
    "review_by": "2028-11-01",
    "cited": "",
}


def read_text(folder: Path, references: str = "", **facts: str) -> Handout:
    """A short handout, with other facts than the usual ones."""
    return read_handout(write_file(folder, references, **facts))


def write_file(folder: Path, references: str = "", **facts: str) -> Path:
    """The file of a short handout."""
    path = folder / "prices.en.yaml"
    path.write_text(START.format(**{**FACTS, **facts}) + references, "utf-8")
    return path


def is_schema_happy(path: Path) -> bool:
    """Whether an editor finds nothing wrong with a file."""
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    if data.get("references") == "":
        data["references"] = None
    return bool(SCHEMA.is_valid(data))


# --- an empty list -------------------------------------------------------------------------


@pytest.mark.parametrize("references", ["", "references:\n", "references: []\n"])
def test_none_are_needed_where_the_kind_does_not_ask(tmp_path: Path, references: str) -> None:
    """Not named, empty or nothing behind the name: there is no list of references."""
    path = write_file(tmp_path, references)
    handout = read_handout(path)
    assert handout.references == ()
    assert is_schema_happy(path)


@pytest.mark.parametrize("references", ["", "references:\n", "references: []\n"])
def test_a_kind_that_asks_says_so(tmp_path: Path, references: str) -> None:
    """An empty list is no list."""
    path = write_file(tmp_path, references, kind="condition")
    with pytest.raises(SpecError) as raised:
        read_handout(path)
    (problem,) = raised.value.problems
    assert problem.message == "A condition needs 'references'."
    assert not is_schema_happy(path)


# --- parts, or a text ------------------------------------------------------------------------


@given(st.sets(st.sampled_from(sorted(PARTS))))
def test_what_belongs_together(tmp_path_factory: pytest.TempPathFactory, names: set[str]) -> None:
    """Either a title or a text; a text has nothing else that is printed; the schema agrees."""
    lines = "".join(f"    {name}: '{PARTS[name]}'\n" for name in sorted(names))
    references = f"references:\n  - id: nhs-2024\n    type: webpage\n{lines}"
    if "text" in names:
        references = references.replace("    type: webpage\n", "")
    path = write_file(tmp_path_factory.mktemp("a"), references, cited=" [@nhs-2024]")
    is_right = (
        not names & {"title", "accessed", "genre", "number"}
        if "text" in names
        else "title" in names
    ) and ("URL" in names or "accessed" not in names)
    assert is_schema_happy(path) == is_right
    if not is_right:
        with pytest.raises(SpecError):
            read_handout(path)
        return
    (reference,) = read_handout(path).references
    assert reference == Reference(
        "nhs-2024",
        "article-journal" if "text" in names else "webpage",
        PARTS["title"] if "title" in names else "",
        (),
        (),
        doi=PARTS["DOI"] if "DOI" in names else "",
        url=PARTS["URL"] if "URL" in names else "",
        genre=PARTS["genre"] if "genre" in names else "",
        number=PARTS["number"] if "number" in names else "",
        accessed=date(2026, 11, 1) if "accessed" in names else None,
        text=PARTS["text"] if "text" in names else "",
    )


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Smith J. Knee pain. J Knee 2020;1:1-10.", "smith-2020"),
        ("NICE guideline NG59", "nice-1"),
        ("2019", "source-2019"),
        ("Über Schmerz. 12019 Wörter, 1999", "ber-1999"),
    ],
)
def test_a_text_in_the_list_is_given_an_id(tmp_path: Path, text: str, identity: str) -> None:
    """The message shows what to write, with an id that would do."""
    with pytest.raises(SpecError) as raised:
        read_text(tmp_path, f'references:\n  - "{text}"\n')
    (problem,) = raised.value.problems
    assert problem.message == "A reference needs an id, by which the text cites it."
    assert problem.hint == (
        f"Write '- id: {identity}', below it 'text: ...', and [@{identity}] where it belongs."
    )


def test_every_text_of_a_reference_is_known(tmp_path: Path) -> None:
    """So that a letter that no font has is found before a leaflet lacks it."""
    references = (
        "references:\n  - {id: a, type: report, title: T, genre: G, number: N}\n"
        "  - {id: b, text: All of it}\n"
    )
    handout = read_text(tmp_path, references, cited=" [@a; @b]")
    words = {text for address, text in list_handout_texts(handout) if "references" in address}
    assert words == {"T", "G", "N", "All of it"}


@pytest.mark.parametrize(
    ("line", "short"),
    [("", None), ("short_references: true\n", True), ("short_references: false\n", False)],
)
def test_short_references_are_asked_for(tmp_path: Path, line: str, short: bool | None) -> None:
    """Short, in full, or as the brand says; full data stays in the file."""
    references = (
        "references:\n  - {id: a, type: webpage, title: T, publisher: P, issued: 2020-05, "
        "URL: 'https://a.example', accessed: 2026-11-01}\n"
    )
    handout = read_text(tmp_path, f"{line}{references}", cited=" [@a]")
    assert handout.short_references is short
    assert handout.references[0].publisher == "P"


# --- months ----------------------------------------------------------------------------------


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2101, 1, 1), date(2900, 1, 1)))
def test_a_month_is_its_first_or_last_day(
    tmp_path_factory: pytest.TempPathFactory, reviewed: date, due: date
) -> None:
    """Reviewed on the first of a month at the latest; good to the end of another."""
    folder = tmp_path_factory.mktemp("a")
    path = write_file(folder, reviewed=f"{reviewed:%Y-%m}", review_by=f"{due:%Y-%m}")
    handout = read_handout(path)
    assert is_schema_happy(path)
    assert handout.reviewed == reviewed.replace(day=1)
    last = calendar.monthrange(due.year, due.month)[1]
    assert handout.review_by == due.replace(day=last)


@pytest.mark.parametrize(
    "written", ["2028-13", "2028-00", "2028", "2028-1", "11-2028", "2028-02-30"]
)
def test_what_is_no_month(tmp_path: Path, written: str) -> None:
    """It is refused, and both ways to write a date are shown."""
    with pytest.raises(SpecError) as raised:
        read_text(tmp_path, review_by=written)
    (problem,) = raised.value.problems
    assert problem.rule == "invalid-date"
    assert problem.hint == "Write it as year-month-day: 2026-11-23, or as year-month: 2026-11."
