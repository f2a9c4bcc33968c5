"""How each failure condition of the Matterhorn Protocol is held."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from handouts.data import Data
from handouts.sources.nodes import find_quick_loader

Means = Literal["construction", "test", "person"]
"""By construction, the program cannot make it; a test sees it; a person looks."""

_FILE = Path(__file__).with_name("matterhorn.yaml")


class FailureCondition(Data, frozen=True, forbid_unknown_fields=True):
    """One way for a file to fail PDF/UA-1, and how that is held: see ``Means``.

    ``tests`` are those that would see it, each as pytest names it.
    """

    fails: str
    held: Means
    how: str
    tests: tuple[str, ...] = ()


class Checkpoint(Data, frozen=True, forbid_unknown_fields=True):
    """Failure conditions of one subject, by their index in the protocol."""

    name: str
    conditions: Mapping[str, FailureCondition]


@cache
def load_checkpoints() -> dict[int, Checkpoint]:
    """The checkpoints of the protocol by number."""
    content = yaml.load(_FILE.read_text(encoding="utf-8"), find_quick_loader() or yaml.SafeLoader)
    return msgspec.convert(content, dict[int, Checkpoint])
