"""Columns: the words of practice software are understood; problems are reported, not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.document.person import PERSON_FIELDS
from handouts.reading.library_files import list_handouts
from handouts.sources.blanks import is_blank
from handouts.sources.findings import SpecError
from handouts.tables.address_columns import load_address_headers
from handouts.tables.column_choices import load_choices, parse_choices, save_choices
from handouts.tables.column_finder import find_columns
from handouts.tables.columns import Columns
from handouts.tables.headers import (
    APPOINTMENT_TIME,
    FULL_NAME,
    HANDOUTS,
    LAST_NAME_PREFIX,
    PREFERRED_NAME,
    SECOND_LAST_NAME,
    VISIT_TIME,
    column_letter,
    load_headers,
    normalize_header,
)
from handouts.tables.table import Table, parse_table
from tests.tables.tables import read_table


def make_table(*headers: str) -> Table:
    """A table with headers, and a row."""
    lines = [",".join(f'"{cell}"' for cell in row) for row in (headers, ["x"] * len(headers))]
    return parse_table("week.csv", "\n".join(lines).encode())


def find_fields(*headers: str, **chosen: str) -> dict[str, int]:
    """The fields that are found under headers."""
    return find_columns(make_table(*headers), chosen, nameless=True).fields


def header_messages(*headers: str, extra: tuple[str, ...] = (), **chosen: str) -> list[str]:
    """The messages about headers."""
    with pytest.raises(SpecError) as error:
        find_columns(make_table(*headers), chosen, extra=extra, nameless=True)
    return [str(problem) for problem in error.value.problems]


# --- the words that are understood ----------------------------------------------------------


def test_every_field() -> None:
    """Each field of a person has words, and each word belongs to one field."""
    known = load_headers()
    assert set(known.synonyms) == {
        *PERSON_FIELDS,
        FULL_NAME,
        PREFERRED_NAME,
        LAST_NAME_PREFIX,
        SECOND_LAST_NAME,
        APPOINTMENT_TIME,
        HANDOUTS,
        VISIT_TIME,
    }
    words = [normalize_header(word) for each in known.synonyms.values() for word in each]
    assert len(words) == len(set(words))
    fields = set(PERSON_FIELDS) - {"notes"}  # "Notes" may be meant for the staff
    assert all(known.fields[normalize_header(field)] == field for field in fields)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("first_name", "first_name"),
        ("First Name", "first_name"),
        ("FIRSTNAME:", "first_name"),
        ("firstName", "first_name"),
        ("  Given   name ", "first_name"),
        ("PRÉNOM", "first_name"),
        ("Pre\u0301nom", "first_name"),
        ("Surname", "last_name"),
        ("Patient", "name"),
        ("Provider", "therapist"),
        ("Appointment date", "appointment"),
        ("Body part(s)", "areas"),
        ("Areas Treated", "areas"),
        ("Follow-up", "next_visit"),
        ("Nächster Termin", "next_visit"),
        ("Comments", None),
        ("Lang.", "language"),
        ("Paper size", "paper"),
        ("Date of birth", None),
        ("DOB", None),
        ("Phone", None),
        ("", None),
    ],
)
def test_words(header: str, field: str | None) -> None:
    """A header is known whatever its case, accents, spacing and marks; a birthday is not a date."""
    found = find_fields(header, "Recommendations")
    assert {each for each, at in found.items() if at == 0} == ({field} if field else set())


def test_export() -> None:
    """A typical export: known columns are found, the rest is reported once."""
    found = find_columns(
        make_table(
            "MRN", "First Name", "Last Name", "DOB", "Provider", "Appt Date", "Patient Name", ""
        )
    )
    assert found.fields == {"first_name": 1, "last_name": 2, "therapist": 4, "appointment": 5}
    assert found.ignored == ("A 'MRN'", "D 'DOB'", "G 'Patient Name'", "H (no header)")
    assert found.hints == ()


def test_slip() -> None:
    """A header that is nearly a field's is hinted at, unless the field has its column."""
    found = find_columns(make_table("Fist name", "Last name", "Sirname", "Langage", "Town"))
    assert found.fields == {"last_name": 1}
    assert found.hints == (
        "The column A 'Fist name' is not read. Did you mean 'first name'? "
        'If so: --columns first_name="Fist name"',
        "The column D 'Langage' is not read. Did you mean 'language'? "
        'If so: --columns language="Langage"',
    )
    assert found.ignored == ("C 'Sirname'", "E 'Town'")


