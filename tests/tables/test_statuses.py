"""Who should have no leaflet, wherever the table says it: in a phrase, a date or a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.row_remarks import NO_THERAPIST
from handouts.tables.row_statuses import UNKNOWN_STATUS
from handouts.tables.rows import read_people
from handouts.tables.selection import RowSelection
from handouts.tables.statuses import find_group, find_group_in_name, list_groups
from handouts.tables.table import parse_table
from tests.tables.tables import FORMATS, spec_for

SURNAMES = "Moved Dead Void Block Travel Walk Show Holiday Reed Rip Late Missed Merged".split()


def read(data: str, *included: str) -> list[CheckedRow]:
    """The rows of a table; people of some groups are included."""
    table = parse_table("week.csv", data.encode())
    selection = RowSelection(included=frozenset(included))
    return list(read_people(table, find_columns(table), spec_for, FORMATS, selection=selection))


def outcome(data: str, *included: str) -> str:
    """What becomes of a table's first row: left out, asked, told or made."""
    row = read(data, *included)[0]
    if row.left_out or row.problems:
        return row.left_out or ", ".join(problem.rule for problem in row.problems)
    return "unknown" if UNKNOWN_STATUS in row.remarks else "made"


def outcome_of(header: str, cell: str) -> str:
    """What becomes of a row with such a column; a second person has nothing in it."""
    return outcome(f'Name,{header}\nMira Castle,"{cell}"\nTom Reed,\n')


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Cancelled - sick", "cancelled"),
        ("Canceled: weather", "cancelled"),
        ("Cancelled 24h", "cancelled"),
        ("Cancelled24h", "cancelled"),
        ("CancelledLate", "cancelled"),
        ("Cancelled (Charged)", "cancelled"),
        ("Confirmed, then cancelled", "cancelled"),
        ("Late cancellation fee", "cancelled"),
        ("No Show - Charged", "no-show"),
        ("Patient no-showed", "no-show"),
        ("DNA charged", "no-show"),
        ("LWBS", "no-show"),
        ("Left without being seen", "no-show"),
        ("Left without seen", "no-show"),
        ("Didn't attend (charged)", "no-show"),
        ("Deceased 2024", "deceased"),
        ("no longer active", "archived"),
        ("Not cancelled", "made"),
        ("Un-cancelled", "made"),
        ("Not deceased", "made"),
        ("Cancellation policy signed", "made"),
        ("Not arrived yet", "made"),
        ("Arrived", "made"),
        ("Confirmed by SMS", "made"),
        ("Completed - paid", "made"),
        ("checked_in", "made"),
        ("En curso", "made"),
        ("Bestätigt", "made"),
        ("Moved to room 2", "unknown"),
        ("Not completed", "unknown"),
        ("was never cancelled", "unknown"),
        ("Zebra", "unknown"),
        ("Opted out of texts", "unknown"),
        ("✗", "unclear-status"),
    ],
)
def test_phrases(cell: str, expected: str) -> None:
    """A status is found in a phrase; one that is not known is told."""
    assert outcome_of("Status", cell) == expected


WORDS = [
    "cancelled", "no show", "deceased", "did not attend", "do not contact", "archived", "storniert"
]  # fmt: skip
BESIDE = some.lists(some.sampled_from(["sick", "24h", "charged", "(2024)", "by phone"]), max_size=3)


@given(BESIDE, some.sampled_from(WORDS), BESIDE, some.sampled_from([" ", " - ", ": ", ", "]))
def test_any_phrase(before: list[str], word: str, after: list[str], between: str) -> None:
    """Whatever stands around the word, in any case."""
    text = between.join([*before, word, *after])
    assert find_group(text) == find_group(word.upper()) == find_group(text.upper())
    assert find_group(word) in list_groups()


