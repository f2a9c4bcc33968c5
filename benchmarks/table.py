"""The report: a table, how it was measured, on what machine, and whether targets were met."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import TypedDict

from benchmarks.measure import Runs

BASE = "reportlab"

NOTES = """\
Cold: a new process, from the command to the PDF on disk. For handouts this is `handouts
build dry-needling`, which reads and checks the YAML; the peers read the same text from JSON.
"First time" is handouts with an empty cache folder: only then are pictures read from SVG.
Warm: builds one after another in one process, without the first; each has another number on
its cover. Every program may cache what it likes: handouts caches the blocks that did not
change, Typst the layout, ReportLab its fonts and styles.
handouts shapes text, fits the type size, optimizes line breaks by paragraph, draws boxes and
scales, and tags. The peers set the same words, headings, lists, pictures and QR code at
{size:g} pt, in columns; they fit nothing, draw no boxes and, except for Typst, tag nothing.
Plain ReportLab gets its pictures and the code as PNG, the other peers as SVG. Every command
runs once untimed before the first round. CPU is the processor time of the process.
One word edited: in one process, the text is changed by one word, read again and made into a
PDF. handouts reads the changed YAML; Typst compiles the changed JSON, and keeps its compiler.
The cost of tags compares warm builds of handouts with and without tags; metadata and links
are the same."""


class Row(TypedDict):
    """One program's numbers: medians, in milliseconds, builds a second, bytes."""

    name: str
    label: str
    cold: float
    cold_processor: float
    cold_ratio: float | None
    warm: float | None
    warm_processor: float | None
    warm_ratio: float | None
    cold_memory: int
    warm_memory: int | None
    bytes: int
    pages: int
    missing: list[str]


def make_row(runs: Runs, base: Runs | None, size: int, pages: int, missing: list[str]) -> Row:
    """The medians of a program's runs, and their ratios to plain ReportLab's.

    The warm ratio is one of rates, so more is better; the cold one is one of times.
    """
    return Row(
        name=runs.name,
        label=runs.label,
        cold=1000 * median(runs.cold),
        cold_processor=1000 * median(runs.cold_processor),
        cold_ratio=median(runs.cold) / median(base.cold) if base else None,
        warm=1 / median(runs.warm) if runs.warm else None,
        warm_processor=1000 * median(runs.warm_processor) if runs.warm else None,
        warm_ratio=median(base.warm) / median(runs.warm) if base and runs.warm else None,
        cold_memory=max(runs.cold_memory),
        warm_memory=max(runs.warm_memory) if runs.warm else None,
        bytes=size,
        pages=pages,
        missing=missing,
    )


HEAD = (
    f"{'':22}{'cold':>8}{'CPU':>7}{'':>7}{'warm':>9}{'CPU':>8}{'':>7}{'peak':>12}{'PDF':>6}\n"
    f"{'':22}{'ms':>8}{'ms':>7}{'x RL':>7}{'a second':>9}{'ms':>8}{'x RL':>7}"
    f"{'cold/warm MB':>14}{'KB':>4}  pages"
)


def format_table(rows: list[Row]) -> Iterator[str]:
    """The table, and a warning for each PDF that is not the leaflet."""
    yield HEAD
    for found in rows:
        memory = (
            f"{found['cold_memory'] / 1e6:.0f}/{_format_number((found['warm_memory'] or 0) / 1e6)}"
        )
        yield (
            f"{found['label']:22}{found['cold']:8.0f}{found['cold_processor']:7.0f}"
            f"{_format_number(found['cold_ratio'], 2):>7}{_format_number(found['warm'], 1):>9}"
            f"{_format_number(found['warm_processor'], 1):>8}"
            f"{_format_number(found['warm_ratio'], 2):>7}"
            f"{memory:>12}{found['bytes'] / 1000:6.0f}{found['pages']:7}"
        )
    for found in rows:
        if found["missing"]:
            yield f"WARNING: {found['label']} lacks words: {' '.join(found['missing'][:12])}"
        if found["pages"] != 2:
            yield f"WARNING: {found['label']} needs {found['pages']} pages, not 2"


def check_targets(rows: list[Row]) -> Iterator[str]:
    """Whether handouts meets its targets, for the peers that were measured."""
    by_name = {found["name"]: found for found in rows}
    ours, base, web = (by_name.get(name) for name in ("handouts", BASE, "weasyprint"))
    if ours and base and ours["cold_ratio"] is not None and ours["warm_ratio"] is not None:
        yield format_target("cold, x plain ReportLab", ours["cold_ratio"], "at most", 1.3)
        yield format_target("warm, x plain ReportLab", ours["warm_ratio"], "at least", 1.5)
    if ours and web:
        yield format_target("cold, x WeasyPrint", ours["cold"] / web["cold"], "at most", 0.5)


def check_tag_cost(size: float, time: float) -> Iterator[str]:
    """Whether the cost of tags meets its targets, as shares of an untagged leaflet."""
    yield format_target("tags, share of size", size, "at most", 0.15)
    yield format_target("tags, share of time", time, "at most", 0.25)


def format_target(what: str, found: float, sense: str, target: float) -> str:
    """A line that says whether a number meets its target."""
    is_met = found <= target if sense == "at most" else found >= target
    return f"{'met   ' if is_met else 'MISSED'} {what}: {found:.2f} ({sense} {target})"


def describe_machine() -> str:
    """The machine, its load, and the versions of the programs."""
    packages = ("handouts", "reportlab", "svglib", "typst", "weasyprint", "fpdf2", "uharfbuzz")
    versions = ", ".join(f"{name} {_find_version(name)}" for name in packages)
    return (
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {versions}"
    )


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        if package == "handouts":
            from handouts import __version__

            return __version__
        return "not installed"


def _format_number(value: float | None, places: int = 0) -> str:
    return f"{value:.{places}f}" if value else "-"
