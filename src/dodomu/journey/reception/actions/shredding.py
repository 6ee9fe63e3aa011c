"""What is care data of a case at a reception: in which tables, and what stands against its destruction."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dodomu.base.access.viewer import Viewer
from dodomu.base.shred import CareTable, Objection, Plan
from dodomu.journey.reception.models import (
    Arrival,
    ArrivalChange,
    ArrivalState,
    Need,
    Particular,
    Topic,
    Triage,
    TriageAlert,
)

OF_ARRIVAL = "arrival__case_id"


def care_tables() -> tuple[CareTable, ...]:
    """Arrivals, health records, needs, and what is to be kept in mind with the child."""
    return (
        CareTable(
            "arrivals",
            ngettext_lazy("%(count)s arrival", "%(count)s arrivals", "count"),
            (Arrival, "case_id"),
            ((ArrivalChange, OF_ARRIVAL),),
        ),
        CareTable(
            "triages",
            ngettext_lazy("%(count)s health record", "%(count)s health records", "count"),
            (Triage, OF_ARRIVAL),
            ((TriageAlert, "triage__arrival__case_id"),),
        ),
        CareTable("needs", ngettext_lazy("%(count)s first need", "%(count)s first needs", "count"), (Need, OF_ARRIVAL)),
        CareTable(
            "particulars",
            ngettext_lazy(
                "%(count)s answer on language, food and health",
                "%(count)s answers on language, food and health",
                "count",
            ),
            (Particular, "case_id"),
        ),
        CareTable(
            "topics",
            ngettext_lazy("%(count)s topic not to be asked about", "%(count)s topics not to be asked about", "count"),
            (Topic, "case_id"),
        ),
    )


def object_to_shredding(plan: Plan, _by: Viewer, _confirmed_by: Viewer | None) -> Iterator[Objection]:
    """A child that is expected or here. The arrivals are locked: whoever adds to one waits, and is refused then."""
    if plan.case_id is None:
        return
    states = {one.state for one in Arrival.objects.select_for_update().filter(case=plan.case_id).order_by("id")}
    if states & {ArrivalState.EXPECTED, ArrivalState.HERE}:
        yield Objection("arrival_open", _("The child is expected or staying at a reception."))
