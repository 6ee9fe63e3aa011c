"""What stages contribute to pages that are not theirs: work items, timelines, search hits, what is missing.

A stage registers a provider when it is loaded; the pages ask all of them. Each provider takes the viewer and
answers only with what that viewer may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils.functional import Promise

from dodomu.base.access.viewer import Viewer

Text = str | Promise
Provider = TypeVar("Provider")


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something that waits for this viewer. ``weight`` orders by harm × time, the largest first."""

    title: Text
    url: str
    note: Text = ""
    due_at: datetime | None = None
    weight: float = 0.0
    tone: str = ""
    icon: str = ""
    act: Text = ""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One dated thing that happened to a person."""

    at: datetime
    title: Text
    text: Text = ""
    icon: str = ""
    tone: str = ""
    source: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One found thing: where it is, how it shows, how well it fits (0..1), and why."""

    title: Text
    url: str
    note: Text = ""
    reasons: tuple[Text, ...] = ()
    score: float = 0.0
    kind: Text = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One thing that is needed next, and whether it is there."""

    title: Text
    note: Text = ""
    done: bool = False
    url: str = ""


WorkItems = Callable[[Viewer], Iterable[WorkItem]]
Timeline = Callable[[Viewer, UUID], Iterable[TimelineEvent]]
Search = Callable[[Viewer, str], Iterable[SearchHit]]
Missing = Callable[[Viewer, UUID], Iterable[MissingItem]]
"""The UUID is a person's."""

_work_items: list[WorkItems] = []
_timelines: list[Timeline] = []
_searches: list[Search] = []
_missing: list[Missing] = []


def register_work_items(provider: WorkItems) -> WorkItems:
    return _once(_work_items, provider)


def register_timeline(provider: Timeline) -> Timeline:
    return _once(_timelines, provider)


def register_search(provider: Search) -> Search:
    return _once(_searches, provider)


def register_missing(provider: Missing) -> Missing:
    return _once(_missing, provider)


def work_items(viewer: Viewer) -> list[WorkItem]:
    """Everything that waits for this viewer, the most harmful delay first."""
    found = [item for provider in _work_items for item in provider(viewer)]
    return sorted(found, key=lambda item: -item.weight)


def timeline(viewer: Viewer, person_id: UUID) -> list[TimelineEvent]:
    """All that every stage knows happened to the person, oldest first."""
    found = [event for provider in _timelines for event in provider(viewer, person_id)]
    return sorted(found, key=lambda event: event.at)


def search(viewer: Viewer, text: str) -> list[SearchHit]:
    """What every stage finds for ``text``, the best first."""
    found = [hit for provider in _searches for hit in provider(viewer, text)]
    return sorted(found, key=lambda hit: -hit.score)


def missing(viewer: Viewer, person_id: UUID) -> list[MissingItem]:
    """What is needed next for the person, the unmet first."""
    found = [item for provider in _missing for item in provider(viewer, person_id)]
    return sorted(found, key=lambda item: item.done)


def _once(providers: list[Provider], provider: Provider) -> Provider:
    if provider not in providers:
        providers.append(provider)
    return provider
