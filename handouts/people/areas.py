"""Areas treated, as therapists and practice software write them, become parts of the body.

Input is English only, for now. The names in BODY_PARTS are keys; each language's words for
them are in ``compose``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.body import BODY_PARTS, BodyPart, index_part_names
from handouts.document.person import Area, Side
from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding, find_nearest, suggest_name

_MOST_AREAS = 20
_EXAMPLES = "Write it like this: left trapezius, low back, right calf."

# Errors of an area by its number, whatever the part is.
_UNKNOWN_SYMBOL = ValueFinding(
    "unknown-area",
    "Area {} contains a symbol that is not understood.",
    "Write it in words: left trapezius, both knees.",
)
_CONFLICTING_SIDES = ValueFinding(
    "wrong-side",
    "The sides of area {} contradict each other.",
    "Write left, right or both, or list two areas: left knee, right calf.",
)

_SIDES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("l", "lt", "lft", "left", "lhs"), frozenset({"left"})),
    **dict.fromkeys(("r", "rt", "rgt", "right", "rhs"), frozenset({"right"})),
    **dict.fromkeys(
        ("b", "bl", "bil", "bilat", "bilateral", "bilaterally", "both"),
        frozenset({"left", "right"}),
    ),
}
# Words that may accompany a part without changing which part it is.
_FILLERS = frozenset(
    "muscle muscles m mm area areas region side sides sided of the on in at pain tightness "
    "tension spasm trigger point points trp trps".split()
)
# Plurals of paired parts, which mean both sides; those of muscles ("quads") do not.
_PAIRED_PLURALS = frozenset(
    "ankles arms buttocks calfs calves elbows feet forearms groins hands heels hips knees legs "
    "shins shoulders temples thighs thumbs wrists".split()
)
# The levels of the spine: the part of the body, and the number of vertebrae there.
_LEVELS = {"c": ("neck", 8), "t": ("upper back", 12), "l": ("low back", 5), "s": ("sacrum", 5)}
_ONE_LEVEL = compile_late(r"\b([ctls]\d+)((?:\s*/\s*\d+)+)\b")  # L4/5
_NEXT_LEVEL = compile_late(r"(?<=\d) *(?:[-–]|\bto\b)? *(?=[ctls]\d)")  # C7-T1, L5S1

# Sides that contain a separator: B/L, left and right, L/R.
_BOTH = compile_late(
    r"\bb\s*/\s*l\b|\b(?:l|lt|left)\s*(?:and|[&/+])\s*(?:r|rt|right)\b"
    r"|\b(?:r|rt|right)\s*(?:and|[&/+])\s*(?:l|lt|left)\b"
)
_BOTH_SIGNS = ("/", "&", "+", "and")  # one of them is in each
# Two sides with a mark between them that says nothing: left (right knee).
_APART = compile_late(
    r"\b(l|lt|left|r|rt|right)\b[\s.]*[^\w\s.–—−-][^\w]*\b(l|lt|left|r|rt|right)\b"
)
_BETWEEN = compile_late(r"([,;/|\n&+•]|\band\b)")
# Marks that do not change the meaning of the words: (R), T-spine, L. trap, Left: knee.
_MARKS = frozenset("()[]{}.:_'’‘`\"“”„-‐‑‒–—−*·#")


class _AreaItem(Data, frozen=True):
    """One of several areas: a part or none, and the sides written before and behind it.

    ``follows_slash`` is whether a slash separates it from the area before. ``error`` is an error
    that does not depend on the part.
    """

    part: str
    before: frozenset[str]
    behind: frozenset[str]
    words: str
    number: int
    follows_slash: bool = False
    error: ValueFinding | None = None

    @property
    def sides(self) -> frozenset[str]:
        """The sides written before and behind the part."""
        return self.before | self.behind


def read_areas(text: str) -> tuple[tuple[Area, ...], tuple[ValueFinding, ...]]:
    """Read the areas of a text: each part once, in the order of the text, and every error.

    Areas are separated by commas, semicolons, bars, slashes, line ends, "&", "+" or "and". The
    side comes before or behind its part, in words or as L, R or B/L. A side by itself between
    two separators belongs to the area before it ("trapezius, left"), or to the one behind it
    if the text begins with a side. A side before or behind parts separated by slashes applies
    to all of them ("L gastroc/soleus"). A part listed for left and for right is both, and so
    is the plural of a paired part ("knees"). Nothing else is guessed: a part without a side
    has none here. Contradictory sides in one area are an error, and so is a symbol that could
    mean anything.
    """
    items = list(_split_items(text))
    errors = list(filter(None, map(_find_error, items)))
    if len(items) > _MOST_AREAS:
        return (), (
            ValueFinding(
                "wrong-count",
                f"{len(items)} areas are too many; the limit is {_MOST_AREAS}.",
                "Name fewer.",
            ),
        )
    if errors:
        return (), tuple(errors)
    joined, has_lone_side = _attach_lone_sides(items)
    if has_lone_side:
        return (), (
            ValueFinding("wrong-side", "There is a side without a part of the body.", _EXAMPLES),
        )
    return _merge_areas(_share_sides(joined)), ()


# --- the words ------------------------------------------------------------------------

# Many people of a table are treated at the same areas, so results are memoized.
_memoized = lru_cache(maxsize=512)


def _split_items(text: str) -> Iterator[_AreaItem]:
    plain = unicodedata.normalize("NFKC", text.replace("´", "'")).lower()
    plain = _NEXT_LEVEL.sub("/", plain)
    plain = _ONE_LEVEL.sub(lambda match: match[0].replace("/", " "), plain)
    if any(sign in plain for sign in _BOTH_SIGNS):  # quick: most lists have commas alone
        plain = _BOTH.sub(" both ", plain)
    pieces = _BETWEEN.split(plain)
    readings = zip(("", *pieces[1::2]), map(_read_piece, pieces[::2]))
    filled = ((sign, item) for sign, item in readings if item)
    for number, (sign, item) in enumerate(filled, 1):
        yield replace(item, number=number, follows_slash=sign == "/")


@_memoized
def _read_piece(piece: str) -> _AreaItem | None:
    """The area between two separators, as the first of its text; None where there is nothing."""
    is_plain = piece.replace(" ", "").isalnum()  # quick: most have no signs between their words
    words = " ".join(piece.split()) if is_plain else _extract_words(piece)
    strange = not is_plain and _has_unknown_symbol(piece)
    if not words and not strange:
        return None
    part, before, behind = _find_part(words)
    is_apart = not is_plain and _has_sides_apart(piece)
    error = None
    if strange:
        error = _UNKNOWN_SYMBOL
    elif _has_conflicting_sides([*before, part, *behind]) or is_apart:
        error = _CONFLICTING_SIDES
    return _AreaItem(part, _collect_sides(before), _collect_sides(behind), words, 1, False, error)


@_memoized
def _extract_words(piece: str) -> str:
    """The words of an area, without marks: ``T-spine (R)`` is "t spine r"."""
    return " ".join(re.findall(r"[^\W_]+", re.sub("['’‘`]", "", piece)))


@_memoized
def _has_unknown_symbol(piece: str) -> bool:
    """Whether a piece contains anything but words, white space and known marks."""
    return any(
        not (sign.isalnum() or sign.isspace() or sign in _MARKS)
        and unicodedata.category(sign) != "Cf"
        for sign in piece
    )


@_memoized
def _has_sides_apart(piece: str) -> bool:
    """Whether different sides have a bracket or the like between them."""
    return any(_SIDES[one] != _SIDES[other] for one, other in _APART.findall(piece))


@_memoized
def _find_part(words: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Find a part, and the words before and behind it.

    Words are removed from both ends until the remaining ones name a part.
    """
    every_word = tuple(words.split())
    for start, end in _list_inner_spans(every_word):
        part = _look_up_part(every_word[start:end])
        if part or start == end:
            return part, every_word[:start], every_word[end:]
    bare = [word for word in every_word if word not in _SIDES and word not in _FILLERS]
    return _look_up_part(bare), every_word, ()


