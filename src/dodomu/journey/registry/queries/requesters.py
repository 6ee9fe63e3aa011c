"""Who asked for a child, how to reach them safely, and what of them is verified.

Later stages ask ``requester_verified(viewer, child)`` before anything is done for a requester.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Assignment
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_keys, unseal
from dodomu.engine.values.names import NameForm
from dodomu.journey.registry.models import Membership, OpenQuestion, Relation, Requester, Verification
from dodomu.journey.registry.queries.current import mentions_of, persons_of
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts
from dodomu.journey.registry.safe_contact import SafeContact
from dodomu.journey.registry.vocabulary import Checked, CheckResult, MentionRole

VERIFICATION = Verification._meta.db_table


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One verification, or the attempt of one: by what, from which source, when and by whom."""

    what: str
    result: str
    means: str
    words: str = field(repr=False)
    checked_on: date
    by: str
    at: datetime
    child: UUID | None
    """The mention of the child it is about; None for the identity."""


@dataclass(frozen=True, slots=True)
class RequesterRow:
    """One requester as seen from one child.

    Attributes:
        kinship: what they say they are to the child (``RelationKind``); empty where no kinship is claimed.
        child: the child's mention in their statement.
        calls_for_self: the child made the call.
        unanswered: question → ``Unanswered``.
        identity, kinship_check: the verification that holds; None while nobody has verified.
        past: every verification, the latest first.
    """

    report_id: UUID
    received_at: datetime
    mention: UUID
    person_id: UUID
    name: NameForm | None = field(repr=False)
    phones: tuple[str, ...] = field(repr=False)
    contact: SafeContact | None = field(repr=False)
    wishes: tuple[tuple[str, str], ...] = field(repr=False)
    kinship: str
    child: UUID
    calls_for_self: bool
    unanswered: dict[str, str]
    identity: CheckRow | None
    kinship_check: CheckRow | None
    past: tuple[CheckRow, ...]

    @property
    def identity_verified(self) -> bool:
        return self.identity is not None and self.identity.result == CheckResult.VERIFIED

    @property
    def kinship_verified(self) -> bool:
        """Kinship to this child was claimed and verified."""
        return self.kinship_check is not None and self.kinship_check.result == CheckResult.VERIFIED

    @property
    def to_verify(self) -> tuple[str, ...]:
        """What nobody has answered yet: ``Checked`` codes. Whether a child who calls is who they say, too."""
        wanted = [(Checked.IDENTITY, self.identity)]
        if self.kinship:
            wanted.append((Checked.KINSHIP, self.kinship_check))
        return tuple(str(what) for what, held in wanted if held is None or held.result == CheckResult.OPEN)


def requesters_of(viewer: Viewer, person_id: UUID) -> list[RequesterRow]:
    """Everybody whose request about this child is on record, the latest first.

    Raises:
        OutOfReach, NotAllowed: the child is not for this viewer.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    return _rows(mentions_of(person_id))


def contacts_of(viewer: Viewer, person_id: UUID) -> list[SafeContact]:
    """The rules of contact of somebody who asked, where this person is the one; none out of reach."""
    if not policy.may(viewer, Act.PERSON_READ, subject=person_id):
        return []
    asked = Requester.objects.filter(mention__in=mentions_of(person_id), report__withdrawal=None)
    facts = stated_facts(list(asked.values_list("mention_id", flat=True)))
    return [fact.value for fact in facts if fact.counts and isinstance(fact.value, SafeContact)]


def requesters_in(viewer: Viewer, report_id: UUID) -> list[RequesterRow]:
    """The requester of one report, once for each child in it that is within the viewer's reach."""
    reach = policy.subjects(viewer, Act.REPORT_READ, field="person")
    found = Membership.objects.filter(reach, until=None, mention__report=report_id, mention__role=MentionRole.CHILD)
    return _rows(list(found.order_by("mention__position").values_list("mention_id", flat=True)))


def requester_verified(viewer: Viewer, person_id: UUID, requester_person: UUID | None = None) -> bool:
    """Whether the identity and the kinship to this child are both verified, of this requester or of any.

    Parameters:
        requester_person: the person who asks; None asks whether there is any such requester.

    Raises:
        OutOfReach, NotAllowed: the child is not for this viewer.
    """
    return any(
        row.identity_verified and row.kinship_verified
        for row in requesters_of(viewer, person_id)
        if requester_person in (None, row.person_id)
    )


