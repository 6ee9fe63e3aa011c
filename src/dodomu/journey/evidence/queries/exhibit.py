"""One exhibit as its page shows it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.evidence.bridge import Opened
from dodomu.journey.evidence.models import Derivative, Exhibit, FactLink, Opening, Removed
from dodomu.journey.evidence.queries.chain import chain
from dodomu.journey.evidence.queries.exhibits import rows_of
from dodomu.journey.evidence.queries.holds import is_held
from dodomu.journey.evidence.queries.reach import seen_case, visible
from dodomu.journey.evidence.queries.rows import CopyRow, ExhibitPage, LinkRow, OpeningRow
from dodomu.journey.evidence.queries.said import claims_of
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.phrases import source_title, value_text
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.facts import StatedFact, facts_open_to

TABLE, COPIES, OPENINGS = Exhibit._meta.db_table, Derivative._meta.db_table, Opening._meta.db_table
SHOWN = 20
"""Openings shown on the page, the latest; their number is said."""


@in_one_reading
def exhibit(viewer: Viewer, exhibit_id: UUID) -> ExhibitPage:
    """One exhibit: claims, chain of custody, copies, who opened it, facts it bears on.

    Raises:
        OutOfReach: there is none within reach.
    """
    query = visible(viewer).filter(id=exhibit_id)
    found = query.select_related("case", "original", "set_aside_by").first()
    if found is None:
        raise policy.OutOfReach
    (row,) = rows_of(query)
    person, opened = found.case.person_id, Opened({found.data_key_id})
    may_take = policy.may(viewer, Act.EVIDENCE_TAKE, subject=person)
    openings = found.openings.select_related("by", "derivative")
    same = Exhibit.objects.filter(case=found.case, original__fingerprint=found.original.fingerprint)
    return ExhibitPage(
        row=row,
        pid=found.pid,
        size=found.original.size,
        set_aside_by=found.set_aside_by.display_name if found.set_aside_by else "",
        set_aside_words=opened.text(found.data_key_id, TABLE, found.id, "set_aside_sealed", found.set_aside_sealed),
        claims=claims_of(found, opened),
        custody=chain(viewer, found, opened, may_take=may_take),
        copies=tuple(_copy(one, found.data_key_id, opened) for one in found.derivatives.select_related("by")),
        openings=tuple(_opening(one, found.data_key_id, opened) for one in openings[:SHOWN]),
        openings_count=openings.count(),
        links=_links(viewer, found),
        same_as=tuple(same.exclude(id=found.id).values_list("number", flat=True)) if found.original.fingerprint else (),
        held=is_held(found.case_id),
        is_holder=row.holder.user_id == viewer.user_id,
        may_take=may_take,
        may_open=policy.may(viewer, Act.EVIDENCE_OPEN, subject=person),
        may_work=policy.may(viewer, Act.EVIDENCE_WORK, subject=person),
        sees_case=policy.may(viewer, Act.CASE_READ, subject=person),
        sees_person=policy.may(viewer, Act.PERSON_READ, subject=person),
    )


def facts_to_link(viewer: Viewer, exhibit_id: UUID) -> list[tuple[StatedFact, str, str]]:
    """Facts of the child that count, are open to the viewer and not linked yet: the fact, its attribute, what it says.

    Raises:
        OutOfReach: there is no such exhibit within reach.
    """
    found = visible(viewer, Act.EVIDENCE_WORK).select_related("case").filter(id=exhibit_id).first()
    if found is None:
        raise policy.OutOfReach
    person = linking.current_person(found.case.person_id)
    policy.require(viewer, Act.PERSON_READ, subject=person)
    linked = set(found.links.filter(ended_at=None).values_list("fact_id", flat=True))
    facts = [fact for fact in facts_open_to(viewer, person) if fact.counts and fact.id not in linked]
    return [(fact, *_in_words(fact)) for fact in facts]


def copies_of_case(viewer: Viewer, case_id: UUID) -> dict[UUID, list[tuple[str, str]]]:
    """For each exhibit of a case its copies, id and words, for the form that decides what is disclosed.

    Raises:
        OutOfReach: there is no such case within reach.
    """
    case = seen_case(viewer, case_id, Act.EVIDENCE_WORK)
    found: dict[UUID, list[tuple[str, str]]] = {}
    for one in Derivative.objects.filter(exhibit__case=case):
        words = _("Given as copy %(number)s: %(kind)s") % {"number": one.number, "kind": one.get_kind_display()}
        found.setdefault(one.exhibit_id, []).append((str(one.id), words))
    return found


def _in_words(fact: StatedFact) -> tuple[str, str]:
    attribute = ATTRIBUTES[fact.attribute]
    return str(attribute.title), value_text(fact.value, attribute.kind)


def _copy(one: Derivative, key: UUID, opened: Opened) -> CopyRow:
    tool = opened.value(key, COPIES, one.id, "tool_sealed", one.tool_sealed) or {"name": "", "version": ""}
    words = dict(Removed.choices)
    return CopyRow(
        id=one.id,
        number=one.number,
        kind=one.kind,
        kind_label=str(one.get_kind_display()),
        tool=tool["name"],
        version=tool["version"],
        removed=tuple(str(words[code]) for code in one.removed.split(",") if code),
        words=opened.text(key, COPIES, one.id, "words_sealed", one.words_sealed),
        by=one.by.display_name,
        at=one.at,
    )


def _opening(one: Opening, key: UUID, opened: Opened) -> OpeningRow:
    return OpeningRow(
        purpose_label=str(one.get_purpose_display()),
        reason=opened.text(key, OPENINGS, one.id, "reason_sealed", one.reason_sealed),
        copy_number=one.derivative.number if one.derivative else None,
        by=one.by.display_name,
        at=one.at,
    )


def _links(viewer: Viewer, found: Exhibit) -> tuple[LinkRow, ...]:
    links = list(found.links.filter(ended_at=None).select_related("by", "fact"))
    if not links:
        return ()
    person = linking.current_person(found.case.person_id)
    sees = policy.may(viewer, Act.PERSON_READ, subject=person)
    facts = {fact.id: fact for fact in facts_open_to(viewer, person)} if sees else {}
    return tuple(_link(one, facts.get(one.fact_id)) for one in links)


def _link(one: FactLink, fact: StatedFact | None) -> LinkRow:
    attribute, value = _in_words(fact) if fact else (str(ATTRIBUTES[one.fact.attribute].title), "")
    return LinkRow(
        id=one.id,
        bears=one.bears,
        bears_label=str(one.get_bears_display()),
        attribute=attribute,
        value=value,
        source=source_title(fact.source_name, fact.source_kind) if fact else "",
        report_id=fact.report_id if fact else None,
        masked=fact is None,
        counts=fact is None or fact.counts,
        by=one.by.display_name,
        at=one.at,
    )
