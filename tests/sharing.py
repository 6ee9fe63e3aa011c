"""In which order the files of tests go to those who run them: the longest first, so that nobody waits at the end for one."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

SECONDS = {
    "tests/spec/test_access_matrix.py": 155,
    "tests/entry/canary/test_canary.py": 60,
    "tests/entry/test_demo.py": 60,
    "tests/entry/test_tutorial.py": 57,
    "tests/upgrades/test_upgrades.py": 45,
    "tests/base/test_shred_reaches_backups.py": 40,
    "tests/base/test_backup_round_trip.py": 35,
    "tests/entry/test_wrong_key.py": 35,
    "tests/journey/test_import_kill.py": 33,
    "tests/entry/test_serve.py": 31,
    "tests/base/test_jobs_reaper.py": 29,
    "tests/entry/test_cli_init.py": 28,
    "tests/base/test_journal_faults.py": 28,
    "tests/entry/test_cli_refusals.py": 19,
    "tests/journey/test_import_beside.py": 15,
    "tests/entry/test_cli_backup.py": 12,
    "tests/entry/test_cli_passphrase.py": 12,
    "tests/base/test_jobs_writers.py": 12,
}
"""How long the longest took on a quiet machine, in seconds of processor: an order, nothing is measured by it."""
EACH = 0.07
"""How long any other test takes."""


class _Waiting(OrderedDict[str, dict[str, bool]]):
    """Files that wait to be given out, with their tests."""

    def popitem(self, last: bool = True) -> tuple[str, dict[str, bool]]:
        """The next file: of those that wait, the one that takes longest."""
        if last:
            return super().popitem()
        file = max(self, key=lambda one: SECONDS.get(one, EACH * len(self[one])))
        return file, self.pop(file)


class LongestFirst(LoadFileScheduling):  # type: ignore[misc]
    """Files as ``--dist loadfile`` shares them out, but by how long they take and not by how many tests they hold."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        self.workqueue = _Waiting()
