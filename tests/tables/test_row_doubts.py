"""Rows in doubt: whose words a cell holds, which name is the patient's, which row is another's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.people.names import read_full_name
from handouts.sources.findings import ValueFinding
from handouts.tables.row_names import SHORTENED
from tests.tables.tables import read_table, row_messages


@pytest.mark.parametrize(
    "table",
    [
        'Notes for patient,Patient,Areas\n"5 reps,Anna Lee,neck\ntape 3",Mo Ali,left calf\n',
        'Notes for patient,Name\n"Rest,Anna Lee\nWalk,Tom Reed\nIce",Mo Ali\n',
        'Patient,Areas,Notes for patient\nAnna Lee,neck,"5 reps\nTom Reed,neck,walk, sit"\n',
        'Patient,Areas,Notes for patient\nAna,neck,"5 reps\nTom,neck,walk,sit\nBo,jaw,tape 5"\n',
        'Patient;Notes for patient;Areas\nAnna;"5 reps;neck\nTom;tape 3";jaw\n',
    ],
)
def test_rows_that_a_quote_swallowed(table: str) -> None:
    """Wherever it opens and closes, and however many cells the lines have."""
    (message, *_) = row_messages(table)
    assert "of the table: a quote is closed too late." in message
    assert not any(row.person.name for row in read_table(table))


@pytest.mark.parametrize(
    "notes", ["Rest.\nIce, heat, walk", "Rest, then\nwalk", "a\nb\nc, d, e, f"]
)
def test_a_note_of_lines_is_a_note(notes: str) -> None:
    """People write a space behind a comma; software does not."""
    (row,) = read_table(f'Name,Notes for patient,Areas\nMira,"{notes}",neck\n')
    assert (row.problems, row.person.notes) == ((), notes)


def test_headers_in_another_order_end_the_table() -> None:
    """Two reports in one file: what stands below them is in other columns."""
    rows = read_table(
        "First name,Last name,Provider\nAna,Lee,Jo\nLast name,First name,Provider\nA,B,C\n"
    )
    assert [bool(row.problems) for row in rows] == [False, True, True]
    assert "Row 3 has headers in another order" in rows[2].problems[0].message


def test_the_patient_is_whom_both_columns_name() -> None:
    """A patient's whole name must hold the last name; that of a client who pays need not."""
    table = (
        "{},First name,Last name\nAnna Lee,Jo,Park\nAnna Lee,Annie,Lee\n8812,Jo,Park\n,Jo,Park\n"
    )
    (message,) = row_messages(table.format("Patient"))
    assert message.startswith(
        "week.csv:2:1: Column A 'Patient': The whole name and the column with"
    )
    assert row_messages(table.format("Client")) == []


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        ("Ed", "Lee, Anna", True),
        ("Anna Lee", "Lee", True),
        ("Anna", "Anna Lee", True),
        ("Tom", "Reed, Jr.", False),
        ("Md Abdul", "Karim", False),
        ("ANN", "LE DO", False),
        ("Malcolm", "X", False),
        ("José", "Ortega y Gasset", False),
        ("João", "Silva e Sousa", False),
        ("Mary Ann", "Smith", False),
        ("José y Ana", "Ortega", True),
        ("Anna", "Lee & Tom Reed", True),
    ],
)
def test_parts_of_a_name(first: str, last: str, asked: bool) -> None:
    """Each column holds its part; only a suffix stands behind a comma."""
    (row,) = read_table(f'First name,Last name\n"{first}","{last}"\n')
    assert bool(row.problems) is asked
    if not asked:
        assert row.person.name == f"{first} {last}"


@pytest.mark.parametrize(
    ("preferred", "name"),
    [
        ("Tommy", "Tommy Reed"),
        ("Tommy Reed", "Tommy Reed"),
        *(
            (word, "Tom Reed")
            for word in ("", "No", "Y", "same", "Email", "SMS", "he/him", "See notes")
        ),
        ("Mira Castle", ""),
        ("Do not call", ""),
        ("Tom Reid", ""),
    ],
)
def test_a_preferred_name_is_a_first_name(preferred: str, name: str) -> None:
    """A choice or a way of contact is none; another last name is asked about."""
    (row,) = read_table(f"First name,Last name,Preferred name\nTom,Reed,{preferred}\n")
    assert row.person.name == name
    assert bool(row.problems) is not bool(name)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Karim, Md Abdul", ("Md Abdul", "Karim")),
        ("Rahman, Md", ("Md", "Rahman")),
        ("MD RAHMAN", ("MD", "RAHMAN")),
        ("Kim Ra", ("Kim", "Ra")),
        ("Smith, JR", ("JR", "Smith")),
        ("Anna Lee RN", ("Anna", "Lee")),
        ("Park, Jo, PT, DPT", ("Jo", "Park")),
        ("Anna Lee DOB 03/05/1980", ("Anna", "Lee")),
        ("Jo Reed mother of Tom", ("", "several-people")),
        ("Anna Lee's carer Jane", ("", "several-people")),
        ("Baby of Mary Poe", ("", "several-people")),
        ("Executors of M Poe", ("", "several-people")),
        ("The Poe Family", ("", "several-people")),
        ("Familie Poe", ("", "several-people")),
    ],
)
def test_no_given_name_is_taken_for_a_degree(cell: str, expected: tuple[str, str]) -> None:
    """Only what is written as a degree is one."""
    name = read_full_name(cell)
    assert (
        ("", name.rule) if isinstance(name, ValueFinding) else (name.first, name.last)
    ) == expected


