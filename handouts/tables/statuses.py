"""Statuses: who should have no leaflet, since they cancelled, did not come, died, and so on.

A column of statuses says it in words; a column such as "Did not arrive" says yes, or when; one
such as "Attended" or "Active" says no. Other columns may say it too: a date, a name, a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

import msgspec

from handouts.data import Data
from handouts.people.missing import is_missing
from handouts.sources.folding import fold_text
from handouts.tables.cell_marks import is_marked
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import normalize_header

_FILE = Path(__file__).with_name("statuses.json")
_STATUS, _NOT = "status", "not "
_NO_SHOW = "no-show"
# Groups that a cell of another column may name, since their words mean nothing else.
_CERTAIN_GROUPS = frozenset({"cancelled", _NO_SHOW, "deceased", "do-not-contact"})
_MIN_LENGTH = 4  # of such a word; shorter ones are codes, which mean other things elsewhere
_NEGATIONS = frozenset(
    "not un never isn isnt non without nicht kein keine ne pas niet nie nao inte ikke degil".split()
)
_YES_SIGNS, _NO_SIGNS = "✓✔☑✅", "☐"
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OF_THE_DEAD = re.compile(r"\W*(?:(?:the\s+)?estate\s+of|the\s+late)\s+\w", re.IGNORECASE)

_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile("[0-9]+")
_DAGGERS = frozenset("†✝")


class _StatusesFile(Data, frozen=True, forbid_unknown_fields=True):
    """The content of statuses.json: headers and words of practice software.

    Words of ``only_alone`` count where they are the whole cell. Who ``came`` has a leaflet, even
    below a header such as "No show"; ``known`` are other words that speak for no group.
    """

    status_headers: tuple[str, ...]
    flag_headers: dict[str, tuple[str, ...]]
    yes_headers: dict[str, tuple[str, ...]]
    headers_by_cells: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    only_alone: tuple[str, ...]
    came: tuple[str, ...]
    known: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    in_names: dict[str, tuple[str, ...]]
    capitals_in_names: dict[str, tuple[str, ...]]
    no_therapist: tuple[str, ...]
    rooms: tuple[str, ...]
    rooms_or_surnames: tuple[str, ...]


class _KnownStatuses(Data, frozen=True):
    """The same by normalized header and word: what a column tells, and which group a word is in.

    ``longest`` is the number of words in the longest phrase.
    """

    headers: Mapping[str, str]
    words: Mapping[str, str]
    only_alone: frozenset[str]
    came: frozenset[str]
    good: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    in_names: Mapping[str, str]
    no_therapist: frozenset[str]
    rooms: frozenset[str]
    rooms_or_surnames: frozenset[str]
    longest: int


class StatusReading(Data, frozen=True):
    """What a row's columns of statuses say.

    ``is_unknown`` says that a status is in no list; ``unclear`` are the columns, from 0, whose
    sign may mean yes or no.
    """

    groups: tuple[str, ...] = ()
    is_unknown: bool = False
    unclear: tuple[int, ...] = ()


@cache
def _load_file() -> _StatusesFile:
    return msgspec.json.decode(_FILE.read_bytes(), type=_StatusesFile)


@cache
def _load_statuses() -> _KnownStatuses:
    file = _load_file()
    headers = {
        **dict.fromkeys(map(normalize_header, file.status_headers), _STATUS),
        **{header: _NOT + group for header, group in _invert(file.yes_headers).items()},
        **_invert(file.flag_headers),
    }
    came, good = _normalize(file.came), _normalize((*file.came, *file.known))
    phrases = (*file.came, *file.known, *(each for all_ in file.words.values() for each in all_))
    return _KnownStatuses(
        headers,
        _invert(file.words),
        _normalize(file.only_alone),
        came,
        good,
        _normalize(file.yes),
        _normalize(file.no),
        _invert(file.in_names),
        _normalize(file.no_therapist),
        _normalize(file.rooms),
        _normalize(file.rooms_or_surnames),
        max(len(_split_words(each)) for each in phrases),
    )


def _normalize(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normalize_header, words))


def _invert(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {normalize_header(word): group for group, words in groups.items() for word in words}


def list_groups() -> tuple[str, ...]:
    """The groups of people who should have no leaflet: cancelled, no-show, deceased, ..."""
    return tuple(_load_file().words)


def find_status_columns(
    headers: Sequence[str], rows: Iterable[TableRow] | None = None
) -> dict[int, str]:
    """The columns that say who should have no leaflet, by index, and what each tells.

    It is a group where a cell that is filled in means yes; "not " and a group where a cell that
    says no means the group; else "status". With ``rows``, a header such as "State" counts where
    one of its cells is a known status: it may be part of an address.
    """
    known = _load_statuses().headers
    words = list(map(normalize_header, headers))
    found = {at: known[word] for at, word in enumerate(words) if word in known}
    asked = _normalize(_load_file().headers_by_cells)
    open_columns = {at for at, word in enumerate(words) if word in asked}
    for row in (rows or ()) if open_columns else ():
        found |= {at: _STATUS for at in open_columns if _is_status(row.cell(at))}
    return dict(sorted(found.items()))


def _is_status(cell: str) -> bool:
    """Whether a cell is a known status, and not a code such as NS, or "New"."""
    statuses, word = _load_statuses(), normalize_header(cell)
    return len(word) >= _MIN_LENGTH and word in statuses.words.keys() | statuses.good


def find_arrival_columns(columns: Mapping[int, str], rows: Iterable[TableRow]) -> frozenset[int]:
    """The columns such as "Attended" below which somebody has come, by index.

    In a list of days to come, "Attended" says no for all people, and leaves nobody out. Only
    where it says yes (or when) for somebody does its no mean that a person did not come.
    """
    asked = {at for at, kind in columns.items() if kind == _NOT + _NO_SHOW}
    if not asked:
        return frozenset()
    return frozenset(at for row in rows for at in asked if _has_come(row.cell(at)))


def _has_come(cell: str) -> bool:
    if is_missing(cell) or is_marked(cell) or cell.strip() in _NO_SIGNS:
        return False
    return normalize_header(cell) not in _load_statuses().no and not find_group(cell)


def read_statuses(
    row: TableRow, columns: Mapping[int, str], arrivals: frozenset[int]
) -> StatusReading:
    """What a row's columns of statuses say; ``arrivals`` as ``find_arrival_columns`` has them."""
    groups, unclear, is_unknown = [], [], False
    for at, kind in columns.items():
        cell = row.cell(at).strip()
        if is_missing(cell) or is_marked(cell):
            continue
        if not any(map(str.isalnum, cell)):
            cell = "yes" if cell[0] in _YES_SIGNS else "no" if cell[0] in _NO_SIGNS else ""
        if not cell:
            unclear.append(at)
            continue
        group = _read_cell(cell, kind, at in arrivals)
        groups += [group] if group else []
        is_unknown = is_unknown or group is None
    return StatusReading(tuple(groups), is_unknown, tuple(unclear))


