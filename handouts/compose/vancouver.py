"""References as the Vancouver style sets them.

The rules are those of Citing Medicine (US National Library of Medicine, 2nd edition,
chapters 1 and 2): up to six authors and then "et al.", the journal's short title,
``year;volume(issue):pages`` with the last page cut to the digits that change.
"""

from __future__ import annotations

from urllib.parse import quote

from handouts.spec.models import Name, Reference

MOST_AUTHORS = 6
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def reference(source: Reference) -> tuple[str, str]:
    """One reference as words, and the address of its DOI or page (or an empty string)."""
    told = _journal(source) if source.container_title else _standing_alone(source)
    sentences = [_authors(source.author), source.title, *told]
    return " ".join(_sentence(part) for part in sentences if part), _address(source)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _authors(names: tuple[Name, ...]) -> str:
    shown = [_author(name) for name in names[:MOST_AUTHORS]]
    return ", ".join([*shown, "et al"] if len(names) > MOST_AUTHORS else shown)


def _author(name: Name) -> str:
    return name.literal or "\u00a0".join(filter(None, (name.family, _initials(name.given))))


def _initials(given: str) -> str:
    """ "James P." gives "JP"; what is written as initials already stays."""
    parts = given.replace(".", " ").replace("-", " ").split()
    return "".join(part if part.isupper() else part[0] for part in parts)


def _journal(source: Reference) -> list[str]:
    where = source.volume + (f"({source.issue})" if source.issue else "")
    pages = f":{_pages(source.page)}" if source.page else ""
    title = source.container_title_short or source.container_title
    date = _date(source.issued)
    return [title, f"{date}{';' if date and where else ''}{where}{pages}".lstrip(":")]


def _standing_alone(source: Reference) -> list[str]:
    publisher = ": ".join(filter(None, (source.publisher_place, source.publisher)))
    return ["; ".join(filter(None, (publisher, _date(source.issued))))]


def _pages(page: str) -> str:
    """ "640-646" gives "640–6"; anything but two numbers stays as it is written."""
    first, dash, last = page.replace("–", "-").partition("-")
    if not (dash and first.isdigit() and last.isdigit() and len(first) == len(last)):
        return page.replace("-", "–")
    same = 0
    while same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return f"{first}–{last[same:]}"


def _date(issued: tuple[int, ...]) -> str:
    if not issued:
        return ""
    year, *rest = issued
    month = [MONTHS[rest[0] - 1]] if rest else []
    return " ".join([str(year), *month, *map(str, rest[1:])])


def _address(source: Reference) -> str:
    if source.doi:
        return f"https://doi.org/{quote(source.doi, safe='/:;()')}"
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    return source.url
