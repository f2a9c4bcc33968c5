"""Names of people: one cell of a table becomes a first and a last name, or a question.

The words are told apart by nameparser: which are titles, degrees, particles ("van der") and
suffixes ("Jr."). What it cannot know is decided here: whether a cell holds one person at all, and
what of it is printed. In doubt nothing is guessed, and a finding asks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.people.joined_names import joins_people
from handouts.people.name_words import (
    are_suffixes,
    drop_degrees,
    drop_title,
    is_certain_degree,
    is_degree,
    is_generation,
    load_name_parser,
)
from handouts.sources.findings import ValueFinding

# A spreadsheet's mark for text, which it does not show. ('t Hart begins with a small letter.)
_TEXT_MARK = compile_late(r"^'(?=[^\W\d_]{2})(?=[^a-z])")
_LEADING_MARKS = compile_late(r"^[\s*•]+(?=[^\W\d_])")
_BRACKETS = compile_late(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
# A file number or a day of birth before or behind the name.
_NUMBERS_AROUND = compile_late(
    r"^(?:#?[0-9]{3,}\s*[-,:]?\s+)+|(?:\s*[-,]?\s*"
    r"(?:(?:dob|d\.o\.b\.|born|mrn|id|nhs|no\.?)\s*[:.#]?\s*)?(?:#\s*[0-9]+|\b[0-9]{3,}\b"
    r"|\b[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}\b))+\s*$",
    re.IGNORECASE,
)
_LETTER = compile_late(r"[^\W\d_]")
_STRANGE_SIGN = compile_late(r"[=<>{}()\[\]\\^~!?@$%|_:*\"“”]|(?<!\w)[0-9]+(?!\w)|\s[-–—]+\s")
_QUOTED_NICKNAME = compile_late(r"\s([\"“][^\"“”]{1,30}[\"”])(?=\s)")
_LOGICALS = frozenset({"TRUE", "FALSE"})

# Words between two people, in one word whose parts are joined: "Tom-und-Mira".
_JOINING_WORDS = frozenset({"and", "und", "et", "of"})
_PART_SIGNS = str.maketrans("'’", "--")
_INITIAL = compile_late(r"[^\W\d_]\.?")
# Scripts in which a name is written family first, often without a space: printed as it stands.
_FAMILY_FIRST = compile_late("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_TAKE_OUT_HINT = (
    "Correct the cell; or, if the column does not hold names, choose another one with --columns."
)


class FullName(Data, frozen=True):
    """A whole name in two parts, which are printed in this order.

    ``is_shortened`` says that a title, a degree, a number or words in brackets were left out.
    """

    first: str = ""
    last: str = ""
    is_shortened: bool = False

    def __repr__(self) -> str:
        """Reveals nothing about the person."""
        return "FullName(...)"


def read_full_name(text: str, *, last_first: bool = False) -> FullName | ValueFinding:
    """The first and last name in a whole name: "Sam Lee", "Lee, Sam", "Lee, Sam, Jr.".

    Titles, degrees, words in brackets, and numbers around the name are left out. Particles
    belong to the last name ("Anna van der Berg"), and so do suffixes ("Reed III"). A single word
    is a first name. With ``last_first``, as a column's header may say, "Lee Sam" is read too, and
    a name in which the end of the last name is unclear ("García López María") is printed as it
    stands, as a last name. A name in HL7's form (family^given^middle^suffix^prefix, HL7 v2.5.1,
    2.A.88 XPN) is read as such.

    Returns a finding where the text is not the name of one person, or may not be.
    """
    if "^" in text:
        return _read_hl7_name(text)
    bare = strip_name(text)
    error = check_name(bare) or check_one_person(text)
    if error:
        return error
    if _FAMILY_FIRST.search(bare):
        return FullName(bare.replace(",", ""), is_shortened=bare != text.strip())
    name = _parse_name(bare, last_first)
    return name if isinstance(name, ValueFinding) else _mark_shortened(name, text)


@lru_cache(maxsize=64)  # of each row it is asked several times
def strip_name(text: str) -> str:
    """A name without what a list adds to it: marks, words in brackets, file numbers, birthdays."""
    if not text or _is_one_word(text):  # quick: nearly all parts of names
        return text
    bare = _TEXT_MARK.sub("", " ".join(text.split()))
    bare = _LEADING_MARKS.sub("", _BRACKETS.sub("", bare).strip())
    return _NUMBERS_AROUND.sub("", bare).strip()


def _is_one_word(text: str) -> bool:
    """Whether a text is one word that begins with a letter, with nothing but signs of names in it.

    It has no title, number, mark or bracket, and no space around a word that joins two people.
    """
    if text.isalpha():
        return True
    return text[:1].isalpha() and text.translate(_PART_SIGNS).replace("-", "").isalpha()


def check_letters(text: str) -> ValueFinding | None:
    """Why a text is no name at all: it has no letter, or it is a logical value of a spreadsheet."""
    if _LETTER.search(text) and text not in _LOGICALS:
        return None
    return ValueFinding("not-a-name", "This is not a name.", _TAKE_OUT_HINT)


def check_name(text: str) -> ValueFinding | None:
    """Why a text of a table is not a name: also for a number, or a sign that no name has."""
    error = check_letters(text)
    if error:
        return error
    if not _is_one_word(text) and _STRANGE_SIGN.search(_QUOTED_NICKNAME.sub("", f"{text} ")):
        return ValueFinding(
            "not-a-name", "There is a number or a sign that is not part of a name.", _TAKE_OUT_HINT
        )
    return None


def check_one_person(text: str, *, is_last_name: bool = False) -> ValueFinding | None:
    """Whether words or signs join several people: "Tom & Mira", "Mira Castle; Tom Reed".

    A last name may hold an "and" of its own: "Ortega y Gasset".
    """
    if _is_one_word(text):  # quick: nearly all parts of names
        parts = text.translate(_PART_SIGNS).lower().split("-")
        return None if _JOINING_WORDS.isdisjoint(parts) else SEVERAL_PEOPLE
    is_joined = joins_people(strip_name(text), text, is_last_name=is_last_name)
    return SEVERAL_PEOPLE if is_joined else None


SEVERAL_PEOPLE = ValueFinding(
    "several-people",
    "This may be more than one person.",
    "Give each person a row of their own.",
)
"""The finding for a cell with the names of several people."""
_UNCLEAR_COMMA = ValueFinding(
    "several-people",
    "This may be more than one person, or a last and a first name: there are two words or more on "
    "both sides of the comma.",
    "Give each person a row of their own. If all cells of this column have the last name first, "
    'call it "Last name, first name".',
)

_UNCLEAR_SUFFIX = ValueFinding(
    "not-a-name",
    "It is unclear whether a degree or a first name stands behind the comma, or which of the words "
    "before it is the last name.",
    "Write the name without a degree, or first and last name in columns of their own.",
)


def _read_hl7_name(text: str) -> FullName | ValueFinding:
    """The name in HL7's form, of which the prefix and any degree are left out."""
    parts = [part.strip() for part in text.split("^")] + [""] * 4
    family, given, middle, suffix = parts[:4]
    first, last = " ".join(filter(None, (given, middle))), " ".join(filter(None, (family, suffix)))
    error = check_name(f"{first} {last}") or check_one_person(f"{first} {last}")
    return error or FullName(first, last, is_shortened=any(parts[4:]))