def _read_cell(cell: str, kind: str, has_arrivals: bool) -> str | None:
    """The group that a cell names; an empty text for none, None where its words are not known."""
    statuses, word = _load_statuses(), normalize_header(cell)
    is_column_of_words = kind == _STATUS or kind.startswith(_NOT)
    if not is_column_of_words:
        return "" if word in statuses.no | statuses.came else kind
    if word in statuses.no:
        if kind == _STATUS:
            return None
        denied = kind.removeprefix(_NOT)
        return "" if denied == _NO_SHOW and not has_arrivals else denied
    group = find_group(cell)
    if group or word in statuses.yes:
        return group
    has_time = kind == _NOT + _NO_SHOW and any(map(str.isdecimal, cell))  # when a person came
    return "" if has_time or _is_good(cell) else None


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
    """The group that a phrase names, if any, and whether its words are known and name none."""
    statuses, word = _load_statuses(), normalize_header(text)
    if word in statuses.words or word in statuses.good:
        return statuses.words.get(word, ""), word in statuses.good
    words = _split_words(text)
    at, goods, is_doubtful = 0, 0, False
    while at < len(words):
        size, phrase = _find_phrase(words, at, statuses)
        is_denied = at > 0 and words[at - 1] in _NEGATIONS
        if phrase in statuses.words and phrase not in statuses.only_alone and not is_denied:
            return statuses.words[phrase], False
        goods += phrase in statuses.good and not is_denied
        is_doubtful = is_doubtful or phrase in statuses.words or (bool(phrase) and is_denied)
        at += size
    return "", goods > 0 and not is_doubtful


