"""Inlines become runs: citations get their numbers, fields their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from handouts.compose.runs import Run, Text
from handouts.data import Data
from handouts.remembering import remembered
from handouts.spec.models import Cite, Contact, Field, Inline, Inlines, Risk, Section

STOPS = ".,;:?!"


class Teller(Data, frozen=True):
    """What inlines need to become runs: the number of each reference, the value of each field.

    ``reference`` says where a citation leads: "Reference {}".
    """

    numbers: Mapping[str, int]
    fields: Mapping[str, str]
    reference: str = "{}"

    def text(self, inlines: Inlines) -> Text:
        """The runs of some inlines, citations moved behind the stop that follows them."""
        runs: list[Run] = []
        waiting: tuple[Run, ...] = ()
        for inline in inlines:
            if isinstance(inline, Cite):
                _trim_end(runs)
                waiting += self.citation(inline.ids, first=not waiting)
                continue
            run = self._run(inline)
            if waiting:
                stop = run.text[: len(run.text) - len(run.text.lstrip(STOPS))]
                runs += [replace(run, text=stop)] if stop else []
                runs += waiting
                run, waiting = replace(run, text=run.text[len(stop) :]), ()
            if run.text:
                runs.append(run)
        return (*runs, *waiting)

    def citation(self, ids: Iterable[str], *, first: bool = True) -> tuple[Run, ...]:
        """Raised numbers that link to their references: "2,4", and "2–4" for three in a row."""
        runs: list[Run] = []
        for low, high in _ranges(sorted({self.numbers[identity] for identity in ids})):
            if runs or not first:
                runs.append(Run(",", raised=True))
            runs.append(self._number(low))
            if high > low:
                runs += [Run("–", raised=True), self._number(high)]
        return tuple(runs)

    def _number(self, number: int) -> Run:
        about = self.reference.format(number)
        return Run(str(number), raised=True, link=f"#reference-{number}", about=about)

    def _run(self, inline: Inline) -> Run:
        if isinstance(inline, Field):
            value = self.fields.get(inline.name) or inline.otherwise
            return Run(value, strong=inline.strong)
        assert not isinstance(inline, Cite)
        language = inline.language or None
        return Run(inline.text, strong=inline.strong, link=inline.link, language=language)


def _ranges(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """First and last of each row of numbers that has three or more; others one by one."""
    while numbers:
        end = next(
            (n for n in range(1, len(numbers)) if numbers[n] != numbers[0] + n), len(numbers)
        )
        end = end if end > 2 else 1
        yield numbers[0], numbers[end - 1]
        numbers = numbers[end:]


def _trim_end(runs: list[Run]) -> None:
    """A citation stands close to the word before it."""
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())


def cited(sections: Iterable[Section]) -> dict[str, int]:
    """The number of each cited reference, in the order of the first citation."""
    numbers: dict[str, int] = {}
    for identity in _citations(sections):
        numbers.setdefault(identity, len(numbers) + 1)
    return numbers


def _citations(sections: Iterable[Section]) -> Iterable[str]:
    for part in _parts(tuple(section.parts for section in sections)):
        if isinstance(part, Cite):
            yield from part.ids
        elif isinstance(part, Risk):
            yield part.source


@remembered(1024)
def names(told: Section | Contact) -> frozenset[str]:
    """The names of the fields that a section's text, or a contact's, asks for."""
    found = (part.name for part in _parts(told) if isinstance(part, Field))
    return frozenset(found)


def _parts(part: object) -> Iterable[object]:
    """A part and all parts in it, in reading order; a part comes after what is in it."""
    if isinstance(part, (tuple, list)):
        for inner in part:
            yield from _parts(inner)
    elif isinstance(part, Data):
        for name in part.__struct_fields__:
            yield from _parts(getattr(part, name))
        yield part
