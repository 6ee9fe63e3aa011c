"""What calls add to pages of others: unfinished calls, calls possibly about a known child, requesters to verify."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import ChildHead, ChildSection, HeadWarning, MissingItem, WorkItem


def register() -> None:
    """Called once, when the registry is loaded."""
    contributions.register_work_items(calls_unfinished)
    contributions.register_work_items(calls_about_known)
    contributions.register_work_items(requesters_waiting)
    contributions.register_child_head(contact_warnings)
    contributions.register_child_sections(requesters_section)
    contributions.register_missing(requester_missing)


def calls_unfinished(viewer: Viewer) -> Iterator[WorkItem]:
    """The viewer's own calls that are not recorded yet, due before they are destroyed."""
    from dodomu.journey.registry.queries.calls import open_calls

    for call in open_calls(viewer):
        yield WorkItem(
            code="call.unfinished",
            title=_("A call is not finished"),
            url=reverse("registry:call_step", args=[call.id, call.step]),
            note=_("Go on and record it, or discard it."),
            due_at=call.expires_at,
            since=call.started_at,
            act=_("go on"),
        )


def calls_about_known(viewer: Viewer) -> Iterator[WorkItem]:
    """Calls that may be about a child in the records, for analysts."""
    from dodomu.journey.registry.queries.possibly_known import calls_possibly_known

    for call in calls_possibly_known(viewer):
        yield WorkItem(
            code="call.known",
            title=_("A call about a child possibly known"),
            url=reverse("registry:known_call", args=[call.draft_id]),
            note=_("The call is still going on.") if call.running else _("The call has ended."),
            since=call.found_at,
            act=_("look"),
        )


def requesters_waiting(viewer: Viewer) -> Iterator[WorkItem]:
    """Children whose requesters nobody has verified: one item for each child, however many asked."""
    from dodomu.journey.registry.queries.requesters import requesters_to_verify

    for waiting in requesters_to_verify(viewer):
        note = ngettext(
            "%(count)s person asks for this child", "%(count)s people ask for this child", waiting.requesters
        )
        yield WorkItem(
            code="requester.verify",
            title=_("Requester to verify"),
            url=reverse("registry:requesters", args=[waiting.person_id]),
            note=note % {"count": waiting.requesters},
            since=waiting.since,
            act=_("verify"),
            many=ngettext_lazy(
                "Requesters of %(count)s child wait to be verified",
                "Requesters of %(count)s children wait to be verified",
                "count",
            ),
        )


def contact_warnings(viewer: Viewer, person_id: UUID) -> ChildHead | None:
    """At the head of the page of somebody who asked: what must not be done when reaching them, and not at this hour."""
    from dodomu.journey.registry.queries.requesters import contacts_of
    from dodomu.journey.registry.web.requester_look import warnings_of

    said = dict.fromkeys(warning for rules in contacts_of(viewer, person_id) for warning in warnings_of(rules))
    if not said:
        return None
    return ChildHead(warnings=tuple(HeadWarning(title=warning, tone="harm", icon="phone") for warning in said))


def requesters_section(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """On a child's page: who asks for the child, and how to reach them safely."""
    from dodomu.journey.registry.queries.requesters import requesters_of
    from dodomu.journey.registry.web.requester_look import requester_block

    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return
    if rows := [requester_block(row) for row in requesters_of(viewer, person_id)]:
        yield ChildSection(
            id="requesters",
            title=_("Who asks for this child"),
            icon="person",
            order=20,
            template="registry/requesters_section.html",
            context={
                "requesters": rows,
                "person_id": person_id,
                "may_verify": policy.may(viewer, Act.REQUESTER_VERIFY, subject=person_id),
            },
        )


def requester_missing(viewer: Viewer, person_id: UUID) -> Iterator[MissingItem]:
    """Whether anybody who asks for the child is verified; nothing where nobody has asked."""
    from dodomu.journey.registry.queries.requesters import requesters_of

    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return
    rows = requesters_of(viewer, person_id)
    if rows:
        yield MissingItem(
            title=_("A requester with verified identity and kinship"),
            done=any(row.identity_verified and row.kinship_verified for row in rows),
            url=reverse("registry:requesters", args=[person_id]),
        )
