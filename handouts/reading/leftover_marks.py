"""Signs of Markdown and of web pages that were not understood: they would be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding

_MARKS: tuple[tuple[str, str, str], ...] = (
    (
        r"\*\*",
        "The signs ** were not understood, and would be printed.",
        "Write **strong words** without a space inside the signs, and with a space, or the end of "
        "the line, before and behind them.",
    ),
    (
        r"_{3,}|\.{5,}|…{2,}",
        "A row of signs is no line to write on: it breaks, and a screen reader reads each sign.",
        "Write '- line: Your name' below 'form'; or '- Patient' below 'signature'.",
    ),
    (
        r"^[ \t]*\|.*\|[ \t]*$|^[^|\n]+ \| [^|\n]+ \| [^\n]+$",
        "This looks like a table, whose second line is missing.",
        "Write a line of '|---|---|' below the heads of the columns.",
    ),
    (
        r"\S\t+\S",
        "Columns with tabs between them would be printed as one line of words.",
        "Write a table: | One | Two |, and below its heads |---|---|.",
    ),
    (
        r"(?<!_)__(?!_)",
        "The signs __ were not understood, and would be printed.",
        "Write **strong words** with two stars on either side.",
    ),
    (
        r"\]\(",
        "This link was not understood, and would be printed.",
        "Write [words](address), and take the spaces out of the address.",
    ),
    (
        r"\[\^",
        "Footnotes are not known here.",
        "Write the note as a sentence, or cite a reference: [@id].",
    ),
    (
        r"\]\[|^\[[^\[\]]+\]:[ ]",
        "A link by its name is not known here.",
        "Write the address behind the words: [words](https://example.org).",
    ),
    (r"~~", "Words cannot be crossed out.", "Remove the words, or the signs ~~."),
    (
        r"==(?=[^=\s])",
        "Words cannot be highlighted with ==.",
        "Write **strong words** instead.",
    ),
    (
        r":::",
        "A block with ::: is not known here.",
        "Give a section a 'tone': note, tip or warning.",
    ),
    (
        r"(?:^|(?<=\s))\[[ xX]\](?=\s)",
        "A box with [ ] is not known here.",
        "For boxes to tick, write the items below 'checklist'.",
    ),
    (
        r"\{[.#][\w-]+\}",
        "Names of styles in braces are not known here.",
        "Remove the braces and what is in them.",
    ),
    (
        r"^:[ \t]+\S",
        "A definition with ':' is not known here: its lines would be joined.",
        "Write **the word**: what it means.",
    ),
    (
        r"^[ \t]*[→➔➤►](?=\s)",
        "An arrow in front of words would be printed in the middle of a line.",
        "For a list, begin each line with '- '.",
    ),
    (
        r":[ \t]+[•●▪◦‣](?=[ \t]+\S)",
        "A bullet would be printed in the middle of a line.",
        "Write each item on a line of its own, after '- '.",
    ),
    (
        r"\\[ \t]+$",
        "A space behind this backslash keeps it from ending the line.",
        "Delete the space behind it.",
    ),
    (
        r"^#{1,6}(?=[^\W\d_])",
        "A space is missing behind the sign #, which would be printed.",
        "For a sub-heading, write '## ' and its words.",
    ),
    (
        r"\[[0-9]{1,3}(?:[ ]*[,;–-][ ]*[0-9]{1,3})*\](?![(\[])"
        r"|\[[A-Z][^\W\d_]+(?: (?:et al\.?|and|&)[^\[\]]{0,30})?,? (?:19|20)[0-9]{2}[a-z]?\]"
        r"(?![(\[])",
        "This looks like a citation of another text: its number or name would be printed.",
        "Cite a reference of this handout: [@id]; or remove it.",
    ),
    (
        r"(?:(?<=[^\W\d_]{4})|(?<=[.,;:!?)\]]))[¹²³⁴⁵⁶⁷⁸⁹⁰]+(?![\w])",
        "A raised number looks like a citation of this handout's references.",
        "Cite a reference of this handout: [@id]; or remove it.",
    ),
)
# In whatever one of them matches there is a sign of these, a row of dots, or a colon.
_SIGNS = frozenset("*_…|\t[]~={→➔➤►•●▪◦‣\\#¹²³⁴⁵⁶⁷⁸⁹⁰")
_ANY = compile_late("|".join(f"({pattern})" for pattern, _, _ in _MARKS), re.MULTILINE)
_TITLE_SIGNS = frozenset("*_]~&<")  # one of them is in each of the marks below
_TITLE_MARKS = compile_late(
    r"\*\*|__|\]\(|~~|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]{2,8});|</?[a-zA-Z]+>"
)


def find_leftover_marks(text: str) -> Iterator[tuple[int, int, ValueFinding]]:
    """Each kind of sign that was left over in a text, once: its start, its end and what to do."""
    if not _may_have_marks(text):
        return
    seen = set()
    for match in _ANY.finditer(text):
        kind = match.lastindex or 1
        if kind not in seen:
            seen.add(kind)
            _, message, hint = _MARKS[kind - 1]
            yield *match.span(), ValueFinding("unsupported-markdown", message, hint)


def _may_have_marks(text: str) -> bool:
    """Whether a text has any sign that may be a mark: a quick test, which few texts pass."""
    has_sign = not _SIGNS.isdisjoint(text) or "....." in text
    return has_sign or ":::" in text or text.startswith(":") or "\n:" in text


def find_title_mark(text: str) -> re.Match[str] | None:
    """A sign of Markdown or HTML in a text that is taken literally; None without one."""
    return None if _TITLE_SIGNS.isdisjoint(text) else _TITLE_MARKS.search(text)
