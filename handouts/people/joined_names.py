"""Words and signs between two people in one cell: "Tom & Mira", "Tom och Mira", "Ann for Tom"."""

from __future__ import annotations

import re

from handouts.patterns import compile_late

# Lines "s/o" and "a/l" stand within one name.
_PARENTAGE = compile_late(r"(?<!\w)[asdw]/[olp](?!\w)", re.IGNORECASE)
_SIGNS = compile_late(r"[;&+/]|(?<!\w)(?:and|und|et|c/o)(?!\w)", re.IGNORECASE)
_RELATIVE = (
    r"(?:mother|father|mum|mom|dad|parent|guardian|carer|caregiver|wife|husband|spouse|partner"
    r"|son|daughter|sister|brother|child)s?"
)
# "Baby of Ana", "Executors of M Reed": no name in a table has an English "of".
_OF_ANOTHER = compile_late(
    rf"(?<!\w)of(?!\w)|(?<!\w){_RELATIVE} to(?!\w)|['’]s {_RELATIVE}(?!\w)", re.IGNORECASE
)
_FAMILY = compile_late(
    r"\S\s+(?:family|household)$|^(?:family|familie|famille|familia|família|famiglia)\s+\S",
    re.IGNORECASE,
)
# Controls that no name has, but a cell into which two were pasted.
_CONTROLS = frozenset("\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")
# Words between two people, in any case, and those that are names too where they have a capital.
_BETWEEN = frozenset(
    "plus with obo o.b.o o.b.o. aka a.k.a a.k.a. alias via for och og oder für pour voor oraz "
    "avec attn attn.".split()
)
_BETWEEN_SMALL = frozenset("en ja ve u u. or ou mit met con com ed ile".split())
# Each of these "ands" joins two last names as well: Ortega y Gasset, Puig i Cadafalch.
_AND_IN_LAST_NAMES = frozenset("y e i".split())
_ALL_BETWEEN = _BETWEEN | _BETWEEN_SMALL | _AND_IN_LAST_NAMES


def joins_people(name: str, cell: str, *, is_last_name: bool = False) -> bool:
    """Whether a name, as its ``cell`` has it, may be that of several people.

    A last name may hold an "and" of its own: "Ortega y Gasset".
    """
    if not cell.isprintable() and not _CONTROLS.isdisjoint(cell.strip()):
        return True
    lines = [line.split() for line in cell.splitlines()]
    if sum(len(words) > 1 for words in lines) > 1:
        return True
    bare = _PARENTAGE.sub(" ", name) if "/" in name else name
    if _has_word_between(bare, is_last_name):
        return True
    return any(pattern.search(bare) for pattern in (_SIGNS, _OF_ANOTHER, _FAMILY))


def _has_word_between(name: str, is_last_name: bool) -> bool:
    words = name.replace(",", " , ").split()
    if _ALL_BETWEEN.isdisjoint(map(str.lower, words)):  # quick: nearly all names
        return False
    return any(_is_between(words, at, is_last_name) for at in range(1, len(words) - 1))


def _is_between(words: list[str], at: int, is_last_name: bool) -> bool:
    """Whether a word joins the names before and behind it."""
    word = words[at]
    if word.lower() in _BETWEEN or word in _BETWEEN_SMALL:
        return "," not in (words[at - 1], words[at + 1])
    if word not in _AND_IN_LAST_NAMES or is_last_name:
        return False
    comma = words.index(",") if "," in words else 0
    if comma:  # behind a comma are first names; before it, a last name
        return at > comma + 1
    return at == 1 or len(words) - at > 2
