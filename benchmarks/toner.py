"""How much toner black and white saves on a colour printer: the inks on a page, in both.

Ghostscript separates the pages as a colour device does that is told nothing else: what is in RGB
becomes cyan, magenta, yellow and black, and what is in grey becomes black alone. A driver that
prints neutral colours with black alone spares some of it in colour, too.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple, get_args

import handouts

DOTS = 100

COMMAND = ("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=ink_cov", f"-r{DOTS}", "-o-")


class PageInks(NamedTuple):
    """The inks of a page, each from 0 for none to 1 for all of the page."""

    cyan: float
    magenta: float
    yellow: float
    black: float


class TonerRow(NamedTuple):
    """The toner on a format's pages, where 1 is a page fully covered by one ink."""

    format: str
    paper: str
    colour: float
    mono: float

    @property
    def saving(self) -> float:
        """The share of toner that mono saves."""
        return 1 - self.mono / self.colour


def measure_inks(pdf: bytes) -> list[PageInks]:
    """The inks of each page of a file. Raises FileNotFoundError without Ghostscript."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        path.write_bytes(pdf)
        done = subprocess.run([*COMMAND, path], capture_output=True, check=True, text=True)
    lines = (line.split() for line in done.stdout.splitlines() if line.endswith("CMYK OK"))
    return [PageInks(*(float(each) / 100 for each in line[:4])) for line in lines]


def mean_toner(pdf: bytes) -> float:
    """The mean toner on the pages of a file: all inks together."""
    pages = measure_inks(pdf)
    return sum(map(sum, pages)) / len(pages)


def measure_formats(name: str = "dry-needling") -> list[TonerRow]:
    """A row for each format on each paper."""
    spec = handouts.load(name)
    return [
        TonerRow(
            format,
            paper,
            *(
                mean_toner(handouts.render(spec, format=format, paper=paper, ink=ink))
                for ink in get_args(handouts.Ink)
            ),
        )
        for format in get_args(handouts.Format)
        if format != "flyer"
        for paper in ("a4", "letter")
    ]


def main() -> int:
    """Print the table."""
    if shutil.which(COMMAND[0]) is None:
        print("Ghostscript is needed, which is not installed: apt install ghostscript")
        return 1
    print("Toner, mean coverage of the pages (C+M+Y+K), as Ghostscript separates them")
    print(f"{'format':12} {'paper':7} {'colour':>7} {'mono':>7}  saved")
    for row in measure_formats():
        shares = f"{row.colour:7.1%} {row.mono:7.1%}  {row.saving:5.0%}"
        print(f"{row.format:12} {row.paper:7} {shares}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
