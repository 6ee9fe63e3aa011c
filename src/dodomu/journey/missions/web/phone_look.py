"""How the state of a phone is said: icon, word and colour."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.missions.queries import phones as queries
from dodomu.kit.status import Status

STATES = {
    queries.WAITING: Status(_("waits for its code"), "act", "clock"),
    queries.LAPSED: Status(_("its code has lapsed"), "notice", "clock"),
    queries.IN_USE: Status(pgettext_lazy("phone", "in use"), "well"),
    queries.EXPIRED: Status(_("its time is up"), "neutral"),
    queries.ENDED: Status(_("ended from here"), "neutral"),
    queries.ERASED: Status(_("erased"), "neutral", "check"),
}
NOT_ERASED = {
    queries.EXPIRED: Status(_("its time is up, not heard of since"), "notice"),
    queries.ENDED: Status(_("ended, but not heard of since: it may not be erased yet"), "notice"),
}


def state_status(phone: queries.PhoneRow) -> Status:
    """What to show for a phone; one that is over and may still hold its page is not passed over."""
    return NOT_ERASED[phone.state] if phone.asks_erasing else STATES[phone.state]
