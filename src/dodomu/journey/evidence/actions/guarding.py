"""What stands against a destruction: a legal hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dodomu.base.access.viewer import Viewer
from dodomu.base.shred import Objection, Plan
from dodomu.journey.cases.models import Case
from dodomu.journey.evidence.queries.holds import holding, is_held, is_person_held


def object_to_shredding(plan: Plan, _by: Viewer, _confirmed_by: Viewer | None) -> Iterator[Objection]:
    """Asked by ``dodomu.base.shred`` in the transaction that destroys.

    The case is locked, as it is by whoever places a hold. Of keys whose case is not said nobody knows what they belong to:
    they stay as long as any hold stands.
    """
    if plan.case_id is None:
        held = holding().exists()
    else:
        case = Case.objects.select_for_update().get(id=plan.case_id)
        held = is_held(case.id) or is_person_held(case.person_id)
    if held:
        yield Objection(
            "legal_hold", _("A legal hold stands on it: nothing may be destroyed until two people lift it.")
        )
