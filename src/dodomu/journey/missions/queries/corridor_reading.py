"""Places, links and rules of corridors read and unsealed, in as few questions as there are tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.corridor_data import warning
from dodomu.journey.missions.corridor_facts import LinkFacts, Network, PlaceFacts
from dodomu.journey.missions.corridor_lines import write_rule
from dodomu.journey.missions.corridor_rules import Closure, Known, Value, from_json
from dodomu.journey.missions.corridor_state import LinkState, state_of
from dodomu.journey.missions.corridor_words import sentences
from dodomu.journey.missions.models import Corridor, Link, LinkRule, Place
from dodomu.journey.missions.queries import corridor_rows as rows
from dodomu.journey.missions.queries.corridor_rows import LinkRow, PlaceRow, RuleRow


@dataclass(frozen=True, slots=True)
class Read:
    """Corridors as their tables hold them, with the keys to their words."""

    corridors: Mapping[UUID, Corridor]
    places: Sequence[Place]
    links: Sequence[Link]
    rules: Mapping[UUID, Sequence[LinkRule]]
    opened: Opened

    def key_of(self, corridor_id: UUID) -> UUID:
        return self.corridors[corridor_id].data_key_id

    def title(self, corridor: Corridor) -> str:
        return self.opened.text(
            corridor.data_key_id, "missions_corridor", corridor.id, "title_sealed", corridor.title_sealed
        )

    def known(self, link: Link) -> tuple[Known, ...]:
        """The rules of a link that count at some time, the latest first."""
        found = []
        for rule in self.rules.get(link.id, ()):
            until = counts_until(rule, self.rules[link.id])
            value = None if rule.withdrawn_at or until <= rule.since else self.value(link, rule)
            if value is not None:
                found.append(Known(str(rule.id), rule.kind, value, rule.since, until))
        return tuple(found)

    def network(self) -> Network:
        """What the engine gets: places and links in use, and their rules."""
        places = [
            PlaceFacts(place.id, place.zone, place.wait_risk, place.may_wait)
            for place in self.places
            if place.retired_at is None
        ]
        return Network(places, [self._facts(link) for link in self.links if link.retired_at is None])

    def _facts(self, link: Link) -> LinkFacts:
        return LinkFacts(
            id=link.id,
            kind=link.kind,
            start_id=link.start_id,
            end_id=link.end_id,
            one_way=link.one_way,
            minutes=link.minutes,
            minutes_p90=link.minutes_p90,
            walking_m=link.walking_m,
            risk=link.risk,
            cost=link.cost,
            rules=self.known(link),
        )

    def value(self, link: Link, rule: LinkRule) -> Value | None:
        """What a rule says; None where the corridor's key was lawfully destroyed."""
        key = self.key_of(link.corridor_id)
        found = self.opened.value(key, "missions_linkrule", rule.id, "value_sealed", rule.value_sealed)
        return None if found is None else from_json(rule.kind, found)


def read(corridors: Iterable[Corridor], *, withdrawn: bool = False) -> Read:
    """Everything of these corridors; rules that were withdrawn only when asked for."""
    held = {corridor.id: corridor for corridor in corridors}
    rules: dict[UUID, list[LinkRule]] = {}
    found = LinkRule.objects.filter(link__corridor__in=held).select_related("by", "withdrawn_by")
    for rule in found if withdrawn else found.filter(withdrawn_at=None):
        rules.setdefault(rule.link_id, []).append(rule)
    return Read(
        held,
        list(Place.objects.filter(corridor__in=held)),
        list(Link.objects.filter(corridor__in=held)),
        rules,
        Opened({corridor.data_key_id for corridor in held.values()}),
    )


def counts_until(rule: LinkRule, of_link: Sequence[LinkRule]) -> datetime:
    """Until when a rule counts: its own end, or the beginning of one that takes its place and was not withdrawn."""
    instead = [other.since for other in of_link if other.replaces_id == rule.id and other.withdrawn_at is None]
    return min([rule.until, *instead])


def place_row(read: Read, place: Place) -> PlaceRow:
    key = read.key_of(place.corridor_id)
    return PlaceRow(
        id=place.id,
        code=place.code,
        name=read.opened.text(key, "missions_place", place.id, "name_sealed", place.name_sealed),
        kind=place.kind,
        kind_label=str(place.get_kind_display()),
        side=place.side,
        side_label=str(place.get_side_display()),
        zone=place.zone,
        x=place.x,
        y=place.y,
        wait_risk=place.wait_risk,
        may_wait=place.may_wait,
        note=read.opened.text(key, "missions_place", place.id, "note_sealed", place.note_sealed),
        retired_at=place.retired_at,
    )


def link_row(read: Read, link: Link, places: Mapping[UUID, PlaceRow], now: datetime) -> LinkRow:
    key = read.key_of(link.corridor_id)
    return LinkRow(
        id=link.id,
        code=link.code,
        kind=link.kind,
        kind_label=str(link.get_kind_display()),
        start=places[link.start_id],
        end=places[link.end_id],
        one_way=link.one_way,
        minutes=link.minutes,
        minutes_p90=link.minutes_p90,
        walking_m=link.walking_m,
        risk=link.risk,
        cost=link.cost,
        state=link_state(read, link, now),
        rules=rule_rows(read, link, now),
        note=read.opened.text(key, "missions_link", link.id, "note_sealed", link.note_sealed),
        retired_at=link.retired_at,
    )


def link_state(read: Read, link: Link, now: datetime) -> LinkState:
    return state_of(link.kind, read.known(link), now)


def rule_rows(read: Read, link: Link, now: datetime | None = None) -> tuple[RuleRow, ...]:
    """The rules of a link, the latest first."""
    moment = now or timezone.now()
    values = [(rule, read.value(link, rule)) for rule in read.rules.get(link.id, ())]
    return tuple(_rule_row(read, link, rule, value, moment) for rule, value in values if value is not None)


def _rule_row(read: Read, link: Link, rule: LinkRule, value: Value, now: datetime) -> RuleRow:
    key = read.key_of(link.corridor_id)

    def text(column: str, blob: bytes | memoryview | None) -> str:
        return read.opened.text(key, "missions_linkrule", rule.id, column, blob)

    return RuleRow(
        id=rule.id,
        link_id=link.id,
        kind=rule.kind,
        kind_label=str(rule.get_kind_display()),
        value=value,
        sentences=tuple(sentences(value)),
        text=write_rule(value),
        source=text("source_sealed", rule.source_sealed),
        observed_on=rule.observed_on,
        since=rule.since,
        until=rule.until,
        counts_until=(until := counts_until(rule, read.rules[link.id])),
        standing=_standing(rule, until, closes_itself=isinstance(value, Closure) and value.opens_again, now=now),
        by=rule.by.display_name,
        at=rule.at,
        replaces_id=rule.replaces_id,
        withdrawn_by=rule.withdrawn_by.display_name if rule.withdrawn_by else "",
        withdrawn_at=rule.withdrawn_at,
        withdrawn_reason=text("withdrawn_reason_sealed", rule.withdrawn_reason_sealed),
    )


def _standing(rule: LinkRule, until: datetime, *, closes_itself: bool, now: datetime) -> str:
    if rule.withdrawn_at is not None:
        return rows.WITHDRAWN
    if until < rule.until and until <= now:
        return rows.REPLACED
    if rule.since > now:
        return rows.AHEAD
    if until <= now:
        return rows.ENDED if closes_itself else rows.EXPIRED
    return rows.SOON if until - now <= warning(rule.kind) and not closes_itself else rows.HOLDS
