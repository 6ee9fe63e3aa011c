"""The triage page: at most 25 fields, nothing required, so that a red sign can be sent at once."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.reception import labels
from dodomu.journey.reception.bridge import EXTRAS, VITALS, Judged, Look, judge, red_alone, sections_for
from dodomu.journey.reception.web.fields import NOTHING, MadeForm, MeasureField, SignsField
from dodomu.kit.dates import KYIV
from dodomu.kit.forms import NOT_ASKED, UNKNOWN, BirthDateField, text_area

AWAKE_GAPS = ((UNKNOWN, gettext_lazy("Could not tell")), (NOT_ASKED, gettext_lazy("Not looked yet")))
TIMES = ("%H:%M", "%H.%M", "%H")


class TriageForm(MadeForm):
    """One look at a child. What is left empty counts as not looked for."""

    nothing_required = True

    def __init__(
        self, *args: Any, born: PartialDate | None, sex: str, on: date, arrived_at: datetime | None, **kwargs: Any
    ) -> None:
        self.born, self.sex, self.arrived_at = born, sex, arrived_at
        self.on = on
        self.sections = _sections(born, sex, on)
        signs: dict[str, forms.Field] = {f"signs_{name}": SignsField(name, codes) for name, codes in self.sections}
        made = signs | _awake() | _vitals() | _rest(age_known=born is not None and born.exact)
        super().__init__(made, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for code in cleaned.get("in_vain", ()):
            if cleaned.get(code):
                message = _("%(field)s: you wrote a number and said that it could not be measured. Keep one of them.")
                self.add_error(code, message % {"field": labels.MEASURES[code]})
        return cleaned

    def clean_time(self) -> datetime | None:
        """The moment of the look, today in Kyiv."""
        time = self.cleaned_data["time"]
        if time is None:
            return None
        at = datetime.combine(timezone.now().astimezone(KYIV).date(), time, KYIV)
        if at > timezone.now():
            raise forms.ValidationError(_("This time has not come yet. Leave it empty for now."))
        if self.arrived_at and at < self.arrived_at:
            raise forms.ValidationError(_("This is before the child arrived. Leave it empty for now."))
        return at

    @property
    def red(self) -> forms.BoundField:
        """The signs that decide at once."""
        return self["signs_red"]

    @property
    def parts(self) -> list[tuple[forms.BoundField, int, bool]]:
        """The other signs by section: the field, how many there are, whether one of them is ticked or wrong."""
        found = []
        for name, codes in self.sections[1:]:
            bound = self[f"signs_{name}"]
            ticked = set(bound.value() or ()) - {NOTHING}
            found.append((bound, len(codes), bool(ticked or bound.errors)))
        return found

    @property
    def vitals(self) -> list[forms.BoundField]:
        return [self[code] for code in VITALS]

    @property
    def more(self) -> list[forms.BoundField]:
        """What may wait."""
        return [self[name] for name in (*EXTRAS, "time", "note")]

    @property
    def more_open(self) -> bool:
        return any(bound.errors or bound.value() for bound in self.more)

    @property
    def judged(self) -> Judged:
        """The colour of what is typed so far and can be read; what is wrong counts as missing."""
        if not self.is_bound:
            return judge(Look(born=self.born.edtf if self.born else "", sex=self.sex), self.on)
        self.is_valid()
        return judge(self.look, self.on)

    @property
    def look(self) -> Look:
        """What was seen, for the act."""
        given = defaultdict(str, self.cleaned_data)
        awake = given["consciousness"]
        vitals = {code: given[code] for code in VITALS if given[code]}
        said = given["age"] or self.born
        return Look(
            born=said.edtf if said else "",
            sex=self.sex,
            consciousness="" if awake == NOT_ASKED else awake,
            vitals=dict.fromkeys(given["in_vain"] or (), UNKNOWN) | vitals,
            extras={code: given[code] for code in EXTRAS if given[code]},
            signs={
                sign: found for name, _codes in self.sections for sign, found in (given[f"signs_{name}"] or {}).items()
            },
        )


def _sections(born: PartialDate | None, sex: str, on: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The danger signs first, then the sections of the card with the signs that are left."""
    red, sections = red_alone(born, sex, on), sections_for(born, sex, on)
    first = tuple(code for codes in sections.values() for code in codes if code in red)
    rest = {name: tuple(code for code in codes if code not in red) for name, codes in sections.items()}
    return ("red", first), *((name, codes) for name, codes in rest.items() if codes)


def _awake() -> dict[str, forms.Field]:
    return {
        "consciousness": forms.ChoiceField(
            label=gettext_lazy("How awake is the child?"),
            choices=[*labels.CONSCIOUSNESS.items(), *AWAKE_GAPS],
            required=False,
            initial=NOT_ASKED,
            widget=forms.RadioSelect,
        )
    }


def _vitals() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {code: MeasureField(code) for code in VITALS}
    found["in_vain"] = forms.MultipleChoiceField(
        label=gettext_lazy("Tried and could not be measured"),
        choices=[(code, labels.MEASURES[code]) for code in VITALS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    return found


def _rest(*, age_known: bool) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if not age_known:
        found["age"] = BirthDateField(
            label=gettext_lazy("Age, as it looks"),
            help_text=gettext_lazy("For this look only: about 4 years, 8 months. The child's record is not changed."),
            required=False,
        )
    found |= {code: MeasureField(code) for code in EXTRAS}
    found["time"] = forms.TimeField(
        label=gettext_lazy("Time of the look"),
        help_text=gettext_lazy("Only if it was earlier today: 14:30, Kyiv time."),
        required=False,
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Write the time of day as hours and minutes, for example 14:30.")},
    )
    found["note"] = text_area(
        gettext_lazy("Note"),
        gettext_lazy("What a colleague must know. No account of what happened."),
        required=False,
        rows=2,
    )
    return found
