"""Words for requests for access."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dodomu.base.access.requested import RequestRow
from dodomu.journey.office.queries.access import ChildLink
from dodomu.kit.status import Status

register = template.Library()

LOOKS = {
    "waiting": ("notice", "clock"),
    "granted": ("neutral", "lock"),
    "refused": ("harm", "close"),
    "taken_back": ("neutral", "undo"),
}


@register.simple_tag
def access_status(row: RequestRow) -> SafeString:
    """Where a request stands: open now, closed again, waiting, refused, taken back."""
    if row.running:
        return Status(_("open now"), "act", "unlock").__html__()
    tone, icon = LOOKS[row.answer]
    word = _("closed again") if row.answer == "granted" else row.answer_label
    return Status(word, tone, icon).__html__()


@register.simple_tag
def child_of(children: Mapping[UUID, ChildLink] | str, subject: UUID) -> ChildLink | None:
    """The child a request is about, where the page was given any."""
    return children.get(subject) if isinstance(children, Mapping) else None
