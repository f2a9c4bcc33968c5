"""Risks: how often harm occurred, in numbers with their source, or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from handouts.data import Data
from handouts.document.blocks import Frequency, Risk, Risks, Unit
from handouts.document.text import Address, Citation
from handouts.reading.context import Mention, Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.parts.part import Part
from handouts.reading.references import ID
from handouts.reading.scalar_shapes import Choice, Integer, PlainText, ProseLine
from handouts.reading.shapes import Converted, Items, Json, valid_values
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node, Scalar

_RANGE = r"([0-9]{1,9}) ?[-–] ?([0-9]{1,9})"

Count = tuple[int, int | None]
"""The number, or the least and the greatest number of a range."""


class CountOrRange(Data, frozen=True):
    """A whole number, such as 8, or a range, such as 1-10."""

    def read(self, node: Node, name: str, reading: Reading) -> Count | None:
        """The number, or both of a range; None if it is neither, or goes down."""
        match = re.fullmatch(_RANGE, node.text) if isinstance(node, Scalar) else None
        if not match:
            number = Integer(hint="Write digits only, such as 8, or 1-10 for a range.").read(
                node, name, reading
            )
            return None if number is None else (number, None)
        least, most = map(int, match.groups())
        if least < most:
            return least, most
        message = f"The range {quote_text(match[0])} must go up."
        hint = "Write the smaller number first, such as 1-10; or one number, if they are the same."
        reading.report("wrong-number", node, message, hint)
        return None

    def schema(self, shared: dict[str, Json]) -> Json:
        """An integer, or a string with a range."""
        return {"anyOf": [Integer().schema(shared), {"type": "string", "pattern": f"^{_RANGE}$"}]}


def _check_risk(record: Record, node: Node, reading: Reading) -> Record:
    """Check that numbers are complete, possible and not beside words."""
    count, out_of = record.get("count"), record.get("in")
    if count is not None and out_of is not None and (count[1] or count[0]) > out_of:
        message = f"{_describe_count(*count)} in {out_of} is not possible."
        reading.report(
            "wrong-number", record.nodes["count"], message, "'count' may be at most 'in'."
        )
    if "how_often" in record and "count" in record:
        message = "A risk says how often in a number or in a word, not both."
        hint = "Keep 'count' and 'in', or 'how_often': its number is printed beside the word."
        reading.report("conflicting-values", record.nodes["how_often"], message, hint)
    for missing, hint in _missing_numbers(record):
        message = f"A risk with a number needs {quote_text(missing)}."
        reading.report_missing(record.node, message, f"Add it, for example: {missing}: {hint}")
    return record


def _describe_count(least: int, most: int | None) -> str:
    return str(least) if most is None else f"{least} to {most}"


def _missing_numbers(record: Record) -> Iterator[tuple[str, str]]:
    """What belongs to a number and is neither there nor probably misspelt, with an example."""
    misspelt = _GROUP.misspelt_keys(record)
    if any(name in record for name in ("count", "in", "of")):
        for name, example in _WITH_NUMBER.items():
            if name not in record and name not in misspelt:
                yield name, example


def _add_source_citation(source: str, node: Node, reading: Reading) -> str:
    if isinstance(node, Scalar):
        reading.citations.append(Mention(source, node))
    return source


_WITH_NUMBER = {"count": "8", "in": "100", "source": "brady-2014"}
"""What a risk with a number has, each with an example."""

_GROUP = Group(
    "a risk",
    {
        "count": Key(CountOrRange(), "How many times it happened; 1-10 for a range.", False, "8"),
        "in": Key(Integer(1), "Out of how many people or treatments.", False, "100"),
        "of": Key(
            Choice(get_args(Unit)),
            "Which of the two were counted; printed as the key of the dots.",
            False,
            "treatments",
        ),
        "how_often": Key(
            Choice(get_args(Frequency)),
            "How often in a word, where there is no number of your own. It is printed with the "
            "number that it stands for.",
            False,
            "rare",
            ("frequency",),
        ),
        "what": Key(ProseLine(), "What happened.", True, "had a bruise"),
        "source": Key(
            Converted(PlainText(60, ID, "brady-2014"), _add_source_citation),
            "The id of the reference that this is from; a number needs one.",
            False,
            "brady-2014",
        ),
    },
    schema_extra={
        "dependentRequired": {name: list(_WITH_NUMBER) for name in ("count", "in", "of")},
        "not": {"required": ["count", "how_often"]},
    },
)


def _build_risks(record: Record, _: Address) -> list[Risks]:
    return [Risks(tuple(map(_build_risk, valid_values(record.get("risks")))))]


def _build_risk(record: Record) -> Risk:
    get = record.get
    count, most = get("count", (None, None))
    return Risk(
        count,
        get("in"),
        get("what"),
        Citation((get("source"),)) if "source" in record else None,
        get("of"),
        most,
        get("how_often"),
    )


RISKS = Part(
    "risks",
    "a list of risks",
    "How often harm occurred, each number with its source.",
    Items(Converted(_GROUP, _check_risk), 20),
    _build_risks,
)
