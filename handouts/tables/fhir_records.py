"""The records in a FHIR file, and the references between them.

Only what a leaflet needs is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

import msgspec

from handouts.data import Data
from handouts.sources.findings import SpecError
from handouts.tables.decode import table_error

_VERSION = re.compile("/_history/[^/]*$")
_PATIENT, _PRACTITIONERS = "Patient", ("Practitioner", "PractitionerRole")
_KIND_KEY = b'"resourceType"'
_HINT = "Export a FHIR bundle of patients or appointments, or the table as CSV (UTF-8) or XLSX."


class _Record(Data, frozen=True, rename="camel"):
    """A part of a resource; keys that are not read are ignored."""


class Period(_Record, frozen=True):
    """From when to when something holds."""

    start: str = ""
    end: str = ""

    def holds(self, today: date) -> bool:
        """Whether it holds today; a day may lack its parts, as in "2026-11"."""
        day = today.isoformat()
        return self.start[:10] <= day and (not self.end or self.end[:10].ljust(10, "9") >= day)


class HumanName(_Record, frozen=True):
    """A name, and what it is used for."""

    use: str = ""
    family: str = ""
    given: tuple[str, ...] = ()
    period: Period = Period()


class PostalAddress(_Record, frozen=True):
    """An address, and what it is used for; ``text`` is all of it as it is written."""

    use: str = ""
    type: str = ""
    text: str = ""
    line: tuple[str, ...] = ()
    city: str = ""
    district: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    period: Period = Period()


class Coding(_Record, frozen=True):
    """A code of a code system."""

    code: str = ""


class Concept(_Record, frozen=True):
    """Codes for the same, and a text."""

    coding: tuple[Coding, ...] = ()
    text: str = ""


class Communication(_Record, frozen=True):
    """A language that a patient speaks."""

    language: Concept = Concept()
    preferred: bool = False


class FhirReference(_Record, frozen=True):
    """A reference to another resource, and how people know that."""

    reference: str = ""
    type: str = ""
    display: str = ""


class Participant(_Record, frozen=True):
    """A patient, a practitioner, a room: who or what an appointment needs."""

    actor: FhirReference = FhirReference()
    status: str = ""


class Resource(_Record, frozen=True):
    """What all resources have."""

    resource_type: str = ""
    id: str = ""
    contained: tuple[msgspec.Raw, ...] = ()


class Patient(Resource, frozen=True):
    """A patient."""

    name: tuple[HumanName, ...] = ()
    birth_date: str = ""
    active: bool | None = None
    deceased_boolean: bool | None = None
    deceased_date_time: str = ""
    address: tuple[PostalAddress, ...] = ()
    communication: tuple[Communication, ...] = ()


class Practitioner(Resource, frozen=True):
    """Someone who treats patients."""

    name: tuple[HumanName, ...] = ()


class Appointment(Resource, frozen=True):
    """An appointment; ``patient_instruction`` is a text, or in R5 a list."""

    status: str = ""
    start: str = ""
    participant: tuple[Participant, ...] = ()
    patient_instruction: msgspec.Raw = msgspec.Raw(b"")


class _BundleEntry(_Record, frozen=True):
    full_url: str = ""
    resource: msgspec.Raw = msgspec.Raw(b"")


class _BundleLink(_Record, frozen=True):
    relation: str = ""


class _Bundle(_Record, frozen=True):
    entry: tuple[_BundleEntry, ...] = ()
    link: tuple[_BundleLink, ...] = ()


_KINDS: dict[str, type[Resource]] = {
    "Patient": Patient,
    "Practitioner": Practitioner,
    "Appointment": Appointment,
}


MAX_RECORDS, MOST_WITHIN = 250_000, 4
"""The most records of a file, each of which takes about 500 bytes of memory, and the most that one
of them usually contains."""


class Entry(Data, frozen=True):
    """A resource with its address; ``resource`` has only its kind where it breaks the rules."""

    kind: str
    url: str
    resource: Resource

    @property
    def name(self) -> str:
        """Kind and id, as others refer to it: ``Patient/7``; empty without an id."""
        return f"{self.kind}/{self.resource.id}" if self.resource.id else ""


class NextPage(Resource, frozen=True):
    """Stands for the pages that follow the one in the file."""


class _NoFhirError(ValueError):
    """A value is not a FHIR resource."""


def list_entries(file: str, data: bytes) -> list[Entry]:
    """The resources of a file: a bundle, a list, one resource alone, or one in each line.

    Raises SpecError where it is not JSON, or not FHIR.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError:
        message = "This is JSON, but not in UTF-8, as JSON must be."
        raise table_error("unclear-encoding", file, message, _HINT) from None
    if data.count(_KIND_KEY) > MOST_WITHIN * MAX_RECORDS:  # before they take memory
        raise _many_records_error(file)
    try:
        values = _decode_values(data)
    except (msgspec.DecodeError, RecursionError):
        return _list_lines(file, data)
    try:
        return _read_values(file, values)
    except _NoFhirError:
        raise _foreign_error(file) from None


