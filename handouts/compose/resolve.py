"""Resolve inlines into runs: citations get their numbers, fields their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from msgspec.structs import replace

from handouts.compose.phones import link_emergency
from handouts.data import Data
from handouts.document.blocks import Block, ReferenceList
from handouts.document.contact import Contact
from handouts.document.handout import Section
from handouts.document.text import Citation, Field, Inline, Run, Runs, Text
from handouts.document.walk import walk
from handouts.memo import intern_value, memoized
from handouts.reading.bare_links import split_links
from handouts.reading.inlines import BRAND_FIELDS

STOPS = ".,;:?!"
_REFERENCE_LINK = "#reference-"

CITATION_SPACE = Run("\u00a0", raised=True)
"""The space of a raised number's size before it, so that "1,000.7" is never read or copied."""


class InlineResolver(Data, frozen=True):
    """Resolves inlines with the number of each reference and the value of each field.

    ``reference`` describes the target of a citation's link: "Reference {}".
    """

    numbers: Mapping[str, int]
    fields: Mapping[str, str]
    reference: str = "{}"

    def resolve_text(self, text: Text) -> Text:
        """The text in runs. A citation moves behind the punctuation that follows it."""
        runs: list[Run] = []
        waiting: Runs = ()
        for inline in text.inlines:
            if isinstance(inline, Citation):
                _trim_end(runs)
                is_first = not (waiting or _ends_in_citation(runs))
                waiting += self.cite_references(inline.ids, first=is_first)
                continue
            for run in self._resolve_inline(inline):
                if waiting:
                    stop = run.text[: len(run.text) - len(run.text.lstrip(STOPS))]
                    runs += [replace(run, text=stop)] if stop else []
                    runs += waiting if runs else waiting[1:]
                    run, waiting = replace(run, text=run.text[len(stop) :]), ()
                if run.text:
                    runs.append(run)
        return Text((*runs, *(waiting if runs else waiting[1:])), text.address)

    def cite_references(self, ids: Iterable[str], *, first: bool = True) -> Runs:
        """Raised numbers linked to their references: "2,4", or "2–4" for three in a row.

        The ``first`` ones are set off by a space, which no line ends at; others by a comma.
        """
        runs: list[Run] = []
        for low, high in _group_ranges(sorted({self.numbers[identity] for identity in ids})):
            is_first = first and not runs
            runs.append(CITATION_SPACE if is_first else Run(",", raised=True))
            runs.append(self._make_citation_link(low))
            if high > low:
                runs += [Run("–", raised=True), self._make_citation_link(high)]
        return tuple(runs)

    def _make_citation_link(self, number: int) -> Run:
        about = self.reference.format(number)
        return Run(str(number), raised=True, link=f"{_REFERENCE_LINK}{number}", about=about)

    def _resolve_inline(self, inline: Inline) -> Runs:
        """The runs of an inline; in what the brand says, addresses are links as in any text."""
        if not isinstance(inline, Field):
            assert isinstance(inline, Run)
            return (inline,)
        value = self.fields.get(inline.name) or inline.otherwise
        if inline.name not in BRAND_FIELDS:
            return (Run(value, strong=inline.strong),)
        if inline.name == "emergency":
            return link_emergency(value, strong=inline.strong)
        parts = split_links(value)
        return tuple(
            Run(part, strong=inline.strong, link=link or None) for part, link in parts if part
        )


def _group_ranges(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """The first and last of each row of three or more numbers; other numbers one by one."""
    while numbers:
        end = next(
            (n for n in range(1, len(numbers)) if numbers[n] != numbers[0] + n), len(numbers)
        )
        end = end if end > 2 else 1
        yield numbers[0], numbers[end - 1]
        numbers = numbers[end:]


def _trim_end(runs: list[Run]) -> None:
    """Remove the space before a citation, so that it touches the word before it."""
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
        if not runs[-1].text:
            runs.pop()


def _ends_in_citation(runs: list[Run]) -> bool:
    """Whether the text so far ends in a citation's number, so that one more needs a comma."""
    return bool(runs) and (runs[-1].link or "").startswith(_REFERENCE_LINK)


def find_printed_numbers(
    sections: Iterable[Section], numbers: Mapping[str, int]
) -> Mapping[int, int]:
    """For each number, the one that is printed for it: its own, or the first of its range."""
    printed: dict[int, int] = {}
    citations = (value for each in sections for value in walk(each.blocks))
    for citation in citations:
        if isinstance(citation, Citation):
            for low, high in _group_ranges(sorted({numbers[one] for one in citation.ids})):
                printed |= {low: low, high: high}
                printed = dict.fromkeys(range(low + 1, high), low) | printed
    return printed


def link_back(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections of one person, in which a reference leads back only to what is there.

    A reference that only an exercise of others cites is listed all the same: so everyone has the
    same numbers.
    """
    printed: dict[int, int] = {}
    for section in sections:
        for number, at in _find_links(section):
            printed[number] = at if at == number else printed.get(number, at)
    return tuple(_link_section(section, printed) for section in sections)


@memoized(1024)
def _find_links(section: Section) -> tuple[tuple[int, int], ...]:
    """Each number of a reference in a resolved section, and the one that is printed for it."""
    found: list[tuple[int, int]] = []
    for text in walk(section.blocks):
        low = None  # where a range may begin
        for run in text.runs if isinstance(text, Text) else ():
            _, is_reference, number = (run.link or "").partition(_REFERENCE_LINK)
            if is_reference and number.isdigit():
                found.append((int(number), int(number)))
                if low is not None:
                    found += [(inner, low) for inner in range(low + 1, int(number))]
            low = found[-1][0] if found and run.raised and run.text == "–" else None
    return tuple(found)


def _link_section(section: Section, printed: Mapping[int, int]) -> Section:
    """The section with its references linked back; the same object if nothing changes."""
    blocks = tuple(_link_block(block, printed) for block in section.blocks)
    if blocks == section.blocks:
        return section
    return intern_value(replace(section, blocks=blocks, personal=True))


def _link_block(block: Block, printed: Mapping[int, int]) -> Block:
    if not isinstance(block, ReferenceList):
        return block
    numbers = range(1, len(block.items) + 1)
    return replace(block, cited_at=tuple(printed.get(number, 0) for number in numbers))


def number_references(sections: Iterable[Section]) -> dict[str, int]:
    """The number of each cited reference, in the order of the first citation."""
    numbers: dict[str, int] = {}
    for section in sections:
        for identity in _find_citations(section):
            numbers.setdefault(identity, len(numbers) + 1)
    return numbers


@memoized(1024)
def _find_citations(section: Section) -> tuple[str, ...]:
    cited = (value.ids for value in walk(section.blocks) if isinstance(value, Citation))
    return tuple(chain.from_iterable(cited))


@memoized(1024)
def find_field_names(container: Section | Contact) -> frozenset[str]:
    """The names of the fields used in the text of a section or a contact."""
    return frozenset(value.name for value in walk(container) if isinstance(value, Field))