def _parse_name(text: str, last_first: bool) -> FullName | ValueFinding:
    """The parts of a name without brackets and numbers."""
    family, *segments = (segment.strip() for segment in text.split(","))
    segments = [segment for segment in segments if segment]
    if not segments:
        return FullName("", family) if "," in text else _split_words(family.split(), last_first)
    words = family.split()
    if are_suffixes(segments[0]) and not _is_given(segments[0], words):
        if last_first and len(drop_title(words)) > 1:  # "Ann Lee, PhD": which is the last name?
            return _UNCLEAR_SUFFIX
        return _append_suffixes(_split_words(words, last_first), segments)
    given, *rest = segments
    if _may_be_degree(given, words):
        return _UNCLEAR_SUFFIX
    if not all(map(are_suffixes, rest)):
        return SEVERAL_PEOPLE
    return _append_suffixes(_join_comma_form(family, given, last_first), rest)


def _may_be_degree(given: str, family: list[str]) -> bool:
    """Whether a word behind two names may be a degree that is not known: "Ann Lee, XCMT"."""
    is_set_off = given.isalpha() and given.isupper() and len(given) > 1
    return is_set_off and len(_count_core(family)) > 1 and not any(map(str.isupper, family))


def strip_part(text: str, *, is_last_name: bool) -> str | None:
    """A first or a last name without titles and degrees; None where a comma splits it.

    Only suffixes may stand behind a comma, and only in a last name: "Lee, PhD", "Reed, Jr.".
    """
    name, comma, behind = text.partition(",")
    if comma and not (is_last_name and are_suffixes(behind.replace(",", " "))):
        return None
    if not comma and " " not in text:  # quick: nearly all parts of names
        return text
    words = drop_degrees(drop_title(name.split()))
    suffixes = behind.replace(",", " ").split()
    kept = list(filter(is_generation, suffixes))
    if kept == suffixes and comma:  # as it stands: "Reed, Jr."
        return f"{' '.join(words)},{behind}"
    return " ".join([*words, *kept])


