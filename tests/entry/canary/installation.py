"""A real installation in a folder of its own, whose processes write down all they say."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyrage

from tests import postgres
from tests.entry.conftest import PASSPHRASE, PASSWORD, ROOT

KEPT_OF_ENVIRONMENT = ("PATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "PYTHONHASHSEED")


@dataclass(frozen=True)
class Place:
    """The folder of a run: ``home``, ``tmp``, what was said in ``said``, the mailbox, removed files."""

    room: Path
    database: str = ""

    @property
    def home(self) -> Path:
        return self.room / "home"

    @property
    def environment(self) -> dict[str, str]:
        own = {name: os.environ[name] for name in KEPT_OF_ENVIRONMENT if name in os.environ}
        own |= {"LANG": "en_US.UTF-8", "HOME": str(self.room / "user"), "TMPDIR": str(self.room / "tmp")}
        own |= {"DODOMU_HOME": str(self.home), "DODOMU_PASSPHRASE": PASSPHRASE, "DODOMU_SECOND_FACTOR": "optional"}
        own |= {"DODOMU_MAX_UPLOAD_MB": "1"}
        own |= {"DJANGO_SETTINGS_MODULE": "tests.entry.canary.settings", "CANARY_ROOM": str(self.room)}
        return own | ({"DODOMU_DATABASE_URL": self.database} if self.database else {})

    def _start(self, said: str, *arguments: str, out: int | None = None) -> subprocess.Popen[str]:
        errors = (self.room / "said" / f"{said}.err").open("w", encoding="utf-8")
        with errors:
            return subprocess.Popen(
                [sys.executable, "-W", "default", "-m", "dodomu.entry.cli", *arguments],
                env=self.environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out or subprocess.PIPE,
                stderr=errors, text=True,
            )  # fmt: skip

    def run(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        """Run a command to its end; its output, which was for the eyes of whoever typed it. Errors are kept."""
        said = f"{arguments[0]}-{uuid4().hex[:6]}"
        with self._start(said, *arguments) as process:
            out, _ = process.communicate(timeout=180)
        assert process.returncode in codes, (arguments, out, (self.room / "said" / f"{said}.err").read_text())
        return out

    def tell(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> None:
        """Run a command whose output may be passed on to strangers: it is kept to be searched."""
        (self.room / "said" / f"{arguments[0]}-{uuid4().hex[:6]}.out").write_text(self.run(*arguments, codes=codes))

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The pages and their worker; what both say goes to one file."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = self._start("serve", "serve", "--port", str(port))
        assert server.stdout
        told = next((line for line in server.stdout if "Ctrl+C" in line), "")
        try:
            assert told, (self.room / "said" / "serve.err").read_text()
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            rest, _ = server.communicate(timeout=60)
            (self.room / "said" / "serve.out").write_text(told + rest)

    def snapshot(self) -> None:
        """Copy the home as it is now, while others write: the write-ahead log is gone when all is closed."""
        shutil.copytree(self.home, self.room / "while-running")


def made(room: Path, database: str) -> Place:
    """``init`` and two colleagues, ``anna`` and ``olha``."""
    for name in ("tmp", "said", "user", "mail", "lists"):
        (room / name).mkdir()
    (room / "password").write_text(PASSWORD)
    place = Place(room, database)
    place.run("init", "--recovery-file", str(room / "recovery"), "--admin", "anna",
              "--admin-password-file", str(room / "password"))  # fmt: skip
    told = place.run("user", "add", "olha", "--role", "tracing_analyst", "--role", "case_worker", "--team", "Willow")
    (room / "olha").write_text(re.findall(r"\S+", told)[-1])
    return place


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """A new database on the server of the run; empty text where the run is on the embedded one."""
    if not postgres.wanted():
        yield ""
        return
    import psycopg

    server, name = os.environ["DODOMU_TEST_POSTGRES"], f"canary_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield server.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def recipient() -> str:
    """An age public key whose identity nobody keeps."""
    return str(pyrage.x25519.Identity.generate().to_public())
