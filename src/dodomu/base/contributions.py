"""What stages contribute to pages that are not theirs: work items, timelines, search hits, what is missing,
the head, the sections and the history of a child's page, and words for codes of the journal.

A stage says with ``when_asked`` how its providers are registered; they are when a page first asks, and the page asks all
of them. Each provider takes the viewer and answers only with what that viewer may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise

from dodomu.base import work_order
from dodomu.base.access.viewer import Viewer
from dodomu.base.late import Late

Text = str | Promise
Provider = TypeVar("Provider")

LANES = (
    "reports",
    "whereabouts",
    "legal",
    "road",
    "health",
    "recovery",
    "contact",
    "consent",
    "access",
    "work",
)
"""The lanes of a life-line from top to bottom: what was said, where the child is, the law, the way home, health,
recovery, talks and calls, consent, who looked or was let in, and the work on the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """Something that waits for this viewer. It names a child by number only: the list opens first, whoever looks on.

    ``code`` is a row of ``rules/work.csv``; from it, ``due_at`` or ``since``, and ``share`` (how much of the harm of its
    kind, 0 to 1) follow the order, the section and the look, which ``work_items`` fills in. Many items with the same
    ``many`` fold into one line: ``ngettext_lazy("%(count)s cases wait", …, "count")``; ``many_url`` is the list of them.
    ``count`` is greater than 1 for an item that stands for several.
    """

    code: str
    title: Text
    url: str
    note: Text = ""
    act: Text = ""
    due_at: datetime | None = None
    since: datetime | None = None
    share: float = 1.0
    many: Text = ""
    many_url: str = ""
    count: int = 1
    weight: float = 0.0
    section: str = ""
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One dated thing that happened to a person.

    ``at`` places it; ``until`` ends a thing that lasted. A day that is known only in part is given as EDTF in
    ``edtf`` (``2016-03``, ``2014~``): the life-line then draws the whole span that it may have been. ``lane`` is
    one of ``LANES``; ``id`` names the row behind it and is stable from one reading to the next.
    """

    at: datetime
    title: Text
    text: Text = ""
    icon: str = ""
    tone: str = ""
    source: Text = ""
    url: str = ""
    lane: str = "work"
    until: datetime | None = None
    edtf: str = ""
    id: str = ""


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


@dataclass(frozen=True, slots=True)
class HeadStatus:
    """One axis of a child's status, as the head of the page shows it: a word, an icon, a tone."""

    label: Text
    word: Text
    tone: str = ""
    icon: str = ""
    note: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeadContact:
    """Who answers for the child, and how to reach them."""

    label: Text
    name: Text
    team: Text = ""
    reach: tuple[Text, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeadWarning:
    """What everybody who opens the page must read first: never disclose to, safe contact, a flag."""

    title: Text
    text: Text = ""
    tone: str = "notice"
    icon: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ChildHead:
    """What one stage adds to the head of a child's page. ``number`` is the case number by which people speak of it."""

    number: Text = ""
    number_url: str = ""
    statuses: tuple[HeadStatus, ...] = ()
    contacts: tuple[HeadContact, ...] = ()
    warnings: tuple[HeadWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One line of a contributed section."""

    title: Text
    note: Text = ""
    at: datetime | None = None
    tone: str = ""
    icon: str = ""
    word: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ChildSection:
    """A section that one stage adds to a child's page: lines and links, or a template of the stage with its context.

    ``id`` becomes the anchor; ``order`` sorts (the page's own facts stand at 0, the history at 100).
    """

    id: str
    title: Text
    icon: str = ""
    order: int = 50
    lines: tuple[SectionLine, ...] = ()
    links: tuple[tuple[Text, str], ...] = ()
    empty: Text = ""
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a child's history: who changed what, when, from what to what.

    ``old`` and ``new`` are already what this viewer may see; ``masked`` says that the values are kept from them.
    ``kind`` groups for the filter: one of ``LANES``, or ``facts``, ``identity``, ``photos``. ``named``: the values
    tell the person's name, which pages show only when somebody asks.
    """

    at: datetime
    by: Text
    what: Text
    old: Text = ""
    new: Text = ""
    reason: Text = ""
    kind: str = "work"
    url: str = ""
    masked: bool = False
    confirmed_by: Text = ""
    source: Text = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One thing that is kept about a person, for the file that the person may ask for.

    ``ref`` names it within the file. ``compartment`` is the code under which it is kept; ``free`` says that a person wrote
    it in their own words, so that it may speak of somebody else: a person reads it before it leaves.
    """

    ref: str
    title: Text
    value: Text = field(default="", repr=False)
    at: datetime | None = None
    source: Text = ""
    compartment: str = ""
    free: bool = False


@dataclass(frozen=True, slots=True)
class FileSection:
    """What one stage keeps about a person. ``withheld``: what is left out, why, and how many; ``order`` sorts."""

    code: str
    title: Text
    entries: tuple[FileEntry, ...] = ()
    withheld: tuple[tuple[Text, int], ...] = ()
    order: int = 50


@dataclass(frozen=True, slots=True)
class LoadFigure:
    """One number about one colleague's work (``worker_id`` None: work that nobody does), and the list behind it.

    ``code`` names the column, ``label`` heads it; ``order`` places columns from left to right.
    """

    worker_id: UUID | None
    worker: str
    code: str
    label: Text
    order: int
    count: int
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Acts of one kind that wait for a second person: how many, since when the longest, where."""

    title: Text
    count: int
    since: datetime
    url: str


WorkItems = Callable[[Viewer], Iterable[WorkItem]]
TeamLoad = Callable[[Viewer], Iterable[LoadFigure]]
Approvals = Callable[[Viewer], Iterable[Approval]]
Timeline = Callable[[Viewer, UUID], Iterable[TimelineEvent]]
Search = Callable[[Viewer, str], Iterable[SearchHit]]
Missing = Callable[[Viewer, UUID], Iterable[MissingItem]]
Heads = Callable[[Viewer, UUID], ChildHead | None]
Sections = Callable[[Viewer, UUID], Iterable[ChildSection]]
Changes = Callable[[Viewer, UUID], Iterable[Change]]
CaseLines = Callable[[Viewer, UUID, UUID], Iterable[SectionLine]]
"""The first UUID is a case's, the second its person's."""
SubjectFiles = Callable[[Viewer, UUID], Iterable[FileSection]]
"""The UUID is a person's."""

_offers = Late()
_work_items: list[WorkItems] = []
_team_loads: list[TeamLoad] = []
_approvals: list[Approvals] = []
_timelines: list[Timeline] = []
_searches: list[Search] = []
_missing: list[Missing] = []
_heads: list[Heads] = []
_sections: list[Sections] = []
_changes: list[Changes] = []
_subject_files: list[SubjectFiles] = []
_case_lines: list[CaseLines] = []
_journal_values: dict[str, Mapping[str, Text]] = {}


def when_asked(offer: Callable[[], None]) -> None:
    """Let a stage register its providers when the first page asks for any, in the order of the stages.

    A provider needs the pages and queries of its stage. A command that shows none of them starts without.
    """
    _offers.add(offer)


def _of_all_stages(providers: list[Provider]) -> list[Provider]:
    _offers.do()
    return providers


def register_work_items(provider: WorkItems) -> WorkItems:
    return _once(_work_items, provider)


def register_team_load(provider: TeamLoad) -> TeamLoad:
    return _once(_team_loads, provider)


def register_approvals(provider: Approvals) -> Approvals:
    return _once(_approvals, provider)


def register_timeline(provider: Timeline) -> Timeline:
    return _once(_timelines, provider)


def register_search(provider: Search) -> Search:
    return _once(_searches, provider)


def register_missing(provider: Missing) -> Missing:
    return _once(_missing, provider)


def register_child_head(provider: Heads) -> Heads:
    return _once(_heads, provider)


def register_child_sections(provider: Sections) -> Sections:
    return _once(_sections, provider)


def register_changes(provider: Changes) -> Changes:
    return _once(_changes, provider)


def register_subject_file(provider: SubjectFiles) -> SubjectFiles:
    return _once(_subject_files, provider)


def register_case_lines(provider: CaseLines) -> CaseLines:
    return _once(_case_lines, provider)


def register_journal_values(name: str, words: Mapping[str, Text]) -> None:
    """Say what the values of one code of journal entries mean, where the page of the journal cannot know the stage."""
    _journal_values[name] = words


def work_items(viewer: Viewer, now: datetime | None = None) -> list[WorkItem]:
    """Everything that waits for this viewer, by harm × time, the most harmful delay first.

    Raises:
        work_order.UnknownWork: an item has a code that the rule table does not know.
    """
    now = now or timezone.now()
    found = [_ranked(item, now) for provider in _of_all_stages(_work_items) for item in provider(viewer)]
    return sorted(found, key=lambda item: (-item.weight, item.since or item.due_at or now))


def team_load(viewer: Viewer) -> list[LoadFigure]:
    """Counts of the work of all colleagues within the reach of one who gives work away."""
    return [figure for provider in _of_all_stages(_team_loads) for figure in provider(viewer)]


def approvals(viewer: Viewer) -> list[Approval]:
    """What waits for second persons within the viewer's reach, the longest wait first."""
    found = [one for provider in _of_all_stages(_approvals) for one in provider(viewer)]
    return sorted(found, key=lambda one: one.since)


def _ranked(item: WorkItem, now: datetime) -> WorkItem:
    where = work_order.section(item.code, item.due_at, now)
    return replace(
        item,
        weight=work_order.weight(item.code, now, due_at=item.due_at, since=item.since, share=item.share),
        section=where,
        tone=work_order.tone(item.code, where),
        icon=work_order.rule(item.code).icon,
    )


def timeline(viewer: Viewer, person_id: UUID) -> list[TimelineEvent]:
    """All that every stage knows happened to the person, oldest first."""
    found = [event for provider in _of_all_stages(_timelines) for event in provider(viewer, person_id)]
    return sorted(found, key=lambda event: event.at)


def search(viewer: Viewer, text: str) -> list[SearchHit]:
    """What every stage finds for ``text``, the best first."""
    found = [hit for provider in _of_all_stages(_searches) for hit in provider(viewer, text)]
    return sorted(found, key=lambda hit: -hit.score)


def missing(viewer: Viewer, person_id: UUID) -> list[MissingItem]:
    """What is needed next for the person, the unmet first."""
    found = [item for provider in _of_all_stages(_missing) for item in provider(viewer, person_id)]
    return sorted(found, key=lambda item: item.done)


def child_head(viewer: Viewer, person_id: UUID) -> ChildHead:
    """What the stages say at the head of the child's page, put together."""
    found = [head for provider in _of_all_stages(_heads) if (head := provider(viewer, person_id)) is not None]
    numbered = next((head for head in found if head.number), ChildHead())
    return ChildHead(
        number=numbered.number,
        number_url=numbered.number_url,
        statuses=tuple(one for head in found for one in head.statuses),
        contacts=tuple(one for head in found for one in head.contacts),
        warnings=tuple(one for head in found for one in head.warnings),
    )


def child_sections(viewer: Viewer, person_id: UUID) -> list[ChildSection]:
    """The sections that the stages add to the child's page, in their order."""
    found = [section for provider in _of_all_stages(_sections) for section in provider(viewer, person_id)]
    return sorted(found, key=lambda section: section.order)


def changes(viewer: Viewer, person_id: UUID) -> list[Change]:
    """Who changed what about the person in every stage, the latest first."""
    found = [change for provider in _of_all_stages(_changes) for change in provider(viewer, person_id)]
    return sorted(found, key=lambda change: change.at, reverse=True)


def subject_file(viewer: Viewer, person_id: UUID) -> list[FileSection]:
    """Everything every stage keeps about the person, in the reader's language.

    It goes past compartments, for the person may ask for all of it: each provider demands the act of answering such
    requests, and who asks leaves out what does not go to this requester.
    """
    found = [section for provider in _of_all_stages(_subject_files) for section in provider(viewer, person_id)]
    return sorted(found, key=lambda section: section.order)


def case_lines(viewer: Viewer, case_id: UUID, person_id: UUID) -> list[SectionLine]:
    """What later stages say on the page of a case: return plan, mission, arrival, care plan, in the order of the road."""
    return [line for provider in _of_all_stages(_case_lines) for line in provider(viewer, case_id, person_id)]


def journal_values(name: str) -> Mapping[str, Text]:
    """What the stages say of the values of this code; empty where none does."""
    _offers.do()
    return _journal_values.get(name, {})


def _once(providers: list[Provider], provider: Provider) -> Provider:
    if provider not in providers:
        providers.append(provider)
    return provider
