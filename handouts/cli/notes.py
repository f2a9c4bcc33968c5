"""Notes on a leaflet that is being made: what is not as usual about it, or about its person."""

from __future__ import annotations

from handouts.cli.report import print_note, record_event, unmarked_note
from handouts.events import Event
from handouts.files import format_path
from handouts.sources.findings import escape_hidden, join_choices, quote_text

EXAMPLE_NOTE = "This is printed under {}, a made-up clinic. For your own brand: handouts init DIR"
NO_PERSON_NOTE = (
    "Nothing is known about the person, so this is the leaflet for everyone. "
    "--by-hand makes one to fill in with a pen."
)


def describe_event(event: Event) -> str:
    """Return what an event says to the user; empty if that is nothing."""
    from handouts.building.format_choice import FormatLeftOut, FormatReplaced, FormatUnusual
    from handouts.building.output_files import EarlierKept
    from handouts.building.selection import AreasUnmarked, ExampleBrandUsed, NoPersonData

    match event:
        case EarlierKept():
            is_blank = "-by-hand" in event.path.name
            what = "an earlier leaflet to fill in" if is_blank else "another person's leaflet"
            return f"{format_path(event.path)} is {what} and was kept."
        case ExampleBrandUsed():
            return EXAMPLE_NOTE.format(event.clinic)
        case NoPersonData():
            return NO_PERSON_NOTE
        case AreasUnmarked():
            return unmarked_note(event.count)
        case FormatReplaced():
            title = escape_hidden(quote_text(event.title, 150))
            return f"{title} is too long for {event.first}, so it is made as {event.format}."
        case FormatUnusual():
            formats = join_choices(event.formats, "and")
            return f"This handout is meant for {formats}; as asked, it is made as {event.format}."
        case FormatLeftOut():
            return f"Not made: {escape_hidden(event.finding.message)}"
    return ""


class EventNotes:
    """Takes a use case's events: records written files, and keeps the notes."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def __call__(self, event: Event) -> None:
        """Take an event."""
        record_event(event)
        self._notes += filter(None, (describe_event(event),))

    def print_notes(self) -> None:
        """Print the notes on stderr."""
        for note in self._notes:
            print_note(note)
