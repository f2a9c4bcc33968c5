"""How likely it is that somebody wrote a text, letters and signs.

Read in the wrong encoding, a name has signs within it, capitals behind small letters, or letters
that no language writes beside one another.
"""

from __future__ import annotations

import itertools
import unicodedata

from handouts.patterns import compile_late
from handouts.tables.letters.spelling import (
    KNOWN,
    NONSENSE,
    ODD,
    RARE,
    USUAL,
    measure_word,
)

# Signs that stand around words, and between numbers.
_AROUND = "“”„‘’‚–—…•·«»‹›§†‡™®©€£¥¢½¼¾±×÷²³¹µ°ºª¿¡\u00a0¦¬´`¨"
# Where a sign touches letters, or stands in the middle of a text, all the same.
_MEASURES = compile_late(r"(?:[kcdm]?m[²³]|µ(?:[gmlsAVL][lL]?)|°[CFK])")
# Where a sign touches letters, or stands in the middle of a text, all the same.
_TOUCHING = compile_late(
    r"(?<![^\W\d_])(?:[kcdm]?m[²³]|µ(?:[glmsAVL][lL]?)|°[CFK]?|(?<=\d)[½¼¾](?:h|hrs?)?)(?![^\W\d_])"
    r"|(?<![^\W\d_])[NnMm]\.?[º°ª](?![^\W\d_])|l·l"
)
_ELISIONS = compile_late(
    r"(?<![^\W\d_])(?:[ODLNMSTCJodlnmstcj]|[Qq]u|[Dd]ell|[Dd]all|[Nn]ell|[Ss]ant|[Aa]ll)[’´]"
    r"(?=[^\W\d_])"
    r"|(?<=[^\W\d_])[’´](?:s|S|t|d|m|re|ll|ve|n|em)(?![^\W\d_])"
)
_QUOTED = compile_late("“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|‘([^‘’]+)’")


def measure_text(text: str, languages: tuple[str, ...]) -> int:
    """The penalty of a text without spaces: USUAL if it may well be written in a language.

    It is KNOWN if it is a common name or a measure (°C), and NONSENSE where nobody would have
    written it.
    """
    if text.isascii():
        return USUAL
    if _MEASURES.fullmatch(text):
        return KNOWN
    text = _ELISIONS.sub("'", _TOUCHING.sub("1", _QUOTED.sub(r'"\1\2\3\4"', text)))
    if text.isascii():
        return USUAL
    words = [measure_word(word, languages) for word in _find_words(text) if not word.isascii()]
    spaced = f" {text} "
    signs = [
        _measure_sign(sign, spaced[at], spaced[at + 2])
        for at, sign in enumerate(text)
        if not sign.isascii() and not _is_letter(sign)
    ]
    measured = [*words, *signs] or [USUAL]
    return max(measured) if max(measured) > USUAL else min(measured)


def _find_words(text: str) -> list[str]:
    """The words of a text, letters alone."""
    groups = itertools.groupby(text, _is_letter)
    return ["".join(letters) for is_word, letters in groups if is_word]


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM" and sign not in "ºªµ"


def _measure_sign(sign: str, before: str, after: str) -> int:
    """How likely a sign is between two characters."""
    if sign not in _AROUND:
        return NONSENSE
    left, right = before.isalpha(), after.isalpha()
    if not left and not right:
        return USUAL
    if sign in "¿¡":
        return NONSENSE if left or after.islower() else USUAL
    if sign in "–—" and left and right:
        return USUAL if after.isupper() else ODD
    if sign in "’‘´…" and left and right:
        return ODD  # neither before an ending nor behind the first letter
    if sign == "\u00a0":
        return RARE
    if sign in "“„‘‚«»‹›”’–—…•":
        return NONSENSE if left and right else RARE
    return USUAL if sign in "™®©" and left and not right else NONSENSE
