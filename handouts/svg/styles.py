"""What each element's properties are: style sheets, classes, style attributes, variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handouts.svg.elements import SvgElement, SvgFile

_INHERITED = frozenset(
    "fill fill-opacity fill-rule stroke stroke-opacity stroke-width stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset clip-rule visibility color paint-order "
    "marker marker-start marker-mid marker-end font-size color-interpolation-filters".split()
)
_OWN = frozenset(
    "opacity display clip-path mask mask-type filter mix-blend-mode stop-color stop-opacity "
    "overflow transform transform-origin transform-box flood-color flood-opacity "
    "lighting-color".split()
)
_PROPERTIES = _INHERITED | _OWN
ONLY_STYLE = "mix-blend-mode"
"""The one property that may not be an attribute (SVG 2, 6.6)."""

_VARIABLE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")

Style = dict[str, str]


def read_own_styles(file: SvgFile) -> dict[SvgElement, Style]:
    """The properties that each element is given, without what it inherits."""
    declared = _match_sheets(file)
    return {each: _read_own(each, declared.get(each, {})) for each in file.elements()}


def derive_style(above: Style, own: Style) -> Style:
    """The properties of an element by those around it and its own."""
    style = {name: value for name, value in above.items() if _is_inherited(name)}
    for name, value in own.items():
        if "var(" in value:
            value = _replace_variables(value, {**style, **own})
        if value == "inherit":
            value = above.get(name, "")
        if value and value not in ("initial", "unset"):
            style[name] = value
        else:
            style.pop(name, None)
    return style


def _is_inherited(name: str) -> bool:
    return name in _INHERITED or name.startswith("--")


def _read_own(element: SvgElement, matched: Style) -> Style:
    """An element's own properties: as attributes, then by style sheets, then by its style."""
    attributes = {
        name: value.strip()
        for name, value in element.attrib.items()
        if name in _PROPERTIES and name != ONLY_STYLE and value.strip()
    }
    inline = dict(_read_declarations(element.attrib.get("style", "")))
    important = {
        name.removeprefix("!"): value for name, value in matched.items() if name.startswith("!")
    }
    sheets = {name: value for name, value in matched.items() if not name.startswith("!")}
    own = {**attributes, **sheets, **{name.lstrip("!"): v for name, v in inline.items()}}
    return {**own, **{n: v for n, v in important.items() if f"!{n}" not in inline}}


@lru_cache(maxsize=4096)
def _read_declarations(text: str) -> tuple[tuple[str, str], ...]:
    """The properties in a style, each with its value; an important one begins with "!"."""
    if not text.strip():
        return ()
    import tinycss2

    return tuple(_list_declarations(tinycss2.parse_blocks_contents(text)))


def _list_declarations(nodes: object) -> Iterator[tuple[str, str]]:
    import tinycss2

    assert isinstance(nodes, list)
    known: set[str] = set()
    for node in nodes:
        if node.type != "declaration":
            continue
        name = node.name if node.name.startswith("--") else node.lower_name
        if name in _PROPERTIES or name.startswith("--"):
            value = tinycss2.serialize(node.value).strip()
            if name in known and value.startswith("color("):
                continue  # the same colour once more, for wider screens than paper is
            known.add(name)
            yield ("!" if node.important else "") + name, value


def _match_sheets(file: SvgFile) -> dict[SvgElement, Style]:
    """The properties that style sheets give to elements; important ones begin with "!"."""
    sheets = [each.words for each in file.elements() if each.tag == "style" and _is_css(each)]
    if not any(sheets):
        return {}
    import cssselect2

    matcher = cssselect2.Matcher()
    for selector, declarations in _list_rules("\n".join(sheets)):
        matcher.add_selector(selector, declarations)
    styles: dict[SvgElement, Style] = {}
    for wrapper in cssselect2.ElementWrapper.from_xml_root(file.root).iter_subtree():
        found: Style = {}
        for _, _, _, declarations in sorted(matcher.match(wrapper), key=lambda each: each[:2]):
            found.update(declarations)
        if found:
            styles[wrapper.etree_element] = found
    return styles


def _is_css(element: SvgElement) -> bool:
    return element.attrib.get("type", "text/css").strip().lower() in ("text/css", "")


def _list_rules(sheet: str) -> Iterator[tuple[object, Style]]:
    """Yield each selector of a style sheet with its properties; at-rules are left out."""
    import cssselect2
    import tinycss2

    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declarations = dict(_list_declarations(tinycss2.parse_blocks_contents(rule.content)))
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            if selector.pseudo_element is None:
                yield selector, declarations


def _replace_variables(value: str, known: Style) -> str:
    """A value with its variables, such as var(--main, #123), replaced."""
    for _ in range(10):
        match = _VARIABLE.search(value)
        if not match:
            return value
        filling = known.get(match[1], match[2] or "")
        value = value[: match.start()] + filling.strip() + value[match.end() :]
    return ""
