"""What tests of the base stand on: a folder of their own, and a database of their own where they commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

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


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
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
