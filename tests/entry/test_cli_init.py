"""Making an installation: once, without losing the recovery key, and again after an interruption."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

from dodomu.entry import installing
from tests.entry.conftest import PASSPHRASE, Installation


def init(nowhere: Installation, secrets: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return nowhere.run(
        "init", "--passphrase-file", str(secrets / "passphrase"), "--recovery-file", str(secrets / "recovery"), *more
    )


def test_it_makes_a_closed_home(installation: Installation) -> None:
    assert installation.home.stat().st_mode & 0o077 == 0
    assert (installation.home / "dodomu.db").stat().st_mode & 0o077 == 0


def test_it_makes_one_person_with_five_roles(installation: Installation) -> None:
    told = installation.run("user", "list").stdout
    for role in ("administrator", "director", "tracing_analyst", "case_worker", "data_protection_officer"):
        assert role in told


def test_the_first_password_is_made_and_shown_once(told_by_init: str) -> None:
    assert len(re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", told_by_init)) == 1


def test_the_recovery_key_goes_to_its_file_and_nowhere_else(
    installation: Installation, told_by_init: str, recovery_file: Path
) -> None:
    key = recovery_file.read_text(encoding="ascii").strip()
    assert recovery_file.stat().st_mode & 0o077 == 0
    assert key not in told_by_init
    kept = [path for path in installation.home.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
    assert kept == []


def test_without_a_terminal_the_recovery_key_needs_a_file(nowhere: Installation, secrets: Path) -> None:
    done = nowhere.run("init", "--passphrase-file", str(secrets / "passphrase"))
    assert done.returncode == 1
    assert "--recovery-file" in done.stderr
    assert not nowhere.home.exists()


def test_a_short_passphrase_is_refused(nowhere: Installation, secrets: Path) -> None:
    (secrets / "passphrase").write_text("short", encoding="utf-8")
    done = init(nowhere, secrets)
    assert done.returncode == 1
    assert "12 characters" in done.stderr


def test_a_recovery_file_inside_the_home_is_refused(nowhere: Installation, secrets: Path) -> None:
    inside = nowhere.home / "recovery"
    done = nowhere.run("init", "--passphrase-file", str(secrets / "passphrase"), "--recovery-file", str(inside))
    assert done.returncode == 1
    assert "outside DODOMU_HOME" in done.stderr


def test_nothing_is_written_over(nowhere: Installation, secrets: Path) -> None:
    (secrets / "recovery").write_text("another installation's", encoding="utf-8")
    assert init(nowhere, secrets).returncode == 1
    assert (secrets / "recovery").read_text(encoding="utf-8") == "another installation's"


def test_a_second_init_is_refused(installation: Installation, secrets: Path) -> None:
    done = init(installation, secrets)
    assert done.returncode == 1
    assert "already" in done.stderr


def test_interrupted_before_the_recovery_key_it_makes_a_new_one(nowhere: Installation, secrets: Path) -> None:
    lost = installing.make_ring(nowhere.home, installing.Opening(passphrase=PASSPHRASE))
    assert init(nowhere, secrets).returncode == 0
    assert (secrets / "recovery").read_text(encoding="ascii").strip() != lost


def test_interrupted_after_it_the_recovery_key_stays(nowhere: Installation, secrets: Path) -> None:
    installing.make_ring(nowhere.home, installing.Opening(passphrase=PASSPHRASE))
    installing.confirm_recovery(nowhere.home)
    done = init(nowhere, secrets, "--admin-password-file", str(secrets / "password"))
    assert done.returncode == 0
    assert not (secrets / "recovery").exists()
    assert "Password" not in done.stdout


def test_going_on_needs_the_passphrase_of_the_first_attempt(nowhere: Installation, secrets: Path) -> None:
    installing.make_ring(nowhere.home, installing.Opening(passphrase="another passphrase"))
    done = init(nowhere, secrets)
    assert done.returncode == 1
    assert "does not open" in done.stderr


def test_a_key_file_is_made_where_it_is_wanted(nowhere: Installation, secrets: Path) -> None:
    done = nowhere.run("init", "--key-file", str(secrets / "key"), "--recovery-file", str(secrets / "recovery"))
    assert done.returncode == 0
    opened = Installation(nowhere.home, {"DODOMU_KEY_FILE": str(secrets / "key")})
    assert opened.run("journal", "verify").returncode == 0


class Terminal:
    """A person at a terminal: waits for a question, types an answer."""

    def __init__(self, home: Path) -> None:
        self.text = ""
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_"))}
        environment |= {"DODOMU_HOME": str(home), "LANG": "C.UTF-8", "TERM": "dumb"}
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dodomu.entry.cli", "init"],
            env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def answer(self, question: str, text: str) -> None:
        self.read_until(question)
        self.text = ""
        os.write(self.ours, f"{text}\n".encode())

    def read_until(self, words: str) -> None:
        until = time.monotonic() + 90
        while words not in self.text:
            assert time.monotonic() < until, self.text
            if select.select([self.ours], [], [], 1)[0]:
                try:
                    self.text += os.read(self.ours, 4096).decode()
                except OSError:
                    raise AssertionError(self.text) from None


def test_at_a_terminal_it_refuses_to_finish_until_the_recovery_key_is_typed_back(nowhere: Installation) -> None:
    person = Terminal(nowhere.home)
    person.answer("A passphrase", PASSPHRASE)
    person.answer("confirmation", PASSPHRASE)
    person.read_until("Type it back")
    key = re.search(r"([0-9A-Z]{4}-){8}[0-9A-Z]{4}", person.text)
    assert key
    person.answer("Type it back", "I wrote it down")
    person.answer("nine groups", "7Q2M" * 9)
    assert installing.is_unfinished(nowhere.home)
    person.answer("Type it back", key[0].lower().replace("-", " "))
    person.answer("Sign-in name", "")
    person.read_until("ready")
    assert person.process.wait(timeout=30) == 0
    assert not installing.is_unfinished(nowhere.home)