def _find_phrase(words: Sequence[str], at: int, statuses: _KnownStatuses) -> tuple[int, str]:
    """The longest known phrase that begins at a word, with its number of words."""
    for size in range(min(statuses.longest, len(words) - at), 0, -1):
        phrase = "".join(words[at : at + size])
        if phrase in statuses.words or phrase in statuses.good:
            return size, phrase
    return 1, ""


def find_certain_group(text: str) -> str:
    """The group that a cell of any other column names as a whole, without doubt; "" for none."""
    statuses, word = _load_statuses(), normalize_header(text)
    group = statuses.words.get(word, "")
    is_certain = group in _CERTAIN_GROUPS and len(word) >= _MIN_LENGTH
    return group if is_certain and word not in statuses.only_alone else ""


def find_group_in_place(text: str) -> str:
    """The group named in place of a date or in brackets: "CANCELLED - sick"; "" for none."""
    group = find_group(text) if any(map(str.isalpha, text)) else ""
    if group not in _CERTAIN_GROUPS:
        return ""
    is_alone = normalize_header(text) in _load_statuses().only_alone
    return "" if is_alone else group


@lru_cache(maxsize=64)  # each row asks twice
def find_group_in_name(name: str) -> str:
    """The group that stands in or beside a name, also in brackets: "Anna Lee (deceased)".

    Only words that are nobody's name count; codes such as DNA and RIP count in capitals at the
    end of a name, or RIP before it, if the name is not written in capitals too. In brackets, so
    does any phrase of a status: "(died 2024)".
    """
    if name.isascii() and name.isalpha() and not _CAMEL_CASE.search(name):
        # quick: one word, as nearly all parts of names are; a code counts only beside others
        return _load_statuses().in_names.get(name.lower(), "")
    if _OF_THE_DEAD.match(name) or not _DAGGERS.isdisjoint(name):
        return "deceased"
    for inside in _BRACKETED.findall(name):
        group = find_group_in_place(inside)
        if group and (len(inside) >= _MIN_LENGTH or inside.isupper()):  # "(Rip)" is a nickname
            return group
    words, known = _split_words(name), _load_statuses().in_names
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
    codes = _load_file().capitals_in_names.items()
    return "" if is_surname else next((group for group, each in codes if last in each), "")


def is_only_status(name: str) -> bool:
    """Whether a name is nothing but words of a status: it is no person's."""
    letters = name if name.isalpha() else _DIGITS.sub("", name)
    return normalize_header(letters) in _load_statuses().in_names


@lru_cache(maxsize=256)  # many people of a table have the same therapist
def names_no_therapist(text: str) -> bool:
    """Whether a text stands for no therapist: "Unassigned", "TBD", "Room 2", a number.

    A word such as "Booth", which is a surname too, is a room only with a number behind it.
    """
    statuses, words = _load_statuses(), _split_words(text)
    if normalize_header(text) in statuses.no_therapist or not any(map(str.isalpha, text)):
        return True
    rooms = statuses.rooms | statuses.rooms_or_surnames
    if words[0] not in rooms or any(len(word) > 1 for word in set(words) - rooms if word.isalpha()):
        return False
    return not statuses.rooms.isdisjoint(words) or any(map(str.isdecimal, words))


def _split_words(text: str) -> list[str]:
    """The words of a text, folded as ``normalize_header`` does."""
    return _WORD.findall(fold_text(_CAMEL_CASE.sub(" ", text)))


def list_certain_cells(row: TableRow, columns: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The cells of some columns that name a group without doubt, each with its column."""
    for at in columns:
        group = find_certain_group(row.cell(at))
        if group:
            yield at, group
