"""Groups of digits in a text that may be one telephone number, and what separates them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from handouts.data import Data
from handouts.patterns import compile_late

LEAST_SHORT = 3
"""How many digits a short code has at least, such as 111 and 999."""

# Signs that mean the same in numbers, each one character long, so that places stay the same.
_PLAIN_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"),
        **{"\uff0b": "+", "\uff08": "(", "\uff09": ")", "\uff0f": "/", "\uff0e": "."},
    }
)
# Times, which are no numbers to dial: 24/7, (8-18), 8:30.
_TIMES = compile_late(
    r"(?<![\w+/.-])24 ?/ ?7(?![\w/])"
    r"|(?<=\() ?\d{1,2}(?:[.:]\d\d)? ?- ?\d{1,2}(?:[.:]\d\d)? ?(?=\))"
    r"|(?<![\d.])\d{1,2}[.:]\d\d ?- ?\d{1,2}[.:]\d\d(?![\d.])"
    r"|(?<!\d)\d{1,2}:\d\d(?!\d)"
)
_JOIN = r"(?: - | ?/ ?|[ .\-]|(?<=\)) ?[\-/]? ?|(?= ?\() ?)"
_CHAIN = compile_late(rf"(?:\+ ?)?\(?\d+\)?(?:{_JOIN}\(?\d+\)?)*")
_GROUP = compile_late(r"(?P<sep>[ .\-/]*)(?P<open>\(?)(?P<digits>\d+)(?P<close>\)?)")


class DigitGroup(Data, frozen=True):
    """One group of digits, with what separates it from the one before."""

    separator: str
    digits: str
    start: int
    end: int
    bracketed: bool = False


class NumberChain(Data, frozen=True):
    """Groups of digits that may be one number; ``doubtful`` ones are not."""

    groups: tuple[DigitGroup, ...]
    start: int
    end: int
    plus: bool = False
    doubtful: bool = False

    @property
    def digits(self) -> str:
        """All digits in order."""
        return "".join(group.digits for group in self.groups)


def simplify_signs(text: str) -> str:
    """The text with plain digits and signs, and without times; no place changes."""
    signs = text.translate(_PLAIN_SIGNS)
    digits = (str(unicodedata.decimal(one, one)) if one > "\x7f" else one for one in signs)
    return _TIMES.sub(lambda match: "\0" * len(match[0]), "".join(digits))


# --- chains of groups ------------------------------------------------------------------------


def find_chains(plain: str) -> Iterator[NumberChain]:
    """Each chain of digits in a text with plain signs, divided where another number begins."""
    for match in _CHAIN.finditer(plain):
        groups = tuple(
            DigitGroup(
                each["sep"],
                each["digits"],
                match.start() + each.start("open"),
                match.start() + each.end(),
                bool(each["open"]) and bool(each["close"]),
            )
            for each in _GROUP.finditer(match[0])
        )
        plus = match[0].startswith("+")
        brackets = re.sub(r"\(\d+\)", "", match[0])
        odd = "(" in brackets or ")" in brackets or " - " in match[0] or _has_hours_first(groups)
        chain = NumberChain(groups, match.start(), match.end(), plus, odd)
        yield from _split_at_bracket(chain)


def _has_hours_first(groups: tuple[DigitGroup, ...]) -> bool:
    """Whether the first two groups may be hours: "8-18 555 0142"."""
    lengths = [len(group.digits) for group in groups]
    is_range = len(groups) > 2 and max(lengths[:2]) <= 2 and groups[1].separator == "-"
    return is_range and max(lengths[2:]) > 2


def _split_at_bracket(chain: NumberChain) -> Iterator[NumberChain]:
    """A bracket behind a number is about something else; a code is in one at the start only."""
    for place, group in enumerate(chain.groups):
        first = chain.groups[0]
        is_code = place == 0 or (place == 1 and len(first.digits) <= 4 and not first.bracketed)
        if group.bracketed and not is_code:
            # "555 0142 (0199)" may be one number or two.
            doubtful = chain.doubtful or len(group.digits) >= LEAST_SHORT
            yield from _split_at_slash(_cut(chain, 0, place, doubtful))
            yield _cut(chain, place, len(chain.groups), True)
            return
    yield from _split_at_slash(chain)


def _split_at_slash(chain: NumberChain) -> Iterator[NumberChain]:
    """A slash is between two numbers, but for one behind an area code: 030/123456."""
    places = [place for place, each in enumerate(chain.groups) if "/" in each.separator]
    if not places:
        yield chain
        return
    place, size = places[0], len(chain.groups)
    left, right = _cut(chain, 0, place, chain.doubtful), _cut(chain, place, size, chain.doubtful)
    if len(places) > 1:
        yield _cut(chain, 0, size, True)
    elif place == 1 and left.digits.startswith("0") and len(left.digits) <= 6:
        yield _cut(chain, 0, size, chain.doubtful or len(right.digits) < 4)
    elif _are_alternatives(left, right):
        yield from (left, right)
    else:
        yield _cut(chain, 0, size, True)


def _are_alternatives(left: NumberChain, right: NumberChain) -> bool:
    """Whether a slash is between two numbers of a kind, or before the end of a second one."""
    lengths = sorted((len(left.digits), len(right.digits)))
    ending = len(left.groups[-1].digits) == len(right.digits) < lengths[1]
    return ending or lengths[0] == lengths[1] or (lengths[0] >= 9 and lengths[1] - lengths[0] <= 2)


def _cut(chain: NumberChain, first: int, last: int, doubtful: bool) -> NumberChain:
    groups = chain.groups[first:last]
    start = groups[0].start if first else chain.start
    plus = chain.plus and not first
    return NumberChain(groups, start, groups[-1].end, plus, doubtful)
