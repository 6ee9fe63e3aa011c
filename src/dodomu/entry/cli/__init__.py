"""The command line: ``dodomu``. Every command works without a terminal and speaks Ukrainian or English."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that was asked for and end the process with its exit code (0 done, 1 refused, 2 misused)."""
    from dodomu.entry.cli import words

    # Whatever a command writes is for this account alone.
    os.umask(0o077)
    arguments = words.choose_language(sys.argv[1:])
    from dodomu.base.frames import with_room
    from dodomu.entry.cli.group import run

    sys.exit(with_room(run, arguments))