def with_verified_requester(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these children for whom ``requester_verified`` holds, of many at once.

    Codes only, unsealing nothing; no scope: callers check who asks. The ids are current ones.
    """
    owned = Membership.objects.filter(person__in=person_ids, until=None).values_list("mention_id", "person_id")
    person_of = dict(owned)
    asked = Requester.objects.filter(
        report__mentions__in=list(person_of), report__mentions__role=MentionRole.CHILD, report__withdrawal=None
    )
    rows = list(asked.values_list("report_id", "report__mentions"))
    held = _latest({report for report, _child in rows})
    return {
        person_of[child]
        for report, child in rows
        if held.get((report, Checked.IDENTITY, None)) == CheckResult.VERIFIED
        and held.get((report, Checked.KINSHIP, child)) == CheckResult.VERIFIED
    }


@dataclass(frozen=True, slots=True)
class ToVerify:
    """A child with requesters of whom something is not verified; ``since`` the oldest of their statements."""

    person_id: UUID
    requesters: int
    since: datetime


def requesters_to_verify(viewer: Viewer) -> list[ToVerify]:
    """Children within reach whose requesters nobody has verified, the oldest first.

    Whoever sees every child is asked only about those that no team has: the others are their team's work.
    """
    if Act.REQUESTER_VERIFY not in viewer.acts:
        return []
    reach = policy.subjects(viewer, Act.REQUESTER_VERIFY, field="person")
    asked = Membership.objects.filter(
        reach, until=None, mention__role=MentionRole.CHILD, mention__report__requester__isnull=False
    ).filter(mention__report__withdrawal=None)
    if policy.reach(viewer, Act.REQUESTER_VERIFY) is Reach.ALL:
        asked = asked.exclude(person__in=Assignment.objects.filter(until=None).values("subject"))
    person_of = dict(asked.order_by("mention__report__received_at").values_list("mention_id", "person_id"))
    waiting: dict[UUID, list[datetime]] = {}
    for person_id, requester in _unverified(person_of):
        waiting.setdefault(person_id, []).append(requester)
    return [ToVerify(person_id, len(dates), min(dates)) for person_id, dates in waiting.items()]


def _unverified(person_of: dict[UUID, UUID]) -> Iterator[tuple[UUID, datetime]]:
    """Each child of these mentions with the date of a request of which something is not verified. Codes only."""
    rows = Requester.objects.filter(report__mentions__in=list(person_of)).values_list(
        "report_id", "mention_id", "report__mentions", "report__received_at"
    )
    listed = list(rows.order_by("report__received_at", "report_id"))
    held = _latest({row[0] for row in listed})
    claims = _claims({row[1] for row in listed}, person_of)
    for report_id, mention, child, received_at in listed:
        wanted: list[tuple[UUID, str, UUID | None]] = [(report_id, Checked.IDENTITY, None)]
        if claims.get((mention, child)):
            wanted.append((report_id, Checked.KINSHIP, child))
        if any(held.get(one, CheckResult.OPEN) == CheckResult.OPEN for one in wanted):
            yield person_of[child], received_at


def _latest(reports: Collection[UUID]) -> dict[tuple[UUID, str, UUID | None], str]:
    rows = Verification.objects.filter(requester__in=reports).order_by("id")
    return {
        (report, what, child): result
        for report, what, child, result in rows.values_list("requester_id", "what", "child_id", "result")
    }


def _claims(requesters: Collection[UUID], children: Collection[UUID]) -> dict[tuple[UUID, UUID], str]:
    """What a requester is to a child, as they say; nothing where they claim no kinship."""
    rows = Relation.objects.filter(from_mention__in=list(requesters), to_mention__in=list(children))
    rows = rows.filter(from_mention__requester__isnull=False)
    return {(start, end): kind for start, end, kind in rows.values_list("from_mention_id", "to_mention_id", "kind")}


def _rows(children: Collection[UUID]) -> list[RequesterRow]:
    """The requesters of these mentions of children, the latest first. No scope: callers check who asks."""
    asked = Requester.objects.filter(
        report__mentions__in=list(children), report__mentions__role=MentionRole.CHILD, report__withdrawal=None
    )
    columns = ("report_id", "mention_id", "report__mentions", "report__received_at")
    listed = list(asked.order_by("-report__received_at", "-report_id").values_list(*columns))
    mentions = {row[1] for row in listed}
    facts: dict[UUID, list[StatedFact]] = {}
    for fact in stated_facts(mentions):
        if fact.counts:
            facts.setdefault(fact.mention_id, []).append(fact)
    checks, claims, persons = _checks({row[0] for row in listed}), _claims(mentions, children), persons_of(mentions)
    return [
        _row(row, facts.get(row[1], []), checks.get(row[0], []), claims.get((row[1], row[2]), ""), persons[row[1]])
        for row in listed
        if row[1] in persons
    ]


def _row(
    row: tuple[UUID, UUID, UUID, datetime], facts: list[StatedFact], checks: list[CheckRow], kinship: str, person: UUID
) -> RequesterRow:
    report_id, mention, child, received_at = row
    of_child = tuple(one for one in checks if one.child in (None, child))
    stated = {
        code: [fact for fact in facts if fact.attribute == code] for code in ("name", "phone", "safe_contact", "wish")
    }
    name = stated["name"][-1].value if stated["name"] else None
    contact = stated["safe_contact"][-1].value if stated["safe_contact"] else None
    return RequesterRow(
        report_id=report_id,
        received_at=received_at,
        mention=mention,
        person_id=person,
        name=name if isinstance(name, NameForm) else None,
        phones=tuple(str(fact.value) for fact in stated["phone"]),
        contact=contact if isinstance(contact, SafeContact) else None,
        wishes=tuple((str(fact.value), fact.words) for fact in stated["wish"]),
        kinship=kinship,
        child=child,
        calls_for_self=mention == child,
        unanswered=dict(OpenQuestion.objects.filter(mention=mention).values_list("question", "answer")),
        identity=next((one for one in of_child if one.what == Checked.IDENTITY), None),
        kinship_check=next((one for one in of_child if one.what == Checked.KINSHIP), None),
        past=of_child,
    )


def _checks(reports: Collection[UUID]) -> dict[UUID, list[CheckRow]]:
    """Every verification of these requesters, unsealed, the latest first."""
    rows = list(
        Verification.objects.filter(requester__in=reports).select_related("by", "requester__mention").order_by("-id")
    )
    keys = open_keys({row.requester.mention.data_key_id for row in rows})
    found: dict[UUID, list[CheckRow]] = {}
    for row in rows:
        key = keys.get(row.requester.mention.data_key_id)
        words = str(unseal(key, VERIFICATION, row.id, "words_sealed", bytes(row.words_sealed))) if key else ""
        found.setdefault(row.requester_id, []).append(
            CheckRow(row.what, row.result, row.means, words, row.checked_on, row.by.display_name, row.at, row.child_id)
        )
    return found