def test_a_column_of_one_comma_each_is_last_and_first_names() -> None:
    """Then two words on both sides are one person's; in a mixed column they are asked about."""
    double = '"García López, María José"'
    column = f'Patient\n"Castle, Mira"\n"Reed, Tom"\n{double}\n'
    assert read_table(column)[2].person.name == "María José García López"
    for other in ("Ana Holt", '"Holt, Ana, Jr."'):
        assert read_table(f"{column}{other}\n")[2].problems
    pairs = 'Patient\n"Mira Castle, Tom Reed"\n"Ana Holt, Ida Moss"\n"Kim Ward, Bob Finn"\n'
    assert all(row.problems for row in read_table(pairs))


@pytest.mark.parametrize("name", ['"Ann Lee, PhD"', '"Ann Lee, Jr."', '"Ann Lee, RN"'])
def test_a_degree_does_not_make_a_column_of_last_names(name: str) -> None:
    """Its comma is another one: the first name stands first, whatever the others have."""
    rows = read_table(f'Patient\n"Castle, Mira"\n"Reed, Tom"\n{name}\n"Holt, Ana"\n')
    expected = "Ann Lee Jr." if "Jr" in name else "Ann Lee"
    assert [row.person.name for row in rows] == ["Mira Castle", "Tom Reed", expected, "Ana Holt"]


@pytest.mark.parametrize(
    "name",
    [
        "Unknown Unknown",
        "NULL NULL",
        "None None",
        "nan nan",
        "N/A, N/A",
        "N/A N/A",
        "UNKNOWN, BABY",
        "Unknown Male",
        "Baby Boy",
        "Not recorded",
        "N.N.",
        "k.A.",
        "x",
    ],
)
def test_nobody(name: str) -> None:
    """Words for a missing name name nobody, whole or in parts: it is asked who that is."""
    whole = row_messages(f'Patient,Areas\n"{name}",neck\n')
    parts = row_messages(f'First name,Last name,Areas\n"{name.replace(",", "")}",Unknown,neck\n')
    for messages in (whole, parts):
        assert len(messages) == 1 and "There is no name in this row." in messages[0]


@given(
    some.lists(
        some.sampled_from(["Unknown", "UNK", "NULL", "None", "nan", "N/A", "LNU", "baby", "Girl"]),
        min_size=1,
        max_size=4,
    ),
    some.sampled_from([" ", ", "]),
)
def test_any_nobody(words: list[str], between: str) -> None:
    """However such words are put together, no leaflet is made."""
    (row,) = read_table(f'Patient,Areas\n"{between.join(words)}",neck\n')
    assert row.problems and not row.person.name


@pytest.mark.parametrize(
    "last", ["Not recorded", "Not Provided", "TBA", "k.A.", "s/o", "x", "Unbekannt", "XXX"]
)
def test_no_last_name(last: str) -> None:
    """It is left out, and the first name is printed."""
    (row,) = read_table(f"First name,Last name\nAnn,{last}\n")
    assert (row.person.name, row.problems) == ("Ann", ())


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Ann", "Lee, PhD", "Ann Lee"),
        ("Dr Cid", "Lee", "Cid Lee"),
        ("Ann", "Orr MD", "Ann Orr"),
        ("ANN", "ORR MD", "ANN ORR"),
        ("Tom", "Reed, Jr., MD", "Tom Reed Jr."),
        ("Dr. med. Ann", "Ms. Lee", "Ann Lee"),
    ],
)
def test_titles_and_degrees_of_parts(first: str, last: str, name: str) -> None:
    """They are not printed, and that is told."""
    (row,) = read_table(f'First name,Last name\n"{first}","{last}"\n')
    assert (row.person.name, row.remarks) == (name, (SHORTENED,))