def _list_lines(file: str, data: bytes) -> list[Entry]:
    """The resources of a file with one in each line (NDJSON)."""
    entries: list[Entry] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            _add_entries(file, entries, _decode_values(line))
        except _NoFhirError:
            raise _foreign_error(file, number) from None
        except (msgspec.DecodeError, RecursionError):
            message = "This is not valid JSON: the file may be incomplete."
            raise table_error(
                "unreadable-table", file, message, "Export it again.", number
            ) from None
    return entries


def _foreign_error(file: str, line: int = 0) -> SpecError:
    message = "This is JSON, but not a FHIR record (it has no resourceType)."
    return table_error("not-a-table", file, message, _HINT, line)


def _decode_values(data: bytes) -> list[msgspec.Raw]:
    """The values of a list, or a single one."""
    if data.lstrip().startswith(b"["):
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    return [msgspec.json.decode(data, type=msgspec.Raw)]


def _read_values(file: str, values: Sequence[msgspec.Raw]) -> list[Entry]:
    entries: list[Entry] = []
    _add_entries(file, entries, values)
    return entries


def _add_entries(file: str, entries: list[Entry], values: Sequence[msgspec.Raw]) -> None:
    """Add the entries of values. Raises SpecError if there are more than any clinic exports."""
    for entry in chain.from_iterable(map(_read_value, values)):
        if len(entries) >= MAX_RECORDS:
            raise _many_records_error(file)
        entries.append(entry)


def _many_records_error(file: str) -> SpecError:
    message = f"It holds more than {MAX_RECORDS:,} records."
    return table_error("file-too-large", file, message, "Split the file into several.")


def _read_value(value: msgspec.Raw, url: str = "", is_inside: bool = False) -> Iterator[Entry]:
    """The entry of a resource, or all entries of a bundle. Raises _NoFhirError."""
    try:
        head = msgspec.json.decode(value, type=Resource)
    except (msgspec.DecodeError, RecursionError):
        raise _NoFhirError from None
    if not head.resource_type:
        raise _NoFhirError
    if head.resource_type != "Bundle" or is_inside:
        yield Entry(head.resource_type, url, _read_resource(value, head))
        return
    try:
        bundle = msgspec.json.decode(value, type=_Bundle)
    except (msgspec.DecodeError, RecursionError):
        raise _NoFhirError from None
    if any(link.relation == "next" for link in bundle.link):
        yield Entry("", "", NextPage())
    for entry in bundle.entry:
        if bytes(entry.resource):
            yield from _read_value(entry.resource, entry.full_url, is_inside=True)


def _read_resource(value: msgspec.Raw, head: Resource) -> Resource:
    try:
        return msgspec.json.decode(value, type=_KINDS.get(head.resource_type, Resource))
    except (msgspec.DecodeError, RecursionError):
        return head


class Records:
    """All entries of a file, and what refers to what."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._by_url: dict[str, list[Entry]] = {}
        self._by_name: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.url:
                self._by_url.setdefault(_VERSION.sub("", entry.url), []).append(entry)
            if entry.name:
                self._by_name.setdefault(entry.name, []).append(entry)

    @property
    def has_next_page(self) -> bool:
        """Whether a server has more records than are in the file."""
        return any(isinstance(entry.resource, NextPage) for entry in self.entries)

    def list_kind(self, kind: type[Resource]) -> list[Entry]:
        """The entries of a kind, in order, even those that break its rules."""
        return [entry for entry in self.entries if _KINDS.get(entry.kind) is kind]

    def has_repeated_id(self, kind: type[Resource]) -> bool:
        """Whether several entries of a kind have the same id, or the same address."""
        return any(
            len(found) > 1 and _KINDS.get(found[0].kind) is kind
            for found in chain(self._by_name.values(), self._by_url.values())
        )

    def resolve(self, reference: str, source: Entry) -> Entry | None:
        """The entry that another one refers to; None where there is not just one."""
        reference = _VERSION.sub("", reference.strip())
        if reference.startswith("#"):
            found = [each for each in _list_contained(source) if each.resource.id == reference[1:]]
        elif ":" in reference:
            name = "/".join(reference.split("/")[-2:])
            local = [each for each in self._by_name.get(name, ()) if not each.url]
            found = self._by_url.get(reference) or local
        else:
            found = self._by_name.get(reference, [])
        return found[0] if len(found) == 1 else None

    def may_be_patient(self, participant: Participant, source: Entry) -> bool:
        """Whether a participant is a patient, or may be one for all that is known."""
        kind = self._find_kind(participant.actor, source)
        return kind == _PATIENT or (kind == "" and participant.actor.reference != "")

    def is_practitioner(self, participant: Participant, source: Entry) -> bool:
        """Whether a participant is known to treat patients."""
        return self._find_kind(participant.actor, source) in _PRACTITIONERS

    def _find_kind(self, actor: FhirReference, source: Entry) -> str:
        """The kind of resource that a reference leads to; empty if unknown."""
        found = self.resolve(actor.reference, source)
        if found is not None:
            return found.kind
        parts = _VERSION.sub("", actor.reference.strip()).split("/")
        return actor.type or (parts[-2] if len(parts) > 1 else "")


def _list_contained(source: Entry) -> Iterator[Entry]:
    """The resources inside of another one."""
    for value in source.resource.contained:
        try:
            yield from _read_value(value, is_inside=True)
        except _NoFhirError:
            continue
