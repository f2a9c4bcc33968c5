"""What a printer's queue can do, and what this computer's user has saved for it.

CUPS reads the choices from the printer's PPD file; ``lpoptions`` prints them, and the user's own.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping

from handouts.data import Data
from handouts.document.papers import PAPERS
from handouts.printing.cups import run_command

# The names by which CUPS itself finds the duplexer in a PPD file, and its choices there.
_DUPLEX_NAMES = ("Duplex", "JCLDuplex", "EFDuplex", "EFDuplexing", "KD03Duplex")
_SIDES = {
    "one-sided": ("none", "false", "off", "simplex"),
    "two-sided-long-edge": ("duplexnotumble", "longedge", "top"),
    "two-sided-short-edge": ("duplextumble", "shortedge", "bottom"),
}
_COLOUR_NAMES = ("ColorModel", "ColorMode", "SelectColor", "BRMonoColor", "HPColorMode")
_INK = {
    "mono": re.compile(r"gr[ae]y|mono|^black|^k$|^bw$", re.IGNORECASE),
    "colour": re.compile(r"rgb|cmy|colou?r", re.IGNORECASE),
}
_TRAY_NAMES = ("InputSlot", "MediaSource")
_AUTOMATIC = re.compile(r"auto|default|^any", re.IGNORECASE)
_MISSING = ("false", "none", "no", "off", "notinstalled", "uninstalled")
_OTHER_SPELLINGS = {"A4": "iso_a4", "Letter": "na_letter"}


class QueueOption(Data, frozen=True):
    """An option of a queue, by its keyword: the choices it has, and the one that is usual."""

    keyword: str
    label: str
    choices: tuple[str, ...]
    usual: str = ""


class PrintQueue(Data, frozen=True):
    """A queue, with the options of its printer; a queue without a PPD file names none.

    ``saved`` holds what is saved for it on this computer, by a user or for all users.
    """

    name: str
    options: tuple[QueueOption, ...] = ()
    saved: Mapping[str, str] = {}

    @property
    def is_known(self) -> bool:
        """Whether the queue says what its printer can do."""
        return bool(self.options)

    def find_option(self, names: Iterable[str]) -> QueueOption | None:
        """The first option that has one of these keywords."""
        by_name = {each.keyword: each for each in self.options}
        return next((by_name[name] for name in names if name in by_name), None)

    @property
    def papers(self) -> QueueOption | None:
        """The sizes of paper."""
        return self.find_option(["PageSize"])

    @property
    def trays(self) -> QueueOption | None:
        """The trays, if one can be chosen."""
        return self.find_option(_TRAY_NAMES)

    def find_paper(self, media: str) -> str | None:
        """The queue's own name of a paper: itself, then other spellings, then kinds of it."""
        names = self.papers.choices if self.papers else ()
        other = _OTHER_SPELLINGS.get(media, media)
        patterns = (media, rf"{other}(_.*)?", rf"{media}[._].*|{media}(Small|Full\w*)")
        for pattern in patterns:
            for name in names:
                if re.fullmatch(pattern, name, re.IGNORECASE):
                    return name
        return None

    def find_sides(self, sides: str) -> tuple[str, str] | None:
        """The option and the choice that print on these sides; None if there is none."""
        option = self.find_option(_DUPLEX_NAMES)
        if option is None or (sides != "one-sided" and self._lacks_duplexer(option.keyword)):
            return None
        match = (name for name in option.choices if name.lower() in _SIDES[sides])
        choice = next(match, None)
        return (option.keyword, choice) if choice else None

    def _lacks_duplexer(self, keyword: str) -> bool:
        """Whether the duplexer is an accessory that this printer does not have."""
        return any(
            re.search("duplex", f"{each.keyword} {each.label}", re.IGNORECASE)
            and re.sub(r"[\W_]", "", each.usual).lower() in _MISSING
            for each in self.options
            if each.keyword not in (keyword, *_DUPLEX_NAMES)
        )

    def find_ink(self, ink: str) -> tuple[str, str] | None:
        """The option and the choice that print in this ink; None if there is none."""
        option = self.find_option(_COLOUR_NAMES)
        if option is None:
            return None
        choice = next(filter(_INK[ink].search, _order_choices(option)), None)
        return (option.keyword, choice) if choice else None

    @property
    def prints_black_only(self) -> bool:
        """Whether the printer has no colours, as far as the queue says."""
        return self.find_option(_COLOUR_NAMES) is not None and self.find_ink("colour") is None

    def find_tray(self, wanted: str) -> str | None:
        """The queue's own name of a tray, whatever its capitals and spaces."""
        names = self.trays.choices if self.trays else ()
        return next((name for name in names if _flatten(name) == _flatten(wanted)), None)

    @property
    def automatic_tray(self) -> str | None:
        """The choice with which the printer looks for the paper itself."""
        names = self.trays.choices if self.trays else ()
        return next(filter(_AUTOMATIC.search, names), None)

    @property
    def usual_paper(self) -> str:
        """The paper that the printer usually has; empty if it is another, or a user saved one."""
        usual = self.papers.usual if self.papers and "PageSize" not in self.saved else ""
        for paper in PAPERS.values():
            if usual and self.find_paper(paper.media) == usual:
                return paper.media
        return ""


def _order_choices(option: QueueOption) -> Iterator[str]:
    """The choices, the usual one first."""
    yield from sorted(option.choices, key=lambda choice: choice != option.usual)


def _flatten(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower()


def read_queue(name: str) -> PrintQueue:
    """Ask CUPS what a queue can do. Raises PrintError if CUPS does not answer."""
    options = run_command(["lpoptions", "-p", name, "-l"]).stdout
    saved = run_command(["lpoptions", "-p", name]).stdout
    return PrintQueue(name, tuple(_parse_options(options)), _parse_saved(saved))


def _parse_options(text: str) -> Iterator[QueueOption]:
    """The options of a listing: ``Duplex/2-Sided: *None DuplexNoTumble``."""
    for line in text.splitlines():
        head, colon, rest = line.partition(": ")
        keyword, _, label = head.partition("/")
        names = rest.split()
        if colon and keyword and names:
            usual = next((each[1:] for each in names if each.startswith("*")), "")
            choices = tuple(each.removeprefix("*") for each in names)
            yield QueueOption(keyword, label, choices, usual)


def _parse_saved(text: str) -> dict[str, str]:
    """The values of a listing: ``Duplex=None printer-info='Front desk' landscape``."""
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    pairs = (word.partition("=") for word in words)
    return {name: value if sign else "true" for name, sign, value in pairs}
