"""Print the newest Python on this machine, if it is newer than the one that runs this."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

NEWEST = 20
"""The newest Python 3 to look for."""


def find_pythons() -> Iterator[tuple[int, Path]]:
    """The minor version and the program of each Python 3: on the path, or that pyenv has."""
    for minor in range(NEWEST):
        found = shutil.which(f"python3.{minor}")
        if found and ".pyenv/shims" not in found:
            yield minor, Path(found)
    for folder in (Path.home() / ".pyenv" / "versions").glob("3.*"):
        match = re.fullmatch(r"3\.(\d+)\.\d+", folder.name)
        program = folder / "bin" / "python3"
        if match and program.exists():
            yield int(match[1]), program


if __name__ == "__main__":
    minor, program = max(find_pythons(), default=(0, Path()))
    if minor > sys.version_info.minor:
        print(program)
