"""Reads of the registry, always scoped by who asks where a viewer is taken."""

from dodomu.journey.registry.queries.calls import CallEnded, CallRow, OpenCall, open_call, open_calls
from dodomu.journey.registry.queries.changes import RecordChange, record_changes
from dodomu.journey.registry.queries.current import current_persons, mentions_of, persons_of
from dodomu.journey.registry.queries.fact_states import attribute_state, fact_state
from dodomu.journey.registry.queries.facts import StatedFact
from dodomu.journey.registry.queries.history import ChangeRow, JoinRow, identity_changes, joins_of
from dodomu.journey.registry.queries.imports import (
    BatchView,
    ColumnView,
    Preview,
    import_batch,
    imports,
    interrupted,
    known_list_sources,
    preview,
)
from dodomu.journey.registry.queries.kin import RelativeRow, children_of, relatives, siblings
from dodomu.journey.registry.queries.lifeline import DatedFact, closed_compartments, dated_facts
from dodomu.journey.registry.queries.linking import (
    Known,
    cards_of,
    current_person,
    known_of,
    latest_join,
    parts_of,
    report_ids_of,
    reports_of,
    summaries_of,
    who_joined,
)
from dodomu.journey.registry.queries.one_fact import fact, newest_fact
from dodomu.journey.registry.queries.persons import (
    ChildFilters,
    ChildRow,
    Found,
    PersonRow,
    count_children,
    count_stopped,
    person,
    persons,
    sources,
)
from dodomu.journey.registry.queries.photos import PhotoRow, blurred_photo, photo, photos
from dodomu.journey.registry.queries.possibly_known import KnownCall, call_possibly_known, calls_possibly_known
from dodomu.journey.registry.queries.profile import AttributeProfile, PinRow, Profile, profile
from dodomu.journey.registry.queries.reports import (
    MentionRow,
    ReportPage,
    ReportRow,
    children_in,
    original_of,
    report,
    reports_about,
    source_names,
)
from dodomu.journey.registry.queries.requesters import (
    CheckRow,
    RequesterRow,
    ToVerify,
    requester_verified,
    requesters_in,
    requesters_of,
    requesters_to_verify,
)
from dodomu.journey.registry.queries.search import Hit, search
from dodomu.journey.registry.queries.stopped import may_leave, rows_that_may_leave
from dodomu.journey.registry.queries.views import Look, LookPage, looks_at

cards = cards_of

__all__ = [
    "CallEnded",
    "CallRow",
    "OpenCall",
    "open_call",
    "open_calls",
    "KnownCall",
    "call_possibly_known",
    "calls_possibly_known",
    "CheckRow",
    "RequesterRow",
    "ToVerify",
    "requester_verified",
    "requesters_in",
    "requesters_of",
    "requesters_to_verify",
    "BatchView",
    "ColumnView",
    "Preview",
    "import_batch",
    "imports",
    "interrupted",
    "known_list_sources",
    "preview",
    "AttributeProfile",
    "ChangeRow",
    "ChildFilters",
    "ChildRow",
    "DatedFact",
    "Found",
    "Hit",
    "JoinRow",
    "Known",
    "Look",
    "LookPage",
    "MentionRow",
    "PersonRow",
    "PhotoRow",
    "PinRow",
    "Profile",
    "RecordChange",
    "RelativeRow",
    "ReportPage",
    "ReportRow",
    "StatedFact",
    "blurred_photo",
    "attribute_state",
    "cards",
    "cards_of",
    "children_in",
    "children_of",
    "closed_compartments",
    "count_children",
    "count_stopped",
    "current_person",
    "current_persons",
    "dated_facts",
    "fact",
    "fact_state",
    "identity_changes",
    "joins_of",
    "known_of",
    "latest_join",
    "looks_at",
    "may_leave",
    "mentions_of",
    "newest_fact",
    "original_of",
    "parts_of",
    "person",
    "persons",
    "persons_of",
    "photo",
    "photos",
    "profile",
    "record_changes",
    "relatives",
    "report",
    "report_ids_of",
    "reports_about",
    "reports_of",
    "rows_that_may_leave",
    "search",
    "siblings",
    "source_names",
    "sources",
    "summaries_of",
    "who_joined",
]
