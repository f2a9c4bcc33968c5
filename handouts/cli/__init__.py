"""The command line, for people and scripts. It is thin: the other packages do the work."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

from handouts.cli.memory import LOW_MEMORY, lacks_memory
from handouts.cli.streams import open_closed_streams


def main() -> None:
    """Run the command line on this process's arguments and exit with its exit code.

    0: done. 1: something is wrong with the input, and stderr lists all of it. 2: wrong
    usage. 130: stopped by Ctrl-C.
    """
    open_closed_streams()
    forbid_core_dumps()
    # A command leaves hardly any circular garbage, and searching for it would take a tenth of
    # its time. What runs on and on turns the search on again.
    gc.disable()
    try:
        from handouts.cli.program import program

        program(prog_name="handouts")
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as end:
        if end.code in (0, None):
            _exit_fast()
        raise
    except (MemoryError, ImportError) as error:  # before there is a command to report it
        if not lacks_memory(error):
            raise
        sys.exit(LOW_MEMORY)
    except OSError as error:  # while printing a help text; commands report their own errors
        sys.exit(f"handouts: {error.strerror or error}")


def forbid_core_dumps() -> None:
    """Keep patients' data out of the file that some systems write when a process crashes."""
    if os.name != "nt":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(
                resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1])
            )


def _exit_fast() -> None:
    """Exit with success at once: unloading all modules would take a tenth of a build's time.

    Every file is closed by now, and printed output is flushed here. If flushing fails, the
    interpreter exits in its usual way and reports the error.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(0)
