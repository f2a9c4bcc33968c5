"""What is slow to make and the same each time, remembered on disk in the user's cache folder.

It holds pictures and codes of a clinic, never anything of a patient. What cannot be read or
written there is made anew: the memory saves time, nothing depends on it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Parts = dict[str, Any]
"""Values that JSON can hold, by name."""


def remembered(kind: str, key: bytes, make: Callable[[], Parts], names: frozenset[str]) -> Parts:
    """What ``make`` gives, or gave before for the same kind and key.

    ``kind`` changes where the maker changes what it makes. What was kept and does not have
    just the ``names`` that are due is made anew.
    """
    path = _folder() / f"{hashlib.sha256(kind.encode() + b'/' + key).hexdigest()}.json"
    with contextlib.suppress(OSError, ValueError):
        kept: Parts = json.loads(path.read_text("ascii"))
        if isinstance(kept, dict) and frozenset(kept) == names:
            return kept
    made = make()
    with contextlib.suppress(OSError):
        _keep(path, made)
    return made


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("handouts", appauthor=False) / "drawn"


def _keep(path: Path, made: Parts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_text(json.dumps(made), "ascii")
    aside.replace(path)
