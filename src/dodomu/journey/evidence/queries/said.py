"""What is said of exhibits, unsealed. No scope here: callers check who asks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.evidence.bridge import Opened
from dodomu.journey.evidence.models import DAYS, About, Claim, Exhibit
from dodomu.journey.evidence.queries.rows import ClaimRow

TABLE = Claim._meta.db_table


def first_words(found: Iterable[Exhibit], opened: Opened) -> dict[UUID, str]:
    """What each exhibit is, as it was first said; one query for all."""
    keys = {exhibit.id: exhibit.data_key_id for exhibit in found}
    said: dict[UUID, str] = {}
    for claim in Claim.objects.filter(exhibit__in=list(keys), about=About.WHAT).order_by("at", "id"):
        if claim.exhibit_id not in said:
            key = keys[claim.exhibit_id]
            said[claim.exhibit_id] = opened.text(key, TABLE, claim.id, "value_sealed", claim.value_sealed)
    return said


def claims_of(exhibit: Exhibit, opened: Opened) -> tuple[ClaimRow, ...]:
    """Every claim, in the order in which pages ask about things; what was said first stands first."""
    order = {code: place for place, code in enumerate(About.values)}
    rows = sorted(exhibit.claims.select_related("by"), key=lambda one: order[one.about])
    return tuple(_row(one, exhibit.data_key_id, opened) for one in rows)


def _row(one: Claim, key: UUID, opened: Opened) -> ClaimRow:
    stored = opened.value(key, TABLE, one.id, "value_sealed", one.value_sealed)
    is_day = one.about in DAYS and stored is not None
    return ClaimRow(
        about=one.about,
        about_label=str(one.get_about_display()),
        value="" if is_day else opened.text(key, TABLE, one.id, "value_sealed", one.value_sealed),
        day=PartialDate.from_json(stored) if is_day else None,
        source_label=str(one.get_source_display()),
        words=opened.text(key, TABLE, one.id, "words_sealed", one.words_sealed),
        by=one.by.display_name,
        at=one.at,
    )
