"""Peers as parameters of a test: one that is not installed skips, and says which it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from benchmarks.measure import is_installed
from benchmarks.peers import PEERS
from benchmarks.people_runs import VARIANTS


def peer_params(names: Iterable[str]) -> list[Any]:
    """The programs of these names, to be given to a test one by one."""
    return [pytest.param(name, marks=_skip_missing(name)) for name in names]


def _skip_missing(name: str) -> tuple[pytest.MarkDecorator, ...]:
    """A skip mark for a peer that is not installed; none for handouts."""
    peer = next((own for own, more in VARIANTS.items() if name in more), name)
    package = PEERS[peer][1] if peer in PEERS else ""
    if not package or is_installed(package):
        return ()
    return (pytest.mark.skip(reason=f"{package} is not installed: pip install '.[benchmark]'"),)
