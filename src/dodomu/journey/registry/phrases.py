"""The registry's codes as sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm, NameKind
from dodomu.engine.values.places import Place
from dodomu.engine.values.sex import Sex
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry.attributes import Value, ValueKind
from dodomu.journey.registry.kinship import CHILD, GRANDCHILD, WARD
from dodomu.journey.registry.safe_contact import SafeContact
from dodomu.journey.registry.summary import Summary
from dodomu.journey.registry.vocabulary import ContactWay, RelationKind, Wish
from dodomu.kit.alphabet import language_of
from dodomu.kit.dates import day_in_words, reading

Text = str | Promise

SOURCE_KINDS: dict[str, Text] = {
    SourceKind.VERIFIED_DOCUMENT: _("verified document"),
    SourceKind.CHILD: _("the child"),
    SourceKind.PARENT: _("a parent"),
    SourceKind.AUTHORITY: _("an authority"),
    SourceKind.WITNESS: _("a witness"),
    SourceKind.OCCUPIER_LIST: _("occupier's list"),
    SourceKind.STAFF: _("our staff"),
    SourceKind.RELATIVE: _("a relative"),
    SourceKind.OTHER: _("another source"),
}
SEXES: dict[str, Text] = {
    Sex.FEMALE: _("girl"),
    Sex.MALE: _("boy"),
    Sex.UNKNOWN: _("unknown"),
    Sex.NOT_ASKED: _("not asked"),
}
OWN_SOURCES: dict[str, Text] = {"statement:tracing": _("decision in tracing")}
"""Statements that follow from an act of our own."""
ODD_NAMES: dict[str, Text] = {
    "empty": _("The name is empty. Find it out and record it as a new statement."),
    "unknown": _("It says that the name is not known. When somebody tells it, record it as a new statement."),
    "no_letters": _("There is no letter in the name. Compare with the original, and correct it."),
    "one_letter": _("The name is a single letter, which matches nobody. Correct it when you know more."),
    "initials_only": _("There are only initials, which match nobody alone. Correct it when you know the names."),
    "two_people": _("These may be the names of two people. If so, record each as a child of their own."),
    "date_inside": _("The name holds a date. If it is the birth date, record it there and correct the name."),
    "mixed_script": _(
        "Letters of two alphabets stand in one word. They were read as one; the original stays as it is."
    ),
    "hidden_marks": _("There are signs in the name that nobody sees. They were left out in reading."),
    "too_long": _("It is too long for a name, and only its beginning was read. Correct it to the name alone."),
}
"""What to do about a name that was recorded oddly; codes of the engine's ``NAME_NOTES``."""
NAME_KINDS: dict[str, Text] = {
    NameKind.BIRTH: _("name at birth"),
    NameKind.OFFICIAL: _("official name"),
    NameKind.IMPOSED: _("name imposed by the occupier"),
    NameKind.ADOPTIVE: _("name given at adoption"),
    NameKind.EVERYDAY: _("everyday name"),
}
KIN: dict[str, Text] = {
    **{kind.value: kind.label for kind in RelationKind},
    CHILD: _("child"),
    GRANDCHILD: _("grandchild"),
    WARD: _("child in guardianship"),
}
WISHES: dict[str, Text] = {wish.value: wish.label for wish in Wish}
_CODED: dict[ValueKind, dict[str, Text]] = {ValueKind.SEX: SEXES, ValueKind.WISH: WISHES}

