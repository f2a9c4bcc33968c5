"""Options and arguments that are one of some words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from handouts.sources.findings import suggest_name


class WordChoice(click.Choice[str]):
    """One of some words, in any case; for a misspelled one, the message suggests the right one."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(list(words), case_sensitive=False)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return Click's message, which lists the words, with a suggestion."""
        message = super().get_invalid_choice_message(value, ctx)
        hint = suggest_name(str(value), map(str, self.choices))
        return f"{message} {hint}".rstrip()
