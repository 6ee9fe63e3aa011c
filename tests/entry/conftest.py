"""Installations to try the command line on: one empty, one with the invented scenario, each copied for its test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.shared import made_once

PASSPHRASE = "willow heron lantern"
PASSWORD = "meadow-amber-linden-42"
ROOT = Path(__file__).resolve().parent.parent.parent
OWN_HOMES = frozenset({"nowhere", "_initialised", "_demonstrated"})


@dataclass(frozen=True)
class Installation:
    """A home and the environment that opens it."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        """Start ``dodomu`` as a user would, without a terminal."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_"))}
        environment |= {"LANG": "en_US.UTF-8", "DODOMU_HOME": str(self.home), **self.environment}
        environment.pop("LANGUAGE", None)
        return subprocess.Popen(
            [sys.executable, "-m", "dodomu.entry.cli", *arguments],
            env=environment,
            cwd=ROOT,
            stdin=more.pop("stdin", subprocess.DEVNULL),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **more,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``dodomu`` to its end."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=600)
        assert "Traceback" not in out + err
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An installation of its own lives on the embedded database, whichever the run is on: once is enough."""
    for item in items:
        if OWN_HOMES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.sqlite_only)


@pytest.fixture
def nowhere(tmp_path: Path) -> Installation:
    """A home that does not exist yet, with nothing to open it."""
    return Installation(tmp_path / "home")


@pytest.fixture
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a passphrase file and a password file."""
    folder = tmp_path_factory.mktemp("secrets")
    (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    (folder / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def _initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``dodomu init`` makes, once for the whole run."""
    return made_once(tmp_path_factory, "initialised", _initialise)


def _initialise(folder: Path) -> None:
    (folder / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    done = Installation(folder / "home").run(
        "init", "--passphrase-file", str(folder / "passphrase"), "--recovery-file", str(folder / "recovery"),
        "--admin", "anna",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (folder / "told").write_text(done.stdout + done.stderr, encoding="utf-8")


@pytest.fixture
def installation(_initialised: Path, tmp_path: Path) -> Installation:
    """A new installation with its first administrator, ``anna``."""
    shutil.copytree(_initialised / "home", tmp_path / "home")
    (tmp_path / "home").chmod(0o700)
    return Installation(tmp_path / "home", {"DODOMU_PASSPHRASE": PASSPHRASE})


@pytest.fixture
def told_by_init(_initialised: Path) -> str:
    """What ``init`` said when it made ``installation``."""
    return (_initialised / "told").read_text(encoding="utf-8")


@pytest.fixture
def recovery_file(_initialised: Path) -> Path:
    return _initialised / "recovery"


def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what ``dodomu demo`` builds once for the whole run: ``home``, and what it said in ``told.json``."""
    built = made_once(tmp_path_factory, "demonstrated", _demonstrate)
    copy = tmp_path_factory.mktemp("demonstrated") / "copy"
    shutil.copytree(built, copy)
    return copy


def _demonstrate(folder: Path) -> None:
    done = Installation(folder / "home").run("demo", "--no-serve", "--json")
    assert done.returncode == 0, done.stderr
    (folder / "told.json").write_text(done.stdout, encoding="utf-8")


@pytest.fixture(scope="session")
def _demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demonstrated(tmp_path_factory) / "home"


@pytest.fixture
def demonstration(_demonstrated: Path) -> Installation:
    """The invented scenario. Shared by all tests: they only look."""
    return Installation(_demonstrated, {"DODOMU_DEMO": "yes"})


@pytest.fixture
def dodomu(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Run a command in this process, on the database of the test: exit code, output, error output."""
    from django.utils import translation

    from dodomu.entry.cli import words
    from dodomu.entry.cli.group import run

    spoken, shown = os.environ.get("LANGUAGE"), translation.get_language()
    words.speak("en")

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    yield call
    translation.activate(shown or "uk")
    if spoken is None:
        del os.environ["LANGUAGE"]
    else:
        os.environ["LANGUAGE"] = spoken
