"""Lists as people and Word write them, beside Markdown's own, and lines that would run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding

# A bullet that Word and web pages use; Word writes those of the second level as "o".
_SPACE = "[ \\t\u00a0\u2002-\u200a\u202f\u3000]"
_OWN_BULLETS = "\uf0b7\uf0a7\uf076\uf0d8"  # of Word's own font, which stand for nothing else
# What one of them, or what may be one, begins with.
_FIRST_SIGNS = frozenset(f"•·●▪◦‣○∙⁃➢❖-–✓✔§o{_OWN_BULLETS}")
_BULLET = compile_late(f"([ \\t]*)[•·●▪◦‣○∙⁃➢❖{_OWN_BULLETS}]{_SPACE}|([ \\t]*)-[^\\S \\t\\n]")
# What may also be a word or a sign in a sentence: it is a bullet where a line can begin with one.
_MAYBE = compile_late(f"([ \\t]*)[–✓✔§o]{_SPACE}")
_OWN = compile_late(f"^[ \\t]*[{_OWN_BULLETS}]{_SPACE}", re.MULTILINE)
_LETTERED = re.compile(r"^\(?[a-z]\)[ \t]|^[a-z]\.[ \t]|^\([0-9]{1,2}\)[ \t]")
_CLOSE_DASH = re.compile(r"^[-+*•·●▪◦‣○∙⁃](?=[^\W\d_])")
_CLOSE_NUMBER = re.compile(r"^[0-9]{1,2}[.)](?=[^\W\d_])")
_LABEL = re.compile(r"^(?:(?:\*\*)?[^\W\d_][\w &/’'-]{0,30}:(?:\*\*)?|\*\*[^*]{1,30}\*\*:)\s")
# How a line begins that does not go on with the sentence above it.
_BEGINNING = re.compile(r"[\W_]{0,3}(?:[A-Z0-9]|[^\W\d_a-z])")
_ITEM = re.compile("[-+*•·●▪◦‣][ \\t]")
_SHORT_LINE = 45
_ENDS = (".", ",", ";", ":", "!", "?", "–", "—", "-", "(", "/", "]")

_SEPARATE = (
    "To end a line, write a backslash (\\) at its end; for a list, begin each line with '- '; for "
    "paragraphs, leave an empty line between them."
)


def mark_bullets(text: str) -> str:
    """A text whose lines with other bullets begin with Markdown's, each at the same place.

    A single one is not a list, and stays what it is, unless it can be nothing else.
    """
    lines, count = text.split("\n"), 0
    for number, line in enumerate(lines):
        bare = line.lstrip(" \t")
        if bare[:1] not in _FIRST_SIGNS or bare.startswith("- "):  # quick: nearly all lines
            continue
        found = _BULLET.match(line) or (_may_begin(lines, number) and _MAYBE.match(line))
        if found:
            lines[number] = f"{found[1] or ''}- {line[found.end() :]}"
            count += 1
    if count == 0:
        return text
    return "\n".join(lines) if count > 1 or _OWN.search(text) else text


def _may_begin(lines: Sequence[str], number: int) -> bool:
    """Whether a list may begin or go on in a line: after another item, a sentence, or nothing."""
    before = lines[number - 1].strip() if number else ""
    return not before or before[-1] in ".:;!?" or before.startswith(("- ", "* ", "+ "))


def find_joined_lines(lines: Sequence[str]) -> Iterator[tuple[int, ValueFinding]]:
    """What is wrong with the lines of one paragraph, each with the number of its line from 0.

    Markdown joins them, which their author can hardly want where they are a list that Markdown
    does not know, or lines of a table of hours.
    """
    bare = [line.strip() for line in lines]
    item = _find_item(bare)
    if item:
        yield item
        return
    for pattern, message, hint in _LISTS:
        found = [number for number, line in enumerate(bare) if pattern.match(line)]
        if len(found) > 1:
            yield found[0], ValueFinding("joined-lines", message, hint)
            return
    ended = [line.endswith("\\") or raw.endswith("  ") for line, raw in zip(bare, lines)]
    labelled = [bool(_LABEL.match(line)) for line in bare]
    for number in range(1, len(bare)):
        if ended[number - 1]:
            continue
        both_labelled = labelled[number] and any(labelled[:number])
        if both_labelled or _is_cut_off(bare[number - 1], bare[number]):
            message = "These lines would be joined into one."
            yield number, ValueFinding("joined-lines", message, _SEPARATE)
            return


def _find_item(lines: Sequence[str]) -> tuple[int, ValueFinding] | None:
    """The first line but one that has a mark of a list, which Markdown does not take for one."""
    for number, line in enumerate(lines[1:], 1):
        if _ITEM.match(line):
            message = "This line would be joined to the one above it: it is indented too far."
            hint = "Indent it like the other items, or leave an empty line above a list."
            return number, ValueFinding("joined-lines", message, hint)
    return None


def find_lost_items(lines: Sequence[str]) -> Iterator[tuple[int, ValueFinding]]:
    """The first line that goes on with an item of a list, though it is not indented like it.

    ``lines`` are those of an item's paragraph as they stand in the file, the first with its mark.
    """
    item = _find_item([line.strip() for line in lines])
    if item:
        yield item
        return
    for number, line in enumerate(lines[1:], 1):
        is_outside = len(line) - len(line.lstrip()) <= len(lines[0]) - len(lines[0].lstrip())
        if is_outside and _BEGINNING.match(line.strip()):
            message = "This line would be joined to the list item above it."
            hint = "Leave an empty line above it; or, if it goes on with the item, indent it."
            yield number, ValueFinding("joined-lines", message, hint)
            return


def _is_cut_off(line: str, following: str) -> bool:
    """Whether a short line ends like one of a list or a table of hours, and a new one begins."""
    is_short = len(line) <= _SHORT_LINE and not line.endswith(_ENDS)
    return is_short and _BEGINNING.match(following) is not None


_LISTS = (
    (
        _LETTERED,
        "A list with letters or brackets is not known here: its lines would be joined.",
        "Begin each line with '1. ', '2. ' and so on, or with '- '.",
    ),
    (
        _CLOSE_DASH,
        "A space is missing behind the mark of a list: its lines would be joined.",
        "Write '- ' with a space in front of each line's words.",
    ),
    (
        _CLOSE_NUMBER,
        "A space is missing behind the numbers of a list: its lines would be joined.",
        "Write '1. ' with a space in front of each line's words.",
    ),
)
