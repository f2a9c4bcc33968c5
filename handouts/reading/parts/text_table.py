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
from handouts.sources.nodes import Node, Scalar, Sequence

_MAX_COLUMNS, _MAX_ROWS = 15, 60

Row = list[tuple[Node, "Text | None"]]
"""The cells of a row as they were read, each with its place."""

Cells = tuple[tuple[Text, ...], ...]
"""The cells of a table, row by row, the heads of the columns first."""


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
    if columns is not None:
        _check_rows(len(columns), record.get("rows") or [], reading)
    return record


def _check_rows(columns: int, rows: list[tuple[Node, Row | None]], reading: Reading) -> None:
    for node, cells in rows:
        if cells is not None and len(cells) != columns:
            message = f"This row has {len(cells)} cells, but the table has {columns} columns."
            hint = "Add or delete cells; for an empty cell, write ''."
            if len(cells) > columns:
                hint += " Put a text with a comma in quotes."
            reading.report("wrong-count", node, message, hint)


_GROUP = Converted(
    Group(
        "a table",
        {
            "columns": Key(_ROW, "The heads of the columns, from left to right.", True),
            "rows": Key(Items(_ROW, _MAX_ROWS), "The rows, each a list of its cells.", True),
        },
    ),
    _check_widths,
)


class TableShape(Data, frozen=True):
    """The columns and rows of a table, or a list of rows of which the first holds the heads."""

    def read(self, node: Node, name: str, reading: Reading) -> Cells | None:
        """The heads and the rows; None if they are wrong."""
        if isinstance(node, Scalar) and "|" in node.text:
            message = "A table of Markdown is a text, and does not stand under 'table'."
            reading.report("wrong-type", node, message, "Write it under 'text', or as '- |'.")
            return None
        if not isinstance(node, Sequence):
            record = _GROUP.read(node, name, reading)
            if record is None or not {"columns", "rows"} <= record.values.keys():
                return None
            return _list_cells([record.get("columns"), *valid_values(record.get("rows"))])
        rows = Items(_ROW, _MAX_ROWS + 1).read(node, name, reading)
        if not rows or len(rows) < 2 or rows[0][1] is None:
            if rows:
                hint = "Add a row below the heads of the columns."
                reading.report("wrong-count", node, "The table has no rows.", hint)
            return None
        _check_rows(len(rows[0][1]), rows[1:], reading)
        return _list_cells(list(valid_values(rows)))

    def schema(self, shared: dict[str, Json]) -> Json:
        """Either of the two."""
        rows = Items(_ROW, _MAX_ROWS + 1).schema(shared)
        return {"anyOf": [_GROUP.schema(shared), {**rows, "minItems": 2}]}


def _list_cells(rows: list[list[tuple[Node, Text | None]]]) -> Cells:
    return tuple(tuple(valid_values(cells)) for cells in rows)


def _build_table(record: Record, address: Address) -> list[TextTable]:
    heads, *rows = record.get("table")
    aligns: list[ColumnAlign] = ["" for _ in heads]
    shown = heads if any(heads) else ()
    return [
        TextTable(
            shown, tuple(rows), tuple(aligns), record.get("caption", Text()), (*address, "table")
        )
    ]


TABLE = Part(
    "table",
    "a table",
    "A table, with columns and rows; or a list of rows, the heads of the columns first.",
    TableShape(),
    _build_table,
    {"caption": CAPTION_KEY},
)