def _list_inner_spans(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The start and end of each run of words that may name the part, longest first."""
    loose = [word in _SIDES or word in _FILLERS for word in words]
    starts = [n for n in range(len(words) + 1) if all(loose[:n])]
    ends = [n for n in range(len(words) + 1) if all(loose[n:])]
    spans = [(start, end) for start in starts for end in ends if start <= end]
    return iter(sorted(spans, key=lambda span: (span[0] - span[1], span[0])))


def _look_up_part(words: Sequence[str]) -> str:
    return index_part_names().get(" ".join(words)) or _find_spine_part(words)


def _find_spine_part(words: Sequence[str]) -> str:
    """The part that has these levels of the spine, such as c5 or l4 5; empty if none has."""
    letter = words[0][0] if words else ""
    part, last = _LEVELS.get(letter, ("", 0))
    known = {str(number) for number in range(1, last + 1)}
    numbers = [words[0][1:], *words[1:]] if part else []
    return part if known.issuperset(numbers) else ""


def _collect_sides(words: Iterable[str]) -> frozenset[str]:
    return frozenset(side for word in words for side in _SIDES.get(word, ()))


def _has_conflicting_sides(words: list[str]) -> bool:
    """Whether sides contradict: "right knee left", "both left knee". "L R knee" is both."""
    positions = [place for place, word in enumerate(words) if word in _SIDES]
    kinds = {_SIDES[words[place]] for place in positions}
    apart = bool(positions) and positions[-1] - positions[0] >= len(positions)
    return len(kinds) > 1 and (apart or _SIDES["both"] in kinds)


# --- errors ---------------------------------------------------------------------------


def _find_error(item: _AreaItem) -> ValueFinding | None:
    """The first error of an area by itself."""
    if item.error:
        return item.error._replace(message=item.error.message.format(item.number))
    if not item.part and not _is_only_side(item):
        return ValueFinding(
            "unknown-area",
            f"Area {item.number} is not a known part of the body.",
            _suggest_part(item),
        )
    if item.part and item.sides and not BODY_PARTS[item.part].sided:
        return ValueFinding(
            "wrong-side", f"Area {item.number} has no left and right.", "Leave out the side."
        )
    return None


def _is_only_side(item: _AreaItem) -> bool:
    return bool(item.sides) and all(
        word in _SIDES or word in _FILLERS for word in item.words.split()
    )


def _suggest_part(item: _AreaItem) -> str:
    bare = " ".join(word for word in item.words.split() if word not in _SIDES)
    names = [name for name in index_part_names() if len(name) > 3]  # short ones resemble anything
    return suggest_name(bare, names, f"{_EXAMPLES} Put anything else in the notes.")


# --- areas ------------------------------------------------------------------------------


def _attach_lone_sides(items: list[_AreaItem]) -> tuple[list[_AreaItem], bool]:
    """Attach sides without a part to their parts; also whether one could not be attached."""
    forward = bool(items) and not items[0].part
    result: list[_AreaItem] = []
    for item in reversed(items) if forward else items:
        if item.part:
            result.append(item)
        elif result and not result[-1].sides and BODY_PARTS[result[-1].part].sided:
            neighbour, sides = result[-1], item.sides
            result[-1] = (
                replace(neighbour, before=sides) if forward else replace(neighbour, behind=sides)
            )
        else:
            return [], True
    return (result[::-1] if forward else result), False


def _share_sides(items: list[_AreaItem]) -> list[_AreaItem]:
    """Let parts between slashes share one side.

    A side before a part applies to the parts after it, a side behind one to those before it.
    """
    result: list[_AreaItem] = []
    sides: frozenset[str] = frozenset()
    for item in items:
        sides = item.before or (sides if item.follows_slash and not item.behind else frozenset())
        result.append(item if item.sides else replace(item, before=sides))
    for place in reversed(range(1, len(result))):
        item, last = result[place], result[place - 1]
        if item.follows_slash and not last.sides:
            result[place - 1] = replace(last, behind=item.behind)
    return result


def _merge_areas(items: Iterable[_AreaItem]) -> tuple[Area, ...]:
    sides_by_part: dict[str, frozenset[str]] = {}
    for item in items:
        is_pair = not item.sides and not _PAIRED_PLURALS.isdisjoint(item.words.split())
        item_sides = (
            _SIDES["both"]
            if is_pair
            else item.sides
            if BODY_PARTS[item.part].sided
            else frozenset()
        )
        sides_by_part[item.part] = sides_by_part.get(item.part, frozenset()) | item_sides
    return tuple(Area(part, _name_side(sides)) for part, sides in sides_by_part.items())


def _name_side(sides: frozenset[str]) -> Side:
    if len(sides) == 2:
        return "both"
    return "left" if "left" in sides else "right" if sides else ""


# --- which areas there are ----------------------------------------------------------------


def find_parts(word: str = "") -> list[BodyPart]:
    """The parts of the body that a word is part of, or is spelled most like; all without one.

    None if no part is like it. Sides in the word are left out.
    """
    words = [each for each in _extract_words(word.lower()).split() if each not in _SIDES]
    wanted = " ".join(words)
    parts = list(BODY_PARTS.values())
    found = [part for part in parts if any(wanted in name for name in (part.name, *part.synonyms))]
    if found or not wanted:
        return found
    area = _look_up_part(words)  # a level of the spine
    nearest = area or index_part_names().get(find_nearest(wanted, index_part_names()) or "", "")
    return [BODY_PARTS[nearest]] if nearest else []
