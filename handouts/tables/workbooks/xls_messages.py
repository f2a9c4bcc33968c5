"""What the process that reads an XLS workbook says of it."""

from __future__ import annotations

import struct

from handouts.data import Data
from handouts.sources.findings import ValueFinding
from handouts.tables.workbooks.sheets import Merge, SheetEntry, SheetRow

HEAD = struct.Struct(">I")
"""What is in front of each message: its length in bytes."""


class XlsSheet(Data, frozen=True, tag="sheet"):
    """A sheet begins."""

    entry: SheetEntry
    hidden_columns: list[int]
    merges: list[Merge]


class XlsRow(Data, frozen=True, tag="row"):
    """A row of the sheet that began last."""

    row: SheetRow


class XlsFailure(Data, frozen=True, tag="failure"):
    """The workbook cannot be read."""

    finding: ValueFinding


class XlsEnd(Data, frozen=True, tag="end"):
    """All was read."""


XlsMessage = XlsSheet | XlsRow | XlsFailure | XlsEnd
