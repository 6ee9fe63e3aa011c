"""What stands against a destruction, a legal hold, and what of a case stays when its care data go."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dodomu.base.access.viewer import Viewer
from dodomu.base.shred import CareTable, Objection, Plan
from dodomu.journey.cases.models import Case
from dodomu.journey.evidence.models import DisclosureList, Exhibit, LegalHold
from dodomu.journey.evidence.queries.holds import holding
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import day_in_kyiv, day_in_words


def object_to_shredding(plan: Plan, _by: Viewer, _confirmed_by: Viewer | None) -> Iterator[Objection]:
    """Asked by ``dodomu.base.shred`` in the transaction that destroys.

    The case is locked, as it is by whoever places a hold. Of keys whose case is not said nobody knows what they belong to:
    they stay as long as any hold stands.
    """
    held = holding()
    if plan.case_id is not None:
        case = Case.objects.select_for_update().get(id=plan.case_id)
        # A hold on another case of the child counts too, under whichever id the child was known then.
        held = held.filter(Q(case=case) | Q(case__person__in=linking.parts_of(case.person_id)))
    for hold in held.select_related("case", "by"):
        yield Objection("legal_hold", _named(hold))


def tables_that_stay() -> tuple[CareTable, ...]:
    """Evidence has keys of its own: exhibits with their history, what was disclosed, and who placed a hold."""
    return (
        CareTable(
            "exhibits",
            ngettext_lazy(
                "%(count)s exhibit with its chain of custody",
                "%(count)s exhibits with their chains of custody",
                "count",
            ),
            (Exhibit, "case_id"),
            stays=True,
        ),
        CareTable(
            "disclosures",
            ngettext_lazy("%(count)s disclosure list", "%(count)s disclosure lists", "count"),
            (DisclosureList, "case_id"),
            stays=True,
        ),
        CareTable(
            "holds",
            ngettext_lazy("%(count)s record of a legal hold", "%(count)s records of legal holds", "count"),
            (LegalHold, "case_id"),
            stays=True,
        ),
    )


def _named(hold: LegalHold) -> str:
    words = {
        "number": hold.case.number,
        "day": day_in_words(day_in_kyiv(hold.at)),
        "by": hold.by.display_name,
        "why": hold.get_why_display(),
    }
    return str(
        _(
            "A legal hold stands on case №%(number)s (%(why)s), placed on %(day)s by %(by)s: nothing may be destroyed until "
            "two people lift it."
        )
        % words
    )
