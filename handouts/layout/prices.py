"""What a layout costs: one scale of prices for what is torn and for what is left white.

A price above `TEAR` is a tear: something that belongs together is parted. All else that a layout
costs adds up to less than one tear, so that no evenness makes up for one. Among layouts that tear
equally little the dearer breaks are avoided: in a paragraph rather than between two, and so on.
"""

from __future__ import annotations

NEVER = float("inf")
"""Between a heading and what follows, or inside an exercise, a row, a box, a signature."""

TEAR = 1e6
"""A section that a panel would hold, a short list or table, a picture and its words."""

LONE_LINE = 3 * TEAR
"""A line alone before or after a break: only where a text would fit in no other way."""

IN_SECTION = 4.0
"""Between two blocks of a section that no panel holds."""

AFTER_START = 60.0
"""After a heading with so little below it that it would look cut off."""

IN_LIST = 5.0
"""Between two items of a long list, with two of them at least on either side."""

IN_TEXT, IN_ITEM = 8.0, 9.0
"""Inside a paragraph, with two lines at least on either side, and inside an item of a list."""

AFTER_LEAD = TEAR / 8
"""Between what a handout begins with and its main points."""

BEFORE_HELP = 60.0
"""Turning a page before the box that says when to get help, away from what it is about."""

OTHER_SIDE = 250.0
"""Going on with a section on another side of the paper, where no panel would hold it."""

BEFORE_REFERENCES = 150.0
"""Between the clinic's contact and the references, which alone would look left over."""

BEFORE_APPROVAL = TEAR / 8
"""Before the line that says who approved a handout: too little for a page of its own."""

SHORT = 6
"""A list or a table of so many items or rows at most stays whole."""

SHORT_TEXT = 5
"""A paragraph of so many lines at most stays whole."""

EMPTY_PANEL = 400.0
"""A panel costs this times the square of its white share."""

MAX_UNEVENNESS = 0.12
"""By how much panels of a spread may differ in fullness without a price."""

UNEVENNESS = 400.0
"""The price of panels of a spread that differ in fullness, from empty to full, beyond that."""

FRONT_ALONE = TEAR / 4
"""A first page with nothing below its masthead, which leaves too little room."""

NO_TEXT, BACK_RANK = 480.0, 2.4
"""A panel with nothing on it, and the rank of the very last, which is for the contact."""

NOTES_WHITE = 0.1
"""The share of a panel on paper that is white, from which on there are lines for notes on it."""

NOTES_PANEL = 150.0
"""A panel with lines for the patient's own notes, in place of one with nothing on it."""

NOTES_FIRST = 300.0
"""A whole chapter of such panels before the text that goes on after it."""


def divide_price(price: float) -> tuple[int, float]:
    """How much a layout of this price tears, and what all else costs."""
    tears, other = divmod(price, TEAR)
    return int(tears), other


def price_items(count: int) -> float:
    """The price of ending a panel between two of so many items, of which it is not the ends."""
    return TEAR + IN_LIST if count <= SHORT else IN_LIST


def price_break(
    split: float, turn: float, *, ends_section: bool, starts_section: bool, turns_page: bool
) -> float:
    """The price of going on in the next panel.

    A section should not go on where the reader does not see both its parts.
    """
    price = split
    if starts_section and not ends_section:
        price += OTHER_SIDE
    return price + turn if turns_page or starts_section else price


def price_white_space(filled: float, growth: float, height: float) -> float:
    """The price of what is white in a panel that is filled so high, and may grow so much.

    Squared, so that panels are evenly filled: of all ways to share out white space, the even one
    has the least sum of squares.
    """
    white: float = 1 - min(1.0, (filled + growth) / height)
    return EMPTY_PANEL * white**2


def price_unevenness(fullest: float, reach: float) -> float:
    """The price of a spread whose fullest panel is so full, and the others can be made so full."""
    return UNEVENNESS * max(0.0, fullest - reach - MAX_UNEVENNESS)


def price_empty_panel(rank: float, takes_notes: bool) -> float:
    """The price of leaving a panel without text, so high that few are.

    ``rank`` counts the panels after it in its chapter, whose last panel is the first to be left
    empty. A panel that ``takes_notes`` costs less, but many of them cost more than one would.
    """
    return NOTES_PANEL + 100.0 * rank**2 if takes_notes else NO_TEXT + 10.0 * rank
