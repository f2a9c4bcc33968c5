"""Headers: what practice software, and files of bad rows, call the fields of a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

FULL_NAME = "name"
"""The field of a column that holds first and last name together."""

VISIT_TIME = "next_visit_time"
"""The field of a column that holds the time of the next visit, beside one for its day."""

HINT_HEADER = "What to fix"
"""The header of the last column of a file of bad rows, which is skipped on reading."""

LAST_FIRST_HEADERS = (
    "last name first name",
    "last first",
    "surname given name",
    "name last first",
    "patient last first",
    "patient name last first",
    "client name last first",
    "name vorname",
    "nachname vorname",
    "apellidos nombre",
    "nom prénom",
)
"""Headers of full names that begin with the last name, with or without a comma after it."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "first_name": (
        "first name",
        "given name",
        "forename",
        "christian name",
        "first",
        "fname",
        "patient first name",
        "patient given name",
        "client first name",
        "vorname",
        "prénom",
        "nombre",
        "nombre de pila",
    ),
    "last_name": (
        "last name",
        "surname",
        "family name",
        "second name",
        "last",
        "lname",
        "patient last name",
        "patient surname",
        "patient family name",
        "client last name",
        "nachname",
        "familienname",
        "zuname",
        "nom",
        "nom de famille",
        "apellido",
        "apellidos",
    ),
    FULL_NAME: (
        "name",
        "full name",
        "patient",
        "patient name",
        "patient full name",
        "name of patient",
        "client",
        "client name",
        "client full name",
        "customer",
        "customer name",
        "pt name",
        "first name last name",
        "vorname nachname",
        "nombre completo",
        "nom complet",
        "nombre y apellidos",
        "paciente",
        *LAST_FIRST_HEADERS,
    ),
    "therapist": (
        "therapist",
        "clinician",
        "provider",
        "practitioner",
        "physiotherapist",
        "physical therapist",
        "physio",
        "treating therapist",
        "treating clinician",
        "treating provider",
        "rendering provider",
        "therapist name",
        "provider name",
        "clinician name",
        "practitioner name",
        "seen by",
        "therapeut",
        "therapeutin",
        "behandler",
        "terapeuta",
        "fisioterapeuta",
        "thérapeute",
        "kinésithérapeute",
    ),
    "date": (
        "date",
        "treatment date",
        "date of treatment",
        "treated on",
        "treated",
        "appointment date",
        "appt date",
        "visit date",
        "date of visit",
        "session date",
        "service date",
        "date of service",
        "dos",
        "datum",
        "behandlungsdatum",
        "fecha",
        "fecha de tratamiento",
        "fecha de la visita",
        "date du traitement",
        "date de traitement",
    ),
    "areas": (
        "areas",
        "area",
        "areas treated",
        "area treated",
        "treated areas",
        "treated area",
        "treatment area",
        "treatment areas",
        "body part",
        "body parts",
        "body area",
        "body areas",
        "body region",
        "body site",
        "body sites",
        "region",
        "muscles",
        "muscles treated",
        "muscle",
        "körperregion",
        "behandelte bereiche",
        "zonas",
        "zonas tratadas",
        "zones",
        "zones traitées",
    ),
    "advice": (
        "advice",
        "advice given",
        "recommendations",
        "home advice",
        "empfehlungen",
        "consejos",
        "conseils",
    ),
    "next_visit": (
        "next visit",
        "next appointment",
        "next appt",
        "next session",
        "next visit date",
        "next appointment date",
        "next appt date",
        "next session date",
        "date of next visit",
        "date of next appointment",
        "follow up",
        "follow up date",
        "follow up appointment",
        "follow up visit",
        "follow up appointment date",
        "return visit",
        "recall date",
        "nächster termin",
        "próxima cita",
        "próxima visita",
        "prochain rendez vous",
        "prochain rdv",
    ),
    VISIT_TIME: (
        "next visit time",
        "next appointment time",
        "next appt time",
        "next session time",
        "time of next visit",
        "time of next appointment",
        "follow up time",
        "follow up appointment time",
        "return visit time",
        "recall time",
        "uhrzeit nächster termin",
        "nächster termin uhrzeit",
        "hora de la próxima cita",
        "heure du prochain rendez vous",
    ),
    "notes": (
        "notes",
        "note",
        "comments",
        "comment",
        "remarks",
        "notes for patient",
        "patient notes",
        "message",
        "notizen",
        "bemerkung",
        "bemerkungen",
        "notas",
        "comentarios",
        "remarques",
        "commentaires",
    ),
    "language": (
        "language",
        "lang",
        "preferred language",
        "patient language",
        "sprache",
        "idioma",
        "langue",
    ),
    "format": ("format", "handout format", "leaflet format"),
    "paper": ("paper", "paper size", "papier", "papel"),
}

# A cell of this length or longer is not a header.
_MAX_LENGTH = 200

# These mean the last name where there is also a first name: "Vorname;Name".
LAST_BESIDE_FIRST = frozenset({"name"})
# Each of these means the full name where it is the only name column.
FULL_NAME_ALONE = frozenset({"nombre", "nom"})


def normalize_header(header: str) -> str:
    """A header without the differences in how people write it: case, accents, spaces, signs.

    ``First_Name:`` and ``FirstName`` become ``firstname``, ``Prénom`` becomes ``prenom``.
    """
    folded = unicodedata.normalize("NFKD", header).casefold()
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return "".join(re.findall(r"[^\W_]+", bare))


KNOWN_HEADERS = {
    normalize_header(word): field for field, words in SYNONYMS.items() for word in words
}
"""The field of each known header, by its ``normalize_header`` form."""


def find_header_row(rows: Sequence[Sequence[str]], extra: Collection[str] = ()) -> int:
    """The index, from 0, of the row that holds the headers among a table's first rows.

    It is the first row in which two cells are known headers or are among ``extra``; 0 where
    there is none.
    """
    known = KNOWN_HEADERS.keys() | set(map(normalize_header, extra))
    for at, cells in enumerate(rows):
        if (
            sum(1 for cell in cells if len(cell) < _MAX_LENGTH and normalize_header(cell) in known)
            > 1
        ):
            return at
    return 0


def column_letter(column: int) -> str:
    """A column's letters in a spreadsheet, by its index from 0: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        name = chr(65 + remainder) + name
    return name
