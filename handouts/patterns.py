"""Regular expressions that are compiled when they are first used.

This module imports no other module of the package. To compile all expressions of the package
takes a tenth of a command's start, and most commands use half of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import AnyStr, Generic, cast


class _LatePattern(Generic[AnyStr]):
    """Has the methods of a regular expression, and compiles it for the first of them."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._pattern: AnyStr = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[AnyStr]:
        return re.compile(self._pattern, self._flags)

    def __getattr__(self, name: str) -> object:
        method: object = getattr(self._compiled, name)
        setattr(self, name, method)  # so that it is found at once from now on
        return method


def compile_late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` returns, without the work until it is used.

    For one that most commands do not need. Call its methods: the functions of ``re`` do not take
    it.
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))
