"""The list of references: each leads back to where it is cited, also from inside a range."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

import handouts
from handouts.compose.compose import compose_story
from handouts.document.handout import Spec
from tests.structure import read_blocks

HANDOUT = """\
title: Prices
id: PIL 1234 (v2)
version: "1"
kind: information
reviewed: 2026-11
review_by: 2028-11
status: draft
intro: Words. {intro}
personal:
  text: More. {personal}
references:
  - {{id: a, type: report, title: A guide, genre: Guideline, number: NG226, issued: 2022}}
  - {{id: b, type: webpage, title: A page, URL: "https://b.example/page", accessed: 2026-11-01}}
  - {{id: c, text: "Smith J. Knee pain. J Knee 2020;1:1-10."}}
  - {{id: d, type: book, title: A book, issued: 2019}}
"""
ALL = "'[@a; @b; @c; @d]'"


def load_handout(folder: Path, intro: str, personal: str) -> Spec:
    """A short handout with four references."""
    path = folder / "prices.en.yaml"
    text = HANDOUT.format(intro=intro, personal=personal)
    path.write_text(text.replace("Words. '", "'Words. ").replace("More. '", "'More. "), "utf-8")
    return handouts.load(path)


@pytest.mark.parametrize(("intro", "personal"), [(ALL, ""), ("", ALL), (ALL, ALL)])
@pytest.mark.parametrize("format", ["trifold", "large-print", "screen"])
def test_a_range_of_citations(
    tmp_path: Path, format: handouts.Format, intro: str, personal: str
) -> None:
    """Two numbers stand in the text for four; a PDF is made, for a person and for everyone."""
    spec = load_handout(tmp_path, intro, personal)
    for person in (None, handouts.person({"first_name": "Sam"}, spec)):
        heard = read_blocks(handouts.render(spec, format=format, person=person))
        ranges = [words for _, words in heard if words.startswith(("Words.", "More."))]
        printed = [intro, *[personal] * bool(person)]
        assert sum("1–4" in words for words in ranges) == sum(map(bool, printed))


def test_what_is_read_of_each_kind(tmp_path: Path) -> None:
    """With the day of access in the words of the language, and months in the version line."""
    pdf = handouts.render(load_handout(tmp_path, ALL, ""), paper="letter")
    heard = [words.replace("\u00a0", " ") for _, words in read_blocks(pdf)]
    wanted = [
        "A guide. 2022. Guideline NG226.",
        "A page [accessed Nov 1, 2026]. b.example/page",
        "Smith J. Knee pain. J Knee 2020;1:1-10.",
        "A book. 2019.",
    ]
    spaceless = ["".join(words.split()) for words in heard]
    assert ["".join(each.split()) for each in wanted] == [
        each for each in spaceless if each in {"".join(one.split()) for one in wanted}
    ]
    assert any("PIL1234(v2)" in each for each in spaceless)
    assert any("ReviewedNov2026·NextreviewNov2028" in each for each in spaceless)


EXERCISES = """\
title: Exercises
id: EX-1
version: "1"
kind: information
reviewed: 2026-11
review_by: 2028-11
status: draft
intro: Words.
exercises:
  exercises:
    - {name: One, repeats: 10, how: "Bend. [@a]"}
    - {name: Two, repeats: 10, how: "Stretch. [@a; @b; @c; @d]"}
    - {name: Three, repeats: 10, how: "Rest. [@c]"}
references:
  - {id: a, text: Reference a}
  - {id: b, text: Reference b}
  - {id: c, text: Reference c}
  - {id: d, text: Reference d}
"""


@pytest.mark.parametrize(
    ("chosen", "back"),
    [
        ("One", {1}),
        ("Two", {1, 2, 3, 4}),
        ("Three", {3}),
        ("One, Three", {1, 3}),
        ("", {1, 2, 3, 4}),
    ],
)
def test_a_person_without_some_exercises(tmp_path: Path, chosen: str, back: set[int]) -> None:
    """Numbers are the same for everyone; those that are not cited lead back to nothing."""
    path = tmp_path / "exercises.en.yaml"
    path.write_text(EXERCISES, "utf-8")
    spec = handouts.load(path)
    person = handouts.person({"first_name": "Sam", "exercises": chosen}, spec)
    pdf = handouts.render(spec, person=person)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        notes = {str(link.Contents) for page in file.pages for link in page.get("/Annots", [])}
    assert {note for note in notes if note.startswith("Back")} == {
        f"Back to citation {number}" for number in back
    }
    heard = ["".join(words.split()) for _, words in read_blocks(pdf)]
    assert {f"Reference{letter}" for letter in "abcd"} <= set(heard)


def test_a_person_with_every_citation_shares_the_references(tmp_path: Path) -> None:
    """Only where something leads elsewhere is the list a person's own."""
    path = tmp_path / "exercises.en.yaml"
    path.write_text(EXERCISES, "utf-8")
    spec = handouts.load(path)
    stories = {
        chosen: compose_story(spec, handouts.person({"exercises": chosen}, spec))
        for chosen in ("Three, One, Two", "One")
    }
    shared, own = (story.sections[-1] for story in stories.values())
    assert (shared.key, shared.personal) == ("references", False)
    assert (own.key, own.personal) == ("references", True)
