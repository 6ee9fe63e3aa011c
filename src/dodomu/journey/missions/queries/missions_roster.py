"""Whether an escort may travel on a mission's days, and why not. No scope: callers check the right."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.models import Escort, EscortCheck, Mission


def refusals(escort: Escort, mission: Mission) -> list[str]:
    """Sentences that say why this escort may not travel on the mission; empty where they may.

    Every check must have been passed and hold to the last day of the mission.
    """
    last = (mission.arrives_at or mission.departs_at).astimezone(KYIV).date()
    latest: dict[str, EscortCheck] = {}
    for check in EscortCheck.objects.filter(escort=escort).order_by("at", "id"):
        latest[check.kind] = check
    if not latest:
        return [_("Nothing has been checked about this escort.")]
    found = []
    for check in latest.values():
        if check.outcome != EscortCheck.Outcome.PASSED:
            found.append(_("A check was not passed or could not be established."))
        elif check.valid_until and check.valid_until < last:
            found.append(_("A check holds to %(day)s only.") % {"day": date_format(check.valid_until)})
    return found
