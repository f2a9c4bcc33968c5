"""The first person of a table as the leaflet names them, to be looked at before all are made."""

from __future__ import annotations

from handouts.batch.runner import Inspection, find_first_task
from handouts.compose.personal import describe_person
from handouts.data import Data
from handouts.document.locale import localize_language
from handouts.language.words import words_for


class Sample(Data, frozen=True):
    """What a leaflet says about the person of a row: each label with its value."""

    row: int
    facts: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """The row without its person."""
        return f"Sample(row {self.row})"


def describe_first_person(inspection: Inspection) -> Sample | None:
    """What the first leaflet says about its person; None if nobody gets one."""
    task = find_first_task(inspection)
    if task is None:
        return None
    spec = inspection.job.translations.find_spec(task.spec)
    words = words_for(localize_language(spec.handout.language, spec.brand))
    return Sample(task.row, describe_person(task.person, words))
