"""Names of people: one cell of a table becomes a first and a last name, or a question.

The words are told apart by nameparser: which are titles, degrees, particles ("van der") and
suffixes ("Jr."). What it cannot know is decided here: whether a cell holds one person at all, and
what of it is printed. In doubt nothing is guessed, and a finding asks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from handouts.data import Data
from handouts.sources.findings import ValueFinding

if TYPE_CHECKING:
    from nameparser import ParsedName, Parser, Token

# Courtesy titles that are nobody's name. Others ("Prince", "Dean", "Don") are names too.
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor herr frau mme mlle sra srta signora dhr mevr mw".split()
)
# What tells a father from his son is part of the name; a degree is not.
_GENERATIONS = frozenset("jr sr jnr snr junior senior i ii iii iv v vi".split())

# A spreadsheet's mark for text, which it does not show. ('t Hart begins with a small letter.)
_TEXT_MARK = re.compile(r"^'(?=[^\W\d_]{2})(?=[^a-z])")
_LEADING_MARKS = re.compile(r"^[\s*•]+(?=[^\W\d_])")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
# A file number or a day of birth before or behind the name.
_NUMBERS_AROUND = re.compile(
    r"^(?:#?[0-9]{3,}\s*[-,:]?\s+)+|(?:\s*[-,]?\s*(?:#\s*[0-9]+|\b[0-9]{3,}\b"
    r"|\b[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}\b))+\s*$"
)
_LETTER = re.compile(r"[^\W\d_]")
_STRANGE_SIGN = re.compile(r"[=<>{}()\[\]\\^~!?@$%|_:*\"“”]|(?<!\w)[0-9]+(?!\w)|\s[-–—]+\s")
_QUOTED_NICKNAME = re.compile(r"\s([\"“][^\"“”]{1,30}[\"”])(?=\s)")
_LOGICALS = frozenset({"TRUE", "FALSE"})

# Words and signs between two people. Lines "s/o" and "a/l" stand within one name.
_PARENTAGE = re.compile(r"(?<!\w)[asdw]/[olp](?!\w)", re.IGNORECASE)
_BETWEEN_PEOPLE = re.compile(r"[;&+/]|(?<!\w)(?:and|und|et|c/o)(?!\w)", re.IGNORECASE)
# Spanish and Portuguese "and" also joins two last names: José Ortega y Gasset.
_AND = re.compile(r"\S [ye] \S")
_BETWEEN_FIRST_NAMES = re.compile(r"\S+ [ye] \S")
_INITIAL = re.compile(r"[^\W\d_]\.?")
# Scripts in which a name is written family first, often without a space: printed as it stands.
_FAMILY_FIRST = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

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


def strip_name(text: str) -> str:
    """A name without what a list adds to it: marks, words in brackets, file numbers, birthdays."""
    bare = _TEXT_MARK.sub("", " ".join(text.split()))
    bare = _LEADING_MARKS.sub("", _BRACKETS.sub("", bare).strip())
    return _NUMBERS_AROUND.sub("", bare).strip()


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
    if _STRANGE_SIGN.search(_QUOTED_NICKNAME.sub("", f"{text} ")):
        return ValueFinding(
            "not-a-name", "There is a number or a sign that is not part of a name.", _TAKE_OUT_HINT
        )
    return None


def check_one_person(text: str) -> ValueFinding | None:
    """Whether words or signs join several people: "Tom & Mira", "Mira Castle; Tom Reed"."""
    bare = _PARENTAGE.sub(" ", strip_name(text))
    lines = [line.split() for line in text.splitlines()]
    several_lines = sum(len(words) > 1 for words in lines) > 1
    family, comma, given = bare.partition(",")
    joined = (_AND.search(given) if comma else _BETWEEN_FIRST_NAMES.match(family)) is not None
    return _SEVERAL_PEOPLE if several_lines or joined or _BETWEEN_PEOPLE.search(bare) else None


_SEVERAL_PEOPLE = ValueFinding(
    "several-people",
    "This may be more than one person.",
    "Give each person a row of their own.",
)
_UNCLEAR_COMMA = ValueFinding(
    "several-people",
    "This may be more than one person, or a last and a first name: there are two words or more on "
    "both sides of the comma.",
    "Give each person a row of their own. If all cells of this column have the last name first, "
    'call it "Last name, first name".',
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
    if text.endswith(","):
        return FullName("", text.rstrip(", "))
    parsed = _name_parser().parse(text)
    if any(each.kind.value == "comma-structure" for each in parsed.ambiguities):
        return _SEVERAL_PEOPLE
    given = [token for token in parsed.tokens if token.role.value in ("given", "middle")]
    if _is_comma_form(text, given):
        core = [word for word in (token.text for token in given) if not _INITIAL.fullmatch(word)]
        if not last_first and len(core) > 1 and len(_core_family(parsed)) > 1:
            return _UNCLEAR_COMMA
    elif last_first and len(given) + len(parsed.tokens_for("family")) > 1:
        return _read_last_first(parsed)
    return _join_parts(text, parsed)


def _is_comma_form(text: str, given: list[Token]) -> bool:
    """Whether the first name stands behind a comma."""
    return "," in text and bool(given) and min(_start(each) for each in given) > text.index(",")


def _start(token: Token) -> int:
    return token.span.start if token.span else 0


def _core_family(parsed: ParsedName) -> list[str]:
    return [each.text for each in parsed.tokens_for("family") if "particle" not in each.tags]


def _read_last_first(parsed: ParsedName) -> FullName:
    """A name that begins with the last name, without a comma."""
    words = [each.text for each in parsed.tokens if each.role.value not in ("title", "suffix")]
    suffix = _generation(parsed)
    particles = _count_particles(words)
    last, first = words[: particles + 1], words[particles + 1 :]
    if len(first) == 1:
        return FullName(first[0], " ".join([*last, *suffix]))
    return FullName("", " ".join([*words, *suffix]))


def _count_particles(words: list[str]) -> int:
    """How many particles a name begins with."""
    particles = _name_parser().lexicon.particles
    at = 0
    while at < len(words) - 2 and words[at].casefold() in particles:
        at += 1
    return at


def _join_parts(text: str, parsed: ParsedName) -> FullName:
    """First and last name in the order in which they are printed."""
    first = [_quoted(text, each) for each in parsed.tokens if each.role.value in _FIRST_NAME_ROLES]
    last = [parsed.family, *_generation(parsed)]
    if not first and parsed.title:  # a title keeps a last name from being taken for a first name
        last = [parsed.title, *last]
    name = FullName(" ".join(first), " ".join(filter(None, last)))
    return name if name.first or parsed.title or "," in text else FullName(name.last)


_FIRST_NAME_ROLES = frozenset({"given", "middle", "nickname"})


def _quoted(text: str, token: Token) -> str:
    """A token's text, with the quotes around a nickname."""
    if token.role.value != "nickname" or token.span is None:
        return token.text
    start, end = token.span.start, token.span.end
    return text[max(0, start - 1) : start].strip() + token.text + text[end : end + 1].strip()


def _generation(parsed: ParsedName) -> list[str]:
    """The suffixes that are part of a name, without a comma: ["Jr."]."""
    words = [each.text.strip(",") for each in parsed.tokens_for("suffix")]
    return [word for word in words if word.casefold().rstrip(".") in _GENERATIONS]


def _mark_shortened(name: FullName, text: str) -> FullName:
    """The name, marked where the cell has letters or digits that are not printed."""
    printed = sorted(re.findall(r"\w", name.first + name.last))
    return FullName(name.first, name.last, printed != sorted(re.findall(r"\w", text)))


@cache
def _name_parser() -> Parser:
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
