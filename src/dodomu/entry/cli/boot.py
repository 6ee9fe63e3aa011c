"""From nothing to a running application: settings, key ring, Django, the person who acts."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from dodomu.base.settings import Settings
from dodomu.entry.cli.refusals import Refusal
from dodomu.entry.cli.words import language

if TYPE_CHECKING:
    from dodomu.base.access.models import User
    from dodomu.base.access.viewer import Viewer

TRIES = 3


def has_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def unlock() -> Settings:
    """Read the settings and unlock the key ring; ask for the passphrase where a person can answer.

    Returns:
        The settings; with the passphrase that was typed, for processes this one starts.

    Raises:
        SettingsError, Refusal: a setting is wrong, there is no installation, or it stays locked.
    """
    from dodomu.base.keys import ring
    from dodomu.base.settings.unlocking import ensure_unlocked

    settings = Settings.read()
    if ring.is_unlocked():
        return settings
    if settings.passphrase or settings.key_file or not ring.exists(settings.home) or not has_terminal():
        ensure_unlocked(settings)
        return settings
    return replace(settings, passphrase=_ask(settings))


def _ask(settings: Settings) -> str:
    from dodomu.base.keys import ring

    for _attempt in range(TRIES):
        typed: str = click.prompt(_("Passphrase of this installation"), hide_input=True, err=True)
        try:
            ring.unlock(settings.home, passphrase=typed)
        except ring.WrongKey:
            click.echo(_("That passphrase does not open it."), err=True)
        else:
            return typed
    raise Refusal(_("The installation stays locked: find the passphrase, or restore a backup with the recovery key."))


def collect_rarely() -> None:
    """Let Python look for cycles of dead objects less often.

    Models, migrations and the rows of a list are many objects that stay: looking through them after every 700 new ones
    costs up to a fifth of the time and finds nothing.
    """
    gc.set_threshold(50_000, 20, 20)


def start_django() -> None:
    """Set Django up on the unlocked key ring, speaking the language of the command line."""
    import django
    from django.utils import translation

    collect_rarely()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dodomu.base.settings.django")
    django.setup()
    translation.activate(language())


def start() -> Settings:
    """Unlock, set Django up, and refuse a database that is not up to date.

    Raises:
        SettingsError, Refusal: see ``unlock``; or the database needs ``dodomu migrate``.
    """
    settings = unlock()
    start_django()
    if pending_migrations():
        raise Refusal(_("The database is older than this program: run `dodomu migrate` first."))
    return settings


def require_outsiders() -> None:
    """Refuse to serve where the settings name who vouches for the journal in files that cannot be used.

    Other commands go on: a file that is damaged must not keep anybody from making a backup.

    Raises:
        SettingsError: its sentence names the variable.
    """
    from dodomu.base import journal

    journal.configured_witnesses()
    journal.configured_authorities()


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def acting_user(name: str | None) -> User:
    """The member of staff in whose name a command acts: the one named, else the first administrator.

    Raises:
        Refusal: there is no such person, or they left.
    """
    from dodomu.base.access.models import RoleGrant, User
    from dodomu.base.access.roles import Administrator

    if name:
        found = User.objects.filter(username=name.strip().casefold()).first()
        if found is None:
            raise Refusal(_("Nobody has this sign-in name; `dodomu user list` shows everyone."))
        if not found.is_active:
            raise Refusal(_("This person has left; name somebody who works here with --as USER."))
        return found
    grants = RoleGrant.objects.filter(role=Administrator.code, until=None, user__is_active=True)
    first = grants.select_related("user").order_by("since").first()
    if first is None:
        raise Refusal(_("There is no administrator yet: run `dodomu init`."))
    return first.user


def acting(name: str | None) -> Viewer:
    """``acting_user`` as the rules see them.

    Raises:
        Refusal: see ``acting_user``.
    """
    from dodomu.base.access.viewer import Viewer

    return Viewer.of(acting_user(name))
