"""The doctor's look at the records: database, journal, vault, worker, staff, backups. Needs the unlocked key ring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from gettext import gettext as _
from gettext import ngettext

from django.db import DatabaseError
from django.utils import timezone

from dodomu.base import journal, shred, vault
from dodomu.base.access.models import User
from dodomu.base.database.pages import damaged_pages
from dodomu.base.jobs import queue
from dodomu.base.journal.clock import MOVED
from dodomu.base.journal.models import Leaf
from dodomu.base.keys import rotation
from dodomu.base.settings import Settings
from dodomu.entry import doctor_outsiders
from dodomu.entry.doctor import Finding, fine, note, wrong
from dodomu.journey.tracing.queries import nights

BACKUP_DAYS = 7
"""A backup older than this is worth a sentence."""
KEY_DAYS = 365
"""An organisation key older than this is worth a sentence."""
WAITING_LONG = timedelta(minutes=10)
NAMED = 5
"""Originals of which the doctor gives the identifiers, which tell nothing but where to look."""
NIGHT = timedelta(days=1)
AHEAD = timedelta(minutes=5)
"""How far the journal may be ahead of this clock before the clock is called wrong."""
PAGES_NAMED = 5
JUMP_SHOWN = timedelta(days=30)
"""How long a clock that was moved is worth a sentence."""


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything that the records tell."""
    try:
        journal.recent(1)
    except DatabaseError as error:
        yield wrong(
            "database",
            _("The database does not answer ({error}).").format(error=type(error).__name__),
            _("Check that it runs and that the key fits; otherwise restore the last backup."),
        )
        return
    if damaged := damaged_pages():
        yield wrong(
            "database",
            ngettext(
                "A page of the database file is damaged: {pages}.",
                "{count} pages of the database file are damaged: {pages}.",
                len(damaged),
            ).format(count=len(damaged), pages=", ".join(map(str, damaged[:PAGES_NAMED]))),
            _("Stop Dodomu, keep this file as it is, look at the disk, and restore the last backup."),
        )
        return
    yield fine("database", _("The database opens and is up to date."))
    yield _journal()
    yield from doctor_outsiders.findings()
    yield _clock()
    yield _vault()
    yield from _work()
    yield _night()
    yield _people()
    yield _backup()
    yield from _keys()


def _journal() -> Finding:
    found = journal.verify()
    if not found.problems:
        return fine("journal", _("The journal is whole: {size} entries.").format(size=found.size))
    return wrong(
        "journal",
        " ".join(problem.sentence for problem in found.problems[:3]),
        _("Keep this machine as it is, call the data protection officer, and compare with a backup."),
    )


def _clock() -> Finding:
    last = journal.recent(1)
    if last and last[0].at > timezone.now() + AHEAD:
        return wrong(
            "clock_journal",
            _("The clock of this machine is behind the last entry of the journal."),
            _("Set the clock before anybody works: deadlines and the order of events depend on it."),
        )
    jump = next(iter(journal.about_itself(MOVED, 1)), None)
    if jump and jump.at > timezone.now() - JUMP_SHOWN:
        return note(
            "clock_journal",
            _("The clock of this machine was moved: entry {index} of the journal says so.").format(index=jump.index),
            _("Set the clock by a time server; keep a note of when it was wrong, for whoever reads the journal later."),
        )
    return fine("clock_journal", _("The clock agrees with the journal."))


def _vault() -> Finding:
    found = vault.inspect(deep=True)
    lost = (*found.missing, *found.damaged)
    if not lost:
        return fine("vault", _("Every kept original is in the vault."))
    said = ngettext(
        "{count} original is missing from the vault or was altered.",
        "{count} originals are missing from the vault or were altered.",
        len(lost),
    ).format(count=len(lost))
    return wrong(
        "vault",
        f"{said} {', '.join(map(str, lost[:NAMED]))}",
        _("Restore the vault folder from the last backup."),
    )


def _work() -> Iterator[Finding]:
    state = queue.state()
    if state.living_workers:
        yield fine("worker", _("A worker is alive."))
    elif state.waiting_for and state.waiting_for > WAITING_LONG:
        yield wrong(
            "worker",
            _("Work has been waiting for {minutes} minutes and no worker is alive.").format(
                minutes=round(state.waiting_for.total_seconds() / 60)
            ),
            _("Start `dodomu serve`; it starts a worker beside the pages."),
        )
    else:
        yield note("worker", _("No worker is alive at this moment."), _("`dodomu serve` starts one beside the pages."))
    if state.failed:
        yield wrong(
            "tasks",
            ngettext("{count} task failed.", "{count} tasks failed.", state.failed).format(count=state.failed),
            _("Read what the log says about them, mend the cause, then have them done again."),
        )


def _night() -> Finding:
    night = nights.last_night()
    mend = _("It begins by itself at night while a worker is alive; `dodomu tracing sweep` asks for it now.")
    if night is None:
        return note("night", _("All records were never searched for matches in one go."), mend)
    numbers = {"day": night.day.isoformat(), "mentions": night.mentions, "done": night.done, "parts": night.parts}
    if not night.is_over:
        said = _("The search of all records of {day} is at part {done} of {parts}.").format(**numbers)
        return note("night", said, mend if timezone.now() - night.begun_at > NIGHT else "")
    if timezone.now() - night.begun_at > 2 * NIGHT:
        return note("night", _("All records were last searched for matches on {day}.").format(**numbers), mend)
    return fine("night", _("All {mentions} records were searched for matches on {day}.").format(**numbers))


def _people() -> Finding:
    active = User.objects.filter(is_active=True)[:2].count()
    if active > 1:
        return fine("people", _("Several people work here, so decisions can be confirmed."))
    return note(
        "people",
        _("Only one person works here: every decision stands as not confirmed."),
        _("Add a colleague with `dodomu user add`."),
    )


def _backup() -> Finding:
    last = Leaf.objects.filter(kind="backup_begun").order_by("-index").values_list("written_at", flat=True).first()
    mend = _("Run `dodomu backup --to FILE --recipient age1…` and keep the file elsewhere.")
    if last is None:
        return note("backup", _("No backup was ever made."), mend)
    days = (timezone.now() - last).days
    if days > BACKUP_DAYS:
        said = ngettext("The last backup is {days} day old.", "The last backup is {days} days old.", days)
        return wrong("backup", said.format(days=days), mend)
    return fine("backup", _("The last backup is recent."))


def _keys() -> Iterator[Finding]:
    """How old the organisation's key is, and whether what was destroyed is gone from the backups too."""
    rotate = _("Run `dodomu keys rotate`, then make a backup.")
    made = rotation.made_at()
    if rotation.is_unfinished():
        yield wrong("keys", _("A rotation of the organisation's key was cut off."), rotate)
    elif shred.rotation_is_due():
        yield wrong("keys", _("Care data were destroyed, and older backups still hold a way to them."), rotate)
    elif made and (timezone.now() - made).days > KEY_DAYS:
        yield note("keys", _("The organisation's key is older than a year."), rotate)
    else:
        yield fine("keys", _("The organisation's key is younger than a year."))
    rotated = _last("keys_rotated")
    if rotated is not None and rotated > (_last("backup_begun", "key_file_written") or -1):
        yield wrong(
            "key_file",
            _("The key file of the backups is from before the last rotation."),
            _("Make a backup, or run `dodomu keys write`; then replace every older copy of the key file."),
        )


def _last(*kinds: str) -> int | None:
    return Leaf.objects.filter(kind__in=kinds).order_by("-index").values_list("index", flat=True).first()
