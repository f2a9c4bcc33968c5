"""A disk cache, in the user's cache folder, for values that are slow to compute.

It contains a clinic's pictures and QR codes, never a patient's data. A value that cannot be
read or written there is computed again: the cache saves time, but nothing depends on it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from platformdirs import user_cache_path

from handouts.data import Data
from handouts.files import write_atomically

Cached = TypeVar("Cached", bound=Data)


def cache_on_disk(
    kind: str, key: bytes, value_type: type[Cached], make: Callable[[], Cached]
) -> Cached:
    """The result of ``make``, now or earlier, for the same kind and key.

    ``kind`` must change whenever ``make`` gives other results. A cached value that is not a
    valid one of ``value_type`` is computed again.
    """
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{hashlib.sha256(kind.encode() + b'/' + key).hexdigest()}.json"
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode(path.read_bytes(), type=value_type)
    value = make()
    with contextlib.suppress(OSError):
        _write_value(path, value)
    return value


@cache
def find_release(package: str) -> str:
    """Name and version of an installed package, or only its name if the version is not known.

    Reads the name of its metadata folder, since importlib.metadata would take 30 ms to load.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.origin:
        return package
    above = Path(spec.origin).parents[1]
    return min((entry.name for entry in above.glob(f"{package}-*-info")), default=package)


def _folder() -> Path | None:
    """The cache folder; None for a user without a home folder."""
    try:
        folder = user_cache_path("handouts", appauthor=False) / "drawn"
    except (RuntimeError, OSError, ValueError):
        return None
    return folder if folder.is_absolute() else None


def _write_value(path: Path, value: Data) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, msgspec.json.encode(value))
