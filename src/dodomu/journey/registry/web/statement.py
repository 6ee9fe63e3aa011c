"""From the form of a statement to the report it records."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameKind
from dodomu.engine.values.places import Place
from dodomu.engine.values.sex import Sex
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry.actions import (
    FactInput,
    MentionInput,
    RelationInput,
    ReportInput,
    source_of_kind,
)
from dodomu.journey.registry.vocabulary import Channel, Consent, MentionRole, RelationKind
from dodomu.journey.registry.web.forms import StatementForm

UNTOUCHED = ("form_id", "reporter")
"""Fields that are no part of what was said: the form's number, and the reporter, who is sealed apart."""


def stated(viewer: Viewer, form: StatementForm) -> ReportInput:
    """The report that a valid form records; the payload keeps every word as it was typed."""
    given = form.cleaned_data
    parents = [(kind, given[kind]) for kind in (RelationKind.MOTHER, RelationKind.FATHER) if given[kind].strip()]
    return ReportInput(
        channel=Channel(given["channel"]),
        source_id=source_of_kind(viewer, SourceKind(given["kind"])).id,
        payload={name: form.data.get(name, "") for name in form.fields if name not in UNTOUCHED},
        statement=form.statement,
        mentions=(
            MentionInput(MentionRole.CHILD, tuple(_facts(given))),
            *(MentionInput(MentionRole.RELATIVE, (FactInput("name", parse_name(name)),)) for _kind, name in parents),
        ),
        relations=tuple(RelationInput(place, 0, kind) for place, (kind, _name) in enumerate(parents, 1)),
        received_at=timezone.now(),
        grade=form.grade,
        reporter=given["reporter"].strip(),
        consent=Consent(given["consent"]),
    )


def _facts(given: dict[str, Any]) -> list[FactInput]:
    facts = [FactInput("name", parse_name(given["name"], kind=NameKind.OFFICIAL))]
    if given["birth_date"]:
        facts.append(FactInput("birth_date", given["birth_date"]))
    if given["sex"] != Sex.NOT_ASKED:
        facts.append(FactInput("sex", given["sex"]))
    if given["birth_place"].strip():
        facts.append(FactInput("birth_place", Place(given["birth_place"].strip())))
    facts += [FactInput(code, given[code].strip()) for code in ("document", "phone") if given[code].strip()]
    if given["whereabouts"].strip():
        seen_on: PartialDate | None = given["seen_on"]
        facts.append(FactInput("last_seen", Place(given["whereabouts"].strip()), seen_on))
    return facts
