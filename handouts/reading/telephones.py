"""Telephone numbers in a text: where each one is printed, and the link that dials it.

A wrong number is worse than no link: a link dials exactly the digits of one printed number, or is
not there. No country is assumed. A number without a country code is dialled as it is printed; one
with a code must be possible in its country, which phonenumbers knows, as it knows where a "(0)"
behind the code is dialled (Italy) and where it is left out (most others).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.reading.number_chains import (
    LEAST_SHORT,
    DigitGroup,
    NumberChain,
    find_chains,
    simplify_signs,
)

_LEAST_DIGITS, _MOST_DIGITS = 6, 12
"""How many digits a number without a country code has (E.164 allows 15, its code included)."""

_NEAR = 40
"""How many characters around a number may say what it is."""

_MOST_CODE = 6
"""How many digits an area code has at most."""

_LEAST_CALLED = 9
"""How many digits a number has that words before it say to call, if it is no local one."""

_ANY_DIGITS = re.compile(r"\d[\d()\s./\u2010-\u2013-]{1,}\d")
_LOCAL = compile_late(r"\d{3}[ \u00a0-]\d{4}")
_EXCHANGE = compile_late(r"\(\d\)")
# Digits behind a number that count what follows: "0800 123 456 24 Hours a day".
_COUNTS_WORDS = compile_late(r"(?<!\d)\d{1,2}[ \u00a0](?=[^\W\d])")
_CALL = r"\b(?:call|ring|phone|dial|text|telephone|tel|mobile)\b"
_CALL_BEFORE = compile_late(
    rf"{_CALL}[^.!?]{{0,60}}\b(?:on|at|us|or|and)[ \u00a0:]*$|{_CALL}[ \u00a0.:]*$", re.IGNORECASE
)
_EMERGENCY = compile_late(
    r"\b(?:call|ring|phone|dial)"
    r"((?:[ \u00a0](?:000|111|112|911|999)(?:,? or|,? and|,)?)+)"
    r"(?=[.;:!?)]|$"
    r"|[ \u00a0](?:if|for|now|at|straight|right|immediately|first|when|in|on|from|to)\b"
    r"|(?<=,|r|d)[ \u00a0](?!\d{3}\b[ \u00a0][A-Z]))",
    re.IGNORECASE,
)

_DAY = compile_late(
    r"(?:^|(?<=[ ./-]))(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)$"
)
_EXTENSION = compile_late(
    r"[ ,;]{0,2}(?:extension|extn|ext|durchwahl|x)[ .:=]{0,2}(\d{1,7})(?![\w/])", re.IGNORECASE
)
# What shows that a last group of one or two digits is rather a time, a range, a count or a price.
_COUNT_FOLLOWS = compile_late(r" ?(?:to|and|or|&|-|[AP]M\b|Uhr\b)| (?![A-Z])[^\W\d]")
_ROOM_BEFORE = compile_late(
    r"(?:room|suite|ward|floor|unit|bay|building|box|line|desk|step)[ #.]*$", re.IGNORECASE
)


class PrintedNumber(Data, frozen=True):
    """Digits in a text that may be a number to dial, from ``start`` up to ``end``.

    ``link`` dials it (RFC 3966); it is empty where it is in doubt what is to be dialled.
    """

    start: int
    end: int
    link: str


def find_numbers(text: str) -> Iterator[PrintedNumber]:
    """Each number in a text that is about telephones, and what may be one, in order."""
    plain = simplify_signs(text)
    end, code_end = 0, -1  # where the last number ends, and what may be the code of the next one
    for chain in find_chains(plain):
        day = _DAY.search(plain[chain.start : chain.end])
        if chain.start < end or (day and day.start() == 0):  # an extension, or a day
            continue
        has_code = code_end >= 0 and not re.search(r"[^\W\d]", plain[code_end : chain.start])
        link, end = ("", chain.end) if has_code or day else _make_link(chain, plain)
        may_be_code = not link and chain.digits.startswith("0") and len(chain.digits) <= _MOST_CODE
        code_end = chain.end if may_be_code else -1
        if link or len(chain.digits) >= LEAST_SHORT:
            yield PrintedNumber(chain.start, end, link)


def find_certain_numbers(text: str) -> Iterator[PrintedNumber]:
    """Each number in a running text that is certain to be one to dial.

    It has its country's code, or words before it say so, such as "call us on". Of an emergency, it
    may be short.
    """
    if not _ANY_DIGITS.search(text):
        return
    found = [each for each in find_numbers(text) if each.link and _is_certain(each, text)]
    short = [
        PrintedNumber(at + number.start(), at + number.end(), f"tel:{number[0]}")
        for match in _EMERGENCY.finditer(text)
        for at, number in ((match.start(1), each) for each in re.finditer(r"\d+", match[1]))
    ]
    yield from sorted([*found, *short], key=lambda number: number.start)


def _is_certain(number: PrintedNumber, text: str) -> bool:
    printed = text[number.start : number.end]
    if _COUNTS_WORDS.search(text[number.start : number.end + 2][-5:]) or _EXCHANGE.match(printed):
        return False
    if number.link.startswith("tel:+"):
        return True
    count = sum(sign.isdecimal() for sign in printed)
    is_long = count >= _LEAST_CALLED or _LOCAL.fullmatch(printed.strip())
    return bool(is_long and _CALL_BEFORE.search(text[: number.start]))


def make_telephone_link(text: str) -> str:
    """The link that dials a text which is one number and nothing else; else an empty string."""
    found = list(find_numbers(text))
    is_alone = len(found) == 1 and text[: found[0].start].strip() == ""
    return found[0].link if is_alone and text[found[0].end :].strip() == "" else ""


# --- what is dialled -------------------------------------------------------------------------


def _make_link(chain: NumberChain, plain: str) -> tuple[str, int]:
    """The link of a chain, empty where it is in doubt, and where what is dialled ends."""
    extension = _EXTENSION.match(plain, chain.end)
    end = extension.end() if extension else chain.end
    if chain.doubtful or _is_torn(chain, plain, end):
        return "", chain.end
    dialled = _dial_abroad(chain) if chain.plus else _dial_here(chain, plain)
    if not dialled:
        return "", chain.end
    return f"tel:{dialled}" + (f";ext={extension[1]}" if extension else ""), end


def _is_torn(chain: NumberChain, plain: str, end: int) -> bool:
    """Whether what stands around a chain may belong to it: letters to dial, a room, a time."""
    before = plain[max(0, chain.start - _NEAR) : chain.start]
    after = plain[end : end + _NEAR]
    last = chain.groups[-1].digits
    return bool(
        re.search(r"[\w+#*]$|[\w][-,]$|[^\W\d]/$|\d *[(]$|[(] *\d+ *$", before)
        or re.match(r"[\w*#]|[-,:.][\w]|/[^\W\d]|[-. ][A-Z]{3}|\) ?\d| ?[(] ?\d{3}", after)
        or (len(last) <= 2 and _COUNT_FOLLOWS.match(after))
        or _is_count(chain, before)
    )


def _is_count(chain: NumberChain, before: str) -> bool:
    """Whether the first group may belong to the word before it: "Desk 2 555 0142"."""
    first = chain.groups[0]
    if chain.plus or first.bracketed or len(chain.groups) == 1:
        return False
    is_small = len(first.digits) <= 2 and not first.digits.startswith("0")
    return bool(_ROOM_BEFORE.search(before)) or (is_small and bool(re.search(r"\w[ .]*$", before)))


def _dial_here(chain: NumberChain, plain: str) -> str:
    """The digits of a number without a country code; empty where it may not be one number."""
    digits, groups = chain.digits, chain.groups
    if any(group.digits == "0" and group.bracketed for group in groups):
        return _dial_prefix(chain)
    if len(digits) < _LEAST_DIGITS:
        is_alone = plain.strip() == plain[chain.start : chain.end]
        return digits if is_alone and len(digits) >= LEAST_SHORT and len(groups) == 1 else ""
    most = 15 if digits.startswith("00") else _MOST_DIGITS
    return "" if len(digits) > most or _is_two_numbers(groups) else digits


def _dial_prefix(chain: NumberChain) -> str:
    """The digits of "0044 (0)20 ...", without the "(0)"; empty for any other such number."""
    first, *others = chain.groups
    is_abroad = first.digits.startswith("00") and len(first.digits) > 2
    if not is_abroad or not others or others[0].digits != "0":
        return ""
    groups = (_drop_prefix(first), *others)
    return _dial_abroad(NumberChain(groups, chain.start, chain.end, True)).replace("+", "00", 1)


def _drop_prefix(group: DigitGroup) -> DigitGroup:
    """The group without the prefix for calls abroad."""
    return DigitGroup(group.separator, group.digits[2:], group.start, group.end)


def _is_two_numbers(groups: tuple[DigitGroup, ...]) -> bool:
    """Whether groups look like two numbers in a row, or like a number and its hours."""
    lengths = [len(group.digits) for group in groups]
    half = len(groups) // 2
    if len(groups) >= 4 and len(groups) % 2 == 0 and lengths[:half] == lengths[half:]:
        return sum(lengths[:half]) >= _LEAST_DIGITS
    if _has_more(groups[1:]) or _goes_on(groups[0].digits, lengths):
        return True
    # "555 0142-12" may be an extension.
    separators = [group.separator for group in groups[1:]]
    return separators[-1:] == ["-"] and lengths[-1] <= 3 and "-" not in separators[:-1]


def _has_more(groups: tuple[DigitGroup, ...]) -> bool:
    """Whether behind a code there may be hours too ("9-5", "10-12"), or another number."""
    for group, following in zip(groups, groups[1:], strict=False):
        if len(group.digits) >= _LEAST_DIGITS and following.separator != "-":
            return True
    sizes = [len(group.digits) for group in groups if group.digits != "0"]
    is_range = len(groups) > 1 and groups[-1].separator == "-" and max(sizes[-2:], default=3) <= 2
    return 1 in sizes or (is_range and any(each.separator != "-" for each in groups[:-1]))


def _goes_on(first: str, lengths: list[int]) -> bool:
    """Whether more follows a number without an area code: "555 0142 999"."""
    is_local = first[0] not in "01"
    return is_local and (
        (lengths[:2] == [3, 4] and len(lengths) > 2)
        or (lengths[:3] == [3, 3, 4] and len(lengths) > 3)
        or (lengths[0] >= _LEAST_DIGITS and len(lengths) > 1)
    )


def _dial_abroad(chain: NumberChain) -> str:
    """A number with its country's code, in E.164; empty where it is not possible there."""
    # Not needed where no number has a country's code.
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, ValidationResult

    printed = chain.digits
    trunk = chain.groups[1] if len(chain.groups) > 1 else chain.groups[0]
    is_trunk = trunk.bracketed and trunk.digits == "0"
    if _has_more(chain.groups[3 if is_trunk else 2 :]):
        return ""
    code = chain.groups[0].digits
    without = code + printed[len(code) + 1 :] if is_trunk else printed
    try:
        number = phonenumbers.parse(f"+{printed}")
    except phonenumbers.NumberParseException:
        return ""
    possible = phonenumbers.is_possible_number_with_reason(number)
    dialled = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    is_whole = possible in (ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
    return dialled if is_whole and dialled in (f"+{printed}", f"+{without}") else ""
