"""The address of a patient in FHIR (R4 and R5, datatype Address), as the cells of a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handouts.tables.cell_marks import NO_ADDRESS
from handouts.tables.fhir_records import PostalAddress

ADDRESS_HEADERS = (
    "Address",
    "Street",
    "Address line 2",
    "Address line 3",
    "City",
    "County",
    "State",
    "Postcode",
    "Country",
)
_LINES = 3
_NOT_FOR_LETTERS = ("old", "billing", "work")


def read_address(addresses: Sequence[PostalAddress], today: date) -> tuple[str, ...]:
    """The cells of the address that letters go to, below ``ADDRESS_HEADERS``.

    That is one in use today, of the home rather than without a use, and for post rather than only a
    place. A mark stands for several that differ, and for a temporary one beside another: only
    people know which of them holds now.
    """
    known = {each: _list_cells(each) for each in addresses if any(_list_cells(each))}
    letters = [
        each for each in known if each.use not in _NOT_FOR_LETTERS and each.period.holds(today)
    ]
    letters = [each for each in letters if each.type != "physical"] or letters
    homes = [each for each in letters if each.use in ("home", "temp")] or letters
    found = {known[each] for each in homes}
    if len(found) == 1:
        return found.pop()
    mark = NO_ADDRESS if found else ""
    return ("", mark, *[""] * (len(ADDRESS_HEADERS) - 2))


def _list_cells(address: PostalAddress) -> tuple[str, ...]:
    """All of it in one cell if its parts are not there, else its parts."""
    lines = [line.strip() for line in address.line if line.strip()]
    if not lines:
        return (address.text.strip(), *[""] * (len(ADDRESS_HEADERS) - 1))
    first = [*lines[: _LINES - 1], ", ".join(lines[_LINES - 1 :])]
    first += [""] * (_LINES - len(first))
    rest = (address.city, address.district, address.state, address.postal_code, address.country)
    return ("", *first, *(each.strip() for each in rest))
