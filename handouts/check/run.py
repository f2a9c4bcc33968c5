"""Run all checks of the gate on a valid handout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from handouts.check import gate
from handouts.document.handout import Spec
from handouts.sources.findings import Finding

Check = Callable[[Spec], Iterable[Finding]]


@cache
def load_checks() -> dict[str, Check]:
    """The check of each file in ``gate``, by the file's name, in alphabetical order."""
    names = sorted(module.name for module in iter_modules(gate.__path__))
    return {name: import_module(f"{gate.__name__}.{name}").check_spec for name in names}


def run_checks(spec: Spec) -> Iterator[Finding]:
    """Yield what the checks find in a handout that can be printed."""
    for check in load_checks().values():
        yield from check(spec)
