"""How words are spelled in each language: which letters stand beside one another.

``spelling.json`` was counted in the dictionaries of simplemma and the names of Faker (both under
the MIT licence); only which letters are neighbours was taken from them. For each letter beyond A to
Z of a language in Latin letters it holds three texts:

- what is usual: groups of one letter that stands before it and all those that then follow
  ("a$bc e$"), where ^ is the start of a word and $ its end;
- further letters that were seldom seen before it;
- further letters that were seldom seen after it.

For the other scripts, each letter leads to those that usually follow it, and those that seldom do.
``names`` are common names and words of Western Europe: a table often has no other such word.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import msgspec

from handouts.data import Data
from handouts.patterns import compile_late

KNOWN, USUAL, RARE, ODD, NONSENSE = -3, 0, 1, 2, 3
"""How well a word fits a language: each is the penalty that it adds. KNOWN is a common name."""

_FILE = Path(__file__).with_name("spelling.json")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VIETNAMESE = compile_late(
    "(ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?[aeiouyăâêôơư]{1,3}(ch|nh|ng|[cmnpt])?"
)
_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "bg", "mk"), ("CYRILLIC",)),
    "el": ("GREEK",),
    "he": ("HEBREW",),
    "ar": ("ARABIC",),
    "th": ("THAI",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "KATAKANA-HIRAGANA"),
    "ko": ("HANGUL",),
    "zh": ("CJK",),
    "zh-TW": ("CJK",),
}
# A codec, and the last byte pair of the characters in daily use, which come first in it.
_DAILY = {
    "ja": ("shift_jis", b"\x98\x72"),
    "ko": ("euc_kr", b"\xc8\xfe"),
    "zh": ("gb2312", b"\xd7\xf9"),
    "zh-TW": ("big5", b"\xc6\x7e"),
}
_ARABIC_VOWELS = compile_late("[\u064b-\u0652\u0640]")


class _Letter(Data, frozen=True):
    """What was seen beside a letter: usual pairs, and all that was ever seen on either side."""

    usual: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


def measure_word(word: str, languages: tuple[str, ...]) -> int:
    """How well a word, letters alone, fits that of the languages which it fits best."""
    if "en" in languages and word.capitalize() in _load_spelling().names:
        return KNOWN if _has_usual_case(word) else NONSENSE
    return min((_measure_in(word, language) for language in languages), default=NONSENSE)


@functools.lru_cache(maxsize=65_536)
def _measure_in(word: str, language: str) -> int:
    scripts = {_find_script(letter) for letter in word} - {"COMBINING"}
    if not scripts.issubset(_SCRIPTS.get(language, ("LATIN",))):
        return NONSENSE
    if language in _DAILY:
        return _measure_signs(word, language)
    if language == "th":
        return USUAL if word[0].isalpha() and len(word) > 1 else NONSENSE
    if not _has_usual_case(word):
        return NONSENSE
    if language == "vi":
        return _measure_vietnamese(word)
    lower = f"^{word.lower().replace('i̇', 'i')}$"  # a Turkish İ
    if language in _SCRIPTS:
        return _measure_pairs(_ARABIC_VOWELS.sub("", lower), _load_spelling().scripts[language])
    return _measure_letters(lower, _load_latin()[language])


def _has_usual_case(word: str) -> bool:
    """Whether no capital stands within a word but in one of capitals; A to Z may (McCoy)."""
    pairs = [
        (left, right)
        for left, right in zip(word, word[1:], strict=False)
        if not (left + right).isascii() and "ß" not in left + right
    ]
    if any(left.islower() and right.isupper() for left, right in pairs):
        return False
    is_small = any(letter.islower() and letter != "ß" for letter in word)
    return not (is_small and any(left.isupper() and right.isupper() for left, right in pairs))


def _measure_letters(word: str, letters: Mapping[str, _Letter]) -> int:
    worst = RARE if not any(map(str.isascii, word[1:-1])) else USUAL
    for before, letter, after in zip(word, word[1:], word[2:], strict=False):
        if letter.isascii():
            continue
        if letter not in letters:
            return NONSENSE
        seen = letters[letter]
        if before + after not in seen.usual:
            unseen = (before not in seen.before) + (after not in seen.after)
            worst = max(worst, RARE + unseen)
    return worst


def _measure_pairs(word: str, followers: Mapping[str, tuple[str, str]]) -> int:
    total = 0
    for letter, after in zip(word, word[1:], strict=False):
        usual, rare = followers.get(letter, ("", ""))
        total += USUAL if after in usual else RARE if after in rare else ODD
    return min(total, NONSENSE)


def _measure_signs(word: str, language: str) -> int:
    """Characters of daily use are usual, others in the old standard rare; see ``_DAILY``."""
    codec, last = _DAILY[language]
    worst = USUAL
    for sign in word:
        try:
            data = sign.encode(codec)
        except UnicodeEncodeError:
            return ODD
        if len(data) > 2:
            return ODD
        worst = max(worst, RARE if len(data) == 2 and data > last else USUAL)
    return worst


def _measure_vietnamese(word: str) -> int:
    letters = unicodedata.normalize("NFD", word.lower())
    syllable = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    return USUAL if _VIETNAMESE.fullmatch(syllable) else NONSENSE


@functools.cache
def _find_script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


class _SpellingFile(Data, frozen=True):
    """The content of spelling.json: by language and letter, and common names."""

    latin: dict[str, dict[str, tuple[str, str, str]]]
    scripts: dict[str, dict[str, tuple[str, str]]]
    names: frozenset[str]


@functools.cache
def _load_spelling() -> _SpellingFile:
    return msgspec.json.decode(_FILE.read_bytes(), type=_SpellingFile)


@functools.cache
def _load_latin() -> dict[str, dict[str, _Letter]]:
    return {
        language: {letter: _build_letter(*texts) for letter, texts in letters.items()}
        for language, letters in _load_spelling().latin.items()
    }


def _build_letter(groups: str, rare_before: str, rare_after: str) -> _Letter:
    usual = frozenset(group[0] + after for group in groups.split() for after in group[1:])
    before = frozenset(pair[0] for pair in usual)
    after = frozenset(pair[1] for pair in usual)
    return _Letter(usual, before | set(rare_before), after | set(rare_after))
