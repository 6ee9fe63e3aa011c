"""Forms of rules: what holds for a link, from when to when, as seen on a day, by whose word. One form for each kind."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions import corridor_rules as said
from dodomu.journey.missions.actions.corridor_rules import LONGEST, RuleInput
from dodomu.journey.missions.corridor_data import warning
from dodomu.journey.missions.corridor_lines import RuleNotRead, read_rule, write_rule
from dodomu.journey.missions.corridor_messages import rule_sentence
from dodomu.journey.missions.corridor_words import PAPERS, TRAVELLERS
from dodomu.journey.missions.queries.corridor import RuleRow
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin

TIMES: Final = ("%H:%M", "%H.%M", "%H")
DEMANDS: Final = 3
"""How many sets of papers the form asks for at least."""
USUAL_DAYS: Final = {"queue": 2, "closed": 3, "opening": 14, "timetable": 30, "who_may_pass": 14, "papers": 14}
"""How long a rule of this kind is proposed to hold; whoever records it decides."""


def clock_field(label: Any, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write the time of day as hours and minutes, for example 14:30.")},
    )


class RuleForm(FormMixin, forms.Form):
    """What every rule has. ``value`` of a valid form is what it says."""

    kind: ClassVar[str]
    source = forms.CharField(
        label=_("Who says so"),
        help_text=_("A person, an office, a notice: so that a colleague can ask the same again. Sealed."),
        max_length=300,
    )
    observed_on = DayField(label=_("Seen or said on"))
    since_day = DayField(label=_("Holds from"), help_text=_("Kyiv time. For example 5 March 2026."))
    since_time = clock_field(_("From what time of day"), _("Without it from midnight, Kyiv time."))
    until_day = DayField(
        label=_("Known until"),
        help_text=_("After this moment it is not “open” but “nobody knows”: you are asked to ask again in time."),
    )
    until_time = clock_field(_("Until what time of day"), _("Without it until the end of the day, Kyiv time."))

    def __init__(self, *args: Any, instead: RuleRow | None = None, **kwargs: Any) -> None:
        now = timezone.now().astimezone(KYIV)
        initial = {
            "observed_on": today(),
            "since_day": today(),
            "since_time": f"{now:%H:%M}" if instead else None,
            "until_day": today() + timedelta(days=USUAL_DAYS.get(self.kind, 30)),
        }
        if instead is not None:
            initial |= self.shown(instead.value)
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.order_fields([name for name in self.fields if name not in COMMON] + list(COMMON))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("observed_on") and cleaned["observed_on"] > today():
            self.add_error("observed_on", _("It was not seen yet: name today or an earlier day."))
        if cleaned.get("since_day") and cleaned.get("until_day") and not self.errors:
            if self.until <= self.since:
                self.add_error("until_day", _("The rule ends before it begins."))
            elif self.until - self.since > LONGEST:
                self.add_error("until_day", _("Nothing is known for longer than a year. Name an earlier end."))
        return cleaned

    @property
    def since(self) -> datetime:
        return datetime.combine(self.cleaned_data["since_day"], self.cleaned_data["since_time"] or time(), KYIV)

    @property
    def until(self) -> datetime:
        """A day without a time is counted to its end."""
        day, clock = self.cleaned_data["until_day"], self.cleaned_data["until_time"]
        return datetime.combine(day, clock, KYIV) if clock else datetime.combine(day + timedelta(days=1), time(), KYIV)

    @property
    def given(self) -> RuleInput:
        held = self.cleaned_data
        return RuleInput(self.kind, self.value, held["source"], held["observed_on"], self.since, self.until)

    @property
    def value(self) -> said.Value:
        raise NotImplementedError

    @classmethod
    def shown(cls, value: said.Value) -> dict[str, Any]:
        """A rule that is known already, as the fields show it."""
        raise NotImplementedError

    @property
    def warned_before(self) -> timedelta:
        return warning(self.kind)


COMMON: Final = ("source", "observed_on", "since_day", "since_time", "until_day", "until_time")


class _Lines(RuleForm):
    """A rule that is written in lines."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    label: ClassVar[Any]
    help: ClassVar[Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = self.label, self.help

    def clean_text(self) -> said.Value:
        try:
            return read_rule(self.kind, self.cleaned_data["text"])
        except RuleNotRead as refusal:
            raise forms.ValidationError(rule_sentence(self.kind, refusal), code=refusal.code) from None

    @property
    def value(self) -> said.Value:
        found: said.Value = self.cleaned_data["text"]
        return found

    @classmethod
    def shown(cls, value: said.Value) -> dict[str, Any]:
        return {"text": write_rule(value).replace("; ", "\n")}


class OpeningForm(_Lines):
    kind = said.OPENING
    label = _("When it is open")
    help = _(
        "A line for each, in the local time of the place where one begins: Mon-Fri 08:00-18:00. Where the night differs, give "
        "it a line of its own: daily 21:00-06:00, 70 min, risk 12."
    )


class TimetableForm(_Lines):
    kind = said.TIMETABLE
    label = _("Departures")
    help = _(
        "A line for each, in the local time of the place of departure: daily 06:17, 190 min, cost 850. For the way back add "
        "the word back."
    )


class QueueForm(_Lines):
    kind = said.QUEUE
    label = _("How long one waits in the queue")
    help = _("A line for each part of the day: daily 00:00-12:00, 150 min. It is added to the usual time.")


class _Travellers(forms.MultipleChoiceField):
    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            choices=list(TRAVELLERS.items()),
            widget=forms.CheckboxSelectMultiple,
        )


