"""The command line as ``python -m handouts``."""

from __future__ import annotations

from handouts.cli import main

if __name__ == "__main__":
    main()
