"""The encodings that tables come in: Python's codec, the name that people know, and who uses it."""

from __future__ import annotations

import codecs
from difflib import get_close_matches

from handouts.data import Data


class Encoding(Data, frozen=True):
    """A text encoding: Python's codec for it, and the name that people know.

    ``users`` says whose letters it has ("Polish, Czech, Hungarian"), and ``languages`` the codes of
    those languages, as ``spelling`` knows them. Both are empty where they do not matter.
    ``rarity`` is 0 for what programs still write today, 1 for what some do, else 2.
    """

    codec: str
    name: str
    users: str = ""
    languages: tuple[str, ...] = ()
    rarity: int = 0

    @property
    def described(self) -> str:
        """The name, and whose letters it has."""
        return f"{self.name} ({self.users})" if self.users else self.name


_WIDE = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
_NOT_FOR_TABLES = ("idna", "raw-unicode-escape", "unicode-escape", "utf-7")
_WEST = "Western Europe"
_WESTERN = tuple("de en fr es pt it nl da no sv fi is ca ga cy".split())
_DOS = tuple(each for each in _WESTERN if each != "is")
_CENTRAL = tuple("pl cs sk sl hr hu ro sq de".split())
_BALTIC = tuple("lt lv et de fi".split())
_CYRILLIC = tuple("ru uk bg mk".split())

UNICODE = (
    Encoding("utf-8-sig", "UTF-8"),
    Encoding("utf-16", "UTF-16"),
    Encoding("utf-16-le", "UTF-16"),
    Encoding("utf-16-be", "UTF-16"),
)
"""Those of Unicode; UTF-16 with a byte order mark, and in either order."""
LEGACY = (
    Encoding("cp1252", "Windows-1252", _WEST, _WESTERN),
    Encoding("mac_roman", "Mac Roman", f"{_WEST}, older Macs", _WESTERN, 1),
    Encoding("cp1250", "Windows-1250", "Polish, Czech, Hungarian", _CENTRAL),
    Encoding("cp1251", "Windows-1251", "Cyrillic", _CYRILLIC),
    Encoding("cp1253", "Windows-1253", "Greek", ("el",)),
    Encoding("cp1254", "Windows-1254", "Turkish", ("tr", *_WESTERN)),
    Encoding("cp1255", "Windows-1255", "Hebrew", ("he",)),
    Encoding("cp1256", "Windows-1256", "Arabic", ("ar",)),
    Encoding("cp1257", "Windows-1257", "Baltic languages", _BALTIC),
    Encoding("cp1258", "Windows-1258", "Vietnamese", ("vi", *_WESTERN)),
    Encoding("cp874", "Windows-874", "Thai", ("th",), 1),
    Encoding("iso8859_15", "ISO-8859-15", _WEST, _WESTERN, 1),
    Encoding("iso8859_2", "ISO-8859-2", "Polish, Czech, Hungarian", _CENTRAL, 1),
    Encoding("iso8859_5", "ISO-8859-5", "Cyrillic", _CYRILLIC, 1),
    Encoding("iso8859_6", "ISO-8859-6", "Arabic", ("ar",), 1),
    Encoding("iso8859_7", "ISO-8859-7", "Greek", ("el",), 1),
    Encoding("iso8859_8", "ISO-8859-8", "Hebrew", ("he",), 1),
    Encoding("iso8859_4", "ISO-8859-4", "Baltic languages", _BALTIC, 1),
    Encoding("iso8859_9", "ISO-8859-9", "Turkish", ("tr", *_WESTERN), 1),
    Encoding("iso8859_13", "ISO-8859-13", "Baltic languages", _BALTIC, 1),
    Encoding("koi8_r", "KOI8-R", "Russian", _CYRILLIC, 2),
    Encoding("koi8_u", "KOI8-U", "Ukrainian", _CYRILLIC, 2),
    Encoding("cp866", "DOS 866", "Cyrillic", _CYRILLIC, 2),
    Encoding("mac_cyrillic", "Mac Cyrillic", "Cyrillic, older Macs", _CYRILLIC, 2),
    Encoding("cp850", "DOS 850", _WEST, _DOS, 1),
    Encoding("cp437", "DOS 437", _WEST, _DOS, 1),
    Encoding("cp852", "DOS 852", "Polish, Czech, Hungarian", _CENTRAL, 1),
    Encoding("cp737", "DOS 737", "Greek", ("el",), 2),
    Encoding("cp775", "DOS 775", "Baltic languages", _BALTIC, 2),
    Encoding("cp857", "DOS 857", "Turkish", ("tr", *_DOS), 2),
    Encoding("mac_latin2", "Mac Central European", "Polish, Czech, Hungarian", _CENTRAL, 2),
    Encoding("mac_greek", "Mac Greek", "Greek", ("el",), 2),
    Encoding("mac_turkish", "Mac Turkish", "Turkish", ("tr", *_WESTERN), 2),
    Encoding("cp932", "Shift_JIS", "Japanese", ("ja",)),
    Encoding("euc_jp", "EUC-JP", "Japanese", ("ja",)),
    Encoding("cp949", "EUC-KR", "Korean", ("ko",)),
    Encoding("gb18030", "GB18030", "Chinese", ("zh",)),
    Encoding("big5", "Big5", "Chinese (Taiwan)", ("zh-TW",)),
)
"""What tables are in that are neither UTF-8 nor UTF-16; those that are used most come first."""


def find_encoding(name: str) -> Encoding:
    """The encoding with a name that was typed, in any of the ways in which it is written.

    Raises ValueError, with a message for the user, for a name that is not known.
    """
    known = {each.name.lower(): each for each in reversed((*UNICODE, *LEGACY))}
    wanted = name.strip().lower()
    if wanted in known:
        return known[wanted]
    by_codec = {codecs.lookup(each.codec).name: each for each in (*UNICODE, *LEGACY)}
    codec = _find_codec(wanted)
    if codec == "utf-8":
        return UNICODE[0]
    if codec:
        return by_codec.get(codec) or Encoding(codec, name.strip())
    spelled = [*known, *by_codec]
    near = get_close_matches(wanted, spelled, 1, 0.6)
    hint = f"Did you mean '{near[0]}'?" if near else "Write it like this: cp1250."
    raise ValueError(f"There is no encoding of this name. {hint}")


def _find_codec(name: str) -> str:
    """Python's name for an encoding in which tables can be written; empty if there is none."""
    try:
        info = codecs.lookup(name)
        is_text = "a,b\n".encode(name) in (b"a,b\n", *map("a,b\n".encode, _WIDE))
    except (LookupError, ValueError):
        return ""
    return info.name if is_text and info.name not in _NOT_FOR_TABLES else ""
