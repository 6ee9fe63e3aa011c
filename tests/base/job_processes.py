"""Real processes on a database of their own, with no more tables than jobs need."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent.parent
START = "import django; django.setup()\n"
MIGRATE = """
from django.core.management import call_command
call_command("migrate", "jobs", verbosity=0)
call_command("migrate", "django_tasks_database", verbosity=0)
"""


@dataclass(frozen=True)
class Processes:
    """Starts Python with Django set up on one private database."""

    environment: dict[str, str]

    def start(self, code: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", START + code], env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    def run(self, code: str, *, seconds: float = 90) -> str:
        process = self.start(code)
        out, _ = process.communicate(timeout=seconds)
        assert process.returncode == 0
        return out.strip()


@contextmanager
def processes(folder: Path) -> Iterator[Processes]:
    """An encrypted file in ``folder``, or a database of that server."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DODOMU_")}
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "JOB_MARKS": str(folder)}
    environment["DODOMU_TEST_HOME"] = str(folder)
    if not postgres.wanted():
        yield _prepared(environment)
        return
    import psycopg

    server, name = os.environ["DODOMU_TEST_POSTGRES"], f"jobs_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        environment["DODOMU_TEST_POSTGRES"] = urlsplit(server)._replace(path=f"/{name}").geturl()
        try:
            yield _prepared(environment)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _prepared(environment: dict[str, str]) -> Processes:
    made = Processes(environment)
    made.run(MIGRATE)
    return made


def wait_for(path: Path, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, "it did not begin"
        time.sleep(0.05)
