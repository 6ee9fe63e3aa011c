"""Tasks for the tests of jobs; a queue finds its tasks by module, so they stand in one."""

from __future__ import annotations

import os
import time
from pathlib import Path

from dodomu.base.jobs import task

done: list[str] = []


@task
def note(subject: str) -> None:
    """Remember that it ran."""
    done.append(subject)


@task
def stumble(subject: str) -> None:
    """Fail with a text that repeats a name."""
    raise ValueError("Kovalenko Olena could not be read")


@task
def linger(subject: str) -> None:
    """Say that it began, wait until it is let go, say that it is done."""
    marks = Path(os.environ["JOB_MARKS"])
    with (marks / "began").open("a") as file:
        file.write("began\n")
    while not (marks / "release").exists():
        time.sleep(0.05)
    with (marks / "done").open("a") as file:
        file.write("done\n")
