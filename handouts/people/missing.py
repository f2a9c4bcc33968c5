"""What software and people write where there is no value: "N/A", "(null)", "-".

Words that may be somebody's name ("Null", "None") count only in the spellings that software
writes. What counts as missing is never printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from handouts.patterns import compile_late
from handouts.sources.blanks import is_blank

# In other spellings, many of these are real names.
_WORDS = frozenset(
    "n/a N/A n.a. N.A. n.a N.A null NULL nil NIL none None NONE nan NaN NaT undefined "
    "k.A. k.a. K.A.".split()
)
# In brackets, they are not.
_BRACKETED = compile_late(
    r"[(\[<{]\s*(?:null|nil|none|blank|empty|n/?a|nan|not set|no value|no data|unknown)\s*[)\]>}]",
    re.IGNORECASE,
)
_SIGNS = compile_late(r"[-–—_.,/?*]{1,3}|\\N|#NULL|''|\"\"", re.ASCII)
_NO_NAME = frozenset(
    "unknown unk lnu fnu nlnu nfnu noname nolastname nofirstname nosurname nogivenname "
    "nofamilyname "
    "notgiven notknown notrecorded notprovided notavailable notstated notspecified notentered "
    "notdisclosed notsupplied notset notapplicable norecord nodata namenotgiven namenotknown "
    "nameunknown unknownname unknownpatient unknownperson unnamed anonymous tba tbc tbd nn "
    "tobeconfirmed keineangabe keineangaben ohneangabe unbekannt nichtbekannt nichtangegeben "
    "desconocido desconocida desconhecido desconhecida inconnu inconnue nonrenseigné sconosciuto "
    "sconosciuta onbekend ukjent ukendt okänd okänt tuntematon nieznany nieznana nieznane "
    "bilinmiyor sinnombre sinapellido sinapellidos xx xxx xxxx xxxxx".split()
)
# "s/o" alone, and "s/d" (sin dato), are no name.
_NO_NAME_SIGN = compile_late(r"[sdwc] ?/ ?[ond]", re.IGNORECASE)
# Words that make nobody known, alone or beside "Unknown": a newborn has them for a while.
_NOBODY = frozenset("baby babyboy babygirl boy girl infant newborn male female patient".split())
_OPEN_VISIT = frozenset(
    "tbc tba tbd tobeconfirmed tobearranged tobebooked tobescheduled tobedetermined notbooked "
    "nonebooked notbookedyet notyet notyetbooked noappointment noappointmentbooked nobooking "
    "notscheduled unscheduled nonescheduled nofollowup nofollowupneeded noneneeded notneeded "
    "notrequired pending open unknown notarranged discharged offen nochoffen keintermin "
    "nichtgebucht pordefinir porconfirmar sincita àdéfinir adefinir aconfirmer pasderdv "
    "dadefinire ntb nogtebepalen doustalenia".split()
)
_NO_LANGUAGE = frozenset(
    "unknown unk other und undetermined declined declinedtospecify declinedtoanswer "
    "declinedtostate "
    "patientdeclined notspecified unspecified notreported notdisclosed notasked notknown refused "
    "prefernottosay mis mul zxx".split()
)
_NO_LETTERS = compile_late(r"[\W_]")
_NAME_LIKE = compile_late(r"[A-Za-z]{2,}")


@lru_cache(maxsize=512)  # of each cell it is asked several times
def is_missing(text: str) -> bool:
    """Whether a text stands for no value: blank, a sign, or a word that software writes."""
    bare = text.strip()
    if bare in _WORDS or is_blank(text):
        return True
    is_word = bare[0].isalnum()  # nearly all texts, which need no further look
    return not is_word and bool(_BRACKETED.fullmatch(bare) or _SIGNS.fullmatch(bare))


def is_missing_name(text: str) -> bool:
    """Whether a text stands for no name: as above, or "Unknown", or LNU (last name unknown).

    So does one of which each word does: "NULL NULL", "N/A, N/A".
    """
    if is_missing(text) or _fold_letters(text) in _NO_NAME:
        return True
    if text.isalnum():  # quick: nearly all parts of names
        return text == "x"  # a capital may be an initial
    if "/" in text and _NO_NAME_SIGN.fullmatch(text.strip()):
        return True
    words = text.replace(",", " ").split()
    return len(words) > 1 and all(map(_is_missing_word, words))


def _is_missing_word(word: str) -> bool:
    return is_missing(word) or _fold_letters(word) in _NO_NAME


def names_nobody(parts: Iterable[str]) -> bool:
    """Whether the parts of a name, if there are any, have no word that is one: "Baby Boy"."""
    words = (word for part in parts for word in part.split())
    return all(_fold_letters(word) in _NOBODY or _is_missing_word(word) for word in words)


def is_open_visit(text: str) -> bool:
    """Whether a word says that there is no day for a visit yet: TBC, "Not booked"."""
    is_day = text[:1].isdigit()  # quick: nearly all visits; no such word has a digit
    return not is_day and _fold_letters(text) in _OPEN_VISIT


def is_language_unknown(text: str) -> bool:
    """Whether a text says that a person's language is not known: "Declined to specify"."""
    return _fold_letters(text) in _NO_LANGUAGE


def may_be_name(text: str) -> bool:
    """Whether a text that counts as missing could be a name after all: NULL, None, Unknown."""
    return _NAME_LIKE.fullmatch(text.strip()) is not None


def _fold_letters(text: str) -> str:
    """The letters and digits of a text, without capitals."""
    bare = text if text.isalnum() else _NO_LETTERS.sub("", text)  # most texts are one word
    return bare.casefold()