@pytest.mark.parametrize("header", ["Created", "Rate", "Hate"])
def test_another_first_letter_is_no_slip(header: str) -> None:
    """ "Created" is not "Treated", and nobody is asked whether it is."""
    columns = find_columns(parse_table("week.csv", f"First name,{header}\nMira,x\n".encode()))
    assert columns.hints == ()


def test_no_hint_to_what_is_there() -> None:
    """A full name column prevents hints to a first name, and the reverse."""
    assert find_columns(make_table("Patient", "Fist name")).hints == ()
    assert find_columns(make_table("First name", "Patientname1")).hints == ()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("Name", "Date"), {"name": 0, "date": 1}),
        (("Vorname", "Name"), {"first_name": 0, "name": 1}),
        (("Name", "First name", "Last name"), {"first_name": 1, "last_name": 2}),
        (("Patient", "Surname"), {"name": 0, "last_name": 1}),
        (("Nom", "Prénom"), {"last_name": 0, "first_name": 1}),
        (("Nom", "Date"), {"name": 0, "date": 1}),
        (("Nombre", "Apellidos"), {"first_name": 0, "last_name": 1}),
        (("Nombre", "Fecha"), {"name": 0, "date": 1}),
    ],
    ids=lambda each: "-".join(each),
)
def test_names(headers: tuple[str, ...], expected: dict[str, int]) -> None:
    """'Name' counts beside one part of a name, and not beside both."""
    assert find_fields(*headers) == expected


def test_hint_is_passed_over() -> None:
    """The last column of a file of bad rows is passed over in silence."""
    found = find_columns(make_table("First name", "What to fix"))
    assert (found.ignored, found.hints) == ((), ())


# --- problems -----------------------------------------------------------------------------------


def test_two_columns() -> None:
    """Two columns for one field are reported, with the way out; a choice is the way out."""
    assert header_messages("First name", "Provider", "Therapist") == [
        "week.csv:1:3: Two columns hold the field 'therapist': B 'Provider' and C 'Therapist'. "
        'Choose one of them: --columns therapist="Provider"'
    ]
    assert header_messages("Areas", "areas:") == [
        "week.csv:1:2: Two columns hold the field 'areas': A 'Areas' and B 'areas:'. "
        "Rename one of the two."
    ]
    assert find_fields("Provider", "Therapist", therapist="Therapist")["therapist"] == 1


def test_no_header() -> None:
    """Where no header is known the first row may be a patient: no cell of it is shown."""
    (message,) = header_messages("Zebedee", "Quill", "1 May 1970", "0171 555 0142")
    assert message.startswith(
        "week.csv:1:1: None of the 4 columns has a known header. "
        "The first row must name the columns, for example: First name, Last name, Treatment date. "
        "The fields are first_name, last_name, "
    )
    assert not {"Zebedee", "Quill", "1970", "0142"} & set(message.replace(",", " ").split())
    (message,) = header_messages("Zebedee")
    assert message.startswith("week.csv:1:1: Its only column does not have a known header. ")


def test_no_header_but_nearly() -> None:
    """There too a slip is hinted at, by the column's letter."""
    (message,) = header_messages("Fist name", "Quill")
    assert "header. Close matches: A: 'first name'. The first row must" in message
    assert "Fist" not in message


def test_strange_choice() -> None:
    """Chosen and requested headers must be there; all problems at once."""
    assert header_messages("Given nam", "Date", extra=("Passwort",), first_name="Given name") == [
        "week.csv:1:1: The header 'Given name' is not in the table. Did you mean 'Given nam'?",
        "week.csv:1:1: The header 'Passwort' is not in the table. Look at the table's first row.",
    ]
    assert header_messages("Pin", "PIN.", "Date", extra=("pin",)) == [
        "week.csv:1:2: The header 'pin' is used for two columns. Use two headers."
    ]


def test_header_row() -> None:
    """What is wrong with the headers is reported at their row."""
    data = parse_table("week.csv", b"\n\nAreas,Region\nx,y\n")
    with pytest.raises(SpecError, match=r"^week\.csv:3:2: Two columns"):
        find_columns(data)


# --- the user's choices -------------------------------------------------------------------------


def test_choices() -> None:
    """Choices are read field by field; a header may hold '='."""
    choices = ["first_name=Given name", " Next-Visit = a=b "]
    assert parse_choices(choices) == {"first_name": "Given name", "next_visit": "a=b"}


