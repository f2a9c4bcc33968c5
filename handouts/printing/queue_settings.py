"""A job's settings in the words of a queue, and what the queue cannot do, before paper is spent.

CUPS adds what a user has saved with ``lpoptions`` to each job, under the names of the PPD file,
and these win over CUPS's own names. So each setting is sent under both names, and whatever else
would change the pages is set back.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document.papers import PAPERS
from handouts.printing.job import PrintError, PrintJob
from handouts.printing.queue import PrintQueue
from handouts.sources.findings import escape_hidden, quote_text, suggest_name

# Which pages are printed, and how many on a sheet: always set, since other pages would be missing.
_ALWAYS = {"number-up": "1", "page-ranges": "1-"}
_COMMON_SIDES = {
    "one-sided": "None",
    "two-sided-long-edge": "DuplexNoTumble",
    "two-sided-short-edge": "DuplexTumble",
}
# Set back only where they are saved, because not every printer knows them.
_IF_SAVED = {
    "page-set": "all",
    "fit-to-page": "false",
    "fitplot": "false",
    "scaling": "100",
    "natural-scaling": "100",
    "landscape": "false",
    "orientation-requested": "3",
    "mirror": "false",
    "outputorder": "normal",
    "OutputOrder": "Normal",
    "page-border": "none",
    "page-delivery": "same-order",
    "booklet": "Off",
    "pdfAutoRotate": "true",
    "pdftopdfAutoRotate": "true",
    "Collate": "True",
    "MirrorPrint": "False",
    "ManualFeed": "False",
    "job-hold-until": "no-hold",
    "job-sheets": "none",
}


def list_options(job: PrintJob, queue: PrintQueue) -> dict[str, str]:
    """All options of a job for a queue, by name.

    The colour mode is always set, since a queue may be in black and white by default.
    """
    mono = job.ink == "mono"
    options = {
        "media": job.media,
        "sides": job.sides,
        "print-scaling": "none",
        "print-color-mode": "monochrome" if mono else "color",
        "collate": "true",
        **_ALWAYS,
    }
    options |= {name: value for name, value in _IF_SAVED.items() if name in queue.saved}
    if not queue.is_known:
        return options | _use_common_names(job, queue)
    paper = queue.find_paper(job.media)
    if paper:
        options["PageSize"] = paper
        if "PageRegion" in queue.saved:
            options["PageRegion"] = paper
    options |= dict(filter(None, (queue.find_sides(job.sides), queue.find_ink(job.ink))))
    return options | _choose_tray(job, queue)


def _use_common_names(job: PrintJob, queue: PrintQueue) -> dict[str, str]:
    """The settings as most PPD files name them, for a queue that does not say how."""
    is_manual = "manual" in queue.saved.get("InputSlot", "").lower()
    return {
        **({"InputSlot": "Auto"} if is_manual else {}),
        "PageSize": job.media,
        "Duplex": _COMMON_SIDES[job.sides],
        "ColorModel": "Gray" if job.ink == "mono" else "RGB",
    }


def _choose_tray(job: PrintJob, queue: PrintQueue) -> dict[str, str]:
    """The tray that was asked for; or the printer's own choice, where a manual feed is saved."""
    trays = queue.trays
    if trays is None:
        return {}
    if job.tray:
        return {trays.keyword: queue.find_tray(job.tray) or job.tray}
    is_manual = "manual" in queue.saved.get(trays.keyword, "").lower()
    automatic = queue.automatic_tray
    return {trays.keyword: automatic} if is_manual and automatic else {}


def check_queue(job: PrintJob, queue: PrintQueue) -> None:
    """Raise PrintError, with all reasons, if a queue cannot print a job correctly."""
    reasons = list(_list_obstacles(job, queue))
    if reasons:
        raise PrintError("\n".join(reasons))


def _list_obstacles(job: PrintJob, queue: PrintQueue) -> Iterator[str]:
    name = f"The printer '{escape_hidden(queue.name)}'"
    if job.tray:
        yield from _check_tray(job.tray, queue, name)
    if not queue.is_known:
        return
    if queue.papers and queue.find_paper(job.media) is None:
        paper = _name_paper(job.media)
        offered = [each for each in PAPERS.values() if queue.find_paper(each.media)]
        other = " or ".join(each.name for each in offered)
        hint = f"It offers {other}: choose that with --paper, or" if offered else "Choose"
        yield f"{name} does not offer the paper {paper}. {hint} another printer with --printer."
    if job.sides != "one-sided" and queue.find_sides(job.sides) is None:
        yield (
            f"{name} cannot turn the paper: two sheets will come instead of one. Use "
            "--manual-duplex to turn the stack yourself, or --one-sided to print each side on a "
            "sheet of its own."
        )


def _check_tray(wanted: str, queue: PrintQueue, name: str) -> Iterator[str]:
    trays = queue.trays
    if trays is None:
        yield f"{name} lets nobody choose a tray. Leave out --tray."
    elif queue.find_tray(wanted) is None:
        listed = ", ".join(map(escape_hidden, trays.choices))
        hint = suggest_name(wanted, trays.choices)
        yield f"{name} has no tray {quote_text(wanted)}. {hint + ' ' if hint else ''}" + (
            f"Its trays are {listed}."
        )


def list_remarks(job: PrintJob, queue: PrintQueue) -> Iterator[str]:
    """What to know about a queue before it prints a job."""
    if not queue.is_known:
        yield (
            f"The printer '{escape_hidden(queue.name)}' does not say what it can do: look at the "
            "first leaflet before you hand it out."
        )
        return
    if job.ink == "colour" and queue.prints_black_only:
        yield (
            f"The printer '{escape_hidden(queue.name)}' prints in black and white only. --ink mono "
            "makes a leaflet for that."
        )
    usual = queue.usual_paper
    if usual and usual != job.media:
        yield (
            f"The printer '{escape_hidden(queue.name)}' usually has {_name_paper(usual)}: see that "
            f"it has {_name_paper(job.media)}."
        )


def _name_paper(media: str) -> str:
    return next(each.name for each in PAPERS.values() if each.media == media)
