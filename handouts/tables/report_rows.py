"""Rows of an export that are not people: totals, closing lines of a report, repeated headers.

Without this, "Total" would get a leaflet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import zip_longest

from handouts.sources.findings import ValueFinding
from handouts.tables.headers import normalize_header

# Words of a total, alone or with numbers and the words below: "Total", "12 patients in all".
_TOTAL_WORDS = set(
    "total totals subtotal subtotals sum sums count average mean overall report "
    "gesamt gesamtzahl summe anzahl zwischensumme suma recuento somme totaux".split()
)
_FILLER_WORDS = set(
    "grand sub number no of all in and end the on for this page pages row rows record records "
    "patient patients client clients people person persons appointment appointments visit visits "
    "session sessions leaflet leaflets entry entries patienten termine zeilen pacientes citas "
    "filas patients lignes rendez vous general de la le".split()
)
# No name contains them, so one is enough where a row contains nothing else.
_CERTAIN_WORDS = {
    "total",
    "totals",
    "subtotal",
    "subtotals",
    "gesamt",
    "gesamtzahl",
    "zwischensumme",
}
_PRINTED_WORDS = {"printed", "exported", "generated", "created"}
_PLAIN_TEXT = re.compile(r"[\w\s.,:;=#/()'’–-]+")  # a formula contains other signs
_NUMBER = re.compile(
    r"[$£€#-]?\s*(?:[0-9]{1,3}(?:[.,'’\s][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?\s*[$£€%]?"
)


def explain_summary_row(
    cells: Sequence[str],
    headers: Sequence[str],
    used_columns: Collection[int],
    date_columns: Collection[int],
) -> ValueFinding | None:
    """Why a row is not a person, without quoting it; None where it may be one.

    ``used_columns`` are the columns that are read, ``date_columns`` those with dates among
    them. A row counts as a total, a line of a report or repeated headers only where nothing
    else in it is filled in.
    """
    filled = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
    if not filled.keys() & set(used_columns):
        return None
    if _repeats_headers(cells, headers):
        return ValueFinding("not-a-person", "This row repeats the headers.", "Delete the row.")
    texts = [text for at, text in filled.items() if at not in date_columns or _is_total(text)]
    if _are_totals(texts, alone=len(used_columns) == 1 or len(texts) < len(filled)) or (
        len(filled) == 1 and any(map(_is_closing_line, texts))
    ):
        message = "This row seems to be a total or a line of the report, not a person."
        return ValueFinding(
            "not-a-person", message, "Delete it; if it is a person, fill in more of the row."
        )
    return None


def _repeats_headers(cells: Sequence[str], headers: Sequence[str]) -> bool:
    pairs = zip_longest(cells, headers, fillvalue="")
    return all(
        normalize_header(cell) == normalize_header(header) != ""
        for cell, header in pairs
        if cell.strip()
    )


def _are_totals(texts: Sequence[str], alone: bool) -> bool:
    """Whether all texts are totals. With ``alone``, numbers by themselves may be people."""
    worded = [text for text in texts if not _NUMBER.fullmatch(text)]
    return all(map(_is_total, worded)) and bool(worded or (texts and not alone))


def _is_total(text: str) -> bool:
    """Whether a text is worded as a total: ``Total``, ``Total: 12``, ``12 patients``."""
    words = _split_words(text)
    known = bool(words and _PLAIN_TEXT.fullmatch(text)) and words <= _TOTAL_WORDS | _FILLER_WORDS
    return known and (bool(words & _TOTAL_WORDS) or any(map(str.isdigit, text)))


def _is_closing_line(text: str) -> bool:
    """Whether a text alone in its row closes a report: ``Printed 23 Nov 2026``."""
    words = _split_words(text)
    return bool(words & _CERTAIN_WORDS) or (
        bool(words & _PRINTED_WORDS) and any(map(str.isdigit, text))
    )


def _split_words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))
