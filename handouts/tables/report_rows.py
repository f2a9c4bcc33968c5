"""Rows of an export that are not people: totals, closing lines of a report, repeated headers.

Without this, "Total" would get a leaflet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding
from handouts.sources.folding import fold_text
from handouts.tables.headers import load_headers, normalize_header
from handouts.tables.statuses import is_only_status

# Words of a total, alone or with numbers and the words below: "Total", "12 patients in all".
_TOTAL_WORDS = set(
    "total totals subtotal subtotals sum sums count average averages mean overall report "
    "gesamt gesamtzahl gesamtsumme summe anzahl zwischensumme suma recuento somme totaux totaal "
    "totalen subtotaal totale totali subtotale totalt totaler summa razem łacznie ogołem toplam "
    "yhteensa totais durchschnitt moyenne promedio gemiddelde media srednia ortalama".split()
)
_FILLER_WORDS = set(
    "grand sub number no of all in and end the on for this page pages row rows record records "
    "patient patients client clients people person persons appointment appointments visit visits "
    "session sessions leaflet leaflets entry entries patienten termine zeilen pacientes citas "
    "filas patients lignes rendez vous general de la le".split()
)
_LINE_WORDS = _TOTAL_WORDS | _FILLER_WORDS
# No name contains them, so one is enough where a row contains nothing else.
_CERTAIN_WORDS = _TOTAL_WORDS - set(
    "sum sums count mean overall report summe anzahl suma recuento somme summa media".split()
)
# What else a total in the column of names is worded with: "Provider total", "Average per day".
_LINE_FILLERS = _LINE_WORDS | set(
    "provider practitioner therapist clinician doctor physio location clinic daily weekly monthly "
    "day week month year per generale generaal sous".split()
)
# The day's name above the people of that day, alone or with a date. Some are first names too, so
# they count only where nothing else is known of a person.
_WEEKDAYS = set(
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag "
    "freitag samstag sonnabend sonntag lunes martes miercoles jueves viernes sabado domingo lundi "
    "mardi mercredi jeudi vendredi samedi dimanche lunedi martedi mercoledi giovedi venerdi sabato "
    "domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag wtorek sroda "
    "czwartek piatek sobota niedziela poniedziałek mandag tirsdag onsdag torsdag "
    "fredag lordag lørdag sondag søndag tisdag "
    "pazartesi salı carsamba persembe cuma cumartesi pazar maanantai tiistai keskiviikko torstai "
    "perjantai lauantai sunnuntai segunda terca quarta quinta sexta feira".split()
)
_MONTHS = set(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec januar februar marz mai juni juli oktober dezember "
    "st nd rd th".split()
)
# What stands in a schedule in place of a person, alone or with the words below.
_PLACEHOLDERS = set(
    "lunch break blocked unavailable available vacant reserved tbd tba meeting closed holiday "
    "vacation huddle cleaning test testing zztest zzztest dummy confidential unbooked pause "
    "mittag mittagspause besprechung teambesprechung gesperrt geblockt urlaub fortbildung almuerzo "
    "descanso reunion bloqueado bloqueada vacaciones dejeuner conge conges bloque indisponible "
    "pausa pranzo riunione bloccato ferie lunchpauze pauze vergadering geblokkeerd przerwa "
    "spotkanie zablokowane almoco reuniao ferias lunsj frokost møte toplantı paperwork travel "
    "busy ooo cancelled canceled discharged deceased noshow walkin admin urgent charting "
    "documentation training inservice callbacks catchup lunchtime".split()
)
_PLACEHOLDER_FILLERS = _FILLER_WORDS | set(
    "block hold staff team admin leave free slot slots time only room do not use empty open "
    "frei libre urgent urgents emergency emergencies phone call calls email emails".split()
)
# Words that say so only together; each alone may be a name or a filler.
_PLACEHOLDER_PHRASES = tuple(
    frozenset(phrase.split())
    for phrase in (
        "do not use",
        "do not book",
        "do not schedule",
        "walk in",
        "walk ins",
        "out office",
        "new patient",
        "new client",
        "group class",
        "emergency slot",
        "emergency appt",
        "emergency appointment",
        "dr appt",
        "dr appointment",
        "doctor appt",
        "doctor appointment",
        "no show",
        "same day",
        "hold for",
        "phone call",
        "phone calls",
        "catch up",
        "day off",
        "free time",
        "free slot",
        "on call",
        "staff time",
        "team time",
        "annual leave",
        "sick leave",
    )
)
# One of them is in whatever stands for a break, a free slot or a test.
_PLACEHOLDER_WORDS = _PLACEHOLDERS.union(*_PLACEHOLDER_PHRASES)
# One of them is in whatever stands in a report's own line in place of a name.
_LINE_SIGNS = _CERTAIN_WORDS | _WEEKDAYS
_FILL_IN = "Delete it; if it is a person, fill in more of the row."
_PRINTED_WORDS = {"printed", "exported", "generated", "created"}
_PLAIN_TEXT = compile_late(r"[\w\s.,:;=#/()'’–-]+")  # a formula contains other signs
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = compile_late(
    r"[$£€#-]?\s*(?:[0-9]{1,3}(?:[.,'’\s][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?\s*[$£€%]?"
)


class PeopleColumns(Data, frozen=True):
    """The columns of a table that are read for people, by index.

    ``names`` and ``dates`` are among ``used``. ``sure`` are those that are filled in for people
    and blank in a report's own lines.
    """

    used: frozenset[int]
    dates: frozenset[int]
    names: frozenset[int]
    sure: frozenset[int]


def explain_report_row(
    cells: Sequence[str], headers: Sequence[str], columns: PeopleColumns
) -> ValueFinding | None:
    """Why a row is not a person, without quoting it; None where it may be one.

    A row counts as a total, a line of the report or repeated headers only where nothing else in
    it is filled in. So does a row with a single name, where others have more; a row whose name
    is a word such as "Lunch" never is a person.
    """
    filled = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
    if not filled.keys() & columns.used:
        return None
    if _repeats_headers(cells, headers):
        return ValueFinding("not-a-person", "This row repeats the headers.", "Delete the row.")
    texts = [text for at, text in filled.items() if at not in columns.dates or _is_total(text)]
    if _are_totals(texts, alone=len(columns.used) == 1 or len(texts) < len(filled)) or (
        len(filled) == 1 and any(map(_is_closing_line, texts))
    ):
        message = "This row seems to be a total or a line of the report, not a person."
        return ValueFinding("not-a-person", message, _FILL_IN)
    names = " ".join(text for at, text in filled.items() if at in columns.names)
    words = _split_words(names)
    if not words.isdisjoint(_LINE_SIGNS) and _is_line(words, filled, columns):
        message = "This row seems to be a total or a line of the report, not a person."
        return ValueFinding("not-a-person", message, _FILL_IN)
    if is_only_status(names) or _is_placeholder(words):
        message = "This row seems to be a break, a free slot or a test, not a person."
        return ValueFinding("not-a-person", message, "Delete it, or correct the name.")
    if len(filled) == 1 and filled.keys() <= columns.names and columns.sure:
        message = "This row has only a name, where others have more: it may be a heading."
        return ValueFinding("not-a-person", message, _FILL_IN)
    return None


def is_report_line(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are a total, or close a report."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    return _are_totals(texts, alone=False) or (len(texts) == 1 and _is_closing_line(texts[0]))


def _is_line(words: set[str], filled: Mapping[int, str], columns: PeopleColumns) -> bool:
    """Whether the words in place of a name are a total or a weekday, whatever is beside them.

    A total may repeat words of another cell: "Park total" beside the therapist Park.
    """
    if not words.isdisjoint(_WEEKDAYS):
        return _is_day(words, filled, columns)
    names = columns.names
    others = {word for at, text in filled.items() if at not in names for word in _split_words(text)}
    return not words.isdisjoint(_CERTAIN_WORDS) and words <= _LINE_FILLERS | others


def _is_day(words: set[str], filled: Mapping[int, str], columns: PeopleColumns) -> bool:
    """Whether a weekday, perhaps with its date, is all that a row has: "Monday 23 Nov"."""
    if not filled.keys() <= columns.names | columns.dates:
        return False
    digits = (text for at, text in filled.items() if at in columns.names)
    is_dated = any(char.isdigit() for text in digits for char in text)
    return words <= (_WEEKDAYS | _MONTHS if is_dated else _WEEKDAYS)


def _is_placeholder(words: set[str]) -> bool:
    """Whether the words of a name are those for a break, a free slot or a test."""
    if words.isdisjoint(_PLACEHOLDER_WORDS):  # quick: nearly all names
        return False
    fillers = _PLACEHOLDER_FILLERS | {"s"}  # of "Dr's"
    return (bool(words & _PLACEHOLDERS) and words <= _PLACEHOLDERS | fillers) or any(
        phrase <= words <= phrase | _PLACEHOLDERS | fillers for phrase in _PLACEHOLDER_PHRASES
    )


def finds_other_headers(cells: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether a row holds headers in another order: the rows below it are not the table's."""
    own = _normalize_headers(tuple(headers))
    known = load_headers().fields
    words = set()
    for cell in filter(str.strip, cells):
        word = normalize_header(cell)
        if word not in known and word not in own:
            return False
        words.add(word)
    return len(own & words) > 1


