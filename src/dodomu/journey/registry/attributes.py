"""Every attribute a fact can state: its kind of value, its compartment (None: open to all who see the person), and whether several may be true at once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.compartments import Compartment
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place
from dodomu.journey.registry.safe_contact import SafeContact

Value = NameForm | PartialDate | Place | SafeContact | str


class ValueKind(StrEnum):
    """How the value of an attribute is written."""

    NAME = "name"
    DATE = "date"
    PLACE = "place"
    SEX = "sex"
    TEXT = "text"
    CONTACT = "contact"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute. ``many``: several different values are no contradiction (phones, places over time)."""

    code: str
    title: str | Promise
    kind: ValueKind
    compartment: Compartment | None = None
    many: bool = False

    def encode(self, value: Value) -> Any:
        """The JSON form of ``value``.

        Raises:
            TypeError: the value is not of this attribute's kind (the message names the attribute, not the value).
        """
        wanted = _TYPES[self.kind]
        if not isinstance(value, wanted):
            raise TypeError(f"Attribute {self.code} takes {wanted.__name__}.")
        return str(value) if isinstance(value, str) else value.to_json()

    def essence(self, value: Value) -> Hashable:
        """What two statements must share to say the same: the value without how it was worded."""
        match value:
            case NameForm():
                return (value.full.casefold(), value.kind)
            case PartialDate():
                return value.edtf
            case Place():
                return value.full.casefold()
            case SafeContact():
                return value
            case _:
                return value.casefold()

    def precision(self, value: Value) -> str:
        """How exactly a date is known, as a code that tells nothing of the date; empty for other values."""
        if not isinstance(value, PartialDate):
            return ""
        if value.stated_age is not None:
            return "age"
        if value.approximate:
            return "about"
        return "day" if value.exact else "range"

    def decode(self, stored: Any) -> Value:
        """The value whose JSON form is ``stored``."""
        match self.kind:
            case ValueKind.NAME:
                return NameForm.from_json(stored)
            case ValueKind.DATE:
                return PartialDate.from_json(stored)
            case ValueKind.PLACE:
                return Place.from_json(stored)
            case ValueKind.CONTACT:
                return SafeContact.from_json(stored)
            case _:
                return str(stored)


_TYPES: dict[ValueKind, type] = {
    ValueKind.NAME: NameForm,
    ValueKind.DATE: PartialDate,
    ValueKind.PLACE: Place,
    ValueKind.SEX: str,
    ValueKind.TEXT: str,
    ValueKind.CONTACT: SafeContact,
    ValueKind.WISH: str,
}

_ALL = (
    Attribute("name", _("Name"), ValueKind.NAME),
    Attribute("birth_date", _("Birth date"), ValueKind.DATE),
    Attribute("sex", _("Sex"), ValueKind.SEX),
    Attribute("birth_place", _("Birth place"), ValueKind.PLACE),
    Attribute("citizenship", _("Citizenship"), ValueKind.TEXT, many=True),
    Attribute("residence", _("Residence"), ValueKind.PLACE, Compartment.LOCATION, many=True),
    Attribute("institution", _("Institution"), ValueKind.TEXT, Compartment.LOCATION, many=True),
    Attribute("last_seen", _("Last seen"), ValueKind.PLACE, Compartment.LOCATION, many=True),
    Attribute("phone", _("Phone"), ValueKind.TEXT, many=True),
    Attribute("document", _("Document"), ValueKind.TEXT, many=True),
    Attribute("health", _("Health"), ValueKind.TEXT, Compartment.CLINICAL, many=True),
    Attribute("appearance", _("Appearance"), ValueKind.TEXT, many=True),
    Attribute("note", _("Note"), ValueKind.TEXT, many=True),
    Attribute("safe_contact", _("Safe contact"), ValueKind.CONTACT),
    Attribute("wish", _("What they ask for"), ValueKind.WISH, many=True),
)

ATTRIBUTES: dict[str, Attribute] = {attribute.code: attribute for attribute in _ALL}


def attribute(code: str) -> Attribute:
    """The attribute named ``code``.

    Raises:
        ValueError: there is no such attribute; the message lists those there are.
    """
    found = ATTRIBUTES.get(code)
    if found is None:
        raise ValueError(f"Unknown attribute; accepted: {', '.join(ATTRIBUTES)}.")
    return found
