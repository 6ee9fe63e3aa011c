"""What the data of a child may be used for, and which use a file that leaves is.

Consent is given and withdrawn for a use; the uses stand here, below every stage, because every stage must stop.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Use(TextChoices):
    """One use of a child's data. The label completes the sentence "may be used for ..."."""

    TRACING = "tracing", _("tracing: comparing and searching records to find the child and the family")
    AUTHORITIES = "authorities", _("sharing with the authorities of Ukraine")
    RED_CROSS = "red_cross", _("sharing with the Red Cross (Central Tracing Agency)")
    PARTNERS = "partners", _("sharing with other organisations that help")
    MEDICAL = "medical", _("medical care")
    PSYCHOLOGICAL = "psychological", _("psychological care")
    COURT = "court", _("evidence for a court or an investigation")
    FIGURES = "figures", _("published figures and research")
    MEDIA = "media", _("contact with journalists, pictures and stories in public")


def uses_of_export(purpose: str) -> frozenset[str]:
    """The uses that a list which leaves for this purpose is; any one of them stopped keeps a child off the list.

    The table is ``data/exports.csv``. A purpose that is not in it counts as every use there is: nothing slips out
    because somebody forgot a row.

    >>> sorted(uses_of_export("court"))
    ['court']
    """
    return _uses("exports.csv", purpose)


def uses_of_print(purpose: str) -> frozenset[str]:
    """The uses that printing one child's page for this purpose is (``data/prints.csv``); none where it serves the child.

    >>> sorted(uses_of_print("case_work")), sorted(uses_of_print("authority"))
    ([], ['authorities'])
    """
    return _uses("prints.csv", purpose)


@cache
def _uses(table: str, purpose: str) -> frozenset[str]:
    text = files("dodomu.base.access").joinpath("data", table).read_text(encoding="utf-8")
    rows = [row["use"] for row in csv.DictReader(text.splitlines()) if row["purpose"] == purpose]
    return frozenset(use for use in rows if use) if rows else frozenset(Use.values)
