"""How to put a stack back into the tray to print its other side, as a picture in text."""

from __future__ import annotations

_SHORT = """\
The first sides are done. Put the stack back so that their empty backs get printed:
turn it over its SHORT edge. The edge that came out first (A) then goes in last.

     as it came out           as it goes in
     +----- A -----+          +-------------+
     |             |          |             |
     |   printed   |   --->   |    empty    |
     |             |   over   |             |
     +-------------+          +----- A -----+"""
_LONG = """\
The first sides are done. Put the stack back so that their empty backs get printed:
turn it over its LONG edge. The edge that came out first (A) then goes in first again.

     as it came out           as it goes in
     +----- A -----+          +----- A -----+
     |             |          |             |
     |   printed   |   --->   |    empty    |
     |             |   over   |             |
     +-------------+          +-------------+"""
_ORDER = """\
Here you see the sides that the printer prints on, for paper that goes in with a short edge
first, as in most printers. If a leaflet has several sheets, the sheet that was
printed first must go in first. Try it with one leaflet before you print many."""


def describe_turn(sides: str) -> str:
    """How to turn the stack so that its backs are printed as if the printer had turned it.

    ``sides`` is the setting for a printer that turns the paper itself. Each pass through the
    printer puts the top of a page at the same place, so the stack is turned over the same edge.
    """
    return f"{_SHORT if sides == 'two-sided-short-edge' else _LONG}\n\n{_ORDER}"
