"""What every test stands on: which database, whose eyes, no network."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest

from dodomu.base.frames import with_room
from dodomu.entry.cli.boot import collect_rarely
from tests import postgres

collect_rarely()
# How fast a machine makes examples says nothing about the product, and is never a reason to fail.
hypothesis.settings.register_profile(
    "dodomu", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("dodomu")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite", help="Run on which database.")


def pytest_cmdline_main(config: pytest.Config) -> None:
    if config.getoption("--database") == "postgres" and not os.environ.get("DODOMU_TEST_POSTGRES"):
        pytest.exit("Run PostgreSQL tests through tests/run.py or set DODOMU_TEST_POSTGRES.", returncode=2)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the files out among several, the longest first."""
    from tests.sharing import LongestFirst

    return LongestFirst(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Any:
    """Run the tests as ever, with room for their frames."""
    others = session.config.pluginmanager.subset_hook_caller("pytest_runtestloop", [sys.modules[__name__]])
    return with_room(others, session=session)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgres = config.getoption("--database") == "postgres"
    unwanted = "sqlite_only" if on_postgres else "postgres_only"
    dropped = [item for item in items if item.get_closest_marker(unwanted)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in dropped]


@pytest.fixture(scope="session", autouse=True)
def _all_listen() -> None:
    """A test that listens in, or puts its own guard in place of all, stands among all, in whatever order the tests run."""
    from dodomu.base import events
    from dodomu.base.shred import guarding

    events.all_listen()
    guarding.guards()


@pytest.fixture(autouse=True)
def keys_of_the_run() -> Iterator[None]:
    """Making and unlocking rings changes the keys of the process: put those of the run back."""
    from dodomu.base.keys import ring

    before = ring.unlocked()
    yield
    ring._current[:] = [before]


@pytest.fixture(scope="session")
def database_kind() -> str:
    return "postgres" if postgres.wanted() else "sqlite"


@pytest.fixture
def user_with(db: None) -> Callable[..., Any]:
    """Make a member of staff with the given role codes: ``user_with("hotline")``."""
    from tests.people import make_user

    return make_user


@pytest.fixture
def viewer_with(user_with: Callable[..., Any]) -> Callable[..., Any]:
    """The eyes of a member of staff: ``viewer_with("tracing_analyst")``."""
    from dodomu.base.access.viewer import Viewer

    def look(*roles: str, **more: Any) -> Any:
        return Viewer.of(user_with(*roles, **more))

    return look


@pytest.fixture
def client_for(user_with: Callable[..., Any], settings: Any) -> Callable[..., Any]:
    """A signed-in browser stand-in; takes a user, or role codes to make one with."""
    from dataclasses import replace

    from django.test import Client

    from dodomu.base.settings import SecondFactor

    settings.DODOMU = replace(settings.DODOMU, second_factor=SecondFactor.OPTIONAL)

    def sign_in(*who: Any, language: str = "en") -> Client:
        user = who[0] if who and not isinstance(who[0], str) else user_with(*who)
        client = Client(headers={"accept-language": language})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["language"] = language
        client.user = user  # type: ignore[attr-defined]
        return client

    return sign_in


@pytest.fixture
def in_english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
