"""Compartments: kinds of knowledge about a child that a right to open the page does not yet give."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Compartment(TextChoices):
    """What a fact reveals beyond the ordinary. Facts carry one of these codes or none."""

    LOCATION = "location", _("where a child is")
    ROUTE = "route", _("by which way a child travels")
    SHELTER = "shelter", _("the address of a shelter")
    CLINICAL = "clinical", _("health")
    SEALED = "sealed", _("sealed accounts, opened by name only")


OPENED_IN_EMERGENCY = frozenset(Compartment) - {Compartment.SEALED}
"""What break-glass opens for its one person. Sealed accounts stay sealed: they take two people."""
