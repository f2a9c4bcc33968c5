"""Whole names: one person's first and last name, or a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.people.names import (
    SEVERAL_PEOPLE,
    FullName,
    check_one_person,
    read_full_name,
    strip_name,
)
from handouts.sources.findings import ValueFinding
from tests.people.generated_names import FILE, generate_names


def read_parts(cell: str, *, last_first: bool = False) -> tuple[str, str]:
    """First and last name; or an empty text, and the rule of the finding."""
    name = read_full_name(cell, last_first=last_first)
    if isinstance(name, ValueFinding):
        assert cell.strip() not in f"{name.message} {name.hint}", "a finding never quotes the cell"
        return "", name.rule
    return name.first, name.last


def test_generated_names() -> None:
    """Two thousand names, put together from parts, are read as those parts."""
    lines = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert [tuple(line) for line in lines] == list(generate_names())
    read = [
        (*line[:2], *read_parts(line[0].replace("\\n", "\n"), last_first=line[1] != ""))
        for line in lines
    ]
    assert read == [tuple(line) for line in lines]


@pytest.mark.parametrize("word", ["and", "And", "ET", "und", "of", "Anne-and-Tom", "O'Et"])
def test_a_word_between_people_is_found_in_one_word(word: str) -> None:
    """It is one even where it is all that a cell holds, or is joined by hyphens."""
    assert check_one_person(word) is SEVERAL_PEOPLE


@pytest.mark.parametrize(
    "word", ["Andy", "Anne-Marie", "O'Brien", "O’Etta", "Zoë", "Roof", "And\u00e9"]
)
def test_one_word_is_one_person(word: str) -> None:
    """Letters of a word between people may be in a name."""
    assert check_one_person(word) is None
    assert strip_name(word) == word


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Sam", ("Sam", "")),
        ("Lee,", ("", "Lee")),
        (", Sam", ("Sam", "")),
        ("Ms. Castle", ("", "Ms. Castle")),
        ("Anna  Maria\nBerg ", ("Anna Maria", "Berg")),
        ("Yo-Yo Ma", ("Yo-Yo", "Ma")),
        ("Nguyen Do", ("Nguyen", "Do")),
        ("Prince Okafor", ("Prince", "Okafor")),
        ("Don Smith", ("Don", "Smith")),
        ("Dean Martin", ("Dean", "Martin")),
        ("Van Morrison", ("Van", "Morrison")),
        ("St. John, Ian", ("Ian", "St. John")),
        ("'t Hart, Jan", ("Jan", "'t Hart")),
        ("'Mira Castle", ("Mira", "Castle")),
        ("Ortega y Gasset, José", ("José", "Ortega y Gasset")),
        ("Santiago Ramón y Cajal", ("Santiago", "Ramón y Cajal")),
        ("Priya s/o Raman", ("Priya s/o", "Raman")),
        ("8812 Mira Castle", ("Mira", "Castle")),
        ("山田 太郎", ("山田 太郎", "")),
        ("李小龍", ("李小龍", "")),
        ("김민준", ("김민준", "")),
        ("JENNIFER NULL", ("JENNIFER", "NULL")),
        ("CASTLE^MIRA^J^^MS", ("MIRA J", "CASTLE")),
        ("8812", ("", "not-a-name")),
        ("2026-03-01", ("", "not-a-name")),
        ("TRUE", ("", "not-a-name")),
        ("9:00 AM", ("", "not-a-name")),
        ("Dvo?ák", ("", "not-a-name")),
        ("Mira Castle - dry needling", ("", "not-a-name")),
        ("Practitioner: Sam Ortiz", ("", "not-a-name")),
        ("García López, María José", ("", "several-people")),
        ("Juan y María", ("", "several-people")),
        ("López, Juan y María", ("", "several-people")),
        ("Castle, Mira, Tom", ("", "several-people")),
        ("Mary Smith c/o Jane Smith", ("", "several-people")),
    ],
)
def test_name(cell: str, expected: tuple[str, str]) -> None:
    """Each habit of writing is read, or asked about."""
    assert read_parts(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Lee Sam", ("Sam", "Lee")),
        ("Lee, Sam", ("Sam", "Lee")),
        ("VAN DER BERG ANNA", ("ANNA", "VAN DER BERG")),
        ("Lee Sam Jr.", ("Sam", "Lee Jr.")),
        ("LEE SAM JAMES", ("", "LEE SAM JAMES")),
        ("García López, María José", ("María José", "García López")),
        ("Lee", ("Lee", "")),
    ],
)
def test_last_name_first(cell: str, expected: tuple[str, str]) -> None:
    """Where the header says so; an unclear name is printed as it stands."""
    assert read_parts(cell, last_first=True) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ann Lee, PhD", ("Ann", "Lee")),
        ("Ann Lee, RN", ("Ann", "Lee")),
        ("Ann Lee, Jr.", ("Ann", "Lee Jr.")),
        ("Tom Castle, Esq.", ("Tom", "Castle")),
        ("Tom Castle Esq", ("Tom", "Castle")),
        ("FRCS Tom Castle", ("Tom", "Castle")),
        ("Prof. Dr. Dr. h.c. Hans Gross", ("Hans", "Gross")),
        ("Prof. Dr. rer. nat. habil. Hans Gross", ("Hans", "Gross")),
        ("Dr. med. Hans Gross", ("Hans", "Gross")),
        ("Dr med Hans Gross", ("Hans", "Gross")),
        ("AJ Castle", ("AJ", "Castle")),
        ("Med Ali", ("Med", "Ali")),
        ("Ann Lee, XCMT", ("", "not-a-name")),
        ("García López, J", ("J", "García López")),
        ("van der Berg, JP", ("JP", "van der Berg")),
    ],
)
def test_titles_and_degrees(cell: str, expected: tuple[str, str]) -> None:
    """They are not printed; a word that may be one is asked about."""
    assert read_parts(cell) == expected


@pytest.mark.parametrize("cell", ["Ann Lee, PhD", "Ann Lee, Jr.", "Ms Ann Lee, RN"])
def test_a_degree_below_a_header_of_last_names_first(cell: str) -> None:
    """Which of the two words before it is the last name is not known."""
    assert read_parts(cell, last_first=True) == ("", "not-a-name")


def test_what_is_left_out_is_known() -> None:
    """A title, a degree, a number and brackets are left out, and that can be told."""
    for cell in ("Mr. Tom Reed", "Tom Reed, PhD", "Tom Reed (he/him)", "Tom Reed #8812"):
        assert read_full_name(cell) == FullName("Tom", "Reed", is_shortened=True)
    assert read_full_name("Reed, Tom") == FullName("Tom", "Reed")
    assert repr(FullName("Tom", "Reed")) == "FullName(...)"


_NAMES = some.sampled_from(["Mira Castle", "Tom Reed", "Anna van der Berg", "Holt, Ana"])


@given(_NAMES, _NAMES, some.sampled_from([" & ", "; ", " and ", " / ", " + ", "\n", " und "]))
def test_two_people_are_asked_about(one: str, other: str, between: str) -> None:
    """Two whole names in one cell are never one person."""
    assert read_parts(f"{one}{between}{other}") == ("", "several-people")
    assert check_one_person(f"{one}{between}{other}")


@given(
    _NAMES.filter(lambda name: "," not in name),
    some.sampled_from("Tom Mira Ana".split()),
    some.sampled_from(
        "u. u och en og ve ja e i y et und plus with obo o.b.o. for aka AKA a.k.a. via or oder "
        "mit avec met con für".split()
    ),
)
def test_words_between_people(whole: str, first: str, between: str) -> None:
    """In each language whose headers are known, whichever of the two has a last name."""
    for cell in (f"{first} {between} {whole}", f"{whole} {between} {whole}"):
        assert read_parts(cell) == ("", "several-people")


@pytest.mark.parametrize(
    "cell", ["Castle, Tom via Ann Castle", "Castle, Tom i Mira", "Ann for Tom"]
)
def test_people_behind_a_comma(cell: str) -> None:
    """A word between two first names makes two people of them."""
    assert read_parts(cell) == ("", "several-people")


@given(_NAMES, _NAMES, some.sampled_from("\t\v\f\u2028"))
def test_controls_between_people(one: str, other: str, between: str) -> None:
    """No name has one: the cell was put together from two."""
    assert read_parts(f"{one}{between}{other}") == ("", "several-people")


@pytest.mark.parametrize(
    "cell",
    ["Li En Chen", "Or Cohen", "Joan Puig i Cadafalch", "U Thant Lee", "Og Reed", "MARIA I REED"],
)
def test_words_that_are_names(cell: str) -> None:
    """With a capital, or where no name is before it, such a word is a name."""
    assert " ".join(read_parts(cell)) == cell


@given(some.text(max_size=60))
def test_any_text(cell: str) -> None:
    """Whatever stands in a cell is a name made of its letters, or is asked about."""
    name = read_full_name(cell)
    if isinstance(name, FullName):
        printed = [char for char in name.first + name.last if char.isalnum()]
        assert all(char in cell for char in printed)
