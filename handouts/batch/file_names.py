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
from string import Formatter

from handouts.data import Data
from handouts.sources.findings import quote_text, suggest_name

NEUTRAL_FIELDS = ("row", "handout", "language", "format", "paper")
PERSONAL_FIELDS = ("first_name", "last_name", "therapist", "date")
"""Fields of a person: in a file name only where the user's pattern has them."""

DEFAULT_PATTERN = "{handout}-{row:05}"
MAX_NAME_BYTES = 150
PDF_SUFFIX = ".pdf"
DRAFT_SUFFIX = ".batch.part"
"""The suffix of a batch's drafts: a batch deletes those that a killed one left behind."""

_WIDTH = re.compile(r"0?[1-9]?")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_SAFE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?")
# Windows treats these as devices, whatever follows after a dot; superscript digits too.
_DEVICE_NAME = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)


class Pattern(Data, frozen=True):
    """The pattern of file names: texts, each with the field after it (or none) and its width."""

    parts: tuple[tuple[str, str, str], ...]

    @property
    def is_personal(self) -> bool:
        """Whether the names contain something about a person."""
        return any(field in PERSONAL_FIELDS for _, field, _ in self.parts)

    @property
    def is_always_unique(self) -> bool:
        """Whether two rows never share a name, since only the row number differs."""
        fields = {field for _, field, _ in self.parts if field}
        return "row" in fields <= {"row", "handout"}


def read_pattern(text: str) -> Pattern:
    """A pattern such as ``{handout}-{row:05}``, with NEUTRAL_FIELDS and PERSONAL_FIELDS.

    The suffix .pdf may be left out. Raises ValueError with a message for the user.
    """
    if _FORBIDDEN.search(re.sub(r"{[^{}]*}", "", text)):
        raise ValueError('A file name cannot contain any of < > : " / \\ | ? *')
    try:
        parsed = list(Formatter().parse(text.removesuffix(PDF_SUFFIX)))
    except ValueError:
        raise ValueError("Write a field in braces: {row}.") from None
    if not parsed:
        raise ValueError(f"An empty pattern makes no file names. Try: {DEFAULT_PATTERN}")
    return Pattern(tuple(_parse_part(*part) for part in parsed))


def _parse_part(
    words: str, name: str | None, width: str | None, conversion: str | None
) -> tuple[str, str, str]:
    if name is None:
        return (words, "", "")
    known = (*NEUTRAL_FIELDS, *PERSONAL_FIELDS)
    if name not in known:
        hint = suggest_name(name, known, f"The fields are {', '.join(known)}.")
        raise ValueError(f"{quote_text(name)} is not a field for file names. {hint}")
    if conversion or (width and (name != "row" or not _WIDTH.fullmatch(width))):
        raise ValueError("Only the row number can have a width, as in {row:05}.")
    return (words, name, width or "")


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
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", words))
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
