"""What a column of a list can mean, and which meanings may occur more than once."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ListField(StrEnum):
    FULL_NAME = "full_name"
    FAMILY = "family"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    OTHER_NAME = "other_name"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    SEX = "sex"
    BIRTH_PLACE = "birth_place"
    CITIZENSHIP = "citizenship"
    RESIDENCE = "residence"
    INSTITUTION = "institution"
    LAST_SEEN = "last_seen"
    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    PHONE = "phone"
    DOCUMENT = "document"
    APPEARANCE = "appearance"
    HEALTH = "health"
    NOTE = "note"
    NUMBER = "number"
    KEEP = "keep"


TITLES: dict[ListField, Promise] = {
    ListField.FULL_NAME: _("Full name (family, given, patronymic)"),
    ListField.FAMILY: _("Family name"),
    ListField.GIVEN: _("Given name"),
    ListField.PATRONYMIC: _("Patronymic"),
    ListField.OTHER_NAME: _("Other name (former, new or in another spelling)"),
    ListField.BIRTH_DATE: _("Birth date or year"),
    ListField.AGE: _("Age on the date of the list"),
    ListField.SEX: _("Sex"),
    ListField.BIRTH_PLACE: _("Place of birth"),
    ListField.CITIZENSHIP: _("Citizenship"),
    ListField.RESIDENCE: _("Address"),
    ListField.INSTITUTION: _("Institution"),
    ListField.LAST_SEEN: _("Where last seen"),
    ListField.MOTHER: _("Mother's name"),
    ListField.FATHER: _("Father's name"),
    ListField.GUARDIAN: _("Guardian's name"),
    ListField.PHONE: _("Telephone"),
    ListField.DOCUMENT: _("Document number"),
    ListField.APPEARANCE: _("Appearance"),
    ListField.HEALTH: _("Health"),
    ListField.NOTE: _("Note"),
    ListField.NUMBER: _("Number within the list"),
    ListField.KEEP: _("Keep only in the original"),
}

NAME_FIELDS = frozenset({ListField.FULL_NAME, ListField.FAMILY, ListField.GIVEN, ListField.PATRONYMIC})
REPEATABLE = frozenset({
    ListField.OTHER_NAME, ListField.PHONE, ListField.DOCUMENT, ListField.APPEARANCE, ListField.HEALTH, ListField.NOTE,
    ListField.NUMBER, ListField.KEEP,
})  # fmt: skip


def field_of(code: str) -> ListField:
    """Return the field with this code; anything unknown means "keep only in the original"."""
    return ListField(code) if code in ListField._value2member_map_ else ListField.KEEP
