"""Reads of the registry, always scoped by who asks where a viewer is taken."""

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
    person,
    persons,
    sources,
)
from dodomu.journey.registry.queries.photos import PhotoRow, blurred_photo, photo, photos
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
from dodomu.journey.registry.queries.search import Hit, search

cards = cards_of

__all__ = [
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
    "Found",
    "Hit",
    "JoinRow",
    "Known",
    "MentionRow",
    "PersonRow",
    "PhotoRow",
    "PinRow",
    "Profile",
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
    "count_children",
    "current_person",
    "current_persons",
    "fact",
    "fact_state",
    "identity_changes",
    "joins_of",
    "known_of",
    "latest_join",
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
    "relatives",
    "report",
    "report_ids_of",
    "reports_about",
    "reports_of",
    "search",
    "siblings",
    "source_names",
    "sources",
    "summaries_of",
    "who_joined",
]