class WhoMayPassForm(RuleForm):
    kind = said.WHO_MAY_PASS
    never = _Travellers(_("Who is not let through"), _("Tick nobody when everybody is let through."))
    only = _Travellers(_("Only these are let through"), _("Leave it empty when there is no such restriction."))

    @property
    def value(self) -> said.Value:
        return said.WhoMayPass(frozenset(self.cleaned_data["only"]), frozenset(self.cleaned_data["never"]))

    @classmethod
    def shown(cls, value: said.Value) -> dict[str, Any]:
        return {"only": sorted(value.only), "never": sorted(value.never)} if isinstance(value, said.WhoMayPass) else {}


class PapersForm(RuleForm):
    kind = said.PAPERS

    def __init__(self, *args: Any, instead: RuleRow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instead=instead, **kwargs)
        shown = len(instead.value.asked) if instead and isinstance(instead.value, said.PapersAsked) else 0
        self.numbers = range(1, max(DEMANDS, shown) + 1)
        for number in self.numbers:
            first = number == 1
            self.fields[f"papers{number}"] = forms.MultipleChoiceField(
                label=_("One of these papers is asked for") if first else _("And one of these (%(n)s)") % {"n": number},
                help_text=_("Tick nothing at all when no paper is asked for.") if first else "",
                required=False,
                choices=list(PAPERS.items()),
                widget=forms.CheckboxSelectMultiple,
            )
            label = _("Of whom") if first else _("Of whom (%(n)s)") % {"n": number}
            self.fields[f"of{number}"] = _Travellers(label, _("Tick nobody when it is asked of everybody."))
        own = [f"{name}{number}" for number in self.numbers for name in ("papers", "of")]
        self.order_fields([*own, *COMMON])

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The papers and of whom they are asked, beside each other."""
        return [(self[f"papers{number}"], self[f"of{number}"]) for number in self.numbers]

    @property
    def common(self) -> list[forms.BoundField]:
        return [self[name] for name in COMMON]

    @property
    def value(self) -> said.Value:
        held = self.cleaned_data
        asked = [(held[f"papers{number}"], held[f"of{number}"]) for number in self.numbers]
        return said.PapersAsked(tuple(said.Asked(frozenset(any_of), frozenset(of)) for any_of, of in asked if any_of))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in self.numbers:
            if cleaned.get(f"of{number}") and not cleaned.get(f"papers{number}"):
                self.add_error(f"papers{number}", _("Say which papers are asked of them."))
        return cleaned

    @classmethod
    def shown(cls, value: said.Value) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if isinstance(value, said.PapersAsked):
            for number, one in enumerate(value.asked, 1):
                found |= {f"papers{number}": sorted(one.any_of), f"of{number}": sorted(one.of)}
        return found


class ClosedForm(RuleForm):
    kind = said.CLOSED
    after = forms.ChoiceField(
        label=_("What is known of its end"),
        choices=[
            ("ask", _("Nobody knows when it opens: it stays closed until somebody has asked again")),
            ("opens", _("It opens again at the end, as before")),
        ],
        widget=forms.RadioSelect,
        initial="ask",
    )

    @property
    def value(self) -> said.Value:
        return said.Closure(self.cleaned_data["after"] == "opens")

    @classmethod
    def shown(cls, value: said.Value) -> dict[str, Any]:
        return {"after": "opens" if isinstance(value, said.Closure) and value.opens_again else "ask"}


class WalkingForm(RuleForm):
    kind = said.WALKING
    metres = forms.IntegerField(
        label=_("How far it is on foot, metres"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Leave it empty when the link says it rightly."),
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
    )
    never = _Travellers(_("Who cannot go it at all"), _("Steps, mud, no ramp: whoever cannot pass even with help."))

    @property
    def value(self) -> said.Value:
        return said.Walking(self.cleaned_data["metres"], frozenset(self.cleaned_data["never"]))

    @classmethod
    def shown(cls, value: said.Value) -> dict[str, Any]:
        return {"metres": value.metres, "never": sorted(value.never)} if isinstance(value, said.Walking) else {}


class OneWayForm(RuleForm):
    kind = said.ONE_WAY
    direction = forms.ChoiceField(
        label=_("In which direction one may go"),
        choices=[("there", _("From its start to its end")), ("back", _("From its end to its start"))],
        widget=forms.RadioSelect,
        initial="there",
    )

    @property
    def value(self) -> said.Value:
        return said.OneWay(self.cleaned_data["direction"] == "back")

    @classmethod
    def shown(cls, value: said.Value) -> dict[str, Any]:
        return {"direction": "back" if isinstance(value, said.OneWay) and value.back else "there"}


FORMS: Final[dict[str, type[RuleForm]]] = {
    form.kind: form
    for form in (
        OpeningForm,
        TimetableForm,
        WhoMayPassForm,
        PapersForm,
        QueueForm,
        ClosedForm,
        WalkingForm,
        OneWayForm,
    )
}
