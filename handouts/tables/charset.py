"""Windows-1252 or Mac Roman: which of the two a text is encoded in, where that can be known.

Excel for Mac still saves plain CSV as Mac Roman, without marking it. Decoded as the wrong one of
the two, accented letters become what no one writes: signs within words, or capitals after
small letters.
"""

from __future__ import annotations

import re

WINDOWS_1252, MAC_ROMAN, UNSURE = "cp1252", "mac_roman", ""

# What no one writes in Windows-1252, each with a name that holds it in Mac Roman.
_BROKEN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_NOT_WINDOWS = (
    _BROKEN.pattern,  # undefined bytes: Åsa, François, Hélène
    rb"[A-Za-z\xf2][\x80\x82\x84\x86-\x89\x8b\x91\x93-\x95\x98\x99\x9b][A-Za-z\x96]",  # signs: Noël
    rb"[A-Za-z][\xa1-\xa9\xab\xac\xae-\xb3\xb5\xb6\xb8\xb9\xbb-\xbf][A-Za-z]",  # Søren
    rb"[a-z][\x8a\x8c\x8e\x9f\xa7]|[A-Za-z]\x83",  # a capital, a florin: René, Weiß, JOSÉ
    rb"[A-Za-z][\x8a\x8c\x8e\x9f][a-z]|[\x83\xae\xaf][a-z]",  # Jäger, Élise, Ærø
    rb"[A-Z][\xe0-\xf6\xf8-\xff][A-Z]",  # a small letter: DÍAZ
    rb"[A-Za-z]\xd5[A-Z]?[a-z]",  # for an apostrophe: O’Brien
)
# The same for Mac Roman, each with a name that holds it in Windows-1252.
_MAC_CAPITALS = rb"\x80-\x86\xae\xaf\xcb-\xce\xd9\xe5-\xef\xf1-\xf4"
_MAC_SIGNS = rb"\xa0-\xa6\xb0-\xbd\xc2-\xc6\xd6\xd7\xda-\xdf\xe0\xe1\xe4\xf0\xf6-\xff"
_NOT_MAC = (
    rb"[A-Za-z][\xa8-\xac\xc0\xc1\xc7\xc8\xe2\xe3" + _MAC_SIGNS + rb"][A-Za-z]",  # Müller
    rb"[a-z][" + _MAC_CAPITALS + _MAC_SIGNS + rb"]|[A-Za-z][" + _MAC_CAPITALS + rb"][a-z]",  # José
    rb"[" + _MAC_SIGNS + rb"][a-z]",  # öl
)
# What may be either, in a cell as short as a name.
_EITHER = (
    rb"[A-Za-z]{2,}\x92(?!(?:s|t|d|m|re|ll|ve)\b)[a-z]|\bD\x92[a-z]",  # not an apostrophe: María
    rb"[A-Za-z][\x96\x97][a-z\x80-\x9f]",  # a dash: Núñez, Gómez
    rb"(?<![aeiouy])\x9a|\x9c(?!u)",  # Jörg, Raúl
    rb"[\x82\x85][a-z]|[\x80\x86][A-Za-z]",  # Çelik, Östlund, ÄRZTE
    rb"(?<!\w)(?:[\xe7\xf1][b-df-hj-np-tv-z]|\xea(?!t[er])|\xee(?!l[eo])|\xf2[a-z])",  # Ángel
)
_SHORT, _NEAR = 3, 60
_CELL_ENDS = re.compile(rb'[,;\t|"\r\n]')


def detect_charset(data: bytes) -> str:
    """The codec of a text that is not UTF-8, or UNSURE where it may be either of the two.

    WINDOWS_1252 unless something suggests MAC_ROMAN.
    """
    mac, windows = (re.search(b"|".join(each), data) for each in (_NOT_WINDOWS, _NOT_MAC))
    if mac and windows:  # undefined bytes are reported later, by row
        return WINDOWS_1252 if _BROKEN.search(data) else UNSURE
    if mac:
        return MAC_ROMAN
    either = re.finditer(b"|".join(_EITHER), data) if not windows else ()
    return UNSURE if any(map(_looks_like_name, either)) else WINDOWS_1252


def _looks_like_name(match: re.Match[bytes]) -> bool:
    """Whether the match is in a cell of only a few words."""
    start, end = max(0, match.start() - _NEAR), match.end() + _NEAR
    before = _CELL_ENDS.split(match.string[start : match.start()])[-1]
    behind = _CELL_ENDS.split(match.string[match.end() : end])[0]
    return len((before + match[0] + behind).split()) <= _SHORT
