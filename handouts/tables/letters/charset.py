"""Which legacy encoding a text is in, where its words leave no doubt.

One byte stands for ø in Western Europe, ř in Prague, ш in Moscow and ψ in Athens. Each encoding is
tried on all words that have such bytes: in the wrong one, they are spelled as nobody spells. Where
only little speaks for one reading, chardet's language models must prefer it too. Where two remain
that give different letters, it is not decided here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.tables.letters.encodings import LEGACY, Encoding
from handouts.tables.letters.readings import measure_text
from handouts.tables.letters.spelling import NONSENSE

_BLOCK = 1 << 20
_MAX_WORDS, _SAMPLE, _MAX_LENGTH = 20_000, 500, 2_048
_MAX_SHOWN = 3
_SCORED = 5_000
# A reading is accepted if the penalty of each other one is higher by this much,
_CLEAR = 3
# or by this, if chardet's score is clearly the best too,
_LIKELY = 2
_CLEARLY_BETTER = 1.3
# and if its own penalty is small beside theirs: some words of a long table are spelled oddly.
_SMALL_SHARE = 0.25
_BETWEEN_WORDS = bytes.maketrans(b',;"\t\r\n\v\f', b"        ")
# English contractions and dashes, which would be accented letters in Mac Roman (Sam’s, arm—then).
_ENGLISH = compile_late(
    rb"\b(?:i|you|he|she|it|we|they|who|that|there|what|where|how)\x92(?:d|ll|re|ve|m|s)\b"
    rb"|[a-z]n\x92t\b|[a-z]\x92s\b"
    rb"|[a-z][\x96\x97](?:then|and|but|or|not|if|so|the|see|you|your|this|that|for|with|after)\b"
    rb"|\b(?:then|and|but|or|not|if|the|you|this|that|for|with|after)[\x96\x97][a-z]",
    re.IGNORECASE,
)
_NOT_ENGLISH = compile_late(rb"\b(?:Lu|La|Tha|Ta|Pa|Lo|Llu|Mo)\x92s\b", re.IGNORECASE)  # Luís
_ENGLISH_SIGNS = "’–—"
_CHARDET_NAMES = {"euc_jp": "euc-jis-2004"}
# What chardet answers where no encoding fits: none of the words is in ASCII.
_NO_MATCH = "ascii"


class DecodedWords(Data, frozen=True):
    """What the words of a table are in some encodings that give the same letters.

    ``encodings`` has the one that is used most first; ``words`` holds None where bytes are not
    text in it. ``penalty`` says how much speaks against it.
    """

    encodings: tuple[Encoding, ...]
    words: tuple[str | None, ...]
    penalty: int

    @property
    def encoding(self) -> Encoding:
        """The encoding that is used most."""
        return self.encodings[0]


class Verdict(Data, frozen=True):
    """The encoding of a text; None where it is in doubt. Then ``readings`` are the likeliest.

    ``words`` are the bytes that each of the readings' words was read from.
    """

    encoding: Encoding | None
    readings: tuple[DecodedWords, ...]
    words: tuple[bytes, ...]


def detect_charset(data: bytes) -> Verdict:
    """The encoding of a text that is neither ASCII nor in Unicode."""
    words = tuple(_find_words(data))
    readings = _read_words(words)
    best = readings[0]
    others = readings[1:]
    if not others or _is_clear(best, others[0]) or _is_preferred(best, others, words):
        return Verdict(best.encoding, readings[:1], words)
    valid = _count_valid(best)
    if None in best.words and valid <= 0 and others[0].penalty - valid >= _CLEAR:
        return Verdict(best.encoding, readings[:1], words)  # bytes that are not text are reported
    likely = [each for each in readings if each.penalty < best.penalty + _CLEAR]
    shown = likely if len(likely) > 1 else readings[:2]
    return Verdict(None, tuple(_rank(shown, words))[:_MAX_SHOWN], words)


def find_row_words(data: bytes, verdict: Verdict) -> tuple[bytes, ...]:
    """The words beyond ASCII of one row: the first in which all likely readings differ most."""
    word = max(
        enumerate(verdict.words),
        key=lambda each: len({reading.words[each[0]] for reading in verdict.readings}),
    )[1]
    at = data.find(word)
    ends = [data.find(end, at) for end in (b"\r", b"\n")]
    start = max(data.rfind(end, 0, at) for end in (b"\r", b"\n")) + 1
    end = min((each for each in ends if each >= 0), default=len(data))
    return tuple(_find_words(data[start:end])) or (word,)


def _is_clear(best: DecodedWords, other: DecodedWords) -> bool:
    return other.penalty - best.penalty >= _CLEAR and _is_small(best, other)


def _is_small(best: DecodedWords, other: DecodedWords) -> bool:
    return best.penalty <= _SMALL_SHARE * other.penalty


def _is_preferred(
    best: DecodedWords, others: Sequence[DecodedWords], words: Sequence[bytes]
) -> bool:
    """Whether a little speaks for a reading, and chardet clearly prefers it."""
    if others[0].penalty - best.penalty < _LIKELY or not _is_small(best, others[0]):
        return False
    near = [each for each in others if each.penalty < best.penalty + _CLEAR]
    scores = _score_readings([best, *near], words)
    return scores[0] >= _CLEARLY_BETTER * max(scores[1:])


def _rank(readings: Sequence[DecodedWords], words: Sequence[bytes]) -> list[DecodedWords]:
    """The readings, those with the lowest penalty first, then those that chardet prefers."""
    scores = _score_readings(readings, words)
    order = sorted(range(len(readings)), key=lambda at: (readings[at].penalty, -scores[at]))
    return [readings[at] for at in order]


def _score_readings(readings: Sequence[DecodedWords], words: Sequence[bytes]) -> list[float]:
    """chardet's score of each reading."""
    import chardet

    names = [
        _CHARDET_NAMES.get(each.codec, each.codec) for one in readings for each in one.encodings
    ]
    found = chardet.detect_all(
        b"\n".join(words[:_SCORED]),
        ignore_threshold=True,
        include_encodings=[*names, _NO_MATCH],
        compat_names=False,
        no_match_encoding=_NO_MATCH,
    )
    scores = {
        codecs.lookup(str(each["encoding"])).name: float(each["confidence"])
        for each in reversed(found)
        if each["encoding"]
    }
    return [
        max(scores.get(codecs.lookup(each.codec).name, 0.0) for each in one.encodings)
        for one in readings
    ]


