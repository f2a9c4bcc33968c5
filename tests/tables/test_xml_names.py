"""Full names in XML are those that the parser itself would give."""

from __future__ import annotations

from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handouts.tables.workbooks.sheets import WorkbookError
from handouts.tables.workbooks.xml_names import NameResolver

Events = list[tuple[str, dict[str, str]] | str]


def read_as_parser(xml: str) -> Events | None:
    """Each beginning and end with full names; None for what is not well-formed."""
    events: Events = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: events.append((name, attributes))
    parser.EndElementHandler = events.append
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return None
    return events


def read_as_resolver(xml: str) -> Events | None:
    """The same by our own names."""
    events: Events = []
    names = NameResolver()

    def start(name: str, attributes: dict[str, str]) -> None:
        full, named = names.enter(name, attributes)
        events.append((full, dict(named)))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: events.append(names.leave(name))
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, WorkbookError):
        return None
    return events


DECLARED = ("", " xmlns='one'", " xmlns='two'", " xmlns=''", " xmlns:p='one'", " xmlns:q='two'")
TAGS = some.sampled_from(["a", "b", "p:a", "q:b"])
ATTRIBUTES = some.sampled_from(["", " k='1'", " p:k='1'", " q:k='2'", " xml:lang='en'"])


@some.composite
def draw_element(draw: some.DrawFn, depth: int = 0) -> str:
    """An element in which others may be."""
    tag = draw(TAGS)
    head = f"<{tag}{draw(some.sampled_from(DECLARED))}{draw(ATTRIBUTES)}>"
    inner = "" if depth > 2 else "".join(draw(some.lists(draw_element(depth + 1), max_size=3)))
    return f"{head}{inner}</{tag}>"


@given(draw_element())
def test_names_are_those_of_the_parser(element: str) -> None:
    """Wherever a namespace is declared, replaced or taken away."""
    xml = f"<root xmlns:p='three'>{element}</root>"
    assert read_as_resolver(xml) == read_as_parser(xml)


@pytest.mark.parametrize(
    "xml",
    [
        "<a>" * 300,
        f"<a xmlns='{'x' * 2_000}'/>",
        "<a " + "".join(f"xmlns:p{at}='x' " for at in range(2_000)) + "/>",
        "<a>" + "".join(f"<b{at}/>" for at in range(30_000)),
        "<a>" + "".join(f"<b c{at}=''/>" for at in range(30_000)),
        "<a>" + "<b xmlns='x'/>" * 110_000,
    ],
    ids=["depth", "long", "many", "elements", "attributes", "again and again"],
)
def test_names_without_end_are_refused(xml: str) -> None:
    """Each would be kept for good, or copied for each element."""
    assert read_as_resolver(xml) is None
    with pytest.raises(WorkbookError):
        feed_resolver(xml)


def feed_resolver(xml: str) -> None:
    """Raise what the resolver raises."""
    names = NameResolver()
    parser = expat.ParserCreate()
    parser.StartElementHandler = names.enter
    parser.EndElementHandler = names.leave
    parser.Parse(xml, False)
