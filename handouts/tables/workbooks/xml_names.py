"""The full names of elements and attributes in XML (Namespaces in XML 1.0), within bounds.

The parser could do this itself, but would then copy a long namespace for each name in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from handouts.tables.workbooks.sheets import broken_workbook

_MAX_NAMES = 20_000
_MAX_DECLARATIONS = 100_000
_MAX_DEPTH = 250
_MAX_NAMESPACE = 1_000
_MAX_NAMESPACES = 1_000
_XML = {"xml": "http://www.w3.org/XML/1998/namespace "}


class NameResolver:
    """Resolves names to ``namespace name``, separated by a space, element by element.

    All methods raise WorkbookError for what no spreadsheet has: names without end, elements
    within elements without end, a prefix that is not declared.
    """

    def __init__(self) -> None:
        self._depth = 0
        self._declared = 0
        self._spaces: Mapping[str, str] = _XML
        self._outer: list[tuple[int, Mapping[str, str]]] = []
        self._elements: dict[str, str] = {}
        self._attributes: dict[str, str] = {}
        self._distinct: set[str] = set()

    def enter(self, name: str, attributes: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        """The full names of an element that begins and of its attributes, with their values."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise broken_workbook()
        if not attributes:
            return self._elements.get(name) or self._resolve_element(name), attributes
        known = self._attributes
        try:  # a namespace is never among those that are known, so it is declared below
            named: Mapping[str, str] = {known[key]: value for key, value in attributes.items()}
        except KeyError:
            named = self._resolve_attributes(attributes)
        return self._elements.get(name) or self._resolve_element(name), named

    def leave(self, name: str) -> str:
        """The full name of an element that ends."""
        full = self._elements.get(name) or self._resolve_element(name)
        if self._outer and self._outer[-1][0] == self._depth:
            self._spaces = self._outer.pop()[1]
            self._forget()
        self._depth -= 1
        return full

    def _resolve_attributes(self, attributes: Mapping[str, str]) -> Mapping[str, str]:
        declared = {key for key in attributes if key == "xmlns" or key.startswith("xmlns:")}
        if declared:
            self._declare({key: attributes[key] for key in declared})
        named = {}
        for key, value in attributes.items():
            if key not in declared:
                full = self._attributes[key] = self._resolve(key, "")
                named[full] = value
        return named

    def _declare(self, declared: Mapping[str, str]) -> None:
        self._declared += len(declared)
        spaces = dict(self._spaces)
        for key, space in declared.items():
            if len(space) > _MAX_NAMESPACE:
                raise broken_workbook()
            spaces[key.removeprefix("xmlns").removeprefix(":")] = f"{space} " if space else ""
        if self._declared > _MAX_DECLARATIONS or len(spaces) > _MAX_NAMESPACES:
            raise broken_workbook()
        self._outer.append((self._depth, self._spaces))
        self._spaces = spaces
        self._forget()

    def _forget(self) -> None:
        self._elements, self._attributes = {}, {}

    def _resolve_element(self, name: str) -> str:
        full = self._elements[name] = self._resolve(name, self._spaces.get("", ""))
        return full

    def _resolve(self, name: str, default: str) -> str:
        # The parser keeps each name for good.
        self._distinct.add(name)
        if len(self._distinct) > _MAX_NAMES:
            raise broken_workbook()
        prefix, colon, local = name.partition(":")
        if not colon:
            return default + name
        space = self._spaces.get(prefix)
        if not space:
            raise broken_workbook()
        return space + local
