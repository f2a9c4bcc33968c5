"""References in the Vancouver style.

The rules come from Citing Medicine (US National Library of Medicine, 2nd edition,
chapters 1 and 2): up to six authors and then "et al.", the journal's short title,
``year;volume(issue):pages`` with the last page cut to the digits that change. What a web page was
read on follows in square brackets (chapter 25), but in the words of the language.

A short reference is one line where it can be, and has what PubMed's Citation Matcher finds an
article by (NLM Technical Bulletin 1998; 301:e3): the first author, the journal and the year. What
is no article has the title, without its subtitle, in place of the journal. Of an organisation, the
parent is named, without its subdivisions, which Citing Medicine sets off by commas.
"""

from __future__ import annotations

from urllib.parse import quote

from msgspec.structs import replace

from handouts.document.handout import Name, Reference
from handouts.patterns import compile_late
from handouts.reading.links import strip_scheme

MOST_AUTHORS = 6
_SUBDIVISION = compile_late(
    r", (?:[\w-]+ ){0,4}(?:Board|Branch|Bureau|Cent(?:er|re)|Committee|Council|Department|"
    r"Division|Group|Office|Panel|Section|Subcommittee|Task Force|Unit)\b.*"
)
MONTH_ABBREVIATIONS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def format_reference(
    source: Reference, accessed: str = "", *, is_short: bool = False
) -> tuple[str, str]:
    """The text of a reference, and the address of its DOI or page (or an empty string).

    ``accessed`` says when its page was read: "accessed Nov 1, 2026". The address of a web page,
    and of whatever was read on a day, is printed too.
    """
    address = _choose_address(source)
    if source.text:
        return source.text, address
    sentences = [*filter(None, _list_sentences(source, is_short))]
    if accessed:
        sentences[-1] += f" [{accessed}]"
    text = " ".join(map(_end_sentence, sentences))
    if address == source.url and (accessed or source.type == "webpage"):
        text = f"{text} {strip_scheme(address)}".rstrip()
    return text, address


def _list_sentences(source: Reference, is_short: bool) -> list[str]:
    """The parts of a reference that each end in a full stop; some may be empty."""
    designation = "\u00a0".join(filter(None, (source.genre, source.number)))
    if is_short:
        return _list_short_sentences(source, designation)
    authors = _format_authors(source.author, MOST_AUTHORS)
    publication = _format_journal(source) if source.container_title else _format_publisher(source)
    return [authors, source.title, *publication, designation]


def _list_short_sentences(source: Reference, designation: str) -> list[str]:
    parents = tuple(
        replace(name, literal=_SUBDIVISION.sub("", name.literal)) for name in source.author
    )
    authors = _format_authors(parents, 1)
    year = _format_date(source.issued[:1])
    if source.container_title and year:
        return [authors, f"{source.container_title_short or source.container_title}\u00a0{year}"]
    return [authors, source.title.partition(": ")[0], year, designation]


def _end_sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _format_authors(names: tuple[Name, ...], most: int) -> str:
    listed = [_format_author(name) for name in names[:most]]
    return ", ".join([*listed, "et al"] if len(names) > most else listed)


def _format_author(name: Name) -> str:
    return name.literal or "\u00a0".join(filter(None, (name.family, _format_initials(name.given))))


def _format_initials(given_name: str) -> str:
    """ "James P." gives "JP"; text that is already initials is kept."""
    parts = given_name.replace(".", " ").replace("-", " ").split()
    return "".join(part if part.isupper() else part[0] for part in parts)


def _format_journal(source: Reference) -> list[str]:
    where = source.volume + (f"({source.issue})" if source.issue else "")
    pages = f":{_shorten_pages(source.page)}" if source.page else ""
    title = source.container_title_short or source.container_title
    date = _format_date(source.issued)
    return [title, f"{date}{';' if date and where else ''}{where}{pages}".lstrip(":")]


def _format_publisher(source: Reference) -> list[str]:
    publisher = ": ".join(filter(None, (source.publisher_place, source.publisher)))
    return ["; ".join(filter(None, (publisher, _format_date(source.issued))))]


def _shorten_pages(page: str) -> str:
    """ "640-646" gives "640–6"; anything but two numbers is kept as written."""
    first, dash, last = page.replace("–", "-").partition("-")
    if not (dash and first.isdigit() and last.isdigit() and len(first) == len(last)):
        return page.replace("-", "–")
    same = 0
    while same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return f"{first}–{last[same:]}"


def _format_date(issued: tuple[int, ...]) -> str:
    if not issued:
        return ""
    year, *month_and_day = issued
    month = [MONTH_ABBREVIATIONS[month_and_day[0] - 1]] if month_and_day else []
    return " ".join([str(year), *month, *map(str, month_and_day[1:])])


def _choose_address(source: Reference) -> str:
    if source.doi:
        return f"https://doi.org/{quote(source.doi, safe='/:;()')}"
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    return source.url
