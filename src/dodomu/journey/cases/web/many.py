"""Acts on many cases of the list: give them to a colleague, flag them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.web.forms import GivenTo, reason_field
from dodomu.kit.dates import today
from dodomu.kit.forms import FormMixin
from dodomu.kit.tables import BulkAction, BulkDone

SOON = (("0", _("today")), ("1", _("tomorrow")), ("3", _("in three days")), ("7", _("in a week")))


class GiveManyForm(GivenTo):
    reason = reason_field(_("Why the cases change hands"))


class FlagManyForm(FormMixin, forms.Form):
    reason = reason_field(_("What needs attention"))
    due = forms.ChoiceField(label=_("Until when"), choices=SOON, initial="1")


def many_of(viewer: Viewer) -> tuple[BulkAction, ...]:
    """What this viewer may do to many cases at once."""
    may_work, may_assign = Act.CASE_WORK in viewer.acts, Act.CASE_ASSIGN in viewer.acts
    give = (GIVE,) if may_work or may_assign else ()
    return (*give, FLAG) if may_work else give


def _give_form(viewer: Viewer, posted: QueryDict | None) -> forms.Form:
    """Every team for those who may give cases to any; else the viewer's own."""
    own = policy.teams_for(viewer, Act.CASE_WORK)
    everywhere = Act.CASE_ASSIGN in viewer.acts
    return GiveManyForm(posted, teams=[one for one in queries.teams() if everywhere or one[0] in own])


def _give(viewer: Viewer, ids: list[UUID], given: Mapping[str, Any]) -> BulkDone:
    worker = UUID(given["worker"]) if given["worker"] else None
    done = actions.reassign_many(viewer, ids, UUID(given["team"]), worker, given["reason"])
    return BulkDone(done, len(ids) - done)


def _flag_form(_viewer: Viewer, posted: QueryDict | None) -> forms.Form:
    return FlagManyForm(posted)


def _flag(viewer: Viewer, ids: list[UUID], given: Mapping[str, Any]) -> BulkDone:
    day = today() + timedelta(days=int(given["due"]))
    done = actions.flag_many(viewer, ids, given["reason"], Due.on(day))
    return BulkDone(done, len(ids) - done)


GIVE = BulkAction(
    code=actions.REASSIGN,
    label=_("Give to somebody"),
    icon="person",
    question=ngettext_lazy("Give %(count)s case to somebody", "Give %(count)s cases to somebody", "count"),
    consequence=ngettext_lazy(
        "It changes hands at once. In another team, that team sees the child from then on and this one no longer does.",
        "They change hands at once. In another team, that team sees the children from then on and this one no longer does.",
        "count",
    ),
    said=ngettext_lazy("%(count)s case is in other hands now.", "%(count)s cases are in other hands now.", "count"),
    form=_give_form,
    act=_give,
    undo=actions.undo_many,
    undone=ngettext_lazy(
        "%(count)s case is in the hands it was in before.",
        "%(count)s cases are in the hands they were in before.",
        "count",
    ),
)
FLAG = BulkAction(
    code=actions.FLAG,
    label=_("Flag for attention"),
    icon="flag",
    question=ngettext_lazy("Flag %(count)s case", "Flag %(count)s cases", "count"),
    consequence=ngettext_lazy(
        "It stands in the work of those who work on it, until somebody clears the flag.",
        "They stand in the work of those who work on them, until somebody clears each flag.",
        "count",
    ),
    said=ngettext_lazy("%(count)s case is flagged.", "%(count)s cases are flagged.", "count"),
    form=_flag_form,
    act=_flag,
    undo=actions.undo_many,
    undone=ngettext_lazy("%(count)s flag is cleared again.", "%(count)s flags are cleared again.", "count"),
)
