"""The command line: ``dodomu``. Every command works without a terminal and speaks Ukrainian or English."""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from importlib.util import find_spec

__all__ = ["main"]


def main() -> None:
    """Run the command that was asked for and end the process with its exit code (0 done, 1 refused, 2 misused)."""
    from dodomu.entry.cli import words

    # Whatever a command writes is for this account alone.
    os.umask(0o077)
    arguments = words.choose_language(sys.argv[1:])
    if find_spec("click") is None:
        sys.exit(_bare(arguments))
    from dodomu.base.frames import with_room
    from dodomu.entry.cli.group import run

    sys.exit(with_room(run, arguments))


def _bare(arguments: list[str]) -> int:
    """Without the extra ``web`` there are the engines and the witness."""
    if arguments[:1] == ["witness"]:
        from dodomu.entry.witness.bare import run

        return run(arguments[1:])
    sentence = _(
        "Only `dodomu witness` works here; for everything else install the application: pip install dodomu[web]"
    )
    print(sentence, file=sys.stderr)
    return 1
