"""The field's words as codes: how a report came, who a mention is, how two mentions are related."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a statement reached us."""

    HOTLINE = "hotline", _("Hotline")
    FORM = "form", _("Form")
    MESSENGER = "messenger", _("Messenger")
    LIST = "list", _("List import")
    STAFF_NOTE = "staff_note", _("Staff note")


class MentionRole(TextChoices):
    """Who a person is in one report."""

    CHILD = "child", _("child")
    SOUGHT = "sought", _("relative sought")
    SEEKING = "seeking", _("relative seeking")
    RELATIVE = "relative", _("relative named")
    WITNESS = "witness", _("witness")
    STAFF = "staff", _("facility staff")


class RelationKind(TextChoices):
    """What the first mention is to the second: ``MOTHER`` from Iryna to Olena reads "Iryna is Olena's mother"."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    PARENT = "parent", _("parent")
    SIBLING = "sibling", _("brother or sister")
    GRANDPARENT = "grandparent", _("grandparent")
    GUARDIAN = "guardian", _("guardian")
    RELATIVE = "relative", _("relative")


PARENTS = frozenset({RelationKind.MOTHER, RelationKind.FATHER, RelationKind.PARENT})


class Consent(TextChoices):
    """What the reporter agreed the statement may be used for."""

    NOT_ASKED = "not_asked", _("not asked")
    REFUSED = "refused", _("refused")
    SEARCH = "search", _("search and return of the child")
    SEARCH_AND_EVIDENCE = "evidence", _("search, return and evidence")


class ChangedPart(TextChoices):
    """What an identity change touched."""

    NAME = "name", _("name")
    BIRTH_DATE = "birth_date", _("birth date")
    BIRTH_PLACE = "birth_place", _("birth place")
    CITIZENSHIP = "citizenship", _("citizenship")
