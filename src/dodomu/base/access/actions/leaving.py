"""A colleague leaves: the doors close, the work goes on in other hands."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base import events
from dodomu.base.access.actions.accounts import end_sessions
from dodomu.base.access.actions.assignments import assign, unassign
from dodomu.base.access.actions.grants import close_compartment, close_grant
from dodomu.base.access.actions.sealed_keys import close_sealed
from dodomu.base.access.acts import Act
from dodomu.base.access.models import AccessRequest, Assignment, BreakGlass, CompartmentGrant, KeptForm, RoleGrant, User
from dodomu.base.access.models.requests import Answer
from dodomu.base.access.policy import require
from dodomu.base.access.refusals import Refused, has_left, own_rights
from dodomu.base.access.sealing import forget
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import append


@transaction.atomic
def leave(by: Viewer, user: User, hand_over_to: User | None = None) -> None:
    """Let a colleague go: sessions end, rights end, the children assigned by name pass to ``hand_over_to``.

    Publishes ``staff_left`` (user_id, hand_over_to_id) so that every stage passes on its own work in the same
    transaction.

    Raises:
        NotAllowed: ``by`` may not manage staff.
        Refused: oneself, one who has left, the last administrator, a successor who has left or is the same,
            or no successor named while children are assigned by name.
    """
    require(by, Act.STAFF_MANAGE)
    if by.user_id == user.pk:
        raise own_rights()
    if not user.is_active:
        raise has_left()
    _hand_over(by, user, hand_over_to)
    _close_rights(by, user)
    _close_account(by, user)
    append("staff.left", by=by, subject=user.pid)
    events.publish("staff_left", user_id=user.pk, hand_over_to_id=hand_over_to.pk if hand_over_to else None)


def _hand_over(by: Viewer, user: User, successor: User | None) -> None:
    if successor is not None and (successor.pk == user.pk or not successor.is_active):
        raise Refused("successor", _("Name a colleague who stays."))
    held = list(Assignment.objects.filter(user=user, until=None).select_related("team"))
    if held and successor is None:
        raise Refused("no_successor", _("Children are assigned to this colleague. Name who takes over."))
    for assignment in held:
        unassign(by, assignment)
        assign(by, assignment.subject, assignment.team, successor)


def _close_rights(by: Viewer, user: User) -> None:
    for grant in RoleGrant.objects.filter(user=user, until=None).select_related("user"):
        close_grant(by, grant)
    for opened in CompartmentGrant.objects.filter(user=user, until=None).select_related("user"):
        close_compartment(by, opened)
    now = timezone.now()
    BreakGlass.objects.filter(user=user, ended_at=None, until__gt=now).update(ended_at=now)
    AccessRequest.objects.filter(user=user, answer=Answer.GRANTED, ended_at=None, until__gt=now).update(
        ended_at=now, ended_by=by.user_id
    )
    AccessRequest.objects.filter(user=user, answer=Answer.WAITING).update(answer=Answer.TAKEN_BACK, answered_at=now)


def _close_account(by: Viewer, user: User) -> None:
    close_sealed(by, user)
    end_sessions(user)
    Authenticator.objects.filter(user=user).delete()
    for kept in KeptForm.objects.filter(user=user):
        forget(kept.data_key)
        kept.delete()
    user.set_unusable_password()
    user.is_active, user.left_at, user.left_by_id = False, timezone.now(), by.user_id
    user.save(update_fields=["password", "is_active", "left_at", "left_by"])
