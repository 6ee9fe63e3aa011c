"""The doctor's look at those who vouch for the journal from outside: witnesses and authorities of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from gettext import gettext as _
from gettext import ngettext

from django.utils import timezone

from dodomu.base import journal
from dodomu.base.settings import SettingsError
from dodomu.entry.doctor import Finding, fine, note, wrong

AWAY_LONG = timedelta(days=1)
"""How long an authority may give no stamp before it is worth a sentence."""


def findings() -> Iterator[Finding]:
    """Whether their files can be used, and who has not answered for long. Nothing where nobody is named."""
    try:
        journal.configured_witnesses()
        authorities = journal.configured_authorities()
    except SettingsError as error:
        yield wrong(
            "outsiders", str(error), _("Mend the file, then run `dodomu doctor` again; nobody is asked so long.")
        )
        return
    if not authorities:
        return
    now = timezone.now()
    away = [
        one for one in journal.stamping_state(authorities) if one.failing_since and now - one.failing_since > AWAY_LONG
    ]
    for one in away:
        yield note(
            "stamps",
            _("The authority of time {name} has given no stamp since {day}: {reason}.").format(
                name=one.authority.name, day=f"{one.failing_since:%Y-%m-%d}", reason=one.sentence
            ),
            _("Run `dodomu journal anchor`; if it goes on, ask the authority or name another."),
        )
    if not away:
        count = len(authorities)
        yield fine(
            "stamps",
            ngettext(
                "{count} authority of time is named for the journal.",
                "{count} authorities of time are named for the journal.",
                count,
            ).format(count=count),
        )
