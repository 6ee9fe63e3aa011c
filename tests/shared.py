"""What is dear to make and the same for everybody is made once for a whole run, and copied by whoever changes it.

A run is ``tools/run_tests.py`` with its three passes, or one ``pytest`` with its workers; each makes its things anew.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOM = "DODOMU_TEST_SHARED"
"""The folder that the passes of a run share."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder ``name``, filled by the first who asks while all others wait.

    Parameters:
        make: is given an empty folder to fill. When it fails, nothing is kept and the next who asks tries again.
    """
    room = Path(os.environ[ROOM]) if ROOM in os.environ else _of_all_workers(factory)
    done = room / name
    with (room / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            begun = room / f"{name}.begun"
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(done)
    return done


def _of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """A worker of xdist has a folder of its own inside that of the run."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
