"""Whether a handout's personal panel fits a format, blank or for a person."""

from __future__ import annotations

from msgspec.structs import replace

from handouts import editions
from handouts.document.edition import Edition
from handouts.document.handout import Handout, Spec
from handouts.document.papers import Paper
from handouts.document.person import Person
from handouts.document.section_kinds import PERSONAL
from handouts.layout import overflow
from handouts.layout.shortening import make_sample_person
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.source import display_path


def has_personal_panel(handout: Handout) -> bool:
    """Whether a handout has a section for the person."""
    return any(section.key == PERSONAL for section in handout.sections)


def check_personal_panel(spec: Spec, *, format: str, paper: Paper | None) -> None:
    """Raise SpecError with notes if the personal panel does not fit, blank or for a person.

    The person is a typical one, with the usual values and the longest advice. What else is
    wrong with the panel, such as a letter that no font has, is raised as it is.
    """
    problems: list[Finding] = []
    for person, prefix in (
        (Person(), "To be filled in by hand"),
        (make_sample_person(spec.handout), "For a person with the longest advice"),
    ):
        try:
            editions.check_handout(spec, Edition(format, paper, person=person))
        except SpecError as error:
            place = Place(display_path(spec.handout.path))
            problems += (
                replace(
                    each,
                    place=place,
                    message=f"{prefix}: {each.message}",
                    source_line="",
                    severity="note",
                )
                if each.rule == overflow.RULE
                else each
                for each in error.problems
            )
    if problems:
        raise SpecError(dict.fromkeys(problems))
