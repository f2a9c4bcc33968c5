"""Who should have no leaflet, wherever the table says it: in a phrase, a date or a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.row_remarks import NO_THERAPIST
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
    """What becomes of a table's first row: left out, asked or made."""
    row = read(data, *included)[0]
    return row.left_out or ", ".join(problem.rule for problem in row.problems) or "made"


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
        ("Left w/o seen", "no-show"),
        ("Left before seen", "no-show"),
        ("Broken appt", "no-show"),
        ("DNKA", "no-show"),
        ("Did not keep appointment", "no-show"),
        ("Nie stawił się", "no-show"),
        ("Nie stawil sie", "no-show"),
        ("Same day cancel", "cancelled"),
        ("Will not attend", "cancelled"),
        ("Unable to attend", "cancelled"),
        ("LCX", "cancelled"),
        ("Afgezegd", "cancelled"),
        ("Patient expired", "deceased"),
        ("Zmarł", "deceased"),
        ("Zmarl", "deceased"),
        ("Moved to room 2", "made"),
        ("Opted out of texts", "made"),
    ],
)
def test_phrases(cell: str, expected: str) -> None:
    """A status is found in a phrase, in the letters of its language or without them."""
    assert outcome_of("Status", cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "Zebra", "✗", "No", "UTA", "Failed", "Expired", "Not completed", "was never cancelled",
        "Booked in error", "Scheduled in error", "Arrived in error", "Completed by mistake",
        "Arrived? No", "Arrived?", "Attended: N", "Attended 0", "Present: No", "Seen elsewhere",
        "Session forfeited", "New patient, ghosted us", "da disdire", "Room needed", "0", "3",
        "Seen by another clinic", "Lost to follow up", "Arrived, then left",
        "Checked in - went home",
        "Confirmed, will transfer", "Bestätigt, aber nicht da", "Arrivé puis parti",
    ],
)  # fmt: skip
def test_a_status_that_is_not_understood_is_asked_about(cell: str) -> None:
    """So is one with a word that may turn its other words round: a denial, an end, an error."""
    assert outcome_of("Status", cell) == "unclear-status"


@pytest.mark.parametrize(
    "cell",
    [
        "Booked", "Scheduled", "Confirmed", "Arrived", "Checked In", "Check Out", "Roomed", "Seen",
        "Completed", "In Progress", "Active", "New", "Follow-up", "F/U", "Paid", "Invoiced",
        "Unpaid", "Pending", "Tentative", "Unconfirmed", "Left message", "LVM", "Reminder sent",
        "No answer", "Completed (no charge)", "Confirmed for 10:00", "Paid 0.00", "Walk-in",
        "Checked In - Roomed", "Confirmed/LM", "New Patient - Medicare", "Booked with Jo Park",
        "Ready for provider", "With practitioner", "In waiting room", "Note not signed",
        "Fulfilled",
        "Initial evaluation", "Re-eval", "Established patient", "Telehealth", "Insurance verified",
        "Running late", "Copay collected", "Forms sent", "Ready to bill", "On the way", "Recall",
        "@ Arrived", "< In exam room", "> Checked out", "$ Coding done", "2 - checked in", "Room 2",
        "Attended - not invoiced", "Called, left message", "Seen by PT", "Session 4/6",
        "Home visit",
        "Gebucht", "Bestaetigt", "Im Wartezimmer", "Nicht bezahlt", "Confirmada",
        "En sala de espera",
        "Sin confirmar", "En salle d'attente", "Non payé", "In attesa", "Da confermare",
        "In wachtkamer", "Niet bevestigd", "Potwierdzona", "W poczekalni", "Niepotwierdzona",
        "Bekräftad", "I venteværelse", "Aguardando", "Não confirmado", "Bekliyor",
    ],
)  # fmt: skip
def test_usual_statuses_are_not_asked_about(cell: str) -> None:
    """Those that practice software writes, also behind each other."""
    assert outcome_of("Status", cell) == "made"


