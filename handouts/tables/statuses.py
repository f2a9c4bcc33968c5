"""Statuses: who should have no leaflet, since they cancelled, did not come, died, and so on.

A column of statuses says it in words; a column such as "Did not arrive" says yes, or when; one
such as "Attended" or "Active" says no. Other columns may say it too: a date, a name, a note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from handouts.data import Data
from handouts.people.missing import is_missing
from handouts.tables.cell_marks import is_marked
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import normalize_header
from handouts.tables.status_words import (
    CAMEL_CASE,
    NOT,
    STATUS,
    TEXT_GROUPS,
    KnownStatuses,
    load_file,
    load_statuses,
    normalize_all,
    split_words,
)

_NO_SHOW = "no-show"
_MIN_LENGTH = 4  # of a word in another column; shorter ones are codes, which mean other things
# A short text, or the first words of a longer one, are about the person who comes; what a long
# text mentions may be about anybody.
_SHORT_TEXT, _SHORT_NOTE, _LEADING_WORDS = 6, 3, 2
_NEGATIONS = frozenset(
    "not un never isn isnt non without nicht kein keine ne pas niet nie nao inte ikke degil".split()
)
_YES_SIGNS, _NO_SIGNS = "✓✔☑✅", "☐"
_OF_THE_DEAD = re.compile(r"\W*(?:(?:the\s+)?estate\s+of|the\s+late)\s+\w", re.IGNORECASE)

_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile("[0-9]+")
_DAGGERS = frozenset("†✝")


class StatusReading(Data, frozen=True):
    """What a row's columns of statuses say.

    ``unknown`` are the columns, from 0, whose words are not understood; ``unclear`` are those
    whose sign may mean yes or no.
    """

    groups: tuple[str, ...] = ()
    unknown: tuple[int, ...] = ()
    unclear: tuple[int, ...] = ()


def list_groups() -> tuple[str, ...]:
    """The groups of people who should have no leaflet: cancelled, no-show, deceased, ..."""
    return tuple(load_file().words)


def find_status_columns(
    headers: Sequence[str], rows: Iterable[TableRow] | None = None
) -> dict[int, str]:
    """The columns that say who should have no leaflet, by index, and what each tells.

    It is a group where a cell that is filled in means yes; "not " and a group where a cell that
    says no means the group; else "status". With ``rows``, a header such as "State" counts where
    one of its cells is a known status: it may be part of an address.
    """
    known = load_statuses().headers
    words = list(map(normalize_header, headers))
    found = {at: known[word] for at, word in enumerate(words) if word in known}
    asked = normalize_all(load_file().headers_by_cells)
    open_columns = {at for at, word in enumerate(words) if word in asked}
    for row in (rows or ()) if open_columns else ():
        found |= {at: STATUS for at in open_columns if _is_status(row.cell(at))}
    return dict(sorted(found.items()))


def _is_status(cell: str) -> bool:
    """Whether a cell is a known status, and not a code such as NS, or "New"."""
    statuses, word = load_statuses(), normalize_header(cell)
    if len(word) < _MIN_LENGTH:
        return False
    return word in statuses.words or word in statuses.good or bool(find_group(cell))


def find_arrival_columns(columns: Mapping[int, str], rows: Iterable[TableRow]) -> frozenset[int]:
    """The columns such as "Attended" below which somebody has come, by index.

    In a list of days to come, "Attended" says no for all people, and leaves nobody out. Only
    where it says yes (or when) for somebody does its no mean that a person did not come.
    """
    asked = {at for at, kind in columns.items() if kind == NOT + _NO_SHOW}
    if not asked:
        return frozenset()
    return frozenset(at for row in rows for at in asked if _has_come(row.cell(at)))


def _has_come(cell: str) -> bool:
    if is_missing(cell) or is_marked(cell) or cell.strip() in _NO_SIGNS:
        return False
    return normalize_header(cell) not in load_statuses().no and not find_group(cell)


def read_statuses(
    row: TableRow,
    columns: Mapping[int, str],
    arrivals: frozenset[int],
    accepted: Collection[str] = (),
) -> StatusReading:
    """What a row's columns of statuses say; ``arrivals`` as ``find_arrival_columns`` has them.

    Statuses that the user has ``accepted``, in their normalized form, say nothing.
    """
    groups, unknown, unclear = [], [], []
    if arrivals and _denies_no_show(row, columns):
        arrivals = frozenset()
    for at, kind in columns.items():
        cell = row.cell(at).strip()
        if is_missing(cell) or is_marked(cell) or (accepted and _is_accepted(cell, kind, accepted)):
            continue
        if not any(map(str.isalnum, cell)):
            cell = "yes" if cell[0] in _YES_SIGNS else "no" if cell[0] in _NO_SIGNS else ""
        group = _read_cell(cell, kind, at in arrivals) if cell else ""
        groups += [group] if group else []
        unknown += [at] if group is None else []
        unclear += [] if cell else [at]
    return StatusReading(tuple(groups), tuple(unknown), tuple(unclear))


def _denies_no_show(row: TableRow, columns: Mapping[int, str]) -> bool:
    """Whether a column such as "Did not arrive" says no: then who has not come may still come."""
    no = load_statuses().no
    return any(
        kind == _NO_SHOW and normalize_header(row.cell(at)) in no for at, kind in columns.items()
    )


def _is_accepted(cell: str, kind: str, accepted: Collection[str]) -> bool:
    """Whether the user named a status; the yes and no of other columns are no statuses."""
    word = normalize_header(cell)
    if word not in accepted:
        return False
    return kind == STATUS or not (word in load_statuses().yes or word in load_statuses().no)


def has_status(rows: Iterable[TableRow], columns: Mapping[int, str], status: str) -> bool:
    """Whether a row has a status, in its normalized form, in a column of statuses."""
    return any(
        _is_accepted(row.cell(at), kind, {status}) for row in rows for at, kind in columns.items()
    )


def _read_cell(cell: str, kind: str, has_arrivals: bool) -> str | None:
    """The group that a cell names; an empty text for none, None where its words are not known."""
    statuses, word = load_statuses(), normalize_header(cell)
    is_column_of_words = kind == STATUS or kind.startswith(NOT)
    if not is_column_of_words:
        return "" if word in statuses.no | statuses.came else kind
    if word in statuses.no:
        if kind == STATUS:
            return None
        denied = kind.removeprefix(NOT)
        return "" if denied == _NO_SHOW and not has_arrivals else denied
    group = find_group(cell)
    if group or word in statuses.yes:
        return group
    return "" if _is_good(cell) or (kind == NOT + _NO_SHOW and _is_time(cell)) else None


def _is_time(cell: str) -> bool:
    """Whether a cell says when a person came, and nothing that may turn it round."""
    phrases = _list_phrases(split_words(cell), load_statuses())
    has_digits = any(map(str.isdecimal, cell))
    return has_digits and all(_is_harmless(phrase) and not no for _, _, phrase, no in phrases)


def find_group(text: str) -> str:
    """The group that a status names, alone or in a phrase: "No Show - Charged"; "" for none.

    "Not cancelled" names none, and a phrase such as "Cancellation policy" does not either.
    """
    return _read_phrase(text)[0]


def _is_good(text: str) -> bool:
    """Whether a status is known and names no group."""
    return _read_phrase(text)[1]


@lru_cache(maxsize=1024)
def _read_phrase(text: str) -> tuple[str, bool]:
    """The group that a phrase names, if any, and whether it is understood and names none.

    Beside a known word, others may stand ("Confirmed by SMS"), but none that may turn it round.
    """
    statuses, word = load_statuses(), normalize_header(text)
    is_known = word in statuses.good or word in statuses.neutral
    if word in statuses.words or (is_known and "?" not in text):
        return statuses.words.get(word, ""), is_known
    words = split_words(text)
    goods = plain = 0
    is_doubtful = text.rstrip(" )").endswith(("?", " 0", ":0"))
    for _, size, phrase, is_denied in _list_phrases(words, statuses):
        if phrase in statuses.words and phrase not in statuses.only_alone and not is_denied:
            return statuses.words[phrase], False
        goods += phrase in statuses.good and not is_denied
        plain += size
        is_doubtful = is_doubtful or is_denied or not _is_harmless(phrase)
    is_plain = plain > 0 and plain + sum(map(str.isdecimal, words)) == len(words)
    return "", (goods > 0 or is_plain) and not is_doubtful


def _is_harmless(phrase: str) -> bool:
    """Whether a known phrase speaks for no group, and turns nothing round."""
    return phrase in load_statuses().good or phrase in load_statuses().neutral


def _list_phrases(
    words: Sequence[str], statuses: KnownStatuses
) -> Iterator[tuple[int, int, str, bool]]:
    """The known phrases in some words: where each begins, its number of words, and whether a word
    before denies it.
    """
    at = 0
    while at < len(words):
        size, phrase = _find_phrase(words, at, statuses)
        if phrase:
            yield at, size, phrase, at > 0 and words[at - 1] in _NEGATIONS
        at += size


def _find_phrase(words: Sequence[str], at: int, statuses: KnownStatuses) -> tuple[int, str]:
    """The longest known phrase that begins at a word, with its number of words."""
    for size in range(min(statuses.longest, len(words) - at), 0, -1):
        phrase = "".join(words[at : at + size])
        if phrase in statuses.words or _is_harmless(phrase) or phrase in statuses.doubtful:
            return size, phrase
    return 1, ""


@lru_cache(maxsize=256)
def find_group_in_text(text: str, *, is_note: bool = False) -> str:
    """The group that a cell of any other column may name: "pt cancelled"; "" for none.

    The whole text names it, or any word of a short text, or one of the first words of a longer
    one, unless that ``is_note`` for the patient. Codes count in capitals alone.
    """
    statuses, word = load_statuses(), normalize_header(text)
    group = statuses.words.get(word, "")
    if group in TEXT_GROUPS and len(word) >= _MIN_LENGTH and word not in statuses.only_alone:
        return group
    for group, codes in load_file().capitals_in_names.items():
        if text.strip() in codes:
            return group
    words = split_words(text)
    searched = 0 if is_note else _LEADING_WORDS
    if len(words) <= (_SHORT_NOTE if is_note else _SHORT_TEXT):
        searched = len(words)
    for at, _, phrase, is_denied in _list_phrases(words, statuses):
        if at < searched and phrase in statuses.in_texts and not is_denied:
            return statuses.words[phrase]
    return ""


def find_group_in_place(text: str) -> str:
    """The group named in place of a date or in brackets: "CANCELLED - sick"; "" for none."""
    group = find_group(text) if any(map(str.isalpha, text)) else ""
    if group not in TEXT_GROUPS:
        return ""
    is_alone = normalize_header(text) in load_statuses().only_alone
    return "" if is_alone else group


@lru_cache(maxsize=64)  # each row asks twice
def find_group_in_name(name: str) -> str:
    """The group that stands in or beside a name, also in brackets: "Anna Lee (deceased)".

    Only words that are nobody's name count; codes such as DNA and RIP count in capitals at the
    end of a name, or RIP before it, if the name is not written in capitals too. In brackets, so
    does any phrase of a status: "(died 2024)".
    """
    if name.isascii() and name.isalpha() and not CAMEL_CASE.search(name):
        # quick: one word, as nearly all parts of names are; a code counts only beside others
        return load_statuses().in_names.get(name.lower(), "")
    if _OF_THE_DEAD.match(name) or not _DAGGERS.isdisjoint(name):
        return "deceased"
    for inside in _BRACKETED.findall(name):
        group = find_group_in_place(inside)
        if group and (len(inside) >= _MIN_LENGTH or inside.isupper()):  # "(Rip)" is a nickname
            return group
    words, known = split_words(name), load_statuses().in_names
    for at, size in product(range(len(words)), range(1, 5)):
        group = known.get("".join(words[at : at + size]), "")
        if group:
            return group
    return _find_code_in_name(_LETTERS.findall(name.replace(".", "")))


def _find_code_in_name(words: Sequence[str]) -> str:
    """The group of a code in capitals at the end of a name, or of RIP before it."""
    if len(words) < 2:
        return ""
    first, last, others = words[0], words[-1], words[:-1]
    if first == "RIP" and not all(map(str.isupper, words[1:])):
        return "deceased"
    is_surname = len(others) == 1 and others[0].isupper()
    codes = load_file().capitals_in_names.items()
    return "" if is_surname else next((group for group, each in codes if last in each), "")


def is_only_status(name: str) -> bool:
    """Whether a name is nothing but words of a status: it is no person's."""
    letters = name if name.isalpha() else _DIGITS.sub("", name)
    return normalize_header(letters) in load_statuses().in_names


@lru_cache(maxsize=256)  # many people of a table have the same therapist
def names_no_therapist(text: str) -> bool:
    """Whether a text stands for no therapist: "Unassigned", "TBD", "Room 2", a number.

    A word such as "Booth", which is a surname too, is a room only with a number behind it.
    """
    statuses, words = load_statuses(), split_words(text)
    if normalize_header(text) in statuses.no_therapist or not any(map(str.isalpha, text)):
        return True
    rooms = statuses.rooms | statuses.rooms_or_surnames
    if words[0] not in rooms or any(len(word) > 1 for word in set(words) - rooms if word.isalpha()):
        return False
    return not statuses.rooms.isdisjoint(words) or any(map(str.isdecimal, words))


def list_certain_cells(
    row: TableRow, columns: Sequence[int], notes: int | None = None
) -> Iterator[tuple[int, str]]:
    """The cells of some columns that may name a group, each with its column.

    Of the ``notes`` for the patient, only a very short text does: they explain rules, too.
    """
    text = "\n".join(map(row.cell, columns))
    if load_statuses().key_words.isdisjoint(split_words(text)):  # quick: so are nearly all rows
        return
    for at in columns:
        group = find_group_in_text(row.cell(at), is_note=at == notes)
        if group:
            yield at, group
