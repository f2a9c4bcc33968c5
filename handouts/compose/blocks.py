"""Blocks with their texts resolved; a few kinds need more than that and have a file each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handouts.compose.exercises import compose_exercises
from handouts.compose.resolve import InlineResolver
from handouts.compose.risks import compose_risks
from handouts.document.blocks import Block, Exercises, Risks
from handouts.document.walk import map_texts
from handouts.language.words import LanguageWords

Composer = Callable[[Any, InlineResolver, LanguageWords], Block]

_COMPOSERS: Mapping[type[Block], Composer] = {
    Exercises: compose_exercises,
    Risks: compose_risks,
}
"""What else is done to a block once its texts are resolved: words of the language are added."""


def compose_block(block: Block, resolver: InlineResolver, words: LanguageWords) -> Block:
    """A block with its texts resolved, and with what the language adds to blocks of its kind."""
    resolved = map_texts(block, resolver.resolve_text)
    compose = _COMPOSERS.get(type(resolved))
    return compose(resolved, resolver, words) if compose else resolved
