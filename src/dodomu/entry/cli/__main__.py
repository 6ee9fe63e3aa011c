"""``python -m dodomu.entry.cli``: how one process of an installation starts another."""

from dodomu.entry.cli import main

main()
