"""Two records side by side: one row per attribute, with a verdict in sign, word and colour."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.kit.alphabet import language_of
from dodomu.kit.charts import signed
from dodomu.kit.status import Status

VERDICTS: dict[str, Status] = {
    "same": Status(_("same"), "well", "check"),
    "similar": Status(_("alike"), "well", "half"),
    "swapped": Status(_("swapped"), "notice", "refresh"),
    "differs": Status(_("differs"), "harm", "close"),
    "missing": Status(_("not known"), "unknown"),
}


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """``agreement`` is one of same, similar, swapped, differs, missing; ``weight`` is the evidence in log-odds."""

    label: str | Promise
    left: str | Promise
    right: str | Promise
    agreement: str = "missing"
    note: str | Promise = ""
    weight: float | None = None

    @property
    def verdict(self) -> Status:
        return VERDICTS.get(self.agreement, VERDICTS["missing"])

    @property
    def signed(self) -> str:
        return "" if self.weight is None else signed(self.weight)

    @property
    def left_lang(self) -> str:
        return language_of(str(self.left))

    @property
    def right_lang(self) -> str:
        return language_of(str(self.right))
