"""Areas: what was treated, as therapists and practice software write it, becomes parts of the body.

English only, for now: the names in PARTS are keys, and each language's words for them
stand in compose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from handouts.spec.body import PARTS, PLAIN, Part, called
from handouts.spec.models import Area, Side
from handouts.spec.problems import Fault, meant

__all__ = ["PARTS", "PLAIN", "Fault", "Part", "read_areas"]

_MOST = 20
_EXAMPLES = "Write it like this: left trapezius, low back, right calf."

# Of an area by its number, whatever the part is.
_STRANGE = Fault(
    "A sign in area {} has no meaning here.", "Write it in words: left trapezius, both knees."
)
_TORN = Fault(
    "The sides that are said of area {} differ.",
    "Write left, right or both; or two areas: left knee, right calf.",
)

_SIDES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("l", "lt", "lft", "left", "lhs"), frozenset({"left"})),
    **dict.fromkeys(("r", "rt", "rgt", "right", "rhs"), frozenset({"right"})),
    **dict.fromkeys(
        ("b", "bl", "bil", "bilat", "bilateral", "bilaterally", "both"),
        frozenset({"left", "right"}),
    ),
}
# What may stand beside a part and says nothing of which it is.
_FILLERS = frozenset(
    "muscle muscles m mm area areas region side sides sided of the on in at pain tightness "
    "tension spasm trigger point points trp trps".split()
)
# Plurals of what everyone has two of; a muscle's ("quads") say nothing of the sides.
_TWO = frozenset(
    "ankles arms buttocks calfs calves elbows feet forearms groins hands heels hips knees legs "
    "shins shoulders temples thighs thumbs wrists".split()
)
# The levels of the spine: the part, and how many vertebrae are counted there.
_LEVELS = {"c": ("neck", 8), "t": ("upper back", 12), "l": ("low back", 5), "s": ("sacrum", 5)}
_ONE_LEVEL = re.compile(r"\b([ctls]\d+)((?:\s*/\s*\d+)+)\b")  # L4/5
_NEXT_LEVEL = re.compile(r"(?<=\d) *(?:[-–]|\bto\b)? *(?=[ctls]\d)")  # C7-T1, L5S1

# Sides that hold a separator: B/L, left and right, L/R.
_BOTH = re.compile(
    r"\bb\s*/\s*l\b|\b(?:l|lt|left)\s*(?:and|[&/+])\s*(?:r|rt|right)\b"
    r"|\b(?:r|rt|right)\s*(?:and|[&/+])\s*(?:l|lt|left)\b"
)
_BETWEEN = re.compile(r"([,;/|\n&+•]|\band\b)")
# Marks beside words that leave an area what it is: (R), T-spine, L. trap, Left: knee.
_MARKS = frozenset("()[]{}.:_'’‘`\"“”„-‐‑‒–—−*·#")


class _Item(NamedTuple):
    """One of several areas: a part or none, and the sides said before it and behind it.

    ``close`` is whether only a slash parts it from the area before. ``wrong`` is what is wrong
    with it whatever the part is.
    """

    part: str
    before: frozenset[str]
    behind: frozenset[str]
    words: str
    number: int
    close: bool = False
    wrong: Fault | None = None

    @property
    def sides(self) -> frozenset[str]:
        return self.before | self.behind


def read_areas(text: str) -> tuple[tuple[Area, ...], tuple[Fault, ...]]:
    """The areas of a text, each part once in the order of the text, and all that is wrong.

    Areas are parted by commas, semicolons, bars, slashes, line ends, "&", "+" or "and". The
    side stands before or behind its part, in words or as L, R or B/L; by itself between two
    separators it belongs to the area before it ("trapezius, left"), or to the one behind it
    where the text begins with a side. Said before or behind parts that slashes part, it is
    that of all of them ("L gastroc/soleus"). A part said for left and for right is both, and
    so is a plural of what everyone has two of ("knees"). Nothing else is guessed: a part
    without a side has none here. Sides that differ in one area are a fault, and so is a sign
    that might mean anything.
    """
    items = list(_items(text))
    faults = list(filter(None, map(_fault, items)))
    if len(items) > _MOST:
        return (), (
            Fault(f"{len(items)} areas are too many; {_MOST} are the most.", "Name fewer."),
        )
    if faults:
        return (), tuple(faults)
    joined, alone = _joined(items)
    if alone:
        return (), (Fault("A side is said, but not of what.", _EXAMPLES),)
    return _merged(_shared(joined)), ()


# --- the words ------------------------------------------------------------------------

# Of a table's people many are treated at the same areas: what their words say is kept.
_kept = lru_cache(maxsize=512)


def _items(text: str) -> Iterator[_Item]:
    plain = unicodedata.normalize("NFKC", text.replace("´", "'")).lower()
    plain = _NEXT_LEVEL.sub("/", plain)
    plain = _ONE_LEVEL.sub(lambda found: found[0].replace("/", " "), plain)
    pieces = _BETWEEN.split(_BOTH.sub(" both ", plain))
    written = zip(("", *pieces[1::2]), pieces[::2])
    told = ((sign, _words(piece), _strange(piece)) for sign, piece in written)
    told = ((sign, words, strange) for sign, words, strange in told if words or strange)
    for number, (sign, words, strange) in enumerate(told, 1):
        part, before, behind = _understood(words)
        wrong = _STRANGE if strange else _TORN if _torn([*before, part, *behind]) else None
        yield _Item(part, _sides(before), _sides(behind), words, number, sign == "/", wrong)


@_kept
def _words(piece: str) -> str:
    """The words of an area, without marks: ``T-spine (R)`` is "t spine r"."""
    return " ".join(re.findall(r"[^\W_]+", re.sub("['’‘`]", "", piece)))


@_kept
def _strange(piece: str) -> bool:
    """Whether there is something in a piece that is no word, no blank and no mark beside one."""
    return any(
        not (sign.isalnum() or sign.isspace() or sign in _MARKS)
        and unicodedata.category(sign) != "Cf"
        for sign in piece
    )


@_kept
def _understood(words: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A part and the words before and behind it.

    Words at the ends are taken off until what is left is a part.
    """
    told = tuple(words.split())
    for start, end in _inner(told):
        part = _part(told[start:end])
        if part or start == end:
            return part, told[:start], told[end:]
    bare = [word for word in told if word not in _SIDES and word not in _FILLERS]
    return _part(bare), told, ()


