"""Words that stay on one line: the groups of a number, a number and its unit, names with initials.

Their spaces become no-break spaces, in whatever text they stand. Where a line is too narrow for
all of it, it ends at one of them all the same.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from handouts.document.text import Run

NO_BREAK = "\u00a0"

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_UNITS = (
    "m[glm]|mcg|µg|μg|k?g|[ck]m|l|c[cl]|dl|mmol|mmHg|IU|kcal|kJ|lbs?|oz|min|h"
    r"|[ap]m|[AP]M|[ap]\.m\.|[AP]\.M\.|%|°[CF]"
    r"|(?:second|minute|hour|day|week|month|year)s?"
)
_TITLE_NAMES = ("Dr", "Mr", "Mrs", "Ms", "Mx", "Prof")
_TITLES = "|".join(
    rf"(?<=(?<![^\W_]){title}{dot} )" for title in _TITLE_NAMES for dot in ("", r"\.")
)
_LAST_LETTERS = "0-9).," + "".join(name[-1] for name in _TITLE_NAMES)
"""What may stand before a space at which no line may end: most spaces are ruled out by it."""
_BOUND = re.compile(
    # Each begins with the space itself, which is found faster than what stands before it.
    rf" (?<=[{_LAST_LETTERS}] )(?:"
    # between groups of a number (SI brochure, 5.4.3), and after a country's or area code
    r"(?<=[0-9][0-9)] )(?=[0-9]{2,}(?![\w/]))|(?<=\+[0-9] )(?=[0-9(])|(?<=\+[0-9]{2} )(?=[0-9(])"
    # between a number and its unit
    rf"|(?<=[0-9] )(?=(?:{_UNITS})(?!\w))"
    # after a title, and between initials and a name; in "Snodgrass S. The effect" they stand
    # behind the name, to which they are bound already
    rf"|(?:{_TITLES})(?=[{_CAPITAL}])"
    rf"|(?<=(?<![^\W_]|{NO_BREAK})[{_CAPITAL}]\. )(?=[{_CAPITAL}])"
    rf"|(?<=[^\W\d_], )(?=[{_CAPITAL}]\.(?! ?[{_CAPITAL}]))"
    ")"
)


def bind_words(text: str) -> str:
    """A text with no-break spaces where no line may end; no place in it changes."""
    return _BOUND.sub(NO_BREAK, text)


def bind_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs with no-break spaces where no line may end, also from one run to the next."""
    text = "".join([run.text for run in runs])
    bound = bind_words(text)
    if bound == text:
        return runs
    changed, start = [], 0
    for run in runs:
        words = bound[start : start + len(run.text)]
        changed.append(run if words == run.text else replace(run, text=words))
        start += len(run.text)
    return tuple(changed)
