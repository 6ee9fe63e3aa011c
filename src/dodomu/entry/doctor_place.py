"""The doctor's look at the place: folder, disk, clock, key ring file. Needs no key."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

from dodomu.base.keys import ring
from dodomu.base.settings import SecondFactor, Settings
from dodomu.entry import installing
from dodomu.entry.doctor import Finding, fine, note, wrong
from dodomu.entry.tls import FOLDER as TLS_FOLDER

GIGABYTE = 1024**3
TOO_LITTLE, LITTLE = 1, 5
"""Gigabytes of free space below which something is wrong, or worth knowing."""
BUILT_AFTER = datetime(2026, 1, 1, tzinfo=UTC)
"""This program did not exist before: a clock that says so is wrong."""
SYNCED_NAMES = ("dropbox", "onedrive", "google drive", "googledrive", "nextcloud", "owncloud", "mobile documents",
                "yandex.disk", "yandexdisk", "mega", "pcloud", "box sync", "syncthing")  # fmt: skip
SYNCED_MARKS = (".dropbox", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log", "desktop.ini.onedrive")


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything that can be seen from outside."""
    home = settings.home
    if not home.is_dir():
        yield wrong("home", _("DODOMU_HOME does not exist yet."), _("Run `dodomu init`, or set DODOMU_HOME."))
        return
    yield _home(home)
    yield _modes(home)
    yield _synced(home)
    yield _space(home)
    yield _clock()
    yield from _reachable(settings)


def _home(home: Path) -> Finding:
    if not ring.exists(home):
        return wrong(
            "home", _("There is no key ring in DODOMU_HOME."), _("Run `dodomu init`, or restore a backup into it.")
        )
    if installing.is_unfinished(home):
        return wrong(
            "home", _("The installation was begun and not finished."), _("Run `dodomu init` again; it goes on there.")
        )
    if installing.is_demonstration(home):
        return note(
            "home", _("This home holds the invented scenario."), _("Set DODOMU_HOME to another folder for real work.")
        )
    return fine("home", _("The installation is where DODOMU_HOME says."))


def _modes(home: Path) -> Finding:
    mend = _("Close it: `chmod 700` on the folder, as the account that runs Dodomu.")
    if os.name == "nt":
        return note("modes", _("File permissions cannot be checked on this system."), _("Keep the folder private."))
    status = home.stat()
    if status.st_uid != os.geteuid():
        return wrong("modes", _("DODOMU_HOME belongs to another account."), _("Run Dodomu as the account it is of."))
    if status.st_mode & 0o077:
        return wrong("modes", _("Other accounts of this machine can look into DODOMU_HOME."), mend)
    return fine("modes", _("Only this account can look into DODOMU_HOME."))


def _synced(home: Path) -> Finding:
    parts = [part.casefold() for part in home.resolve().parts]
    named = any(part.startswith(name) for part in parts for name in SYNCED_NAMES)
    marked = any((folder / mark).exists() for folder in (home, *home.resolve().parents) for mark in SYNCED_MARKS)
    if named or marked:
        return wrong(
            "synced",
            _("DODOMU_HOME lies in a folder that is copied to a cloud service; that also breaks the database."),
            _("Move it to a folder of this machine alone, and use `dodomu backup` for copies."),
        )
    return fine("synced", _("DODOMU_HOME is not in a synchronised folder."))


def _space(home: Path) -> Finding:
    free = shutil.disk_usage(home).free / GIGABYTE
    said = _("Free disk space: {free} GB.").format(free=round(free, 1))
    mend = _("Free some space, or move DODOMU_HOME to a larger disk.")
    if free < TOO_LITTLE:
        return wrong("space", said, mend)
    return note("space", said, mend) if free < LITTLE else fine("space", said)


def _clock() -> Finding:
    if datetime.now(UTC) < BUILT_AFTER:
        return wrong(
            "clock", _("The clock of this machine is years behind."), _("Set the clock; deadlines and sign-in need it.")
        )
    return fine("clock", _("The clock is plausible."))


def _reachable(settings: Settings) -> Iterator[Finding]:
    if settings.second_factor is SecondFactor.OPTIONAL and not settings.demo:
        yield note(
            "second_factor",
            _("A password alone is enough to sign in."),
            _("Unset DODOMU_SECOND_FACTOR, so that everybody needs a second factor."),
        )
    if settings.secure or settings.trust_proxy or (settings.home / TLS_FOLDER).is_dir():
        yield fine("https", _("HTTPS is set up."))
    else:
        yield note(
            "https",
            _("There is no HTTPS: only this machine can use the pages, and passkeys are off."),
            _("Start with `dodomu serve --tls` when others shall reach it."),
        )
