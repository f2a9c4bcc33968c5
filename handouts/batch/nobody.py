"""Rows that are nobody: sums and closing lines of a report, headers that come again.

They stand among the people of an export, and no one would want a leaflet for "Total".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import zip_longest

from handouts.batch.headers import plain
from handouts.spec.problems import Fault

# Words of a sum, alone or with numbers and the words below: "Total", "12 patients in all".
_SUMS = set(
    "total totals subtotal subtotals sum sums count average mean overall report "
    "gesamt gesamtzahl summe anzahl zwischensumme suma recuento somme totaux".split()
)
_WITH = set(
    "grand sub number no of all in and end the on for this page pages row rows record records "
    "patient patients client clients people person persons appointment appointments visit visits "
    "session sessions leaflet leaflets entry entries patienten termine zeilen pacientes citas "
    "filas patients lignes rendez vous general de la le".split()
)
# No name holds them, so they say enough where a row holds nothing else.
_SURE = {"total", "totals", "subtotal", "subtotals", "gesamt", "gesamtzahl", "zwischensumme"}
_PRINTED = {"printed", "exported", "generated", "created"}
_SAID = re.compile(r"[\w\s.,:;=#/()'’–-]+")  # a formula has other signs
_NUMBER = re.compile(
    r"[$£€#-]?\s*(?:[0-9]{1,3}(?:[.,'’\s][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?\s*[$£€%]?"
)


def nobody(
    cells: Sequence[str], headers: Sequence[str], read: Collection[int], days: Collection[int]
) -> Fault | None:
    """Why a row is nobody's, in words that do not repeat it; None where it may be someone's.

    ``read`` are the columns that are read, ``days`` those of dates among them. A row is a sum,
    a line of a report, or headers only where nothing else of it is filled in.
    """
    filled = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
    if not filled.keys() & set(read):
        return None
    if _headers(cells, headers):
        return Fault("The headers come again in this row.", "Take the row out.")
    texts = [text for at, text in filled.items() if at not in days or _sum(text)]
    if _sums(texts, alone=len(read) == 1 or len(texts) < len(filled)) or (
        len(filled) == 1 and any(map(_closing, texts))
    ):
        message = "This row seems to be a sum, or a line of the report, and no person."
        return Fault(message, "Take it out; if it is a person, fill in more of the row.")
    return None


def _headers(cells: Sequence[str], headers: Sequence[str]) -> bool:
    pairs = zip_longest(cells, headers, fillvalue="")
    return all(plain(cell) == plain(header) != "" for cell, header in pairs if cell.strip())


def _sums(texts: Sequence[str], alone: bool) -> bool:
    """Whether texts are sums, all of them. ``alone``: numbers may stand for people there."""
    worded = [text for text in texts if not _NUMBER.fullmatch(text)]
    return all(map(_sum, worded)) and bool(worded or (texts and not alone))


def _sum(text: str) -> bool:
    """Whether a text is in words a sum: ``Total``, ``Total: 12``, ``12 patients``."""
    words = _words(text)
    known = bool(words and _SAID.fullmatch(text)) and words <= _SUMS | _WITH
    return known and (bool(words & _SUMS) or any(map(str.isdigit, text)))


def _closing(text: str) -> bool:
    """Whether a text, which stands alone in its row, closes a report: ``Printed 23 Nov 2026``."""
    words = _words(text)
    return bool(words & _SURE) or (bool(words & _PRINTED) and any(map(str.isdigit, text)))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))
