"""The command line: what people and scripts type. Thin; the work is done in the other rooms."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line on this process's arguments, and end with its exit code.

    0: done. 1: something is wrong with the input, all of it told on stderr. 2: wrong
    usage. 130: stopped by Ctrl-C.
    """
    try:
        from handouts.cli.program import program

        program(prog_name="handouts")
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as end:
        if end.code in (0, None):
            _leave()
        raise
    except OSError as error:  # of a help text; what commands meet they tell themselves
        sys.exit(f"handouts: {error.strerror or error}")


def _leave() -> None:
    """End well, and at once: to take all modules apart again would be a tenth of a build.

    Every file is closed by now, and what was printed is flushed here; where that fails the
    interpreter ends in its own way, and says so.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(0)
