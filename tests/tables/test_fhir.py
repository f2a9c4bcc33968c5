"""FHIR: patients and appointments become rows; what is not clear is reported, never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handouts.tables.column_finder import find_columns
from handouts.tables.rows import read_people
from handouts.tables.table import Table, parse_table
from tests.tables.tables import FORMATS, check_readable, read_error, spec_for

CASES = Path(__file__).parent / "cases"
Record = dict[str, Any]
MIRA: Record = {
    "resourceType": "Patient",
    "id": "1",
    "active": True,
    "name": [
        {"use": "nickname", "given": ["Mimi"]},
        {"use": "old", "family": "Old", "given": ["Mira"]},
        {"use": "official", "family": "Castle", "given": ["Mira", "Ann"], "prefix": ["Ms."]},
    ],
    "birthDate": "1980-05-03",
    "communication": [
        {"language": {"coding": [{"code": "en"}]}},
        {"language": {"coding": [{"code": "es"}]}, "preferred": True},
    ],
}
KIM: Record = {
    "resourceType": "Practitioner",
    "id": "7",
    "name": [{"family": "Kim", "given": ["Jo"]}],
}
VISIT: Record = {
    "resourceType": "Appointment",
    "id": "9",
    "status": "booked",
    "start": "2026-12-01T14:30:00-05:00",
    "comment": "for the team",
    "patientInstruction": "Wear shorts.",
    "participant": [
        {"actor": {"reference": "Patient/1"}, "status": "accepted"},
        {"actor": {"reference": "Practitioner/7"}, "status": "accepted"},
        {"actor": {"reference": "Location/3", "display": "Room 3"}, "status": "accepted"},
    ],
}


def patient(number: str, **more: Any) -> Record:
    """A patient with an id."""
    name = {"family": f"Known{number}", "given": ["Sam"]}
    return {"resourceType": "Patient", "id": number, "name": [name], **more}


def bundle(*records: Record, urls: bool = False) -> bytes:
    """A bundle of records."""
    entries = [
        {"resource": each, **({"fullUrl": f"http://a.example/{at}"} if urls else {})}
        for at, each in enumerate(records)
    ]
    return json.dumps({"resourceType": "Bundle", "entry": entries}).encode()


def list_rows(data: bytes) -> list[dict[str, str]]:
    """Each row by its headers, without empty cells."""
    table = parse_table("a.json", data)
    return [
        {header: cell for header, cell in zip(table.headers, row.cells, strict=True) if cell}
        for row in table.rows
    ]


def list_messages(table: Table) -> list[str]:
    """The messages about the rows of a table."""
    rows = read_people(table, find_columns(table), spec_for, FORMATS)
    return [str(problem) for row in rows for problem in row.problems]


def test_patients() -> None:
    """The official name; what else a leaflet needs."""
    table = parse_table("a.json", (CASES / "fhir-bundle.json").read_bytes())
    assert (table.headers, table.encoding) == (("First name", "Last name"), "FHIR")
    assert [row.cells for row in table.rows] == [("Mira", "Castle")]
    assert list_rows(bundle(MIRA)) == [
        {
            "First name": "Mira Ann",
            "Last name": "Castle",
            "Birth date": "1980-05-03",
            "Language": "es",
            "Active": "true",
        }
    ]


@pytest.mark.parametrize(
    ("more", "header", "text"),
    [
        ({"deceasedBoolean": True}, "Deceased", "true"),
        ({"deceasedDateTime": "2026-01-01"}, "Deceased", "2026-01-01"),
        ({"deceasedBoolean": False}, "Deceased", ""),
        ({"active": False}, "Active", "false"),
        ({"communication": [{"language": {"text": "Spanish"}}]}, "Language", "Spanish"),
        ({"communication": []}, "Language", ""),
        ({"name": [{"use": "usual", "given": ["Sami"]}]}, "First name", "Sami"),
    ],
)
def test_what_is_known_of_a_patient(more: Record, header: str, text: str) -> None:
    """Who has died or left has to be seen."""
    (row,) = list_rows(bundle(patient("1", **more)))
    assert row.get(header, "") == text


HOME: Record = {
    "use": "home",
    "line": ["Flat 2", "12 Mill Lane"],
    "city": "York",
    "district": "North Yorkshire",
    "postalCode": "YO1 7HH",
}


@pytest.mark.parametrize(
    "addresses",
    [
        [HOME],
        [HOME, HOME],
        [{"use": "work", "line": ["1 Factory Road"], "city": "Leeds"}, HOME],
        [{"use": "old", "line": ["9 Past Road"], "city": "Leeds"}, HOME],
        [{"line": ["9 Past Road"], "period": {"end": "2020-01-01"}}, HOME],
        [{**HOME, "line": ["Hut 3"], "type": "physical"}, {**HOME, "type": "postal"}],
        [{"line": ["9 Other Road"], "city": "Leeds"}, HOME],
        [{"use": "home", "city": " "}, HOME],
        [{**HOME, "use": "temp", "line": ["Hotel"], "period": {"end": "2020-01-09"}}, HOME],
        [{**HOME, "line": ["New Road"], "period": {"start": "2126"}}, HOME],
        [{**HOME, "period": {"start": "2020-01", "end": "2126"}}],
    ],
)
def test_the_address_of_a_patient(addresses: list[Record]) -> None:
    """That of the home for letters, in its parts; not one of work or of the past."""
    (row,) = list_rows(bundle(patient("1", address=addresses)))
    assert {header: text for header, text in row.items() if "ame" not in header} == {
        "Street": "Flat 2",
        "Address line 2": "12 Mill Lane",
        "City": "York",
        "County": "North Yorkshire",
        "Postcode": "YO1 7HH",
    }


@pytest.mark.parametrize("period", [{"start": "2126"}, {"end": "2020-01"}, {"end": "2020"}])
def test_an_address_of_another_time_is_none(period: Record) -> None:
    """Neither of the past nor of the future."""
    (row,) = list_rows(bundle(patient("1", address=[{**HOME, "period": period}])))
    assert "Street" not in row


def test_an_address_in_one_text() -> None:
    """As it is written, where it has no parts."""
    (row,) = list_rows(bundle(patient("1", address=[{"text": "12 Mill Lane\nYork"}])))
    assert row["Address"] == "12 Mill Lane\nYork"


@pytest.mark.parametrize(
    "addresses",
    [
        [HOME, {**HOME, "city": "Leeds"}],
        [HOME, {**HOME, "use": "temp", "city": "Leeds", "period": {"end": "2126-12-31"}}],
        [{"line": ["1 Low Road"]}, {"line": ["2 High Road"]}],
    ],
)
def test_of_two_addresses_none_is_chosen(addresses: list[Record]) -> None:
    """A letter to the wrong one is worse than none."""
    (row,) = list_rows(bundle(patient("1", address=addresses)))
    assert row["Street"] == "#NO ADDRESS!"
    assert "City" not in row


def test_appointments() -> None:
    """Day and time as written, who treats, what the patient is told; not what staff noted."""
    (row,) = list_rows(bundle(VISIT, MIRA, KIM))
    assert row["First name"] == "Mira Ann"
    assert row["Status"] == "booked"
    assert row["Appointment date"] == "2026-12-01 14:30"
    assert row["Practitioner"] == "Jo Kim"
    assert row["Notes for patient"] == "Wear shorts."
    assert "for the team" not in row.values() and "Room 3" not in row.values()


def test_lines_lists_and_single_records() -> None:
    """As a server exports them in bulk, as a list, and alone."""
    lines = b"\n".join(json.dumps(each).encode() for each in (MIRA, VISIT, KIM))
    expected = list_rows(bundle(MIRA, VISIT, KIM))
    assert list_rows(lines) == list_rows(b"\xef\xbb\xbf" + lines + b"\r\n\n") == expected
    assert list_rows(json.dumps([MIRA, VISIT, KIM], indent=2).encode()) == expected
    assert list_rows(json.dumps(MIRA).encode()) == list_rows(bundle(MIRA))


@pytest.mark.parametrize(
    ("reference", "urls", "is_found"),
    [
        ("Patient/1", False, True),
        ("Patient/1/_history/2", False, True),
        ("http://a.example/0", True, True),
        ("http://b.example/Patient/1", False, True),
        ("http://b.example/Patient/1", True, False),
        ("urn:uuid:0", True, False),
        ("Patient/2", False, False),
        ("#1", False, False),
        ("", False, False),
    ],
)
def test_references(reference: str, urls: bool, is_found: bool) -> None:
    """By id, or by address where the file has addresses; else the row is reported."""
    visit = {**VISIT, "participant": [{"actor": {"reference": reference, "type": "Patient"}}]}
    found = list_rows(bundle(MIRA, visit, urls=urls)) if is_found else []
    assert [row["First name"] for row in found] == ["Mira Ann"] * is_found
    if not is_found:
        table = parse_table("a.json", bundle(visit, urls=urls))
        assert list_messages(table) == [
            "a.json:2:1: Column A 'First name': The patient of this appointment is not in the "
            "file. Export the appointments together with their patients."
        ]


def test_two_patients_with_one_id_are_not_told_apart() -> None:
    """Nobody gets the leaflet of another."""
    table = parse_table("a.json", bundle(VISIT, KIM, {**VISIT, "id": "10"}))
    assert len(list_messages(table)) == 2
    twice = bundle(VISIT, MIRA, patient("1"))
    assert "Several patients in it have the same id" in read_error(twice)


def test_a_stranger_among_the_appointments_is_named_as_the_cause() -> None:
    """Not the patients who have none because of it."""
    error = read_error(bundle(VISIT, patient("2")))
    assert "1 of its patients have none. An appointment is of a patient who is not in" in error
    assert "Export the appointments together with their patients." in error


def test_an_instruction_for_several_patients_is_asked_about() -> None:
    """It may be meant for one of them; without it, all have their leaflet."""
    people = [{"actor": {"reference": f"Patient/{number}"}} for number in (1, 2)]
    records = ({**VISIT, "participant": people}, patient("1"), patient("2"))
    messages = list_messages(parse_table("a.json", bundle(*records)))
    assert len(messages) == 2 and all("several patients" in each for each in messages)
    table = parse_table("a.json", bundle(*records))
    columns = find_columns(table, {"notes": "-"})
    assert not any(row.problems for row in read_people(table, columns, spec_for, FORMATS))


@pytest.mark.parametrize(
    ("instruction", "cell"),
    [
        ([{"concept": {"text": "Rest."}}, {"concept": {"text": "Drink."}}], "Rest.\nDrink."),
        ([{"reference": {"display": "Leaflet 5"}}], "#NO TEXT!"),
        ([{"concept": {"coding": [{"code": "7"}]}}], "#NO TEXT!"),
        ([{"concept": {"text": "Rest."}}, {"reference": {"display": "x"}}], "#NO TEXT!"),
        ([7], "#UNREADABLE!"),
        (7, "#UNREADABLE!"),
    ],
)
def test_instructions_of_r5(instruction: Any, cell: str) -> None:
    """Texts are printed; a code or a reference is asked about, and breaks no rule."""
    (row,) = list_rows(bundle({**VISIT, "patientInstruction": instruction}, MIRA))
    assert row["Notes for patient"] == cell


def test_each_patient_of_a_group_has_a_row() -> None:
    """One who declined is marked so."""
    people = [
        {"actor": {"reference": "Patient/1"}},
        {"actor": {"reference": "Patient/2"}, "status": "declined"},
        {"actor": {"reference": "urn:uuid:5"}},
        {"actor": {"display": "Room 3"}},
    ]
    rows = list_rows(bundle({**VISIT, "participant": people}, patient("1"), patient("2")))
    assert [(row.get("Last name"), row["Status"]) for row in rows] == [
        ("Known1", "booked"),
        ("Known2", "declined"),
        (None, "booked"),
    ]
    assert rows[2]["First name"] == "#NO PATIENT!"


def test_a_contained_patient() -> None:
    """A record may hold another one."""
    visit = {**VISIT, "participant": [{"actor": {"reference": "#p"}}], "contained": [patient("p")]}
    assert [row["Last name"] for row in list_rows(bundle(visit))] == ["Knownp"]


@pytest.mark.parametrize(
    ("starts", "texts"),
    [
        (["2026-12-01T14:30:00+01:00"], ["2026-12-01 14:30"]),
        (["2026-12-01T14:30:00.000-05:00"], ["2026-12-01 14:30"]),
        (["2026-12-01T14:30:00Z"], ["#UTC TIME!"]),
        (["2026-12-01T14:30:00+00:00"], ["#UTC TIME!"]),
        (
            ["2026-12-01T14:30:00+00:00", "2026-06-01T14:30:00+01:00"],
            ["2026-12-01 14:30", "2026-06-01 14:30"],
        ),
        (["2026-12-01"], ["#UNREADABLE!"]),
        (["2026-02-30T10:00:00+01:00"], ["#UNREADABLE!"]),
    ],
)
def test_when_an_appointment_is(starts: list[str], texts: list[str]) -> None:
    """A time in UTC may be on another day at the clinic."""
    visits = [{**VISIT, "start": start} for start in starts]
    rows = list_rows(bundle(MIRA, *visits))
    assert [row["Appointment date"] for row in rows] == texts


@pytest.mark.parametrize(
    "names",
    [
        [],
        [{"text": "Mira Castle"}],
        [{"use": "nickname", "given": ["Mimi"]}],
        [{"use": "official", "given": ["Mira"]}, {"use": "official", "given": ["Tom"]}],
    ],
)
def test_a_name_that_is_unclear_is_reported(names: list[Record]) -> None:
    """Not the nickname, not one of two, and no text of unknown order."""
    table = parse_table("a.json", bundle(patient("1", name=names), patient("2")))
    assert list_messages(table) == [
        "a.json:2:1: Column A 'First name': This patient has no current name with a given and a "
        "family name, or more than one. Correct the name in the practice's software, and export "
        "again."
    ]


def test_a_record_that_breaks_the_rules_is_reported_alone() -> None:
    """The others can be read."""
    rows = list_rows(bundle(patient("1", name="Mira"), MIRA))
    assert [row["First name"] for row in rows] == ["#UNREADABLE!", "Mira Ann"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"patients": [1]}', "a.json: This is JSON, but not a FHIR record"),
        (b'[{"name": "Sam"}]', "a.json: This is JSON, but not a FHIR record"),
        (b'{"resourceType": "Patient"', "a.json:1:1: This is not valid JSON: the file may be"),
        (b'{"resourceType": "Patient"}\n{"a', "a.json:2:1: This is not valid JSON"),
        (bundle({"resourceType": "Observation"}), "a.json: It holds neither patients nor"),
        (b'{"resourceType": "Bundle"}', "a.json: It holds neither patients nor appointments."),
        (b'{"resourceType": "Patient", "x": "\xe4"}', "a.json: This is JSON, but not in UTF-8"),
        (bundle(VISIT, MIRA, patient("2")), "a.json: It holds appointments, and 1 of its patients"),
        (b"[" * 100_000, "a.json: "),
    ],
)
def test_what_is_no_table_of_people(data: bytes, message: str) -> None:
    """Each is told what to do."""
    if data.startswith(b"[["):  # whether JSON or text, it has an end
        assert read_error(data)
        return
    assert read_error(data).replace("week.csv", "a.json").startswith(message)


def test_json_has_no_sheets() -> None:
    """As a CSV has none."""
    message = "week.csv: A JSON file has no sheets. Leave the sheet's name out."
    assert read_error(bundle(MIRA), "Week") == message


def test_headers_in_brackets_are_no_json() -> None:
    """A database may export them so."""
    table = parse_table("a.csv", b"[First name],[Last name]\nSam,Lee\n")
    assert [row.cells for row in table.rows] == [("Sam", "Lee")]


VALUES = some.recursive(
    some.none() | some.booleans() | some.text(max_size=5) | some.just("Patient/1"),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(
                "resourceType id entry resource fullUrl name given family participant actor "
                "reference status start contained patientInstruction communication".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(some.dictionaries(some.sampled_from(sorted(VISIT)), VALUES), VALUES)
def test_any_record(visit: Record, name: Any) -> None:
    """Whatever a record holds, it is a table, or it is reported."""
    check_readable(bundle({**visit, "resourceType": "Appointment"}, {**MIRA, "name": name}))
    check_readable(json.dumps(visit).encode())