def _join_comma_form(family: str, given: str, last_first: bool) -> FullName | ValueFinding:
    """A last name and what stands behind the comma after it."""
    words = drop_title(given.split())
    while len(words) > 1 and is_degree(words[-1]):
        words.pop()
    generation = [words.pop()] if len(words) > 1 and is_generation(words[-1]) else []
    particles: list[str] = []
    while len(words) > 1 and words[-1] in load_name_parser().lexicon.particles:
        particles.insert(0, words.pop())
    last = [*particles, *drop_title(family.split()), *generation]
    if not last_first and len(_count_core(words)) > 1 and len(_count_core(last)) > 1:
        return _UNCLEAR_COMMA
    return FullName(" ".join(words), " ".join(last))


def _count_core(words: list[str]) -> list[str]:
    """The words of a name that are neither initials nor particles nor suffixes."""
    particles = load_name_parser().lexicon.particles
    return [
        word
        for word in words
        if not (_INITIAL.fullmatch(word) or word.casefold() in particles or is_generation(word))
    ]


def _split_words(words: list[str], last_first: bool) -> FullName:
    """A name without a comma."""
    title, words = words, drop_title(words)
    title = title[: len(title) - len(words)]
    while len(words) > 2 and is_degree(words[-1]):
        words = words[:-1]
    generation = [words[-1]] if len(words) > 2 and is_generation(words[-1]) else []
    words = words[: len(words) - len(generation)]
    if len(words) == 1:
        # A title keeps a last name from being taken for a first name.
        return FullName("", " ".join([*title, *words])) if title else FullName(words[0])
    if last_first:
        return _read_last_first(words, generation)
    start = _find_last_name(words)
    return FullName(" ".join(words[:start]), " ".join([*words[start:], *generation]))


def _find_last_name(words: list[str]) -> int:
    """The index of the word at which the last name begins, by nameparser."""
    text = " ".join(words)
    parsed = load_name_parser().parse(text)
    starts = [each.span.start for each in parsed.tokens_for("family") if each.span]
    if not starts or {each.role.value for each in parsed.tokens} & {"suffix", "title"}:
        return len(words) - 1
    return max(1, len(text[: min(starts)].split()))


def _read_last_first(words: list[str], generation: list[str]) -> FullName:
    """A name that begins with the last name, without a comma."""
    particles = _count_particles(words)
    last, first = words[: particles + 1], words[particles + 1 :]
    if len(first) == 1:
        return FullName(first[0], " ".join([*last, *generation]))
    return FullName("", " ".join([*words, *generation]))


def _count_particles(words: list[str]) -> int:
    """How many particles a name begins with."""
    particles = load_name_parser().lexicon.particles
    at = 0
    while at < len(words) - 2 and words[at].casefold() in particles:
        at += 1
    return at


def _append_suffixes(name: FullName | ValueFinding, segments: list[str]) -> FullName | ValueFinding:
    """A name with the suffixes behind its commas; degrees are not part of it."""
    if isinstance(name, ValueFinding):
        return name
    words = [word for segment in segments for word in segment.split() if is_generation(word)]
    last = " ".join([*filter(None, [name.last]), *words])
    return FullName(name.first, last)


def _is_given(segment: str, family: list[str]) -> bool:
    """Whether a suffix behind a last name may be initials: "Smith, JR", "van der Berg, JP"."""
    if len(family) == 1:
        return all(map(is_generation, segment.split()))
    is_last_name = len(_count_core(family)) == 1 and _count_particles(family) > 0
    is_sure = is_generation(segment) or is_certain_degree(segment)
    return is_last_name and segment.isalpha() and not is_sure


def _mark_shortened(name: FullName, text: str) -> FullName:
    """The name, marked where the cell has letters or digits that are not printed."""
    printed = sorted(re.findall(r"\w", name.first + name.last))
    return FullName(name.first, name.last, printed != sorted(re.findall(r"\w", text)))
