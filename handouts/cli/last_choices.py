"""``--last``: how a handout was last made for a person, to be made like that again.

What is kept is how, never for whom: format, paper, ink, language and the names of the advice. It is
in a file of this user's own.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from click.core import ParameterSource
from msgspec.structs import replace

import handouts
from handouts.cli.options import FORMATS, PAPER_KEYS, Command
from handouts.cli.report import print_note
from handouts.data import Data
from handouts.files import write_atomically

if TYPE_CHECKING:
    from handouts.document.choices import Ink
    from handouts.document.papers import Paper

_MAX_BYTES = 100_000
# The kept values of an option that may be used; those of another version may not be known.
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "format": FORMATS,
    "paper": PAPER_KEYS,
    "ink": get_args(handouts.Ink),
}


class Choices(Data, frozen=True):
    """How a leaflet is made, as options say it."""

    format: str | None
    paper: Paper | None
    ink: Ink
    language: str | None
    settings: Mapping[str, str]

    @property
    def single_format(self) -> str | None:
        """The format, if one was chosen."""
        return self.format if self.format in FORMATS else None


def last_option(command: Command) -> Command:
    """``--last``."""
    help = "Repeat how this handout was last made for a person: format, paper, ink, advice."
    return click.option("--last", is_flag=True, help=help)(command)


def apply_last(context: click.Context, handout: str, choices: Choices) -> Choices:
    """Return the choices, with those of the last leaflet in place of what was not typed."""
    kept = _load_all().get(_key_of(handout), {})
    if not kept:
        print_note("Nothing is known of how this handout was last made for a person.")
    advice = kept.pop("advice", "")
    settings = {**({"advice": advice} if advice else {}), **choices.settings}
    untyped: dict[str, Any] = {
        name: value
        for name, value in kept.items()
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE
    }
    return replace(choices, **untyped, settings=settings)


def save_choices(handout: str, choices: Choices, advice: Iterable[str]) -> None:
    """Keep how a handout was made; if it cannot be kept, nothing else is lost."""
    kept = {
        "format": choices.single_format or "",
        "paper": choices.paper or "",
        "ink": choices.ink,
        "language": choices.language or "",
        "advice": ", ".join(advice),
    }
    path = _path()
    if path is not None:
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            everything = {**_load_all(), _key_of(handout): kept}
            write_atomically(path, json.dumps(everything, indent=2, sort_keys=True).encode())


def _key_of(handout: str) -> str:
    """The name of a handout, also where its file's path was typed."""
    return Path(handout).name.partition(".")[0]


def _load_all() -> dict[str, dict[str, str]]:
    """What is kept of each handout: only options that are known, with known values."""
    path = _path()
    with contextlib.suppress(OSError, ValueError):
        if path is not None and path.is_file() and path.stat().st_size < _MAX_BYTES:
            everything = json.loads(path.read_bytes())
            if isinstance(everything, dict):
                return {key: _select_known(kept) for key, kept in everything.items()}
    return {}


def _select_known(kept: object) -> dict[str, str]:
    values = kept if isinstance(kept, dict) else {}
    chosen = {name: values.get(name) for name in (*_KNOWN, "language", "advice")}
    return {
        name: value
        for name, value in chosen.items()
        if isinstance(value, str) and value and value in _KNOWN.get(name, (value,))
    }


def _path() -> Path | None:
    """The file; None for a user without a home folder."""
    from platformdirs import user_state_path  # imported late: help needs no folder

    try:
        folder = user_state_path("handouts", appauthor=False)
    except (RuntimeError, OSError, ValueError):
        return None
    return folder / "last.json" if folder.is_absolute() else None
