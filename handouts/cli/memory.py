"""Too little memory, in whichever way Python and its libraries report it."""

from __future__ import annotations

import errno

LOW_MEMORY = "There is not enough memory. Close other programs, and try again."
# What the loaders of Linux, macOS and Windows say of a library that does not fit.
_SIGNS = (
    "failed to map segment",
    "cannot allocate memory",
    "cannot map",
    "not enough memory",
    "paging file is too small",
)


def lacks_memory(error: BaseException) -> bool:
    """Whether an error, or one that it came from, is that there is too little memory."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, MemoryError) or (isinstance(at, OSError) and at.errno == errno.ENOMEM):
            return True
        if isinstance(at, (ImportError, OSError)) and any(
            sign in str(at).lower() for sign in _SIGNS
        ):
            return True
        at = at.__cause__ or at.__context__
    return False
