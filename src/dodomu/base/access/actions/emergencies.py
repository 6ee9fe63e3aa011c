"""Break-glass: the door that opens in an emergency, loudly and for a limited time."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base import events
from dodomu.base.access.acts import Act
from dodomu.base.access.models import AlarmSeen, BreakGlass
from dodomu.base.access.models.emergencies import Emergency
from dodomu.base.access.policy import require
from dodomu.base.access.pseudonyms import pseudonym_of
from dodomu.base.access.refusals import Refused
from dodomu.base.access.sealing import seal_words
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.journal import append

DEFAULT_HOURS = 4
LONGEST_HOURS = 24
SHORTEST_REASON = 15


@transaction.atomic
def break_glass(by: Viewer, subject: UUID, why: str, reason: str, *, hours: int = DEFAULT_HOURS) -> BreakGlass:
    """Open one person's page for reading, for ``hours`` (1 to 24), and raise the alarm.

    The alarm stands before every data protection officer and director until each has acknowledged it. Writing
    is never opened, nor is the sealed compartment.

    Parameters:
        why: an ``Emergency`` code; it stands in the journal.
        reason: what happened, in words; kept sealed, shown to those who see the alarm.

    Raises:
        NotAllowed: no role of ``by`` may break the glass.
        Refused: the reason or the hours are not acceptable.
        ValueError: no such code.
    """
    require(by, Act.BREAK_GLASS)
    code = Emergency(why)
    words = reason.strip()
    if len(words) < SHORTEST_REASON:
        raise Refused("reason_too_short", _("Say in a sentence what happened: at least 15 characters."))
    if not 1 <= hours <= LONGEST_HOURS:
        raise Refused("hours", _("The time limit is 1 to 24 hours."))
    row, now = new_id(), timezone.now()
    sealed, key = seal_words("access_breakglass", row, "reason_sealed", words)
    emergency = BreakGlass.objects.create(
        id=row,
        user_id=by.staff_id,
        subject=subject,
        why=code,
        reason_sealed=sealed,
        data_key=key,
        since=now,
        until=now + timedelta(hours=hours),
    )
    append("glass.broken", by=by, subject=pseudonym_of(subject), codes={"why": code.value, "hours": hours})
    events.publish("glass_broken", emergency_id=row, person_id=subject)
    return emergency


@transaction.atomic
def end_break_glass(by: Viewer, emergency: BreakGlass) -> None:
    """Close the door before its time is over. Its opener or one who sees the alarms may; the alarm remains.

    Raises:
        NotAllowed: it is not one's own and ``by`` does not see alarms.
    """
    if emergency.user_id != by.user_id:
        require(by, Act.ALARM_SEE)
    now = timezone.now()
    ended = BreakGlass.objects.filter(pk=emergency.pk, ended_at=None, until__gt=now).update(ended_at=now)
    if ended:
        append("glass.mended", by=by, subject=pseudonym_of(emergency.subject))


@transaction.atomic
def acknowledge_alarm(by: Viewer, emergency: BreakGlass) -> None:
    """Say that one has seen the alarm; saying it again changes nothing.

    Raises:
        NotAllowed: ``by`` does not see alarms.
        Refused: one's own emergency; somebody else must see it, unless there is nobody else.
    """
    require(by, Act.ALARM_SEE)
    if emergency.user_id == by.user_id and not by.alone:
        raise Refused("own_alarm", _("Somebody else must see the alarm you raised."))
    _seen, new = AlarmSeen.objects.get_or_create(emergency=emergency, user_id=by.staff_id)
    if new:
        append("alarm.seen", by=by, subject=pseudonym_of(emergency.subject))
