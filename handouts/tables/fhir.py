"""FHIR (R4 and R5) as a table: patients or appointments, in a bundle or one resource a line.

Each patient is a row; where there are appointments, each patient of each appointment is. What is
not clear in a record is marked in its cell, so that it is reported like any other cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from handouts.sources.findings import SpecError
from handouts.tables.cell_marks import (
    NO_NAME,
    NO_PATIENT,
    NO_TEXT,
    SHARED_NOTE,
    UNREADABLE,
    UTC_TIME,
)
from handouts.tables.decode import table_error
from handouts.tables.fhir_addresses import ADDRESS_HEADERS, read_address
from handouts.tables.fhir_records import (
    Appointment,
    Entry,
    HumanName,
    Participant,
    Patient,
    Practitioner,
    Records,
    list_entries,
)

_HEADERS = (
    "First name",
    "Last name",
    "Birth date",
    "Language",
    "Active",
    "Deceased",
    *ADDRESS_HEADERS,
    "Status",
    "Appointment date",
    "Practitioner",
    "Notes for patient",
)
_VISIT = 4
"""How many columns at the end are of an appointment."""
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_UTC = ("Z", "+00:00", "-00:00")
# Beside one of these offsets, +00:00 is a clinic's own time: that of Great Britain in winter.
_NEAR_UTC = ("+01:00", "-01:00")
_NAMES_IN_USE = ("official", "usual", "")
_MAX_BYTES = 64 * 1024 * 1024
_AS_TABLE = "Export the table as CSV (UTF-8) or XLSX."


def convert_fhir(file: str, data: bytes) -> tuple[bytes, bool]:
    """The patients or appointments as CSV in UTF-8, with commas, below English headers.

    The second value says that the file is only a page of a longer list.

    Raises SpecError where the file is not valid JSON, not FHIR, or holds neither, and where it
    holds appointments together with patients who have none.
    """
    entries = list_entries(file, data)
    records = Records(entries)
    rows = _list_rows(file, records)
    used = [at for at in range(len(_HEADERS)) if at < 2 or any(row[at] for row in rows)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    for row in (_HEADERS, *rows):
        writer.writerow([row[at].replace("\0", "") for at in used])
        if buffer.tell() > _MAX_BYTES:
            message = "The records make a table of more than 64 MB."
            raise table_error("file-too-large", file, message, "Split the file into several.")
    return buffer.getvalue().encode(), records.has_next_page


def _list_rows(file: str, records: Records) -> list[tuple[str, ...]]:
    appointments = records.list_kind(Appointment)
    patients = records.list_kind(Patient)
    if not appointments and not patients:
        message = "It holds neither patients nor appointments."
        raise table_error("empty-table", file, message, _AS_TABLE)
    if not appointments:
        return [_patient_row(entry.resource) for entry in patients]
    near_utc = any(
        str(entry.resource.start).endswith(_NEAR_UTC)
        for entry in appointments
        if isinstance(entry.resource, Appointment)
    )
    rows: list[tuple[str, ...]] = []
    found_patients: list[Entry | None] = []
    for entry in appointments:
        for row, found in _appointment_rows(entry, records, near_utc):
            rows.append(row)
            found_patients.append(found)
    seen = set(map(id, found_patients))
    alone = sum(1 for entry in patients if id(entry) not in seen)
    if alone:
        raise _explain_lone_patients(file, records, alone, has_strangers=None in found_patients)
    return rows


def _explain_lone_patients(
    file: str, records: Records, alone: int, *, has_strangers: bool
) -> SpecError:
    """The error for patients without an appointment beside those who have one: why there are."""
    message = f"It holds appointments, and {alone:,} of its patients have none."
    hint = "Export either the appointments or the patients."
    if records.has_repeated_id(Patient):
        message = "Several patients in it have the same id, so it is unclear who has appointments."
        hint = "Correct the ids in the practice's software, and export again."
    elif has_strangers:
        message = f"{message} An appointment is of a patient who is not in the file."
        hint = "Export the appointments together with their patients."
    return table_error("unclear-record", file, message, hint)


def _patient_row(patient: object, *visit: str) -> tuple[str, ...]:
    """The cells of a patient, and those of an appointment behind them."""
    visit = visit or ("",) * _VISIT
    if not isinstance(patient, Patient):
        return _unclear_row(UNREADABLE, *visit)
    first, last = _read_name(patient.name)
    deceased = patient.deceased_date_time or _write_flag(patient.deceased_boolean)
    return (
        first,
        last,
        patient.birth_date,
        _read_language(patient),
        _write_flag(patient.active),
        "" if deceased == "false" else deceased,
        *read_address(patient.address, date.today()),
        *visit,
    )


def _write_flag(flag: bool | None) -> str:
    return "" if flag is None else str(flag).lower()


def _read_name(names: Sequence[HumanName]) -> tuple[str, str]:
    """First and last name: the official one, else the usual, else one without a use.

    Titles before and after a name are left out. Names of the past and nicknames do not count.
    """
    current = [name for name in names if not name.period.end]
    for use in _NAMES_IN_USE:
        found = {
            (" ".join(name.given).strip(), name.family.strip())
            for name in current or names
            if name.use == use and (name.given or name.family)
        }
        if len(found) == 1:
            return found.pop()
        if found:
            break
    return NO_NAME, ""


def _read_language(patient: Patient) -> str:
    """The language that a patient prefers; the only one where none is preferred."""
    spoken = patient.communication
    chosen = [each for each in spoken if each.preferred] or (spoken if len(spoken) == 1 else [])
    if len(chosen) != 1:
        return ""
    codes = [coding.code for coding in chosen[0].language.coding if coding.code]
    return codes[0] if codes else chosen[0].language.text


def _appointment_rows(
    entry: Entry, records: Records, near_utc: bool
) -> Iterator[tuple[tuple[str, ...], Entry | None]]:
    """A row for each patient of an appointment, and the entry of that patient."""
    appointment = entry.resource
    if not isinstance(appointment, Appointment):
        yield _unclear_row(UNREADABLE, "", "", "", ""), None
        return
    patients = [each for each in appointment.participant if records.may_be_patient(each, entry)]
    note = _read_instruction(appointment.patient_instruction)
    visit = (
        _read_start(appointment.start, near_utc),
        _read_practitioners(appointment, entry, records),
        SHARED_NOTE if note and len(patients) > 1 else note,
    )
    for each in patients:
        status = "declined" if each.status == "declined" else appointment.status
        found = records.resolve(each.actor.reference, entry)
        if found is None or not isinstance(found.resource, Patient):
            yield _unclear_row(NO_PATIENT, status, *visit), found
        else:
            yield _patient_row(found.resource, status, *visit), found
    if not patients:
        yield _unclear_row(NO_PATIENT, appointment.status, *visit), None


def _unclear_row(mark: str, *visit: str) -> tuple[str, ...]:
    return (mark, *[""] * (len(_HEADERS) - _VISIT - 1), *visit)


def _read_start(start: str, near_utc: bool) -> str:
    """Day and time as written, which is the clinic's own time, unless they are in UTC."""
    match = _INSTANT.fullmatch(start.strip())
    if not start.strip():
        return ""
    if match is None or not _is_day(match[1]):
        return UNREADABLE
    if match[3] in _UTC and not (near_utc and match[3] == "+00:00"):
        return UTC_TIME
    return f"{match[1]} {match[2]}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _read_practitioners(appointment: Appointment, entry: Entry, records: Records) -> str:
    """The names of those who treat the patient, as the appointment shows them."""
    names: dict[str, None] = {}
    for each in appointment.participant:
        if each.status != "declined" and records.is_practitioner(each, entry):
            names[_read_practitioner(each, entry, records)] = None
    return ", ".join(filter(None, names))


def _read_practitioner(participant: Participant, entry: Entry, records: Records) -> str:
    if participant.actor.display.strip():
        return participant.actor.display.strip()
    found = records.resolve(participant.actor.reference, entry)
    if found is None or not isinstance(found.resource, Practitioner):
        return ""
    first, last = _read_name(found.resource.name)
    return "" if first == NO_NAME else f"{first} {last}".strip()


def _read_instruction(instruction: msgspec.Raw) -> str:
    """What the patient is told about the appointment: a text, in R5 a list of concepts."""
    data = bytes(instruction)
    if not data:
        return ""
    value = msgspec.json.decode(data)
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return UNREADABLE
    texts = [_read_concept_text(each.get("concept")) for each in value]
    return "\n".join(texts) if all(texts) else NO_TEXT


def _read_concept_text(concept: object) -> str:
    """The text of a concept; empty where it is but a code, or a reference in its place."""
    text = concept.get("text") if isinstance(concept, dict) else ""
    return text.strip() if isinstance(text, str) else ""
