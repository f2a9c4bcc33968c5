"""The words of statuses, from their data file: which say that a person should have no leaflet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec

from handouts.data import Data
from handouts.sources.folding import fold_text
from handouts.tables.headers import normalize_header

_FILE = Path(__file__).with_name("statuses.json")
STATUS, NOT = "status", "not "
"""What a column tells: "status" for words, or "not " and the group that its no means."""

TEXT_GROUPS = ("cancelled", "no-show", "deceased", "do-not-contact")
"""The groups that a cell of another column may name, since their words mean nothing else."""

# Letters that are no others with an accent, and those for which two may be typed.
_PLAIN_LETTERS = str.maketrans("łøıđ", "loid")
_TWO_LETTERS = {ord(one): two for one, two in zip("äöüåøæ", "ae oe ue aa oe ae".split())}
_SPECIAL_LETTERS = frozenset("łøıđäöüåæ")
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_SIGN = re.compile(r"[^\w\s]")
CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")


class StatusesFile(Data, frozen=True, forbid_unknown_fields=True):
    """The content of statuses.json: headers and words of practice software.

    Words of ``only_alone`` count where they are the whole cell. Who ``came`` has a leaflet, even
    below a header such as "No show"; ``known`` are other words that speak for no group. So do
    ``neutral`` ones, if nothing unknown stands beside them. With a word of ``doubtful``, no phrase
    is understood: "arrived in error", "seen elsewhere". Words of ``only_statuses`` name a group in
    a status, and other things elsewhere.
    """

    status_headers: tuple[str, ...]
    flag_headers: dict[str, tuple[str, ...]]
    yes_headers: dict[str, tuple[str, ...]]
    headers_by_cells: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    only_alone: tuple[str, ...]
    only_statuses: tuple[str, ...]
    came: tuple[str, ...]
    known: tuple[str, ...]
    neutral: tuple[str, ...]
    doubtful: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    in_names: dict[str, tuple[str, ...]]
    capitals_in_names: dict[str, tuple[str, ...]]
    no_therapist: tuple[str, ...]
    rooms: tuple[str, ...]
    rooms_or_surnames: tuple[str, ...]


class KnownStatuses(Data, frozen=True):
    """The same by normalized header and word: what a column tells, and which group a word is in.

    ``longest`` is the number of words in the longest phrase. Phrases ``in_texts`` name a group
    in a longer text of any column, too. A text of another column without one of the ``key_words``
    names none.
    """

    headers: Mapping[str, str]
    words: Mapping[str, str]
    only_alone: frozenset[str]
    only_statuses: frozenset[str]
    came: frozenset[str]
    good: frozenset[str]
    neutral: frozenset[str]
    doubtful: frozenset[str]
    in_texts: frozenset[str]
    key_words: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    in_names: Mapping[str, str]
    no_therapist: frozenset[str]
    rooms: frozenset[str]
    rooms_or_surnames: frozenset[str]
    longest: int


@cache
def load_file() -> StatusesFile:
    """The words of practice software, as they are written."""
    return msgspec.json.decode(_FILE.read_bytes(), type=StatusesFile)


@cache
def load_statuses() -> KnownStatuses:
    """The same, as cells are compared with them."""
    file = load_file()
    headers = {
        **dict.fromkeys(map(normalize_header, file.status_headers), STATUS),
        **{header: NOT + group for header, group in _invert(file.yes_headers).items()},
        **_invert(file.flag_headers),
    }
    words, good = _invert(file.words), normalize_all((*file.came, *file.known))
    phrases = [*file.came, *file.known, *file.neutral, *file.doubtful, *chain(*file.words.values())]
    return KnownStatuses(
        headers,
        words,
        normalize_all(file.only_alone),
        normalize_all(file.only_statuses),
        normalize_all(file.came),
        good,
        normalize_all(file.neutral),
        normalize_all(file.doubtful),
        _find_text_phrases(file, words),
        _find_key_words(file),
        normalize_all(file.yes),
        normalize_all(file.no),
        _invert(file.in_names),
        normalize_all(file.no_therapist),
        normalize_all(file.rooms),
        normalize_all(file.rooms_or_surnames),
        max(len(_SIGN.sub(" ", each).split()) for each in phrases),
    )


def _find_text_phrases(file: StatusesFile, words: Mapping[str, str]) -> frozenset[str]:
    """The phrases that name a group without doubt wherever they stand."""
    elsewhere = normalize_all((*file.only_alone, *file.only_statuses))
    return frozenset(
        word
        for word, group in words.items()
        if group in TEXT_GROUPS and len(word) > 3 and word not in elsewhere
    )


def _find_key_words(file: StatusesFile) -> frozenset[str]:
    """Words of which each text that names a group has one: the longest of each phrase."""
    phrases = [word for group in TEXT_GROUPS for word in file.words[group]]
    spelled = [each for word in phrases for each in _list_spellings(word)]
    longest = (max(split_words(each), key=len) for each in spelled)
    codes = chain(*file.capitals_in_names.values())
    return frozenset((*longest, *map(normalize_header, spelled), *map(normalize_header, codes)))


def normalize_all(words: Iterable[str]) -> frozenset[str]:
    """The normalized forms of words, in each of their spellings."""
    return frozenset(normalize_header(each) for word in words for each in _list_spellings(word))


def _invert(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: group for group, words in groups.items() for word in normalize_all(words)}


def _list_spellings(word: str) -> tuple[str, ...]:
    """A word, and how it is typed without the letters of its language: "zmarl", "bestaetigt"."""
    if word.isascii() or _SPECIAL_LETTERS.isdisjoint(word):
        return (word,)
    return tuple({word, word.translate(_PLAIN_LETTERS), word.translate(_TWO_LETTERS)})


def split_words(text: str) -> list[str]:
    """The words of a text, folded as ``normalize_header`` does."""
    return _WORD.findall(fold_text(CAMEL_CASE.sub(" ", text)))