def _find_words(data: bytes) -> Iterator[bytes]:
    """Each word with bytes beyond ASCII, once, in the file's order."""
    seen: dict[bytes, None] = {}
    start = 0
    while start < len(data) and len(seen) < _MAX_WORDS:
        block = data[start : start + _BLOCK].translate(_BETWEEN_WORDS)
        end = block.rfind(b" ") + 1 if start + _BLOCK < len(data) else len(block)
        block = block[: end or len(block)]
        start += len(block)
        words = dict.fromkeys(block.split())
        seen.update((word[:_MAX_LENGTH], None) for word in words if not word.isascii())
    return iter(seen)


def _read_words(words: tuple[bytes, ...]) -> tuple[DecodedWords, ...]:
    """The words in each encoding, the best reading first; the same letters are one reading."""
    readings: dict[tuple[str | None, ...], DecodedWords] = {}
    for encoding in _drop_hopeless(words):
        decoded = tuple(_decode(word, encoding) for word in words)
        same = readings.get(decoded)
        penalty = _measure(words, decoded, encoding) + encoding.rarity
        readings[decoded] = DecodedWords(
            (*same.encodings, encoding) if same else (encoding,),
            decoded,
            min(penalty, same.penalty) if same else penalty,
        )
    return tuple(sorted(readings.values(), key=lambda reading: reading.penalty))


def _drop_hopeless(words: tuple[bytes, ...]) -> list[Encoding]:
    """The encodings that read a sample of the words better than half as nonsense."""
    sample = words[:_SAMPLE]
    if len(sample) == len(words):
        return list(LEGACY)
    measured = [
        (_measure(sample, tuple(_decode(word, each) for word in sample), each), each)
        for each in LEGACY
    ]
    least = min(penalty for penalty, _ in measured)
    kept = [each for penalty, each in measured if penalty <= max(4 * least, len(sample) // 4)]
    return kept if len(kept) > 1 else [each for _, each in sorted(measured, key=lambda m: m[0])[:3]]


def _measure(words: Sequence[bytes], decoded: Sequence[str | None], encoding: Encoding) -> int:
    """The penalty of what words are in an encoding."""
    return sum(
        _measure_one(word, text, encoding) for word, text in zip(words, decoded, strict=True)
    )


def _measure_one(word: bytes, text: str | None, encoding: Encoding) -> int:
    if text is None:
        return NONSENSE
    if _ENGLISH.search(word) and not _NOT_ENGLISH.search(word):
        if not any(sign in text for sign in _ENGLISH_SIGNS):
            return NONSENSE
        text = text.replace("—", " ").replace("–", " ")
    return measure_text(text, encoding.languages)


def _count_valid(reading: DecodedWords) -> int:
    """The penalty of a reading, apart from bytes that are not text in it."""
    return reading.penalty - NONSENSE * reading.words.count(None)


def _decode(word: bytes, encoding: Encoding) -> str | None:
    try:
        return word.decode(encoding.codec)
    except UnicodeDecodeError:
        return None
