"""An import whose process is killed in the middle goes on, with no row lost, doubled or halved."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journey.killed_import import ROWS

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def begin(tmp_path: Path) -> Callable[[str], subprocess.Popen[str]]:
    """Start the program with an installation of its own."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("DODOMU_")}
    environment = given | {"DODOMU_TEST_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}

    def start(what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.journey.killed_import", what]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    return start


def told(process: subprocess.Popen[str]) -> dict[str, int]:
    """What it says at its end; its standard input stays open until then."""
    with process:
        assert process.stdout is not None
        answer = process.stdout.read()
    assert process.returncode == 0
    found: dict[str, int] = json.loads(answer.splitlines()[-1])
    return found


def test_a_killed_import_goes_on_with_no_row_lost_doubled_or_halved(
    begin: Callable[[str], subprocess.Popen[str]],
) -> None:
    told(begin("prepare"))
    killed = begin("run")
    assert killed.stdout is not None
    assert int(killed.stdout.readline()) == 500
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    half = told(begin("tell"))
    assert 500 <= half["next_row"] < ROWS
    assert half["reports"] == half["children"] == half["names"] == half["new"] == half["next_row"]
    whole = told(begin("run"))
    assert whole["reports"] == whole["children"] == whole["names"] == whole["new"] == ROWS


def test_a_worker_whose_thread_reads_its_standard_input_is_helped_too(
    begin: Callable[[str], subprocess.Popen[str]],
) -> None:
    told(begin("prepare"))
    whole = told(begin("run-held"))
    assert (whole["new"], whole["alone"]) == (ROWS, 0)
