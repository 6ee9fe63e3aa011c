"""Which Chromium shows the pages: its headless build where it is installed, which needs half the processor's time."""

from __future__ import annotations

from pathlib import Path

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
BUILDS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")


def program() -> str | None:
    """The path of the first build there is."""
    return next((path for path in BUILDS if Path(path).exists()), None)
