"""The names of the files that a batch makes: from a pattern, safe on every system.

By default a name holds the row's number and nothing of the person. No name ever leaves the
folder, and no two rows ever share one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter

from handouts.data import Data
from handouts.spec.problems import meant, quoted

PLAIN = ("row", "handout", "language", "format", "paper")
PERSONAL = ("first_name", "last_name", "therapist", "date")
"""Fields of a person: in a file's name only where the user's own pattern asks for them."""

DEFAULT = "{handout}-{row:05}"
MOST_BYTES = 150
ENDING = ".pdf"
DRAFTS = ".batch.part"
"""How a batch's drafts end: it takes away those of a killed one, and no other program's."""

_WIDTH = re.compile(r"0?[1-9]?")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?")
# Windows takes these for devices, whatever follows behind a dot; superscript digits too.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)


class Pattern(Data, frozen=True):
    """What names are made by: words, each with the field behind it (or none) and its width."""

    parts: tuple[tuple[str, str, str], ...]

    @property
    def personal(self) -> bool:
        """Whether something of a person will stand in the names."""
        return any(field in PERSONAL for _, field, _ in self.parts)

    @property
    def apart(self) -> bool:
        """Whether two rows can never get one name, since but for the row's number all is equal."""
        fields = {field for _, field, _ in self.parts if field}
        return "row" in fields <= {"row", "handout"}


def read_pattern(text: str) -> Pattern:
    """A pattern such as ``{handout}-{row:05}``, whose fields are those of PLAIN and PERSONAL.

    The ending .pdf may be left out. Raises ValueError, in words for the user.
    """
    if _FORBIDDEN.search(re.sub(r"{[^{}]*}", "", text)):
        raise ValueError("A file's name holds none of < > : \" / \\ | ? *")
    try:
        parsed = list(Formatter().parse(text.removesuffix(ENDING)))
    except ValueError:
        raise ValueError("A field stands in braces: {row}.") from None
    if not parsed:
        raise ValueError(f"An empty pattern gives no names. Try: {DEFAULT}")
    return Pattern(tuple(_part(*part) for part in parsed))


def _part(
    words: str, name: str | None, width: str | None, conversion: str | None
) -> tuple[str, str, str]:
    if name is None:
        return (words, "", "")
    known = (*PLAIN, *PERSONAL)
    if name not in known:
        mend = meant(name, known, f"There are: {', '.join(known)}.")
        raise ValueError(f"{quoted(name)} is not a field of a file's name. {mend}")
    if conversion or (width and (name != "row" or not _WIDTH.fullmatch(width))):
        raise ValueError("Only the row's number has a width, as in {row:05}.")
    return (words, name, width or "")


@dataclass
class Names:
    """The names of one table's files, asked for once a row, in the order of the rows.

    The same rows give the same names: where two rows would share one (on a system to which
    ``Sam`` and ``SAM`` are one name), the later gets its number behind it, and so does a row
    whose name is not free. ``counted`` says that no number comes twice.
    """

    pattern: Pattern
    counted: bool = True
    taken: set[bytes] = field(default_factory=set)

    def name(self, row: int, values: Mapping[str, str], free: Callable[[str], bool] = bool) -> str:
        """The name of a row's file. ``values`` are of the other fields; a missing one is empty.

        ``free`` says of a name whether nobody else has a file of it.
        """
        words = "".join(
            text + (f"{row:{width}}" if field == "row" else values.get(field, ""))
            for text, field, width in self.pattern.parts
        )
        whole = safe(words, row)
        if (
            self.counted
            and self.pattern.apart
            and len(words.encode(errors="replace")) <= MOST_BYTES
        ):
            return whole + ENDING  # so that memory does not grow with the rows
        name, behind = whole, f"-row{row}"
        while not (free(name + ENDING) and self._take(name)):
            name = _cut(whole, MOST_BYTES - len(behind)) + behind
            behind += "_"
        return name + ENDING

    def _take(self, name: str) -> bool:
        key = hashlib.blake2b(folded(name).encode(), digest_size=16).digest()
        if key in self.taken:
            return False
        self.taken.add(key)
        return True


def folded(name: str) -> str:
    """What two names have in common that are one to Windows or macOS."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe(words: str, row: int) -> str:
    """A file's name without ending that every system takes; the row's number where none is left.

    No separators, no hidden or control characters, no device of Windows, no dot, space or
    hyphen at its ends that a system or a shell would take amiss, at most MOST_BYTES long.
    """
    if len(words) <= MOST_BYTES and _PLAIN.fullmatch(words) and not _DEVICE.fullmatch(words):
        return words
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", words))
    text = "".join(letter if _visible(letter) else " " for letter in text)
    text = _cut(" ".join(text.split()), MOST_BYTES - 1)
    if _DEVICE.fullmatch(text):
        text = text.replace(".", "_", 1) if "." in text else f"{text}_"
    return text or f"{row:05}"


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def _cut(text: str, most: int) -> str:
    """As much of a text as so many bytes hold, without what may not stand at a name's ends."""
    return text.encode()[:most].decode(errors="ignore").strip(" .-~")