def test_wrong_choices() -> None:
    """Choices that cannot be are reported all at once."""
    with pytest.raises(SpecError) as error:
        parse_choices(["first_name", "frist_name=A", "planet=B", "notes=A", "notes=B"])
    fields = ", ".join((*load_headers().synonyms, *load_address_headers()))
    assert [str(problem) for problem in error.value.problems] == [
        "--columns: 'frist_name' is not a field. Did you mean 'first_name'?",
        f"--columns: 'planet' is not a field. The fields are {fields}.",
        "--columns: The field 'notes' is used twice. Keep one of the two.",
        "--columns: This should be a field and its header. "
        'For example: --columns first_name="Given name"; notes=- leaves the field out.',
    ]


def test_chosen_exactly() -> None:
    """A chosen header is first looked for as it is written, then however it is written."""
    assert find_fields("PIN", "Pin", "Date", notes="Pin")["notes"] == 1
    assert find_fields("Pin No.", "Date", notes="pin no")["notes"] == 0


def test_extra() -> None:
    """A requested column is found, and not reported as ignored."""
    found = find_columns(make_table("First name", "Password", "Town"), extra=["password"])
    assert (found.extra, found.ignored) == ({"password": 1}, ("C 'Town'",))


# --- remembered choices -------------------------------------------------------------------------


def test_remembered(tmp_path: Path) -> None:
    """Choices are remembered in the clinic's folder, added to the earlier ones, full names too."""
    assert load_choices(tmp_path) == {}
    path = save_choices(tmp_path, {"notes": 'Wörter: "für", # sie', "date": "Yes"})
    save_choices(tmp_path, {"name": "1", "date": "No"})
    expected = {"name": "1", "date": "No", "notes": 'Wörter: "für", # sie'}
    assert load_choices(tmp_path) == expected
    assert path == tmp_path / "columns.yaml"
    assert path.read_text(encoding="utf-8") == (
        "# Which column of the practice's export holds which field, for 'handouts batch'.\n"
        'name: "1"\ndate: "No"\nnotes: "Wörter: \\"für\\", # sie"\n'
    )


@given(some.text(some.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30))
def test_any_header(tmp_path_factory: pytest.TempPathFactory, header: str) -> None:
    """Any header is remembered as it is, but not an invisible one."""
    folder = tmp_path_factory.mktemp("clinic")
    save_choices(folder, {"notes": header})
    assert load_choices(folder) == ({} if is_blank(header) else {"notes": header})


def test_remembered_use() -> None:
    """Remembered headers count after the current options, and before the built-in words."""
    memory = {"notes": "Comments", "first_name": "Rufname", "date": "Notes"}
    table = make_table("Notes", "Comments", "Date")
    found = find_columns(table, {"date": "Date"}, memory, nameless=True)
    assert found.fields == {"notes": 1, "date": 2}
    assert found.ignored == ("A 'Notes'",)


@pytest.mark.parametrize(
    ("field", "header", "known"),
    [
        ("name", "Insurer", "Client"),
        ("name", "Insurer", "Patient"),
        ("name", "Insurer", "Full name"),
        ("first_name", "Called", "First name"),
        ("next_visit", "Recall", "Next appointment"),
        ("therapist", "Treater", "Provider"),
        ("appointment", "Date", "Appointment date"),
    ],
)
def test_remembered_beside_a_known_header(field: str, header: str, known: str) -> None:
    """It is asked which of the two is meant, unless it was chosen; without the other, it counts."""
    table = make_table(known, header, "Areas")
    with pytest.raises(SpecError) as error:
        find_columns(table, {}, {field: header}, nameless=True)
    (problem,) = error.value.problems
    assert problem.message == (
        f"columns.yaml reads the column B '{header}' as '{field}', but the header of "
        f"A '{known}' says that too."
    )
    for chosen, at in ((known, 0), (header, 1)):
        found = find_columns(table, {field: chosen}, {field: header}, nameless=True)
        assert found.fields[field] == at
    alone = find_columns(make_table("Areas", header), {}, {field: header}, nameless=True)
    assert alone.fields[field] == 1


def test_remembered_for_two_known_headers() -> None:
    """A known header that was chosen of two is that choice again: nothing is asked."""
    table = make_table("Appt date", "Visit date", "First name", "Last name", "Insurer")
    saved = {"appointment": "Visit date", "name": "Insurer"}
    found = find_columns(table, {}, saved)
    assert found.fields == {"appointment": 1, "first_name": 2, "last_name": 3}


