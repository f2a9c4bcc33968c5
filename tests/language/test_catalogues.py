"""The catalogues of printed words: all have the same words, and a heading for each section."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.document.section_kinds import SECTION_KINDS
from handouts.language import words as language_words
from handouts.language.words import list_languages, words_for
from handouts.people.person import parse_language_tag

FOLDER = Path(language_words.__file__).parent
HEADLESS = {"intro"}
"""The sections below the title, which is heading enough."""


def load_catalogue(language: str) -> dict[str, object]:
    """A catalogue as it is in its file."""
    content: dict[str, object] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return content


def list_keys(content: object, prefix: str = "") -> Iterator[str]:
    """The path of each word in a catalogue; the regions are each language's own."""
    if not isinstance(content, dict):
        yield prefix
        return
    for key, value in content.items():
        if key != "regions":
            yield from list_keys(value, f"{prefix}/{key}")


def test_keys_are_listed_at_each_depth() -> None:
    """So that a word that one catalogue lacks is found, however deep it is."""
    content = {"page": "{}", "labels": {"do": "Do"}, "areas": {"neck": {"plain": "neck"}}}
    assert list(list_keys({**content, "regions": {"GB": {}}})) == [
        "/page",
        "/labels/do",
        "/areas/neck/plain",
    ]


@pytest.mark.parametrize("language", list_languages())
def test_each_catalogue_has_the_same_words(language: str) -> None:
    """A word that only one language has would be missing on the other languages' leaflets."""
    assert set(list_keys(load_catalogue(language))) == set(list_keys(load_catalogue("en")))


@pytest.mark.parametrize("language", list_languages())
def test_no_word_is_blank(language: str) -> None:
    """Each label has a text, each known section a heading."""
    words = words_for(language)
    assert words.headings.keys() == SECTION_KINDS.keys()
    assert {key for key, heading in words.headings.items() if not heading} == HEADLESS
    assert all(words.labels.values())


@pytest.mark.parametrize("language", list_languages())
def test_a_row_may_name_the_language(language: str) -> None:
    """Practice software exports names: "Spanish" rather than es."""
    assert parse_language_tag(words_for(language).language) == language


@pytest.mark.parametrize("language", list_languages())
def test_each_number_has_its_plural(language: str) -> None:
    """Whatever number a dose has, there is a form for it, with that number in it."""
    words = words_for(language)
    dose = words.dose
    every = (dose.sets, dose.sets_of, dose.repeats, dose.hold, dose.per_day, dose.per_week)
    for forms in every:
        counted = {words.count(number, forms) for number in range(1, 601)}
        assert counted == set(forms)
        assert all("{" in form for form in forms)
