"""Handouts itself, by the function that its users call."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

import handouts
from benchmarks import leaflet
from benchmarks.leaflet import LeafletText
from handouts.document.handout import Spec
from handouts.document.person import Person


@lru_cache(maxsize=1)
def _spec() -> Spec:
    return handouts.load("dry-needling")


def build(text: LeafletText) -> bytes:
    """The leaflet with this text's subtitle; everything else comes from the spec itself."""
    spec = _spec()
    told = (item for item in leaflet.items(text) if item["kind"] == "subtitle")
    subtitle = next(told)["runs"][0]["text"]
    return handouts.render(replace(spec, handout=replace(spec.handout, subtitle=subtitle)))


def personal(person: Person) -> bytes:
    """The leaflet for a person, as it ships."""
    return handouts.render(_spec(), person=person)
