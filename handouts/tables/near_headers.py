"""Headers with a slip of the pen: unknown ones that are close to a known one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from handouts.sources.findings import find_nearest
from handouts.tables.headers import HINT_HEADER, load_headers, normalize_header

_SIMILARITY = 0.85
# Whoever else a column may name: "Parent name" is close to "Patient name".
_OTHER_PEOPLE = tuple(
    "parent guardian mother father carer caregiver partner spouse payer payor insurer insured "
    "subscriber guarantor contact nextofkin".split()
)
# Comparing a header with all known ones takes a millisecond.
_MAX_COMPARED = 200


def find_near_headers(
    headers: Sequence[str], used: Collection[int], decided: Collection[str]
) -> list[str]:
    """For each column, the known header that its header is close to, or an empty text.

    Columns that are ``used`` are not compared, and a header whose field is ``decided`` is no hint.
    Where two columns are close to the same header, neither is likely to be it.
    """
    known = load_headers()
    synonyms = {normalize_header(word): word for words in known.synonyms.values() for word in words}
    near = [""] * len(headers)
    strange = [
        (at, word)
        for at, word in enumerate(map(normalize_header, headers))
        if at not in used
        and len(word) > 3
        and word not in known.fields
        and not any(each in word for each in _OTHER_PEOPLE)
        and word != normalize_header(HINT_HEADER)
    ]
    for at, word in strange[:_MAX_COMPARED]:
        similar = find_nearest(word, synonyms, _SIMILARITY)
        if (
            similar
            and known.fields[similar] not in decided
            and _is_slip(headers[at], synonyms[similar])
        ):
            near[at] = synonyms[similar]
    counts = Counter(near)
    return [each if counts[each] == 1 else "" for each in near]


def _is_slip(header: str, known: str) -> bool:
    """Whether a header may be a known one with slips of the pen, and not another header.

    "Appointment type" is as close to "appointment time" as "Apointment time" is: where only one
    short word differs, and by another letter, it is another word. "Created" is no slip for
    "treated": hardly anybody mistypes the first letter.
    """
    if normalize_header(header)[0] not in normalize_header(known)[:2]:
        return False
    words, known_words = (re.findall(r"[^\W\d_]+", each.casefold()) for each in (header, known))
    if len(words) != len(known_words):
        return abs(len("".join(words)) - len("".join(known_words))) < 2
    pairs = zip(words, known_words, strict=True)
    differing = [pair for pair in pairs if sorted(pair[0]) != sorted(pair[1])]
    return not any(len(one) == len(other) < 6 for one, other in differing)
