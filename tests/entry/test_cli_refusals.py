"""What the command line refuses, it refuses in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import OperationalError
from django.http import Http404

from dodomu.entry.cli.refusals import Refusal, in_one_sentence
from tests.entry.conftest import Installation

NAME = "Коваленко Олена"


def one_sentence(text: str) -> bool:
    lines = text.strip().splitlines()
    return len(lines) == 1 and lines[0].startswith("Error: ") and lines[0].endswith((".", "`."))


def test_without_an_installation_it_says_how_to_make_one(nowhere: Installation) -> None:
    done = nowhere.run("journal", "verify")
    assert done.returncode == 1
    assert "dodomu init" in done.stderr
    assert one_sentence(done.stderr)


@pytest.mark.parametrize("command", [["serve"], ["journal", "verify"], ["worker", "--once"], ["trace", "x"]])
def test_a_wrong_passphrase_is_one_sentence(installation: Installation, command: list[str]) -> None:
    wrong = Installation(installation.home, {"DODOMU_PASSPHRASE": "another passphrase"})
    done = wrong.run(*command)
    assert done.returncode == 1
    assert one_sentence(done.stderr)
    assert "passphrase" in done.stderr


def test_a_locked_installation_says_what_to_set(installation: Installation) -> None:
    done = Installation(installation.home).run("user", "list")
    assert done.returncode == 1
    assert "DODOMU_PASSPHRASE_FILE" in done.stderr


def test_serve_refuses_the_settings_of_a_demonstration(installation: Installation) -> None:
    demo = Installation(installation.home, installation.environment | {"DODOMU_DEMO": "yes"})
    done = demo.run("serve")
    assert done.returncode == 1
    assert "DODOMU_DEMO" in done.stderr


def test_serve_refuses_the_home_of_a_demonstration(installation: Installation) -> None:
    (installation.home / "demo.json").write_text("{}", encoding="utf-8")
    assert "invented" in installation.run("serve").stderr


def test_serve_refuses_to_send_names_in_the_clear(installation: Installation) -> None:
    done = installation.run("serve", "--host", "0.0.0.0")
    assert done.returncode == 1
    assert "--tls" in done.stderr


def test_demo_refuses_a_real_installation_and_leaves_it_alone(installation: Installation) -> None:
    before = (installation.home / "keyring.json").read_bytes()
    done = installation.run("demo", "--fresh", "--no-serve")
    assert done.returncode == 1
    assert (installation.home / "keyring.json").read_bytes() == before


def test_a_database_that_is_behind_is_not_worked_on(installation: Installation) -> None:
    undo = "from django.core.management import call_command; call_command('migrate', 'jobs', 'zero', verbosity=0)"
    code = f"from dodomu.entry.cli.boot import unlock, start_django; unlock(); start_django(); {undo}"
    installation_run(installation, code)
    assert "dodomu migrate" in installation.run("trace", "x").stderr
    assert installation.run("migrate").returncode == 0
    assert installation.run("journal", "verify").returncode == 0


def installation_run(installation: Installation, code: str) -> None:
    import os
    import subprocess
    import sys

    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_"))}
    environment |= {"DODOMU_HOME": str(installation.home), **installation.environment}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["import"],
        ["import", "/nowhere.csv", "--source", "A"],
        ["serve", "--port", "99999999"],
        ["backup"],
        ["trace"],
    ],
)
def test_misuse_ends_with_2(nowhere: Installation, arguments: list[str]) -> None:
    assert nowhere.run(*arguments).returncode == 2


@pytest.mark.parametrize(
    "error",
    [
        PermissionDenied(NAME),
        Http404(NAME),
        ImproperlyConfigured(NAME),
        OperationalError(NAME),
        ValueError(NAME),
        KeyError(NAME),
        FileNotFoundError(2, "No such file", f"/tmp/{NAME}.csv"),
    ],
)
def test_what_broke_inside_is_told_without_what_somebody_typed(error: Exception) -> None:
    with pytest.raises(Refusal) as refused, in_one_sentence():
        raise error
    assert NAME not in refused.value.message
    assert refused.value.exit_code == 1


@pytest.mark.parametrize("kind", [click.UsageError, click.Abort, KeyboardInterrupt, SystemExit])
def test_what_ends_a_command_in_its_own_way_passes(kind: Callable[..., Any]) -> None:
    with pytest.raises(kind), in_one_sentence():
        raise kind("x")


def test_a_recovery_file_that_is_a_folder_is_misuse(nowhere: Installation, tmp_path: Path) -> None:
    assert nowhere.run("init", "--recovery-file", str(tmp_path)).returncode == 2