@given(some.text(max_size=40))
def test_any_status(text: str) -> None:
    """No text is too strange to judge, and none within a longer word is a status."""
    assert find_group(text) in ("", *list_groups())
    assert find_group(f"precancelledx{''.join(filter(str.isalnum, text))}") == ""


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("Active", "Inactive", "archived"),
        ("Active", "Archived", "archived"),
        ("Active", "Deceased", "deceased"),
        ("Active", "Yes", "made"),
        ("Patient Active", "No", "archived"),
        ("Alive", "No", "deceased"),
        ("Alive", "Alive", "made"),
        ("Vital Status", "Dead", "deceased"),
        ("Vital Status", "Alive", "made"),
        ("Cancelled", "✗", "unclear-status"),
        ("Cancelled", "✓", "cancelled"),
        ("Cancelled", "☐", "made"),
        ("Cancelled", "x", "cancelled"),
        ("No Show", "Show", "made"),
        ("No Show", "Attended", "made"),
        ("No Show", "Showed", "made"),
        ("No Show", "Yes", "no-show"),
        ("Attended", "Not seen", "no-show"),
        ("Attended", "Cancelled", "cancelled"),
        ("State", "cancelled", "cancelled"),
        ("State", "no_show", "no-show"),
        ("Appt Status Desc", "Cancelled", "cancelled"),
        ("Status Description", "Cancelled", "cancelled"),
        ("Confirmation Status", "Cancelled", "cancelled"),
        ("Account Status", "Inactive", "archived"),
        ("Cancelled Date", "2026-11-02", "cancelled"),
        ("Cancel Date", "2026-11-02", "cancelled"),
        ("Appointment Cancelled", "Yes", "cancelled"),
        ("Patient Deceased", "Y", "deceased"),
        ("Deceased Date/Time", "2026-11-02 10:00", "deceased"),
        ("Archived date", "2026-11-02", "archived"),
        ("DNC", "Y", "do-not-contact"),
        ("Rescheduled", "Yes", "rescheduled"),
    ],
)
def test_columns(header: str, cell: str, expected: str) -> None:
    """Columns of yes and no, and those whose header practice software uses."""
    assert outcome_of(header, cell) == expected


@pytest.mark.parametrize(
    "header", ["Attended", "Arrived", "Checked In", "Patient arrived?", "Seen"]
)
@pytest.mark.parametrize("yes", ["Yes", "09:05", "✓", "Arrived"])
def test_who_did_not_come(header: str, yes: str) -> None:
    """A no counts only where somebody has come: before the day, all have a no."""
    rows = f"Name,{header}\nMira Castle,No\nTom Reed,"
    assert [row.left_out for row in read(f"{rows}{yes}\n")] == ["no-show", ""]
    assert [row.left_out for row in read(f"{rows}No\n")] == ["", ""]
    assert not any(row.remarks for row in read(f"{rows}{yes}\n"))


@pytest.mark.parametrize("header", ["", "Remark", "Zebra"])
@pytest.mark.parametrize("cell", ["CANCELLED", "No show", "deceased", "Do not contact"])
def test_other_columns(header: str, cell: str) -> None:
    """Below a header that says nothing, such a word is asked about, without being quoted."""
    table = f"Name,{header},Town\nMira Castle,{cell},x\nTom Reed,,x\n"
    (problem,) = read(table)[0].problems
    assert (problem.rule, problem.place.column) == ("unclear-status", 2)
    assert "Castle" not in str(problem)
    assert read(table)[1].problems == ()
    assert outcome(table, find_group(cell)) == "made"


@pytest.mark.parametrize("cell", ["Inactive", "Opted out", "DNA", "moved", "Cancelled last time"])
def test_other_words_in_other_columns(cell: str) -> None:
    """Words that mean something else elsewhere are not asked about."""
    assert outcome_of("Zebra", cell) == "made"


def test_columns_without_a_header_are_told() -> None:
    """If something stands below it."""
    table = parse_table("week.csv", b"Name,Town,,\nMira Castle,x,,y\n")
    assert find_columns(table).ignored == ("B 'Town'", "D (no header)")


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("Date", "CANCELLED", "cancelled"),
        ("Appointment date", "Cancelled - sick", "cancelled"),
        ("Date", "DECEASED", "deceased"),
        ("Next visit", "DECEASED", "deceased"),
        ("Next visit", "2026-12-01", "made"),
        ("Areas", "Deceased", "unclear-status"),
        ("Therapist", "Cancelled", "unclear-status"),
    ],
)
def test_dates(header: str, cell: str, expected: str) -> None:
    """A status in place of a day or of other facts."""
    assert expected in outcome_of(header, cell)


def test_a_next_visit_that_was_cancelled_is_asked_about() -> None:
    """The person has been here, so it is not certain that there should be no leaflet."""
    assert "unclear-status" in outcome_of("Next visit", "Cancelled")


