"""The program with leaflets that take a few milliseconds, also in the processes it begins.

Those are copies of it, or run this file again, under another name: so they get the same leaflets.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
import threading
import time
from pathlib import Path

import msgspec

from handouts import editions
from handouts.batch import spool
from handouts.document.edition import Edition
from handouts.document.handout import Spec

PAUSE = float(os.environ.get("TOY_PAUSE", "0.004"))
SIZE = int(os.environ.get("TOY_SIZE", "2000"))

# So that a test meets the batch where it wants to, however busy the computer is: looking at the
# people never ends, or the workers make no more once so many leaflets are there.
HELD_LOOK = "TOY_HELD_LOOK" in os.environ
HELD_AT = int(os.environ.get("TOY_HELD_AT", "1000000"))


# How many bytes of leaflets are made while the people are looked at.
spool._MAX_BYTES = int(os.environ.get("TOY_SPOOL", "0"))


def render(spec: Spec, edition: Edition, places: object = None) -> bytes:
    """A different leaflet for each person."""
    time.sleep(PAUSE)
    while multiprocessing.parent_process() and len(list(Path("out").glob("*.pdf"))) >= HELD_AT:
        time.sleep(0.01)
    digest = hashlib.sha256(msgspec.json.encode((spec.handout.title, edition.person))).hexdigest()
    return b"%PDF-toy " + (digest.encode() * (SIZE // 64))


def check(*_: object, **__: object) -> None:
    """All is well."""
    while HELD_LOOK:
        Path("looking").touch()
        time.sleep(0.01)


editions.render_handout = render
editions.check_handout = check

if __name__ == "__main__":
    for _ in range(1, int(os.environ.get("TOY_THREADS", "1"))):
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    Path("started").write_text(str(os.getpid()))
    from handouts.cli import main

    sys.argv[0] = "handouts"
    main()
