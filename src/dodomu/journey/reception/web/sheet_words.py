"""What stands on the hand-over sheet, in each language that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.journey.reception import labels
from dodomu.journey.reception.actions import SheetWanted
from dodomu.journey.reception.bridge import Lack
from dodomu.journey.reception.queries import ArrivalPage, ParticularRow, choices
from dodomu.journey.reception.web import look
from dodomu.journey.registry.vocabulary import PrintPurpose
from dodomu.kit.dates import moment_in_words, reading
from dodomu.kit.pdf import SheetPage, SheetSection


def sheet_pages(page: ArrivalPage, wanted: SheetWanted, *, name: str, by: str, at: datetime) -> list[SheetPage]:
    """The sheet once for each language; what the viewer does not see is not on it.

    Parameters:
        name: the full name where it was chosen, else empty.
        by, at: who made it, and when.
    """
    found = []
    for language in wanted.languages.split(","):
        with translation.override(language):
            found.append(_sheet(page, wanted, language, name=name, by=by, at=at))
    return found


def _sheet(page: ArrivalPage, wanted: SheetWanted, language: str, *, name: str, by: str, at: datetime) -> SheetPage:
    row = page.row
    born = _("born %(date)s") % {"date": reading(row.born, brief=True)} if row.born else ""
    made = {"who": by, "at": moment_in_words(at), "purpose": dict(PrintPurpose.choices)[wanted.purpose]}
    return SheetPage(
        lang=language,
        heading=_("Hand-over sheet: %(child)s") % {"child": look.called(row)},
        under=", ".join(part for part in (name, look.who(row), born) if part),
        mark=_("Data of a child. Keep it closed, give it to nobody else, destroy it after use."),
        page_word=_("page"),
        of_word=_("of"),
        sections=tuple(section for section in _sections(page) if section.rows or section.lines),
        small=_("Made by %(who)s, %(at)s. Purpose: %(purpose)s") % made,
    )


def _sections(page: ArrivalPage) -> Iterator[SheetSection]:
    yield SheetSection(_("Do not ask the child about"), lines=tuple(_topics(page)), strong=True)
    if page.row.health:
        yield _triage(page)
    yield SheetSection(_("What whoever looks after the child must know"), tuple(_particulars(page)))
    yield SheetSection(_("What the mission told"), tuple(_told(page)))
    yield SheetSection(_("Open needs"), lines=tuple(_needs(page)))
    yield SheetSection(_("Arrival"), tuple(_arrival(page)))


def _topics(page: ArrivalPage) -> Iterator[str]:
    for one in page.topics:
        if one.ended_at is None:
            yield f"{labels.TOPICS.get(one.topic, one.topic)} ({dict(choices.whys())[one.why]})"


def _triage(page: ArrivalPage) -> SheetSection:
    latest = page.triages[0] if page.triages else None
    if latest is None or latest.result is None or latest.look is None:
        return SheetSection(_("Triage"), lines=(_("Nobody has looked yet."),))
    reasons = [line.text for line in look.reasons_of(latest.result)]
    rows = [
        (_("Colour"), str(look.colour_of(latest.colour).word)),
        (_("Seen"), f"{moment_in_words(latest.seen_at)}, {latest.by}"),
        (_("What to do"), str(labels.NEXT[latest.colour])),
        *look.measured(latest.look),
    ]
    if reasons:
        rows.insert(2, (_("Why"), "; ".join(reasons)))
    if latest.result.missing:
        rows.append((_("Not known"), _lacks(latest.result.missing)))
    return SheetSection(_("Triage"), tuple(rows), strong=latest.colour in {"red", "undetermined"})


def _lacks(missing: tuple[Lack, ...]) -> str:
    """What was not measured by name, signs by number: the sheet has one page."""
    named = [look.lack_in_words(lack) for lack in missing if lack.kind != "sign"]
    signs = sum(lack.kind == "sign" for lack in missing)
    words = ngettext("%(count)s sign not looked for", "%(count)s signs not looked for", signs) % {"count": signs}
    return "; ".join([*named, words] if signs else named)


def _particulars(page: ArrivalPage) -> Iterator[tuple[str, str]]:
    for row in page.particulars:
        if not row.masked:
            yield str(dict(choices.particulars())[row.kind]), _answer(row)


def _answer(row: ParticularRow) -> str:
    return row.words or str(dict(choices.answers())[row.answer])


def _told(page: ArrivalPage) -> Iterator[tuple[str, str]]:
    told = page.row.told
    if told is None:
        return
    carried = [
        word
        for word, there in (
            (_("child seat"), told.child_seat),
            (_("wheelchair"), told.wheelchair),
            (_("travels with a medical escort"), told.medical_escort),
        )
        if there
    ]
    if carried:
        yield _("On the way"), ", ".join(carried)
    if told.medicine:
        yield _("Medicine carried"), told.medicine
    if told.needs:
        yield _("Needs"), told.needs


def _needs(page: ArrivalPage) -> Iterator[str]:
    for row in page.needs:
        if row.state == "open" and not row.masked:
            words = f"{labels.NEEDS.get(row.kind, row.kind)} ({labels.URGENCIES.get(row.urgency, row.urgency)})"
            yield f"{words}: {row.note}" if row.note else words


def _arrival(page: ArrivalPage) -> Iterator[tuple[str, str]]:
    row = page.row
    if row.arrived_at:
        yield _("Arrived"), moment_in_words(row.arrived_at)
        yield _("Identity checked"), f"{dict(choices.identities())[row.identity]}, {page.identity_by}"
        yield _("Received by"), page.received_by
    if page.family:
        numbers = ", ".join(f"№{one.number}" for one in page.family)
        yield _("Brothers and sisters here"), numbers
