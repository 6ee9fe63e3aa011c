"""What tests of the base stand on: a folder of their own, and a database of their own where they commit."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from pyrage.x25519 import Identity

from dodomu.base.access.viewer import Viewer


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """DODOMU_HOME for this test alone."""
    folder = tmp_path / "home"
    folder.mkdir()
    settings.DODOMU = replace(settings.DODOMU, home=folder)
    return folder


@pytest.fixture
def installation() -> Viewer:
    """The installation itself as the one who acts."""
    return Viewer.system("tests")


@contextmanager
def _server_database(template: str) -> Iterator[str]:
    """A database on the PostgreSQL server of the run, copied from another; dropped at the end."""
    import psycopg
    from django.db import connection

    connection.close()
    name = f"own_{uuid4().hex}"
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    address = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)}
    with psycopg.connect(**address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with psycopg.connect(**address, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, also when no test of this run bears the ``django_db`` mark that has it made."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    if connection.settings_dict["NAME"] == connection.creation._get_test_db_name():
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def own_database(migrated_database: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A fresh, migrated database in which a test may commit: the triggers stop the usual cleaning up."""
    from django.db import connection

    from dodomu.base.backup import embedded

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            copy = tmp_path / "own.db"
            embedded.snapshot(copy)
            with embedded.pointed_at(str(copy)):
                yield
        else:
            with _server_database(connection.settings_dict["NAME"]) as name, embedded.pointed_at(name):
                yield


@pytest.fixture
def empty_database(own_database: None, tmp_path: Path) -> Callable[[], AbstractContextManager[None]]:
    """A database without any table, to restore into: ``with empty_database(): ...``."""
    from django.db import connection

    from dodomu.base.backup import embedded

    @contextmanager
    def pointed() -> Iterator[None]:
        if connection.vendor == "sqlite":
            with embedded.pointed_at(str(tmp_path / "empty.db")):
                yield
        else:
            with _server_database("template1") as name, embedded.pointed_at(name):
                yield

    return pointed


@pytest.fixture
def installed(own_database: None, home: Path, tmp_path: Path) -> Any:
    """An installation with one of everything that a backup must bring back: see ``installations.Installation``."""
    from dodomu.base import keys, vault
    from dodomu.base.access.models import User
    from dodomu.base.keys import ring
    from dodomu.base.keys.slots import Cost
    from tests.base.installations import CANARY, COLUMN, PASSPHRASE, ROOT, TABLE, Installation

    # A ring with the root of the run, for the run's database is encrypted under it.
    made = ring.KeyRing(home, str(uuid4()), [], ROOT)
    made.change_passphrase(PASSPHRASE, cost=Cost(1, 64, 1))
    recovery_key = made.renew_recovery_key()
    secret, row = Identity.generate(), uuid4()
    identity = tmp_path / "identity.txt"
    identity.write_text(f"# made for a test\n{secret}\n", encoding="ascii")
    key = keys.new_data_key()
    with transaction.atomic():
        officer = User.objects.create(username="officer", display_name=CANARY, by_installation=True)
        original = vault.keep(
            io.BytesIO(f"name\n{CANARY}\n".encode()), by=Viewer.of(officer), kind="list", filename=f"{CANARY}.csv"
        )
    sealed = keys.seal(key, TABLE, row, COLUMN, CANARY)
    return Installation(home, identity, str(secret.to_public()), recovery_key, original, key.id, row, sealed, officer)


@pytest.fixture
def written(installed: Any, tmp_path: Path) -> Path:
    """A backup of it."""
    from dodomu.base import backup

    backup.write_backup(tmp_path / "monday.age", [installed.recipient])
    return tmp_path / "monday.age"