@pytest.mark.parametrize(("included", "expected"), [("zebra 7", "made"), ("x", "unclear-status")])
def test_a_status_may_be_included(included: str, expected: str) -> None:
    """Whatever its words; the same word in another column counts for nothing."""
    table = "Name,Status,Town\nMira Castle,Zebra-7,x\nTom Reed,X,x\n"
    assert outcome(table, included) == expected


def test_a_status_that_was_chosen_is_not_asked_about() -> None:
    """But who cancelled has no leaflet, even so."""
    data = b"Name,Status\nMira Castle,Zebra\nTom Reed,Cancelled\n"
    table = parse_table("week.csv", data)
    only = (("Status", "Zebra"), ("Status", "Cancelled"))
    rows = read_people(
        table, find_columns(table), spec_for, FORMATS, selection=RowSelection(only=only)
    )
    assert [(row.left_out, row.problems) for row in rows] == [("", ()), ("cancelled", ())]


@pytest.mark.parametrize("header", ["Estado", "Stato", "State", "Outcome"])
def test_a_header_with_two_meanings(header: str) -> None:
    """It is a status where some cell is one: else it may be part of an address, or a diagnosis."""
    assert outcome_of(header, "Zebra") == "made"
    table = f"Name,{header}\nMira Castle,Zebra\nTom Reed,Confirmed\n"
    assert outcome(table) == "unclear-status"


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
        ("Attended", "No - left 9:30", "unclear-status"),
        ("Attended", "9:30, elsewhere", "unclear-status"),
        ("Attended", "at 9:30 am", "made"),
        ("Contact allowed", "No", "do-not-contact"),
        ("OK to contact?", "N", "do-not-contact"),
        ("Mail allowed", "Yes", "made"),
        ("Contact allowed", "", "made"),
        ("Contact allowed", "phone, not mail", "unclear-status"),
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


def test_who_may_still_come() -> None:
    """Where a second column says that nobody has stayed away, the first one's no means not yet."""
    rows = (
        "Name,Patient arrived,Did not arrive\nAnn Holt,Yes,No\nMira Castle,No,No\nTom Reed,No,Yes\n"
    )
    assert [row.left_out for row in read(rows)] == ["", "", "no-show"]


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


@pytest.mark.parametrize("header", ["Type", "Zebra"])
@pytest.mark.parametrize(
    "cell",
    [
        "pt cancelled", "Cancelled by phone", "No show - fee waived", "Patient died in May", "DNA",
        "RIP", "his wife died in May", "cancelled last visit, comes today", "Cancelled last time",
        "Patient cancelled at the last minute, since her child was ill again", "Late cancel",
        "PT CANCELLED BY PHONE",
    ],
)  # fmt: skip
def test_short_texts_in_other_columns(header: str, cell: str) -> None:
    """A short text with such words is asked about, and so is one that begins with them."""
    assert outcome_of(header, cell) == "unclear-status"


@pytest.mark.parametrize(
    "cell",
    [
        "Inactive", "Opted out", "moved", "Not cancelled", "DNA test", "Rip current injury", "CX",
        "Dead arm syndrome", "12 Dead Horse Lane", "On cancellation list", "Cancellation policy",
        "Please call before you come, since cancelled visits are charged at the full price",
        "No", "Do not call before 9", "Cannot attend before 10", "not coming on Monday",
    ],
)  # fmt: skip
def test_other_words_in_other_columns(cell: str) -> None:
    """Words that mean something else elsewhere are not asked about, nor those of a long text."""
    assert outcome_of("Zebra", cell) == "made"


def test_notes_for_the_patient_may_explain_rules() -> None:
    """Only a very short text there may be about the patient."""
    assert outcome_of("Notes for patient", "Cancelled visits cost $50.") == "made"
    assert outcome_of("Notes for patient", "pt cancelled") == "unclear-status"


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
