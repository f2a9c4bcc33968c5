"""Which languages the program has words in."""

from __future__ import annotations

from handouts.document.handout import Handout
from handouts.language.words import list_languages
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.source import display_path


def require_language(handout: Handout, place: Place | None = None) -> None:
    """Raise SpecError for an unsupported language, at ``place`` if a person's row chose it."""
    if handout.language.split("-")[0].lower() not in list_languages():
        which = "this language" if place else f"'{handout.language}'"
        message = f"The program has no words in {which} yet."
        known = ", ".join(list_languages())
        hint = f"It adds a few words of its own to each sheet, and has them in: {known}."
        if not place:
            hint += " If the text is in one of these, the file's name must end in it: name.en.yaml."
        at = place or Place(display_path(handout.path))
        raise SpecError([Finding("unsupported-language", at, message, hint)])