def _inner(told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Starts and ends of what may be the part, the longest first."""
    loose = [word in _SIDES or word in _FILLERS for word in told]
    starts = [n for n in range(len(told) + 1) if all(loose[:n])]
    ends = [n for n in range(len(told) + 1) if all(loose[n:])]
    spans = [(start, end) for start in starts for end in ends if start <= end]
    return iter(sorted(spans, key=lambda span: (span[0] - span[1], span[0])))


def _part(words: Sequence[str]) -> str:
    return called().get(" ".join(words)) or _level(words)


def _level(words: Sequence[str]) -> str:
    """The part that has some levels of the spine, as in c5 or in l4 5; none if it has not."""
    letter = words[0][0] if words else ""
    part, most = _LEVELS.get(letter, ("", 0))
    known = {str(number) for number in range(1, most + 1)}
    numbers = [words[0][1:], *words[1:]] if part else []
    return part if known.issuperset(numbers) else ""


def _sides(words: Iterable[str]) -> frozenset[str]:
    return frozenset(side for word in words for side in _SIDES.get(word, ()))


def _torn(words: list[str]) -> bool:
    """Whether sides differ: "right knee left", "both left knee". "L R knee" is both."""
    said = [place for place, word in enumerate(words) if word in _SIDES]
    kinds = {_SIDES[words[place]] for place in said}
    apart = bool(said) and said[-1] - said[0] >= len(said)
    return len(kinds) > 1 and (apart or _SIDES["both"] in kinds)


# --- what is wrong --------------------------------------------------------------------


def _fault(item: _Item) -> Fault | None:
    """The first thing that is wrong with an area by itself."""
    if item.wrong:
        return Fault(item.wrong.message.format(item.number), item.wrong.mend)
    if not item.part and not _only_side(item):
        return Fault(f"Area {item.number} is no part of the body known here.", _meant(item))
    if item.part and item.sides and not PARTS[item.part].sided:
        return Fault(f"Area {item.number} has no left and right.", "Leave out the side.")
    return None


def _only_side(item: _Item) -> bool:
    return bool(item.sides) and all(
        word in _SIDES or word in _FILLERS for word in item.words.split()
    )


def _meant(item: _Item) -> str:
    bare = " ".join(word for word in item.words.split() if word not in _SIDES)
    names = [name for name in called() if len(name) > 3]  # short ones are like anything
    return meant(bare, names, f"{_EXAMPLES} What is none goes into the notes.")


# --- areas ------------------------------------------------------------------------------


def _joined(items: list[_Item]) -> tuple[list[_Item], bool]:
    """The items with the sides that stood alone given to their parts; whether one was left."""
    forward = bool(items) and not items[0].part
    made: list[_Item] = []
    for item in reversed(items) if forward else items:
        if item.part:
            made.append(item)
        elif made and not made[-1].sides and PARTS[made[-1].part].sided:
            own, said = made[-1], item.sides
            made[-1] = own._replace(before=said) if forward else own._replace(behind=said)
        else:
            return [], True
    return (made[::-1] if forward else made), False


def _shared(items: list[_Item]) -> list[_Item]:
    """The items, those without a side given the one that is said for all between slashes.

    A side before a part goes on to those behind it, a side behind one back to those before.
    """
    made: list[_Item] = []
    said: frozenset[str] = frozenset()
    for item in items:
        said = item.before or (said if item.close and not item.behind else frozenset())
        made.append(item if item.sides else item._replace(before=said))
    for place in reversed(range(1, len(made))):
        item, last = made[place], made[place - 1]
        if item.close and not last.sides:
            made[place - 1] = last._replace(behind=item.behind)
    return made


def _merged(items: Iterable[_Item]) -> tuple[Area, ...]:
    sides: dict[str, frozenset[str]] = {}
    for item in items:
        two = not item.sides and not _TWO.isdisjoint(item.words.split())
        said = _SIDES["both"] if two else item.sides if PARTS[item.part].sided else frozenset()
        sides[item.part] = sides.get(item.part, frozenset()) | said
    return tuple(Area(part, _side(said)) for part, said in sides.items())


def _side(said: frozenset[str]) -> Side:
    if len(said) == 2:
        return "both"
    return "left" if "left" in said else "right" if said else ""
