"""Risks: how often harm occurred, each number with its source."""

from __future__ import annotations

from typing import get_args

from handouts.document.blocks import Risk, Risks, Unit
from handouts.document.text import Address, Citation
from handouts.reading.context import Mention, Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.parts.part import Part
from handouts.reading.references import ID
from handouts.reading.scalar_shapes import Choice, Integer, PlainText, ProseLine
from handouts.reading.shapes import Converted, Items, valid_values
from handouts.sources.nodes import Node, Scalar


def _check_count(record: Record, node: Node, reading: Reading) -> Record:
    count, out_of = record.get("count"), record.get("in")
    if count is not None and out_of is not None and count > out_of:
        message = f"{count} in {out_of} is not possible."
        reading.report(
            "wrong-number", record.nodes["count"], message, "'count' may be at most 'in'."
        )
    return record


def _add_source_citation(source: str, node: Node, reading: Reading) -> str:
    if isinstance(node, Scalar):
        reading.citations.append(Mention(source, node))
    return source


_RISK = Converted(
    Group(
        "a risk",
        {
            "count": Key(Integer(), "How many times it happened.", True, "8"),
            "in": Key(Integer(1), "Out of how many people or treatments.", True, "100"),
            "of": Key(
                Choice(get_args(Unit)),
                "Which of the two were counted; printed as the key of the dots.",
                False,
                "treatments",
            ),
            "what": Key(ProseLine(), "What happened.", True, "had a bruise"),
            "source": Key(
                Converted(PlainText(60, ID, "brady-2014"), _add_source_citation),
                "The id of the reference that gives the number.",
                True,
                "brady-2014",
            ),
        },
    ),
    _check_count,
)


def _build_risks(record: Record, _: Address) -> list[Risks]:
    return [Risks(tuple(map(_build_risk, valid_values(record.get("risks")))))]


def _build_risk(record: Record) -> Risk:
    get = record.get
    return Risk(get("count"), get("in"), get("what"), Citation((get("source"),)), get("of"))


RISKS = Part(
    "risks",
    "a list of risks",
    "How often harm occurred, each number with its source.",
    Items(_RISK, 20),
    _build_risks,
)
