"""Text cleaned for typesetting: single spaces, and no control or invalid characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from handouts.document.text import LINE_BREAK, Run

# Spaces at which a line may break. No-break spaces (00A0, 2007, 202F) are kept.
_SPACES = re.compile(
    "[ \t\n\v\f\r\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+"
)
_BLANKS = f" {LINE_BREAK}"

# Control characters, lone surrogates, noncharacters, interlinear annotation marks.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]+"
)

# Characters that affect shaping or direction but are not drawn.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)


# Letters, digits and marks of Europe's scripts and of the scripts from right to left, dashes and
# quotation marks: none of them is a space at which a line may break, and none is forbidden.
_KEPT = "!-~\u00a0-\u167f\u2010-\u2027"
_CLEAN = re.compile(f"[{_KEPT}]+(?: [{_KEPT}]+)*")


def clean_runs(text: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs with single spaces, without spaces at either end, and without empty runs.

    Spaces around a line break that was wanted are part of it.
    """
    if len(text) == 1 and _CLEAN.fullmatch(text[0].text):  # the usual case
        return text
    return tuple(_trim_last_space(list(_collapse_spaces(text))))


def _collapse_spaces(text: tuple[Run, ...]) -> Iterator[Run]:
    at_space = True
    for run in text:
        cleaned = _SPACES.sub(_join_spaces, _FORBIDDEN.sub("", run.text))
        if at_space:
            cleaned = cleaned[1:] if cleaned[:1] in _BLANKS else cleaned
        if cleaned:
            at_space = cleaned[-1] in _BLANKS
            yield run if cleaned == run.text else replace(run, text=cleaned)


def _join_spaces(spaces: re.Match[str]) -> str:
    return LINE_BREAK if LINE_BREAK in spaces[0] else " "


def _trim_last_space(runs: list[Run]) -> list[Run]:
    while runs and runs[-1].text[-1] in _BLANKS:
        last = runs.pop()
        if len(last.text) > 1:
            runs.append(replace(last, text=last.text[:-1]))
    return runs
