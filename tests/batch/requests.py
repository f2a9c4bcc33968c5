"""Requests for a batch of a few people, written as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handouts.batch.request import BatchRequest

HEAD = "First name,Last name,Shoe size,Treatment date\n"
GOOD = ("Sam,Leeds,9,2026-11-23\n", "Zoe,Roe,8,2026-11-23\n", "Kim,Parks,7,2026-11-23\n")
BAD = "Ida,Bell,6,yesterday\n"


def make_request(folder: Path, *rows: str, **more: Any) -> BatchRequest:
    """A request for a table with these rows, in this process."""
    table = folder / "patients.csv"
    table.write_text(HEAD + "".join(rows), encoding="utf-8")
    request: dict[str, Any] = {"handout": "dry-needling", "table": str(table), "jobs": 1}
    return BatchRequest(**request | {"folder": folder / "out"} | more)
