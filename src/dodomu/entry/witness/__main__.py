"""``python -m dodomu.entry.witness``: the same as ``dodomu witness``, with nothing but Python installed."""

from __future__ import annotations

import os
import sys

from dodomu.entry.cli.words import choose_language


def main() -> None:
    """Run the command that was asked for."""
    os.umask(0o077)
    arguments = choose_language(sys.argv[1:])
    from dodomu.entry.witness.bare import run

    sys.exit(run(arguments, "python -m dodomu.entry.witness"))


if __name__ == "__main__":
    main()
