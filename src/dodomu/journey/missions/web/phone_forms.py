"""Forms of a phone: until when it holds, and why there is one at all where a leg is to be travelled without."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.journey.cases.dues import Due
from dodomu.kit.dates import KYIV, kyiv_day
from dodomu.kit.forms import DayField, FormMixin, text_area


class IssueForm(FormMixin, forms.Form):
    """``latest``: the longest the phone may hold; ``phoneless``: it needs a reason."""

    until = DayField(label=gettext_lazy("Until which day the phone holds"), required=False)
    reason = text_area(
        gettext_lazy("Why there is a phone all the same"),
        gettext_lazy("A leg ahead is to be travelled without a phone. What makes it necessary, and who agreed?"),
    )

    def __init__(self, *args: Any, latest: datetime, phoneless: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest
        self.fields["until"].help_text = _(
            "Empty: until %(day)s, the longest it may hold: a day after the latest arrival, two weeks at most."
        ) % {"day": kyiv_day(latest)}
        if not phoneless:
            del self.fields["reason"]

    @property
    def until_at(self) -> datetime | None:
        """The end of the day that was named, or the latest moment where that comes first on the same day."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        end = Due.on(day).at
        return self.latest if end > self.latest and day == self.latest.astimezone(KYIV).date() else end
