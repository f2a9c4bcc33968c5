"""Telephone numbers as they are printed: none breaks, and each is linked where it is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.document.text import Run, Runs, make_unbreakable
from handouts.reading.telephones import find_numbers

_SHORT_NUMBER = re.compile(
    r"(?<![\w.,:/+(#-])(?<!\d[ \u00a0])([019]\d\d)"
    r"(?![\w*#]|[.,:/-]\d|[ \u00a0](?:\d|%|°|(?:k?m|m[gl]|min\w*|met\w*|mile\w*|bpm)\b))"
)
"""A number of three digits for an emergency: 000, 112, 911. All in use begin with 0, 1 or 9.

In a sentence about an emergency, other numbers of three digits have a unit.
"""


def link_numbers(text: str, *, strong: bool = False) -> Runs:
    """The runs of a text about telephones; each number that is certain is a link."""
    return tuple(run for run in _split_numbers(text, strong) if run.text)


def _split_numbers(text: str, strong: bool) -> Iterator[Run]:
    end, before = 0, ""
    for number in find_numbers(text):
        printed = make_unbreakable(text[number.start : number.end])
        if number.link:
            yield Run(before + text[end : number.start], strong=strong)
            yield Run(printed, strong=strong, link=number.link)
            before = ""
        else:
            before += text[end : number.start] + printed
        end = number.end
    yield Run(before + text[end:], strong=strong)


def link_emergency(text: str, *, strong: bool = False) -> Runs:
    """The runs of what to do in an emergency; each number in it is a link, also a short one."""
    runs: list[Run] = []
    for run in link_numbers(text, strong=strong):
        if run.link:
            runs.append(run)
            continue
        for place, part in enumerate(_SHORT_NUMBER.split(run.text)):
            if part:
                runs.append(Run(part, strong=strong, link=f"tel:{part}" if place % 2 else None))
    return tuple(runs)


def dial_first(text: str) -> str:
    """The first number in a text that is certain, as it is dialled; empty without one."""
    links = (number.link for number in find_numbers(text) if number.link)
    return next(links, "").removeprefix("tel:")