WHY: dict[str, Text] = {
    "only": _("The only statement."),
    "agreed": _("All statements agree."),
    "pinned": _("Chosen by a person."),
    "source_kind": _("By its source: %(preferred)s comes before %(other)s."),
    "source_grade": _("The source is more reliable: %(preferred)s before %(other)s on the Admiralty scale."),
    "content_grade": _("The content is more credible: %(preferred)s before %(other)s on the Admiralty scale."),
    "name_kind": _("By the kind of name: %(preferred)s comes before %(other)s."),
    "date": _("The later statement: %(preferred)s after %(other)s."),
    "recorded": _("Equal in rank; recorded later."),
}
REASONS: dict[str, Text] = {
    "found.equal": _("{query}: the name is spelled the same"),
    "found.sounds": _("{query}: the name sounds the same as {stated}"),
    "found.variant": _("{query}: another writing of {stated}"),
    "found.diminutive": _("{query}: an everyday form of the same name as {stated}"),
    "found.ending": _("{query}: the same name as {stated} with another ending"),
    "found.similar": _("{query}: spelled much like {stated}"),
    "found.father": _("{query}: the patronymic names the same father as {stated}"),
    "found.initial": _("{query}: the first letter of {stated}"),
    "found.place": _("{query}: the place is {stated}"),
    "found.renamed": _("{query}: another name of the place {stated}"),
    "found.institution": _("{query}: the institution is {stated}"),
    "found.born_equal": _("The birth date is equal"),
    "found.born": _("The birth year agrees"),
    "found.born_swapped": _("Day and month of birth are swapped"),
    "found.born_near": _("The birth date is close"),
    "found.born_differs": _("The birth date differs"),
    "found.document": _("A document number is equal"),
    "found.phone": _("A phone number is equal"),
}
"""The matching engine's reasons for a search result; a test holds its keys and these together."""


def reason_text(key: str, params: Mapping[str, Any]) -> str:
    """Why a person was found, as a sentence."""
    return str(REASONS[key]).format(**params)


def why_text(code: str, preferred: str, other: str) -> str:
    """Why a value is shown first, as a sentence."""
    words = {
        "preferred": _measure_words(code, preferred),
        "other": _measure_words(code, other),
    }
    return str(WHY[code]) % words


def source_title(name: str, kind: str) -> str:
    """A list by its name; a statement by who made it; what follows from an act here by that act."""
    if name in OWN_SOURCES:
        return str(OWN_SOURCES[name])
    return str(SOURCE_KINDS.get(kind, kind)) if name.startswith("statement:") else name


def value_text(value: Value, kind: ValueKind) -> str:
    """The value of a fact in words."""
    match value:
        case NameForm() | Place():
            return value.full
        case PartialDate():
            return reading(value)
        case SafeContact():
            return contact_in_words(value)
        case _:
            return str(_CODED.get(kind, {}).get(value, value))


def kin_text(kind: str) -> str:
    """What a relative is to the person."""
    return str(KIN.get(kind, kind))


def lang_of(summary: Summary) -> str:
    """Language tag of the name that is shown."""
    return language_of(summary.name.full) if summary.name else ""


def at_a_glance(summary: Summary) -> str:
    """Birth and place in one line."""
    parts = [reading(summary.birth), summary.place.full if summary.place else ""]
    return ", ".join(part for part in parts if part)


def age_text(earliest: date, latest: date, today: date) -> str:
    """The age that an interval of birth dates allows, in whole years."""
    oldest, youngest = _years(earliest, today), max(0, _years(latest, today))
    if oldest == youngest:
        return ngettext("%(count)s year old", "%(count)s years old", oldest) % {"count": oldest}
    return ngettext("%(youngest)s to %(count)s year old", "%(youngest)s to %(count)s years old", oldest) % {
        "youngest": youngest,
        "count": oldest,
    }


def hours_in_words(rules: SafeContact) -> str:
    """18:00–21:00 (Kyiv), or nothing where any hour will do."""
    if rules.since is None or rules.until is None:
        return ""
    return gettext("%(hours)s (Kyiv)") % {"hours": bare_hours(rules)}


def bare_hours(rules: SafeContact) -> str:
    """18:00–21:00."""
    return f"{rules.since:%H:%M}–{rules.until:%H:%M}" if rules.since and rules.until else ""


def contact_in_words(rules: SafeContact) -> str:
    """All the rules in one line, for a list of facts."""
    parts = [
        *([gettext("never call")] if rules.never_call else []),
        *([gettext("never leave a message")] if rules.no_message else []),
        ", ".join(str(ContactWay(way).label) for way in rules.ways),
        rules.address,
        hours_in_words(rules),
        rules.others,
    ]
    return " · ".join(part for part in parts if part)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _measure_words(code: str, measure: str) -> str:
    labels = {"source_kind": SOURCE_KINDS, "name_kind": NAME_KINDS}.get(code, {})
    return day_in_words(date.fromisoformat(measure)) if code == "date" else str(labels.get(measure, measure))
