"""What kind of table a file's bytes are: its name may say anything."""

from __future__ import annotations

import re

ARCHIVE = b"PK\x03\x04"
"""The first bytes of a packed file, as XLSX and ODS are."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an old Office file, as XLS is, or of a locked XLSX."""

_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[{\]])')


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are those of a workbook, or of another Office file."""
    return data.startswith((ARCHIVE, OLD_OFFICE))


def is_json(data: bytes) -> bool:
    """Whether a file's bytes begin like JSON."""
    return _JSON.match(data[:4096]) is not None