def test_wrong_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A columns.yaml that is wrong is reported with its line, and not written over."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "columns.yaml"
    path.write_text("notes: Comments\nfrist_name: Given\n", encoding="utf-8")
    for call in (load_choices, lambda folder: save_choices(folder, {"notes": "x"})):
        with pytest.raises(SpecError) as error:
            call(tmp_path)
        assert str(error.value).startswith(
            "columns.yaml:2:1: 'frist_name' is not part of a list of columns. "
            "Did you mean 'first_name'?"
        )
    assert "Given" in path.read_text(encoding="utf-8")


def test_no_handout(tmp_path: Path) -> None:
    """columns.yaml is not taken for a handout of the clinic's."""
    save_choices(tmp_path, {"notes": "Comments"})
    assert list_handouts(tmp_path) == []


# --- anything -------------------------------------------------------------------------------


@given(some.lists(some.text(max_size=20).filter(lambda text: '"' not in text), min_size=1))
def test_any_headers(headers: list[str]) -> None:
    """Any headers give columns, or are reported; nothing else ever happens."""
    try:
        found = find_columns(make_table(*headers, "x"))
    except SpecError as error:
        assert error.problems
    else:
        assert isinstance(found, Columns)


def test_letters() -> None:
    """Columns are called as spreadsheets call them."""
    assert [column_letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_field_is_left_out() -> None:
    """The practice's internal notes do not go onto a leaflet, and that is remembered."""
    table = parse_table("week.csv", b"Name,Notes\nSam,internal\n")
    columns = find_columns(table, {"notes": "-"})
    assert columns.fields == {"name": 0}
    assert columns.ignored == ("B 'Notes'",)
    assert columns.mapping == {"name": "Name", "notes": "-"}
    assert find_columns(table, {}, columns.mapping).fields == {"name": 0}
    assert find_columns(table, {"notes": "Notes"}, columns.mapping).fields == {
        "name": 0,
        "notes": 1,
    }


def test_a_header_that_is_a_hyphen_can_be_chosen() -> None:
    """A hyphen leaves a field out only if no column has that name."""
    table = parse_table("week.csv", b"Name,-\nSam,hello\n")
    assert find_columns(table, {"notes": "-"}).fields == {"name": 0, "notes": 1}


def test_what_is_read_is_reported() -> None:
    """By the column's letter and header."""
    columns = find_columns(parse_table("week.csv", b"Given name,Region\nSam,neck\n"))
    assert columns.fields_summary == "A 'Given name' as first_name, B 'Region' as areas"


def test_a_table_without_names_is_reported() -> None:
    """A stack of leaflets without names is hardly intended: it is asked, and can be answered."""
    table = parse_table("week.csv", b"Fore-nam,Areas\nSam,neck\n")
    with pytest.raises(SpecError) as error:
        find_columns(table)
    assert [str(each) for each in error.value.problems] == [
        "week.csv:1:1: No column is read as a name, so no leaflet would show whose it is. "
        "Say which column holds names: --columns name=\"its header\". Is it 'Fore-nam'? "
        "For leaflets without names: --nameless."
    ]
    assert find_columns(table, {"first_name": "Fore-nam"}).hold_names
    assert not find_columns(table, {"name": "-"}).hold_names
    assert not find_columns(table, nameless=True).hold_names


def test_two_columns_are_not_both_nearly_one_field() -> None:
    """A hint that cannot be right for both helps with neither."""
    table = parse_table("week.csv", b"Name,Appointment dated,Appointment dates\nSam,1,2\n")
    assert find_columns(table).hints == ()


@pytest.mark.parametrize("header", ["Parent name", "ParentName"])
def test_no_relative_is_offered_as_the_patient(header: str) -> None:
    """By its letters, "Parent name" is close to "Patient name"."""
    with pytest.raises(SpecError) as error:
        find_columns(make_table("Child name", header, "Areas"))
    (problem,) = error.value.problems
    assert "No column is read as a name" in problem.message
    assert header not in problem.hint


def test_two_last_names() -> None:
    """Both are printed, in whichever columns they are; one may be blank."""
    head = "Nombre,Primer apellido,Segundo apellido"
    table = parse_table("week.csv", f"{head}\nAna,Ruiz,Gil\nEva,Ruiz,\nIda,,Gil\n".encode())
    columns = find_columns(table)
    assert columns.fields == {"first_name": 0, "last_name": 1, "second_last_name": 2}
    names = [row.person.name for row in read_table(table)]
    assert names == ["Ana Ruiz Gil", "Eva Ruiz", "Ida Gil"]
