"""A requester as pages show them: the rules of safe contact first, then who they say they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.journey.registry.phrases import WISHES, bare_hours, hours_in_words, kin_text
from dodomu.journey.registry.queries import CheckRow, RequesterRow, StatedFact
from dodomu.journey.registry.safe_contact import KYIV, SafeContact
from dodomu.journey.registry.vocabulary import (
    Checked,
    CheckMeans,
    CheckResult,
    ContactWay,
    Question,
    Unanswered,
)
from dodomu.kit.alphabet import language_of
from dodomu.kit.dates import day_in_words
from dodomu.kit.status import Status

Text = str | Promise
ANSWERS = dict(Unanswered.choices)
CONTACT_FACTS = frozenset({"phone", "safe_contact"})
"""Facts that are shown only together with the warnings."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One verification in words."""

    what: Text
    status: Status
    means: Text
    words: str = field(repr=False)
    day: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactCard:
    """How to reach a person: what must never be done first, then whether now is the time, then the rest."""

    warnings: tuple[Text, ...]
    ways: str
    hours: str
    phones: tuple[str, ...] = field(repr=False)
    address: str = field(repr=False)
    others: str = field(repr=False)
    unanswered: Text


@dataclass(frozen=True, slots=True)
class RequesterBlock:
    """One requester as shown beside a child."""

    row: RequesterRow
    name: str = field(repr=False)
    lang: str
    kinship: Text
    contact: ContactCard
    identity: Status
    kinship_status: Status | None
    wishes: tuple[tuple[Text, str], ...]
    past: tuple[CheckLine, ...]


def requester_block(row: RequesterRow, now: datetime | None = None) -> RequesterBlock:
    name = row.name.full if row.name else ""
    return RequesterBlock(
        row=row,
        name=name,
        lang=language_of(name),
        kinship=kin_text(row.kinship) if row.kinship else "",
        contact=contact_card(row.contact, row.phones, row.unanswered, now or timezone.now()),
        identity=state_of(row.identity),
        kinship_status=state_of(row.kinship_check) if row.kinship else None,
        wishes=tuple((WISHES.get(code, code), words) for code, words in row.wishes),
        past=tuple(_check_line(one) for one in row.past),
    )


def contact_of(facts: Collection[StatedFact], unanswered: dict[str, str]) -> ContactCard:
    """The contact a report names for whoever asked, from the facts that count."""
    counting = [fact for fact in facts if fact.counts]
    rules = next((fact.value for fact in reversed(counting) if isinstance(fact.value, SafeContact)), None)
    phones = tuple(str(fact.value) for fact in counting if fact.attribute == "phone")
    return contact_card(rules, phones, unanswered, timezone.now())


def warnings_of(rules: SafeContact) -> list[Text]:
    """What must not be done, and whether this is the hour for it."""
    return list(_warnings(rules, timezone.now()))


def contact_card(
    contact: SafeContact | None, phones: tuple[str, ...], unanswered: dict[str, str], now: datetime
) -> ContactCard:
    rules = contact or SafeContact()
    return ContactCard(
        warnings=tuple(_warnings(rules, now)),
        ways=", ".join(str(ContactWay(way).label) for way in rules.ways),
        hours=hours_in_words(rules),
        phones=phones,
        address=rules.address,
        others=rules.others,
        unanswered=ANSWERS.get(unanswered.get(Question.CONTACT, ""), ""),
    )


def state_of(check: CheckRow | None) -> Status:
    """Where a verification stands, as an icon, a word and a colour."""
    if check is None or check.result == CheckResult.OPEN:
        return Status(_("not verified"), "notice", "question")
    if check.result == CheckResult.REFUSED:
        return Status(_("refused"), "harm", "close")
    return Status(_("verified"), "well", "check")


def _warnings(rules: SafeContact, now: datetime) -> Iterator[Text]:
    if rules.never_call:
        yield _("Never call this person.")
    if rules.no_message:
        yield _("Never leave a message: not with anybody, not on an answering machine.")
    if not rules.open_at(now):
        yield _("It is %(now)s in Kyiv: outside the hours this person named (%(hours)s). Do not contact them now.") % {
            "now": f"{now.astimezone(KYIV):%H:%M}",
            "hours": bare_hours(rules),
        }


def _check_line(one: CheckRow) -> CheckLine:
    return CheckLine(
        what=Checked(one.what).label,
        status=state_of(one),
        means=CheckMeans(one.means).label if one.means else "",
        words=one.words,
        day=day_in_words(one.checked_on),
        by=one.by,
        at=one.at,
    )