@pytest.mark.parametrize(
    "name",
    [
        "Walk-in", "Hold for walk-in", "DO NOT BOOK", "Out of office", "New Patient", "Group class",
        "Emergency slot", "Paperwork", "Travel", "Busy", "Dr's appt", "Cancelled", "Discharged",
        "No show", "Deceased", "Inactive", "Do not mail",
    ],
)  # fmt: skip
def test_slots(name: str) -> None:
    """What stands in a schedule in place of a person."""
    assert outcome(f"Name,Town\n{name},x\nTom Reed,x\n") == "not-a-person"


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Anna Lee DECEASED", "deceased"),
        ("Anna Lee, deceased", "deceased"),
        ("Lee, Anna (deceased)", "deceased"),
        ("Lee, Anna (dec'd)", "deceased"),
        ("Anna Lee (CANCELLED)", "cancelled"),
        ("CANCELLED Bo Lee", "cancelled"),
        ("Bo Lee - no show", "no-show"),
        ("Tom Reed RIP", "deceased"),
        ("Tom Reed R.I.P.", "deceased"),
        ("RIP Tom Reed", "deceased"),
        ("Estate of Tom Reed", "deceased"),
        ("The late Tom Reed", "deceased"),
        ("Tom Reed DNA", "no-show"),
        ("Tom Reed (died 2024)", "deceased"),
        ("Tom Reed (CX)", "cancelled"),
        ("Tom Reed †", "deceased"),
        ("Tom Reed (Inactive)", "archived"),
        ("Tom Reed [DO NOT MAIL]", "do-not-contact"),
    ],
)
def test_names(name: str, group: str) -> None:
    """A status beside a name; for a leaflet all the same, it must go, unless in brackets."""
    table = f'Name,Town\n"{name}",x\nTom Reed,x\n'
    assert outcome(table) == group
    assert ("made" if name[-1] in ")]" else "unclear-status") in outcome(table, group)


@pytest.mark.parametrize(
    ("row", "group"),
    [
        ("Anna,Lee DECEASED", "deceased"),
        ("Anna,DECEASED", "deceased"),
        ("Anna (DO NOT MAIL),Lee", "do-not-contact"),
        ("Estate of Tom,Reed", "deceased"),
        ("Anna,Lee,Ann DECEASED", "deceased"),
    ],
)
def test_parts_of_names(row: str, group: str) -> None:
    """The same where first and last name have a column each."""
    assert outcome(f"First name,Last name,Preferred name\n{row}\n") == group


@given(
    some.sampled_from([*SURNAMES, "Rose", "Grace", "Kim", "Dna"]),
    some.sampled_from(SURNAMES),
    some.sampled_from([str, str.upper, str.lower]),
)
def test_surnames(first: str, last: str, write: type[str]) -> None:
    """Names that are words of a status as well stay names, however they are written."""
    assert find_group_in_name(write(f"{first} {last}")) == ""
    assert find_group_in_name(write(f"{last}, {first}")) == ""
    assert find_group_in_name(write(last)) == ""


@pytest.mark.parametrize("name", ["William (Rip) Torn", "Tom (Late) Reed", "Ann (née Void) Lee"])
def test_nicknames(name: str) -> None:
    """A nickname in brackets is no status."""
    assert find_group_in_name(name) == ""


@pytest.mark.parametrize("last", ["Moved", "Dead", "Void", "Block", "Travel", "Walk", "Show"])
def test_surnames_have_leaflets(last: str) -> None:
    """Beside a first name."""
    assert outcome(f"First name,Last name\nAnna,{last}\n") == "made"


@pytest.mark.parametrize(
    "cell", ["Unassigned", "TBD", "12", "Room 2", "Any provider", "Rm 3B", "Bay 4"]
)
def test_no_therapist(cell: str) -> None:
    """What is not a therapist is not printed, and that is told."""
    row = read(f"Name,Practitioner\nMira Castle,{cell}\n")[0]
    assert (row.person.therapist, row.problems, row.remarks) == ("", (), (NO_THERAPIST,))


@pytest.mark.parametrize(
    "cell", ["Jo Park", "Dr. Kim", "Ann Room", "Bay Tran", "S. Booth", "Booth"]
)
def test_therapist(cell: str) -> None:
    """A name is printed."""
    row = read(f"Name,Practitioner\nMira Castle,{cell}\n")[0]
    assert (row.person.therapist, row.remarks) == (cell, ())


def test_an_included_group_is_not_asked_about_a_name_in_brackets() -> None:
    """Brackets beside a name are not printed."""
    row = read("Name,Town\nAnna Lee (deceased),x\n", "deceased")[0]
    assert row.person.name == "Anna Lee"


def test_a_sign_is_not_asked_about_where_its_group_is_included() -> None:
    """Then the person has a leaflet, whatever the sign means."""
    assert outcome("Name,Cancelled\nMira Castle,✗\n", "cancelled") == "made"
