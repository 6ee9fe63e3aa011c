"""One database of a release, upgraded by the program itself in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from dodomu.base.backup.embedded import pointed_at
from tests import postgres
from tests.base.conftest import _server_database
from tests.upgrades.stored import PASSPHRASE, Stored, build, guards, releases

Form = tuple[dict[str, set[str]], set[str]]
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Upgraded:
    """An installation of that release, after ``dodomu migrate`` of this version."""

    stored: Stored
    home: Path
    name: str

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``dodomu`` as whoever keeps this installation would."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_"))}
        environment |= {"LANG": "en_US.UTF-8", "DODOMU_HOME": str(self.home), "DODOMU_PASSPHRASE": PASSPHRASE}
        if postgres.wanted():
            server = os.environ["DODOMU_TEST_POSTGRES"].rpartition("/")[0]
            environment["DODOMU_DATABASE_URL"] = f"{server}/{self.name}"
        command = [sys.executable, "-m", "dodomu.entry.cli", *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module", params=releases(), ids=lambda stored: stored.version)
def upgraded(request: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """The folder of the release with its database, built empty, filled, migrated."""
    stored: Stored = request.param
    home = tmp_path_factory.mktemp(f"release-{stored.version}") / "home"
    shutil.copytree(stored.folder / "vault", home / "vault")
    shutil.copy(stored.folder / "keyring.json", home)
    for folder in (home, *(path for path in home.rglob("*") if path.is_dir())):
        folder.chmod(0o700)
    with django_db_blocker.unblock(), _database_name(home) as name:
        with pointed_at(name):
            build(stored)
        made = Upgraded(stored, home, name)
        done = made.run("migrate")
        assert done.returncode == 0, done.stdout + done.stderr
        yield made


@pytest.fixture
def opened(upgraded: Upgraded, settings: Any, django_db_blocker: Any) -> Iterator[Upgraded]:
    """The upgraded installation, looked at from this process."""
    settings.DODOMU = replace(settings.DODOMU, home=upgraded.home)
    with django_db_blocker.unblock(), pointed_at(upgraded.name):
        yield upgraded


@pytest.fixture(scope="module")
def form_of_a_new_one(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Form:
    """Tables and triggers of a database that this version has just made."""
    with django_db_blocker.unblock(), _database_name(tmp_path_factory.mktemp("new")) as name, pointed_at(name):
        call_command("migrate", interactive=False, verbosity=0)
        return form()


def form() -> Form:
    """The columns of every table, and the names of the triggers, in the database that is pointed at."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        described = {name: connection.introspection.get_table_description(cursor, name) for name in names}
    return {table: {column.name for column in columns} for table, columns in described.items()}, set(guards())


@contextmanager
def _database_name(home: Path) -> Iterator[str]:
    """An empty database: a file in the home, or one on the server of the run."""
    if postgres.wanted():
        with _server_database("template1") as name:
            yield name
    else:
        yield str(home / "dodomu.db")
