"""Whether a process of this machine still runs, and is still the same one."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def mark_of(pid: int) -> str:
    """What distinguishes this process from a later one of the same number: boot and start time.

    Empty where the system does not tell (no ``/proc``) or the process is gone or only waits to be buried.
    """
    try:
        after_name = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        boot = (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
    # proc(5): field 3 is the state, field 22 the start time; the split begins at field 3.
    return "" if after_name[0] in {"Z", "X"} else f"{boot}:{after_name[19]}"


def is_running(pid: int, mark: str) -> bool:
    """Whether process ``pid`` lives and is the one that ``mark`` was taken of."""
    if mark:
        return mark_of(pid) == mark
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
