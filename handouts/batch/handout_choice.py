"""Which of a batch's handouts a person gets: all, or those that the row names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from handouts.batch.jobs import PersonEntry, Translations
from handouts.people.missing import is_missing
from handouts.sources.findings import Finding, Place, quote_text, suggest_name

_SEPARATORS = re.compile(r"[,;|/+&\n]|\band\b")
# What people write for no handout, though some programs write it into an empty cell.
_NONE = re.compile(r"[-\u2010-\u2015.]+|none|nil|nothing|n\.?/?a\.?", re.IGNORECASE)


def divide_entry(
    entry: PersonEntry, text: str, translations: Translations, cell: tuple[Place, str]
) -> Iterator[PersonEntry]:
    """An entry for each handout that a row gets, in the order of the batch.

    ``text`` names them, separated by commas; blank means all. ``cell`` is its place, and its column
    as people can find it. A name that is not one of the batch's handouts is a problem of the row,
    and so is a word such as "none": it may mean all of them, or no leaflet at all.
    """
    handouts = translations.handouts
    if entry.left_out or entry.problems:
        yield entry
        return
    names = {_fold(translations.load_spec("", each).handout.name): each for each in handouts}
    if _NONE.fullmatch(text.strip()):
        yield replace(entry, problems=(_ask_for_handouts(text, *cell),))
        return
    wanted = [] if is_missing(text) else list(filter(None, map(_fold, _SEPARATORS.split(text))))
    unknown = [number for number, name in enumerate(wanted, 1) if name not in names]
    if unknown:
        place, column = cell
        known = [translations.load_spec("", each).handout.name for each in handouts]
        hint = f"This batch makes {', '.join(known)}. Leave the cell empty for all of them."
        if len(unknown) == 1:
            hint = suggest_name(wanted[unknown[0] - 1], known, hint)
        message = f"Column {column}: There is no such handout in this batch."
        problem = Finding("unknown-choice", place, message, hint)
        yield replace(entry, problems=(problem,))
        return
    chosen = {names[name] for name in wanted} or set(handouts)
    for handout in handouts:
        if handout in chosen:
            yield entry if len(handouts) == 1 else replace(entry, handout=handout)


def _ask_for_handouts(text: str, place: Place, column: str) -> Finding:
    message = f"Column {column}: {quote_text(text.strip())} may mean all handouts, or none."
    hint = "Leave the cell empty for all of them; leave out the row for none (--rows)."
    return Finding("unknown-choice", place, message, hint)


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.strip().casefold()).strip("-")
