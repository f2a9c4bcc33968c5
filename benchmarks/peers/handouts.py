"""Handouts itself, by its public functions."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

import handouts
from benchmarks import leaflet
from benchmarks.leaflet import LeafletText
from handouts.document.handout import Spec
from handouts.document.person import Person


@lru_cache(maxsize=1)
def _load_spec() -> Spec:
    return handouts.load("dry-needling")


def build(text: LeafletText) -> bytes:
    """The leaflet with this text's subtitle; everything else comes from the spec itself."""
    spec = _load_spec()
    subtitles = (item for item in leaflet.all_items(text) if item["kind"] == "subtitle")
    subtitle = next(subtitles)["runs"][0]["text"]
    return handouts.render(replace(spec, handout=replace(spec.handout, subtitle=subtitle)))


def build_personal(person: Person) -> bytes:
    """The shipped leaflet for a person."""
    return handouts.render(_load_spec(), person=person)
