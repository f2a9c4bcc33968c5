"""Tables: the heads of the columns, and rows of cells."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.blocks import ColumnAlign, TextTable
from handouts.document.text import Address, Text
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.parts.part import Part
from handouts.reading.picture_shapes import CAPTION_KEY
from handouts.reading.scalar_shapes import ProseLine
from handouts.reading.shapes import Converted, Items, Json, valid_values
from handouts.sources.blanks import is_blank
from handouts.sources.nodes import Node, Scalar

_MAX_COLUMNS, _MAX_ROWS = 15, 60


class CellText(Data, frozen=True):
    """A line of Markdown, which may be empty."""

    def read(self, node: Node, name: str, reading: Reading) -> Text | None:
        """The text, empty where nothing is written; None if it is wrong."""
        if isinstance(node, Scalar) and (node.is_empty or is_blank(node.text)):
            return Text(address=reading.address)
        return ProseLine().read(node, name, reading)

    def schema(self, shared: dict[str, Json]) -> Json:
        """A line of Markdown, or nothing."""
        return {"anyOf": [ProseLine().schema(shared), {"type": "null"}]}


_ROW = Items(CellText(), _MAX_COLUMNS)


def _check_widths(record: Record, _: Node, reading: Reading) -> Record:
    """Check that each row has a cell for each column."""
    columns = record.get("columns")
    for node, cells in record.get("rows") or ():
        if columns is not None and cells is not None and len(cells) != len(columns):
            message = f"This row has {len(cells)} cells, but the table has {len(columns)} columns."
            hint = "Add or delete cells; for an empty cell, write ''."
            reading.report("wrong-count", node, message, hint)
    return record


_TABLE = Converted(
    Group(
        "a table",
        {
            "columns": Key(_ROW, "The heads of the columns, from left to right.", True),
            "rows": Key(Items(_ROW, _MAX_ROWS), "The rows, each a list of its cells.", True),
        },
    ),
    _check_widths,
)


def _build_table(record: Record, address: Address) -> list[TextTable]:
    table = record.get("table")
    heads = tuple(valid_values(table.get("columns")))
    rows = tuple(tuple(valid_values(cells)) for cells in valid_values(table.get("rows")))
    aligns: list[ColumnAlign] = ["" for _ in heads]
    shown = heads if any(heads) else ()
    return [
        TextTable(shown, rows, tuple(aligns), record.get("caption", Text()), (*address, "table"))
    ]


TABLE = Part(
    "table",
    "a table",
    "A table, with columns and rows.",
    _TABLE,
    _build_table,
    {"caption": CAPTION_KEY},
)
