"""Why nothing is shredded. Each has a sentence for the person who asked, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from dodomu.base.shred.guarding import Objection


class ShredRefused(Exception):
    """Base of all; nothing was destroyed."""

    sentence: str | Promise = _("Nothing was destroyed.")


class EvidenceStays(ShredRefused):
    """A key of the plan is not one of care, or is not known."""

    sentence = _("Only care data can be destroyed in this way: evidence stays.")


class NothingToShred(ShredRefused):
    """No living key is left of what was asked for."""

    sentence = _("There is nothing left to destroy: the keys are gone already.")


class SecondPersonNeeded(ShredRefused):
    """One person alone, though others work here, or the same person twice."""

    sentence = _("Destruction takes two different people.")


class NotGuarded(ShredRefused):
    """No guard is registered that could know of a legal hold: then nobody may destroy."""

    sentence = _("This installation cannot tell whether the records are on hold, so nothing is destroyed.")


class Objected(ShredRefused):
    """A guard objects, such as for a legal hold."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(", ".join(one.code for one in objections))
        self.objections = tuple(objections)

    @property
    def sentence(self) -> str:  # type: ignore[override]
        """What the guards say."""
        return " ".join(str(one.sentence) for one in self.objections)
