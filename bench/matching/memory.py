"""The most memory a process held."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_megabytes() -> float:
    """Of this process since it began, in MB.

    ``getrusage`` starts from what the process that started this one held, so Linux's own mark is read where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
