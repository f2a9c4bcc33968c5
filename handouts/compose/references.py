"""The references of a handout: in full, short, or only where their list is, as is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from handouts.compose.resolve import InlineResolver, find_printed_numbers
from handouts.compose.vancouver import format_reference
from handouts.document.blocks import Block, ReferenceList, ReferencesElsewhere
from handouts.document.choices import ReferenceStyle
from handouts.document.handout import Reference, Section, Spec
from handouts.document.text import Run, Runs, Text, make_unbreakable
from handouts.language.words import LanguageWords
from handouts.memo import intern_value
from handouts.reading.links import make_web_link, strip_scheme

_Cited = list[tuple[int, Reference]]
"""The references that are cited, in the order of their numbers, each with its place in the file."""


def compose_references(
    spec: Spec, sections: Iterable[Section], resolver: InlineResolver, words: LanguageWords
) -> Iterator[Section]:
    """The section of the references that are cited, if there are any."""
    handout, numbers = spec.handout, resolver.numbers
    cited = [pair for pair in enumerate(handout.references) if pair[1].id in numbers]
    if not cited:
        return
    cited.sort(key=lambda pair: numbers[pair[1].id])
    style = _choose_style(spec)
    block: Block
    if style == "link":
        block = _compose_pointer(spec, len(cited), words)
    else:
        printed = find_printed_numbers(sections, numbers)
        cited_at = tuple(printed[numbers[source.id]] for _, source in cited)
        items = tuple(_compose_items(cited, style == "short", words))
        block = ReferenceList(items, cited_at, words.back)
    yield intern_value(Section("references", words.labels["references"], (block,), tone="small"))


def _choose_style(spec: Spec) -> ReferenceStyle:
    """What the handout asks for, else the brand."""
    if spec.handout.short_references is None:
        return spec.brand.references
    return "short" if spec.handout.short_references else "full"


def _compose_pointer(spec: Spec, count: int, words: LanguageWords) -> ReferencesElsewhere:
    """The sentence that says where the list is: at the handout's address, else the brand's."""
    handout, brand = spec.handout, spec.brand
    owner = "handout" if handout.references_web else "brand"
    web = handout.references_web or brand.references_web
    before, _, after = words.references_at.format(id=handout.id, web="\0").partition("\0")
    link = Run(strip_scheme(web), link=make_web_link(web), about=strip_scheme(web))
    runs = tuple(run for run in (Run(before), link, Run(after)) if run.text)
    return ReferencesElsewhere(Text(runs, (owner, "references_web")), count)


def _compose_items(cited: _Cited, is_short: bool, words: LanguageWords) -> Iterator[Text]:
    """The text of each reference; those that would be the same if they were short are in full."""
    texts = [_format_source(source, is_short, words) for _, source in cited]
    uses = Counter(text for text, _ in texts)
    for (place, source), (text, link) in zip(cited, texts, strict=True):
        if is_short and uses[text] > 1:
            text, link = _format_source(source, False, words)
        run = Run(text, link=link or None, about=_name_link(text, link))
        yield Text(_expand_journal(run, source), ("handout", "references", place))


def _name_link(text: str, link: str) -> str:
    """The name of a reference's link: its words, which are seen, and where it leads."""
    address = strip_scheme(link)
    words = text if address in text else f"{text} {address}"
    return words.replace("\u00a0", " ") if link else ""


def _expand_journal(run: Run, source: Reference) -> Runs:
    """The runs of a reference, in which the journal's short title has its full one."""
    short, full = source.container_title_short, source.container_title
    before, found, after = run.text.rpartition(short) if short and not source.text else ("", "", "")
    if not found or short == full:
        return (run,)
    runs = replace(run, text=before), replace(run, text=short, expansion=full)
    return tuple(each for each in (*runs, replace(run, text=after)) if each.text)


def _format_source(source: Reference, is_short: bool, words: LanguageWords) -> tuple[str, str]:
    """The text and the link of a reference."""
    day = make_unbreakable(words.dates.format_short_day(source.accessed)) if source.accessed else ""
    accessed = words.accessed.format(day) if day else ""
    return format_reference(source, accessed, is_short=is_short)
