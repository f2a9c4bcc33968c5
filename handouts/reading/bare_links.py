"""Addresses and telephone numbers that stand in a text as they are, and become links."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.patterns import compile_late
from handouts.reading.links import make_mail_link, make_web_link
from handouts.reading.telephones import find_certain_numbers

_ADDRESS_SIGNS = ("://", "www.", "@")  # one of them is in each address
_ADDRESS = compile_late(
    r"(?P<web>https?://[^\s<>\"“”]+|(?<![\w@./-])www\.[^\s<>\"“”]+\.[^\s<>\"“”]+)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})"
)
_CLOSING = ".,;:!?)]}’”'\"…"


def split_links(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text, each with its link, which is empty for words.

    Only what is certain becomes a link: a web address with its scheme or "www.", an e-mail
    address, a telephone number with its country's code or after words such as "call us on".
    """
    if not any(sign in text for sign in _ADDRESS_SIGNS):  # quick: nearly all texts
        yield from _split_numbers(text)
        return
    end = 0
    for match in _ADDRESS.finditer(text):
        start, stop = match.start(), match.end()
        if match["web"]:
            stop = _find_end(text, start, stop)
        link = _make_link(text[start:stop], is_mail=bool(match["mail"]))
        if link:
            yield from _split_numbers(text[end:start])
            yield text[start:stop], link
            end = stop
    yield from _split_numbers(text[end:])


def _split_numbers(text: str) -> Iterator[tuple[str, str]]:
    end = 0
    for number in find_certain_numbers(text):
        yield text[end : number.start], ""
        yield text[number.start : number.end], number.link
        end = number.end
    yield text[end:], ""


def _find_end(text: str, start: int, stop: int) -> int:
    """Where an address ends, without the sentence's own marks behind it."""
    while stop > start and text[stop - 1] in _CLOSING:
        if text[stop - 1] == ")" and text.count("(", start, stop) >= text.count(")", start, stop):
            break
        stop -= 1
    return stop


def _make_link(words: str, *, is_mail: bool) -> str:
    """The link of an address; empty for one that cannot be followed."""
    try:
        return make_mail_link(words) if is_mail else make_web_link(words)
    except ValueError:
        return ""
