"""Peers as parameters of a test: one that is not installed skips, and says which it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from benchmarks.crowd import MORE
from benchmarks.measure import installed
from benchmarks.peers import PEERS


def each(names: Iterable[str]) -> list[Any]:
    """The programs of these names, to be given to a test one by one."""
    return [pytest.param(name, marks=_marks(name)) for name in names]


def _marks(name: str) -> tuple[pytest.MarkDecorator, ...]:
    """A skip for a peer whose package is not here; nothing for ours."""
    peer = next((own for own, more in MORE.items() if name in more), name)
    package = PEERS[peer][1] if peer in PEERS else ""
    if not package or installed(package):
        return ()
    return (pytest.mark.skip(reason=f"{package} is not installed: pip install '.[benchmark]'"),)
