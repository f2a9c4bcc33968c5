"""Words around a name: titles before it, degrees and suffixes such as "Jr." behind it.

Which words are degrees and particles is nameparser's knowledge, with a few more of our own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nameparser import Parser

# Courtesy titles that are nobody's name. Others ("Prince", "Dean", "Don") are names too.
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor herr frau mme mlle sra srta signora dhr mevr mw".split()
)
# What follows "Dr." and "Prof." in German: "Dr. med.", "Dr. h.c.", "Prof. Dr. rer. nat. habil."
_TITLE_TAILS = frozenset(
    "hc h c med dent vet rer nat phil jur iur theol oec pol soc psych pharm habil mult ing univ "
    "apl em dipl".split()
)
# What tells a father from his son is part of the name; a degree is not.
_DEGREES = frozenset("PhD DPhil PharmD PsyD EdD DSc MSc BSc MPhil MEd MChiro BPhty".split())
_MORE_DEGREES = frozenset(
    "frcs frcp frcpath frcgp mrcs mrcp mrcgp mcsp fcsp hcpc mbbs bmbs bmed mrcog frcog frcr frca "
    "frcem rgn rmn srn bsn msn otr cscs ocs scs llb bvsc dipl mchiro bphty esq esquire".split()
)
_CERTAIN_DEGREES = frozenset("phd md rn dpt dds dvm mba lcsw pharmd esq esquire".split())
_NO_OTHER_WORD = frozenset({"esq", "esquire"})
_GENERATIONS = frozenset("jr sr jnr snr junior senior i ii iii iv v vi".split())
_MIN_DEGREE_IN_FRONT = 3  # shorter ones are initials and names: "MD Rahman", "AJ Castle"


@cache
def load_name_parser() -> Parser:
    """The parser of nameparser, with titles that are nobody's name."""
    # Imported late: only a table with whole names needs it, and it costs 40 ms.
    from nameparser import Lexicon, Parser

    lexicon = Lexicon.default()
    none: frozenset[str] = frozenset()
    titles = replace(
        lexicon,
        titles=_TITLES,
        given_name_titles=none,
        after_given_titles=none,
        honorific_tails=none,
    )
    return Parser(lexicon=titles)


def drop_title(words: list[str]) -> list[str]:
    """The words without courtesy titles in front of a name, and degrees there: "FRCS Tom Reed"."""
    at = 0
    while at < len(words) - 1 and _is_title(words[at], follows_title=at > 0):
        at += 1
    if at == 0 and len(words) > 2 and _is_degree_in_front(words):
        return words[1:]
    return words[at:]


def _is_title(word: str, *, follows_title: bool) -> bool:
    bare = word.casefold().rstrip(".")
    if bare in _TITLES:
        return True
    if not follows_title or not (word.islower() or word.endswith(".")):
        return False
    parts = bare.replace("-", ".").split(".")
    return len(word) > 2 and all(part in _TITLE_TAILS for part in parts)


def _is_degree_in_front(words: list[str]) -> bool:
    first, *others = words
    is_set_off = first.isupper() and not any(word.isupper() for word in others)
    return len(first) >= _MIN_DEGREE_IN_FRONT and is_set_off and is_degree(first)


def drop_degrees(words: list[str]) -> list[str]:
    """The words of a part of a name without degrees at its end: "Orr MD" is "Orr".

    Where all is in capitals, only what is no name counts: "LE DO" are two last names.
    """
    is_capital = all(map(str.isupper, words))
    while len(words) > 1 and is_degree(words[-1]):
        if is_capital and not is_certain_degree(words[-1]):
            break
        words = words[:-1]
    return words


def are_suffixes(segment: str) -> bool:
    """Whether all words between two commas are suffixes or degrees."""
    return all(is_generation(word) or is_degree(word) for word in segment.split())


def is_generation(word: str) -> bool:
    """Whether a word tells a father from his son: Jr., III."""
    return word.casefold().rstrip(".") in _GENERATIONS


def is_degree(word: str) -> bool:
    """Whether a word is a degree: in capitals, with dots, or spelled as only degrees are.

    In other spellings many are names: Md, Ms, Ra.
    """
    bare = word.replace(".", "")
    folded = bare.casefold()
    if folded in _NO_OTHER_WORD:
        return True
    is_written_as_one = bare.isupper() and len(bare) > 1 or "." in word[:-1] or bare in _DEGREES
    if not is_written_as_one:
        return False
    return folded in _MORE_DEGREES or folded in load_name_parser().lexicon.suffix_acronyms


def is_certain_degree(word: str) -> bool:
    """Whether a word is one of the degrees that are nobody's name or initials."""
    return word.replace(".", "").casefold() in _CERTAIN_DEGREES
