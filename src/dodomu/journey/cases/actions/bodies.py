"""The list of outside bodies: added, changed, no longer used. How to reach them is sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.models import Body, BodyKind, Way
from dodomu.journey.cases.queries import work_states

TABLE = "cases_body"


@dataclass(frozen=True, slots=True)
class BodyInput:
    """An outside body as somebody writes it down. ``name``: of the office, never of a private person."""

    kind: str
    name: str
    way: str
    contact: str = field(repr=False)


class AlreadyListed(ValueError):
    """A body of this name is on the list."""


@transaction.atomic
def add_body(by: Viewer, given: BodyInput) -> Body:
    """Put a body on the list.

    Raises:
        NotAllowed: the viewer does not look after the list. AlreadyListed. ValueError: names the field.
    """
    policy.require(by, Act.BODIES_MANAGE)
    name = _checked(given)
    if Body.objects.filter(name=name).exists():
        raise AlreadyListed("name: it is on the list already")
    key, body_id = keys.new_data_key(), new_id()
    body = Body.objects.create(
        id=body_id,
        kind=given.kind,
        name=name,
        way=given.way,
        contact_sealed=bridge.seal_text(key, TABLE, body_id, "contact_sealed", given.contact.strip()),
        data_key_id=key.id,
        added_by_id=by.staff_id,
        added_at=timezone.now(),
    )
    _log("body.added", by, body, key, given.contact)
    return body


@transaction.atomic
def change_body(
    by: Viewer, body_id: UUID, given: BodyInput, *, in_use: bool = True, expected_version: str = ""
) -> Body:
    """Change what the list says of a body, or say that it is no longer used. What was sent to it stays as it was.

    Raises:
        As ``add_body``; OutOfReach: there is none. Changed: the list says something else than ``expected_version``.
    """
    policy.require(by, Act.BODIES_MANAGE)
    body = Body.objects.select_for_update().filter(id=body_id).first()
    if body is None:
        raise policy.OutOfReach
    work_states.body_of(body).must_be(expected_version)
    name, now = _checked(given), timezone.now()
    if Body.objects.filter(name=name).exclude(id=body_id).exists():
        raise AlreadyListed("name: it is on the list already")
    key = key_of(body)
    body.kind, body.name, body.way = given.kind, name, given.way
    body.contact_sealed = bridge.seal_text(key, TABLE, body.id, "contact_sealed", given.contact.strip())
    body.changed_by_id, body.changed_at = by.staff_id, now
    if in_use:
        body.closed_by_id, body.closed_at = None, None
    elif body.closed_at is None:
        body.closed_by_id, body.closed_at = by.staff_id, now
    body.save()
    _log("body.changed", by, body, key, given.contact)
    return body


def _checked(given: BodyInput) -> str:
    name = " ".join(given.name.split())
    if not name:
        raise ValueError("name: say what the body is called")
    if given.kind not in BodyKind.values:
        raise ValueError(f"kind: accepted are {', '.join(BodyKind.values)}")
    if given.way not in Way.values:
        raise ValueError(f"way: accepted are {', '.join(Way.values)}")
    if not given.contact.strip():
        raise ValueError("contact: say how to reach it")
    return name


def _log(kind: str, by: Viewer, body: Body, key: keys.OpenKey, contact: str) -> None:
    codes: dict[str, str | int] = {"kind": body.kind, "in_use": int(body.closed_at is None)}
    journal.append(kind, by=by, subject=body.pid, commitments=bridge.committed(key, contact.strip()), codes=codes)
