"""What is slow to make and the same each time, remembered on disk in the user's cache folder.

It holds pictures and codes of a clinic, never anything of a patient. What cannot be read or
written there is made anew: the memory saves time, nothing depends on it.
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

from handouts.data import Data

Kept = TypeVar("Kept", bound=Data)


def remembered(kind: str, key: bytes, kept: type[Kept], make: Callable[[], Kept]) -> Kept:
    """What ``make`` gives, or gave before for the same kind and key.

    ``kind`` changes where the maker changes what it makes. What was kept and is not a sound
    value of the type ``kept`` is made anew.
    """
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{hashlib.sha256(kind.encode() + b'/' + key).hexdigest()}.json"
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode(path.read_bytes(), type=kept)
    made = make()
    with contextlib.suppress(OSError):
        _keep(path, made)
    return made


@cache
def release(package: str) -> str:
    """Name and version of an installed package, or its name alone where that is not known.

    By the name of its folder of metadata: importlib.metadata would take 30 ms to load.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.origin:
        return package
    above = Path(spec.origin).parents[1]
    return min((found.name for found in above.glob(f"{package}-*-info")), default=package)


def _folder() -> Path | None:
    """The folder of what is kept; none for a user who has no home."""
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("handouts", appauthor=False) / "drawn"
    except (RuntimeError, OSError, ValueError):
        return None
    return folder if folder.is_absolute() else None


def _keep(path: Path, made: Data) -> None:
    from handouts.files import write_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, msgspec.json.encode(made))
