"""What the registry keeps about a person, for the file that the person may ask for, without other people's data."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.base.keys import open_keys, unseal
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.models import Mention, Photo, Report
from dodomu.journey.registry.phrases import kin_text, source_title, value_text
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts
from dodomu.journey.registry.queries.history import identity_changes, joins_of
from dodomu.journey.registry.queries.kin import relatives
from dodomu.journey.registry.vocabulary import ChangedPart, Channel, Consent
from dodomu.kit.dates import reading

FREE = frozenset({"note", "health", "appearance", "institution"})
"""Attributes that are written as running text."""
CHANNELS, CONSENTS, PARTS = dict(Channel.choices), dict(Consent.choices), dict(ChangedPart.choices)


def subject_file(viewer: Viewer, person_id: UUID) -> Iterator[FileSection]:
    """Facts with their sources, reports, relations, changes of identity, joins, photos.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person's data.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    mentions = mentions_of(person_id)
    yield FileSection("facts", _("What is stated about you"), tuple(_fact(one) for one in stated_facts(mentions)))
    yield _reports(mentions)
    yield _kin(viewer, person_id)
    yield FileSection("identity", _("Forced changes of identity"), tuple(_changes(viewer, person_id)))
    yield FileSection("joins", _("Records recognised as yours"), tuple(_joins(viewer, person_id)))
    yield _photos(mentions)


def _fact(fact: StatedFact) -> FileEntry:
    attribute = ATTRIBUTES[fact.attribute]
    value = value_text(fact.value, attribute.kind)
    if fact.words and fact.words != value:
        value = _("%(value)s (in the words of the source: %(words)s)") % {"value": value, "words": fact.words}
    if fact.withdrawn_at:
        value = _("%(value)s; withdrawn: %(reason)s") % {"value": value, "reason": fact.withdrawn_reason}
    elif fact.superseded:
        value = _("%(value)s; corrected later") % {"value": value}
    if fact.observed_on:
        value = _("%(value)s; as of %(day)s") % {"value": value, "day": reading(fact.observed_on)}
    return FileEntry(
        ref=f"fact:{fact.id}",
        title=attribute.title,
        value=value,
        at=fact.received_at,
        source=f"{source_title(fact.source_name, fact.source_kind)} ({fact.grade})",
        compartment=fact.compartment,
        free=fact.attribute in FREE or bool(fact.words or fact.withdrawn_reason),
    )


def _reports(mentions: Collection[UUID]) -> FileSection:
    rows = list(
        Report.objects.filter(mentions__in=mentions).select_related("source").distinct().order_by("received_at")
    )
    keys = open_keys({row.data_key_id for row in rows})
    entries, reporters, others, words = [], 0, 0, 0
    for row in rows:
        named = Mention.objects.filter(report=row).exclude(id__in=mentions).count()
        reporters += row.reporter_sealed is not None
        others += named
        key = keys.get(row.data_key_id)
        text = CHANNELS.get(row.channel, row.channel)
        agreed = _("agreed use: %(use)s") % {"use": CONSENTS.get(row.consent, row.consent)}
        title = source_title(row.source.name, row.source.kind)
        entries.append(FileEntry(f"report:{row.id}", title, f"{text}; {agreed}", row.received_at))
        if key is None:
            continue
        if named or row.reporter_sealed is not None:
            words += 1
            continue
        payload = unseal(key, "registry_report", row.id, "payload_sealed", row.payload_sealed)
        said = "; ".join(str(value) for value in payload.values() if isinstance(value, str) and value)
        ref = f"words:{row.id}"
        entries.append(FileEntry(ref, _("As it was received"), said, row.received_at, title, "location", free=True))
    withheld = (
        (_("identity of whoever reported: data of another person"), reporters),
        (_("people named beside you: data of another person"), others),
        (_("words of a report that name other people"), words),
    )
    return FileSection(
        "reports", _("Reports that speak of you"), tuple(entries), tuple(one for one in withheld if one[1])
    )


def _kin(viewer: Viewer, person_id: UUID) -> FileSection:
    rows = relatives(viewer, person_id)
    kinds = sorted(
        {
            (kin_text(row.kind), source_title(row.source_name, row.source_name.removeprefix("statement:")))
            for row in rows
        }
    )
    entries = tuple(
        FileEntry(f"kin:{number}", kind.capitalize(), _("named in a report"), source=source)
        for number, (kind, source) in enumerate(kinds)
    )
    withheld = (
        ((_("names of relatives: data of another person"), len({row.person_id for row in rows})),) if rows else ()
    )
    return FileSection("relatives", _("Relatives named"), entries, withheld)


def _changes(viewer: Viewer, person_id: UUID) -> Iterator[FileEntry]:
    for number, row in enumerate(identity_changes(viewer, person_id)):
        when = f", {reading(row.changed_on)}" if row.changed_on else ""
        text = f"{row.old or '–'} → {row.new or '–'}{when}{', ' + row.by_act if row.by_act else ''}"
        yield FileEntry(f"identity:{number}", PARTS.get(row.what, row.what), text, source=row.source_title)


def _joins(viewer: Viewer, person_id: UUID) -> Iterator[FileEntry]:
    for row in joins_of(viewer, person_id):
        text = _("two records were found to be one person: %(reason)s") % {"reason": row.reason}
        if row.until:
            text = _("%(text)s; undone: %(reason)s") % {"text": text, "reason": row.split_reason}
        yield FileEntry(f"join:{row.id}", _("Records joined"), text, row.since, free=True)


def _photos(mentions: Collection[UUID]) -> FileSection:
    rows = Photo.objects.filter(mention__in=mentions).select_related("mention__report__source").order_by("recorded_at")
    entries = tuple(
        FileEntry(
            f"photo:{row.id}",
            _("Photo"),
            _("the picture itself is handed over beside this file"),
            row.recorded_at,
            source_title(row.mention.report.source.name, row.mention.report.source.kind),
        )
        for row in rows
    )
    return FileSection("photos", _("Photos"), entries)
