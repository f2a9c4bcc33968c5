"""Telephone numbers as they are printed: none breaks, and each is linked where it is certain."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document.text import Run, Runs, make_unbreakable
from handouts.reading.telephones import find_numbers


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


def dial_first(text: str) -> str:
    """The first number in a text that is certain, as it is dialled; empty without one."""
    links = (number.link for number in find_numbers(text) if number.link)
    return next(links, "").removeprefix("tel:")