@lru_cache(maxsize=16)
def _normalize_headers(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normalize_header, headers))


def _repeats_headers(cells: Sequence[str], headers: Sequence[str]) -> bool:
    pairs = zip_longest(cells, headers, fillvalue="")
    return all(
        normalize_header(cell) == normalize_header(header) != ""
        for cell, header in pairs
        if cell.strip()
    )


def _are_totals(texts: Sequence[str], alone: bool) -> bool:
    """Whether all texts are totals. With ``alone``, numbers by themselves may be people."""
    is_worded = False
    for text in texts:
        is_number = not text[0].isalpha() and _NUMBER.fullmatch(text)
        if is_number:
            continue
        if not _is_total(text):
            return False
        is_worded = True
    return is_worded or bool(texts and not alone)


def _is_total(text: str) -> bool:
    """Whether a text is worded as a total: ``Total``, ``Total: 12``, ``12 patients``."""
    words = _split_words(text)
    if not words or not words <= _LINE_WORDS or not _PLAIN_TEXT.fullmatch(text):
        return False
    return not words.isdisjoint(_TOTAL_WORDS) or any(map(str.isdigit, text))


def _is_closing_line(text: str) -> bool:
    """Whether a text alone in its row closes a report: ``Printed 23 Nov 2026``."""
    words = _split_words(text)
    return bool(words & _CERTAIN_WORDS) or (
        bool(words & _PRINTED_WORDS) and any(map(str.isdigit, text))
    )


def _split_words(text: str) -> set[str]:
    """The words of a text, without case and accents."""
    folded = text.casefold() if text.isascii() else fold_text(text)
    return set(_LETTERS.findall(folded))
