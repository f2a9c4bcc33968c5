"""The names of the files that a batch makes: from a pattern, and valid on every system.

By default a name contains the row number and nothing about the person. No name leads out of
the folder, and no two rows share a name.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from handouts.batch.file_pattern import FORBIDDEN, PDF_SUFFIX, Pattern

MAX_NAME_BYTES = 150
DRAFT_SUFFIX = ".batch.part"
"""The suffix of a batch's drafts: a batch deletes those that a killed one left behind."""

_SAFE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?")
# Windows treats these as devices, whatever follows after a dot; superscript digits too.
_DEVICE_NAME = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)


@dataclass
class FileNames:
    """The names of one table's files, one for each row, in the order of the rows.

    The same rows get the same names. Where two rows would share one (and to some systems
    ``Sam`` and ``SAM`` are the same name), the later one gets its row number added, and so does
    a row whose name is not free. ``counted`` promises that no row number occurs twice.
    """

    pattern: Pattern
    counted: bool = True
    taken: set[bytes] = field(default_factory=set)

    def assign_name(
        self, row: int, values: Mapping[str, str], is_free: Callable[[str], bool] = bool
    ) -> str:
        """The name of a row's file. ``values`` are those of the other fields, by default empty.

        ``is_free`` returns whether no other row's file has a name.
        """
        words = "".join(
            text + (f"{row:{width}}" if field == "row" else values.get(field, ""))
            for text, field, width in self.pattern.parts
        )
        base = sanitize_name(words, row)
        if (
            self.counted
            and self.pattern.is_always_unique
            and len(words.encode(errors="replace")) <= MAX_NAME_BYTES
        ):
            return base + PDF_SUFFIX  # so that memory does not grow with the rows
        name, suffix = base, f"-row{row}"
        while not (is_free(name + PDF_SUFFIX) and self._claim_name(name)):
            name = _truncate_name(base, MAX_NAME_BYTES - len(suffix)) + suffix
            suffix += "_"
        return name + PDF_SUFFIX

    def _claim_name(self, name: str) -> bool:
        key = hashlib.blake2b(fold_name(name).encode(), digest_size=16).digest()
        if key in self.taken:
            return False
        self.taken.add(key)
        return True


def fold_name(name: str) -> str:
    """A name in the form in which Windows and macOS compare names."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def sanitize_name(words: str, row: int) -> str:
    """A file name without suffix that every system accepts; the row number if nothing is left.

    It has no separators, no hidden or control characters, no dot, space or hyphen at either end
    that a system or a shell would misread, and at most MAX_NAME_BYTES bytes. It is not the name
    of a Windows device.
    """
    if (
        len(words) <= MAX_NAME_BYTES
        and _SAFE_NAME.fullmatch(words)
        and not _DEVICE_NAME.fullmatch(words)
    ):
        return words
    text = unicodedata.normalize("NFC", FORBIDDEN.sub("-", words))
    text = "".join(letter if _is_visible(letter) else " " for letter in text)
    text = _truncate_name(" ".join(text.split()), MAX_NAME_BYTES - 1)
    if _DEVICE_NAME.fullmatch(text):
        text = text.replace(".", "_", 1) if "." in text else f"{text}_"
    return text or f"{row:05}"


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def _truncate_name(text: str, max_bytes: int) -> str:
    """The start of a text, at most ``max_bytes`` bytes, without signs not allowed at either end."""
    return text.encode()[:max_bytes].decode(errors="ignore").strip(" .-~")
