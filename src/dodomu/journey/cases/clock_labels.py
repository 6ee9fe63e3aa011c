"""The clocks by name, for every page that speaks of them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise] = {
    "response": _("Response"),
    "plan": _("Plan"),
    "birthday_18": _("18th birthday"),
    "placement": _("Six months in placement"),
    "certificate_for_return": _("Certificate for return"),
    "power_of_attorney": _("Power of attorney"),
}
