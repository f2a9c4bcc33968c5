"""How large a table may be: as a spreadsheet is, and no larger than can be read in seconds."""

from __future__ import annotations

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 20_000_000
