"""How sheets go through a printer: their tray, and who turns them."""

from __future__ import annotations

import io
from collections.abc import Iterator

from msgspec.structs import replace

from handouts.data import Data
from handouts.printing.job import Half, PrintError, PrintJob


class SheetHandling(Data, frozen=True):
    """How the sheets of a job go through a printer.

    Without a ``tray``, the printer chooses one. With ``one_sided``, each side gets a sheet of its
    own. With ``manual_duplex``, a person turns the stack between the odd and the even pages; with
    ``half``, only that half is printed.
    """

    tray: str = ""
    one_sided: bool = False
    manual_duplex: bool = False
    half: Half | None = None

    @property
    def halves(self) -> tuple[Half | None, ...]:
        """The halves to print, one after the other; None is all pages."""
        if self.half:
            return (self.half,)
        return ("odd", "even") if self.manual_duplex else (None,)

    def apply_to(self, job: PrintJob) -> PrintJob:
        """The job with its tray, and on one side where the printer does not turn the paper."""
        by_printer = self.halves == (None,) and not self.one_sided
        return replace(job, tray=self.tray, sides=job.sides if by_printer else "one-sided")

    def split_job(self, job: PrintJob, pdf: bytes) -> Iterator[tuple[PrintJob, bytes]]:
        """The jobs to print one after the other; a job on one side is never split.

        Raises PrintError if half of it was asked for, and it has one side only.
        """
        if self.half and job.sides == "one-sided":
            raise PrintError("This leaflet is printed on one side only: leave out --half.")
        ready = self.apply_to(job)
        for half in self.halves if job.sides != "one-sided" else (None,):
            yield replace(ready, half=half), take_half(pdf, half) if half else pdf


PLAIN_HANDLING = SheetHandling()
"""The printer turns the paper, and takes it from a tray of its choice."""


def take_half(pdf: bytes, half: Half) -> bytes:
    """The odd or the even pages of a PDF. An odd last page has an empty back."""
    import pikepdf  # slow to load

    with pikepdf.open(io.BytesIO(pdf)) as file, pikepdf.new() as part:
        if len(file.pages) % 2:
            box = file.pages[-1].mediabox
            size = (float(box[2] - box[0]), float(box[3] - box[1]))
            file.add_blank_page(page_size=size)
        part.pages.extend(file.pages[0 if half == "odd" else 1 :: 2])
        if "/ViewerPreferences" in file.Root:
            part.Root.ViewerPreferences = part.copy_foreign(
                file.make_indirect(file.Root.ViewerPreferences)
            )
        saved = io.BytesIO()
        part.save(saved, deterministic_id=True)
    return saved.getvalue()
