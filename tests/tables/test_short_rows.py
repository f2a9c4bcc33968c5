"""Rows with fewer cells than others: people whose blank cells are left out, or pieces of a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.tables.tables import read_table, row_messages

_FEW = "cells: some are missing, or the row is part of the text above it."


def read_names(data: str) -> list[str]:
    """The name that each row's leaflet shows; empty where none is made."""
    return [row.person.name if not row.problems else "" for row in read_table(data)]


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (
            "Client,Notes for patient,Areas\nAnn Lee,Rest.\nThen ice,neck\nBob Roe,ok,neck\n",
            ["", "", "Bob Roe"],
        ),
        (
            "Client,Notes for patient,Areas\nAnn Lee,Rest.\nThen ice,neck\nBob Roe,Rest.,neck\n",
            ["", "", "Bob Roe"],
        ),
        (
            "First name,Last name,Practitioner,Notes for patient\n"
            "Ann,Lee,Park,Rest\nBob,Roe,Ice it daily\n",
            ["", ""],
        ),
        (
            "First name,Last name,Practitioner,Date,Next visit\n"
            "Ann,Lee,Park,2026-11-03,2026-12-01\nBob,Roe,2026-11-03,2026-12-01\n",
            ["Ann Lee", ""],
        ),
        ("Client,Areas,Notes for patient\nAnn Lee,neck,No lifting\nbefore May\n", ["", ""]),
        ("Client,Areas,Notes for patient\nAnn Lee,neck,Rest\nTotal\n", ["Ann Lee", ""]),
        ("Client,Areas,\nAnn Lee,neck\n", ["Ann Lee"]),
        ("Client,Areas,Age\nAnn Lee,neck,\nBob Roe,neck\n", ["Ann Lee", ""]),
        ("Client,Areas\nAnn Lee,neck,\nBob Roe,jaw,\nCy, Poe\n", ["Ann Lee", "Bob Roe", ""]),
    ],
)
def test_pieces_of_rows(table: str, names: list[str]) -> None:
    """A row that lacks a cell, or may be a piece of another one, is asked about."""
    assert read_names(table) == names


def test_what_is_said() -> None:
    """Of the piece, and of the text that goes on in it."""
    table = "Client,Phone,Notes for patient\nAnn Lee,,No lifting\nbefore May,or June\n"
    torn, piece = row_messages(table)
    assert torn.startswith("week.csv:2:3: ")
    assert "This text seems to go on in the row below" in torn
    assert piece.startswith(f"week.csv:3:1: The row has only 2 of 3 {_FEW}")


def test_blank_cells_that_are_left_out() -> None:
    """Where the last cell is known from complete rows, only blank ones lack behind it."""
    head = "First name,Last name,Practitioner,Date,Areas\nAnn,Lee,Park,2026-11-03,neck\n"
    rows = "Bob,Roe,Park\nCy,Poe,Park,2026-11-04\nDi,Orr,Park\nEd,Fay,Park\n"
    assert read_names(head + rows) == ["Ann Lee", "Bob Roe", "Cy Poe", "Di Orr", "Ed Fay"]


_WORDS = some.lists(some.sampled_from("rest ice walk neck stretch Park slowly".split()), min_size=1)


@given(_WORDS, _WORDS, some.booleans())
def test_any_torn_note(one: list[str], other: list[str], is_last: bool) -> None:
    """A line break in a note never makes a person of the note's second line."""
    note = f"{' '.join(one)}\n{' '.join(other)}"
    head = (
        "Patient,Areas,Practitioner,Notes for patient"
        if is_last
        else ("Patient,Notes for patient,Areas,Practitioner")
    )
    cells = "Ann Lee,neck,Park,{}" if is_last else "Ann Lee,{},neck,Park"
    table = "\n".join([head, cells.format("rest"), cells.format(note), cells.format("ice"), ""])
    assert read_names(table) == ["Ann Lee", "", "", "Ann Lee"]


def test_what_to_fix_may_be_taken_out() -> None:
    """A row of bad-rows.csv that was corrected may lack its last cell."""
    table = "Client,Areas,What to fix\nAnn Lee,neck\nBob Roe,neck,Row 4: Correct it.\n"
    assert read_names(table) == ["Ann Lee", "Bob Roe"]
