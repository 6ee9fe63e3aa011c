"""Forms of the registry: a statement, a fact, a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.engine.values.date_reading import read_birth_date
from dodomu.engine.values.dates import DateNotUnderstood, PartialDate
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameKind
from dodomu.engine.values.places import Place
from dodomu.engine.values.sex import Sex
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry.attributes import Attribute, Value, ValueKind
from dodomu.journey.registry.phrases import NAME_KINDS, SEXES, SOURCE_KINDS
from dodomu.journey.registry.queries import StatedFact
from dodomu.journey.registry.safe_contact import SafeContact
from dodomu.journey.registry.vocabulary import Channel, Consent, Wish
from dodomu.journey.registry.web.contact_form import ContactForm, contact_fields, contact_given
from dodomu.kit.dates import day_in_kyiv, today
from dodomu.kit.forms import BirthDateField, FormMixin, PartialDateField, date_error, text_area, with_unknown
from dodomu.kit.versions import Versioned

SAID: tuple[SourceKind, ...] = (
    SourceKind.PARENT,
    SourceKind.RELATIVE,
    SourceKind.CHILD,
    SourceKind.WITNESS,
    SourceKind.AUTHORITY,
    SourceKind.VERIFIED_DOCUMENT,
    SourceKind.STAFF,
    SourceKind.OTHER,
)
CHANNELS = [(one.value, one.label) for one in Channel if one is not Channel.LIST]
CHILD_SEXES = with_unknown([(Sex.FEMALE.value, SEXES["f"]), (Sex.MALE.value, SEXES["m"])])
USUAL = ("", _("As usual for this kind of source"))
RELIABILITY: list[tuple[str, str | Promise]] = [
    USUAL,
    ("A", _("A: completely reliable")),
    ("B", _("B: usually reliable")),
    ("C", _("C: fairly reliable")),
    ("D", _("D: not usually reliable")),
    ("E", _("E: unreliable")),
    ("F", _("F: cannot be judged")),
]
CREDIBILITY: list[tuple[str, str | Promise]] = [
    USUAL,
    ("1", _("1: confirmed by other sources")),
    ("2", _("2: probably true")),
    ("3", _("3: possibly true")),
    ("4", _("4: doubtful")),
    ("5", _("5: improbable")),
    ("6", _("6: cannot be judged")),
]


class SaidByForm(FormMixin, forms.Form):
    """Who said it, and how far they may be believed. ``form_id`` lets a form that is sent twice count once."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Who said it"),
        choices=[("", _("Choose")), *((one.value, SOURCE_KINDS[one]) for one in SAID)],
        error_messages={"required": _("Choose who said it. The profile weighs statements by their source.")},
    )
    reporter = forms.CharField(
        label=_("Their name and how to reach them"),
        required=False,
        max_length=400,
        help_text=_("Kept sealed with this statement."),
    )
    reliability = forms.ChoiceField(label=_("Reliability of the source"), choices=RELIABILITY, required=False)
    credibility = forms.ChoiceField(label=_("Credibility of what was said"), choices=CREDIBILITY, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_id"].initial = uuid4()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if bool(given.get("reliability")) != bool(given.get("credibility")):
            blank = "credibility" if given.get("reliability") else "reliability"
            self.add_error(blank, _("Grade both the source and what was said, or leave both as usual."))
        return given

    @property
    def grade(self) -> str:
        """Admiralty grade, empty for the usual one."""
        return f"{self.cleaned_data['reliability']}{self.cleaned_data['credibility']}"

    @property
    def statement(self) -> str:
        return f"form:{self.cleaned_data.get('form_id') or uuid4()}"


class StatementForm(SaidByForm):
    """A statement about one child, as it comes over the telephone or a message."""

    channel = forms.ChoiceField(label=_("How it reached us"), choices=CHANNELS, initial=Channel.HOTLINE.value)
    consent = forms.ChoiceField(
        label=_("Agreed that we use it for"), choices=Consent.choices, initial=Consent.NOT_ASKED
    )
    name = forms.CharField(
        label=_("Name of the child"),
        max_length=200,
        help_text=_("As it was said, in any letters and order."),
        error_messages={"required": _("Write the name of the child, as much of it as is known.")},
    )
    birth_date = BirthDateField(label=_("Date of birth"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=CHILD_SEXES, initial=Sex.NOT_ASKED.value, widget=forms.RadioSelect)
    birth_place = forms.CharField(label=_("Birth place"), required=False, max_length=200)
    mother = forms.CharField(label=_("Name of the mother"), required=False, max_length=200)
    father = forms.CharField(label=_("Name of the father"), required=False, max_length=200)
    document = forms.CharField(
        label=_("Document"),
        required=False,
        max_length=60,
        help_text=_("Series and number of a birth certificate or passport."),
    )
    phone = forms.CharField(label=_("Phone number to find the family by"), required=False, max_length=60)
    whereabouts = forms.CharField(
        label=_("Where the child is or was last seen"),
        required=False,
        max_length=300,
        help_text=_("Only people who need to know where a child is will see this."),
    )
    seen_on = PartialDateField(label=_("When the child was seen there"), required=False)
    words = forms.CharField(
        label=_("What was said, in their words"), required=False, max_length=20_000, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        _refuse_future(self, "seen_on", given)
        if given.get("seen_on") and not given.get("whereabouts"):
            self.add_error("whereabouts", _("Write where the child was seen, or empty the date of it."))
        return given


class ReasonForm(Versioned, forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays with the record."),
        error_messages={"required": _("Write in a few words why.")},
    )


def value_fields(attribute: Attribute, initial: Value | None = None) -> dict[str, forms.Field]:
    """The fields with which one attribute is written."""
    label = str(attribute.title)
    required = {"required": _("Write the value.")}
    match attribute.kind:
        case ValueKind.DATE:
            return {"value": BirthDateField(label=label, initial=initial, error_messages=required)}
        case ValueKind.SEX:
            return {
                "value": forms.ChoiceField(label=label, choices=CHILD_SEXES, widget=forms.RadioSelect, initial=initial)
            }
        case ValueKind.NAME:
            kinds = [(kind.value, NAME_KINDS[kind]) for kind in NameKind]
            return {
                "value": forms.CharField(
                    label=label, max_length=200, initial=getattr(initial, "full", None), error_messages=required
                ),
                "name_kind": forms.ChoiceField(
                    label=_("Kind of name"), choices=kinds, initial=getattr(initial, "kind", NameKind.OFFICIAL)
                ),
            }
        case ValueKind.CONTACT:
            return contact_fields(initial if isinstance(initial, SafeContact) else SafeContact())
        case ValueKind.WISH:
            return {"value": forms.ChoiceField(label=label, choices=Wish.choices, initial=initial)}
        case _:
            shown = getattr(initial, "full", initial)
            return {"value": forms.CharField(label=label, max_length=2000, initial=shown, error_messages=required)}


def value_of(attribute: Attribute, given: dict[str, Any]) -> Value:
    """The value that cleaned ``value_fields`` state."""
    match attribute.kind:
        case ValueKind.NAME:
            return parse_name(given["value"], kind=NameKind(given["name_kind"]))
        case ValueKind.PLACE:
            return Place(given["value"].strip())
        case ValueKind.DATE:
            return given["value"]  # type: ignore[no-any-return]
        case ValueKind.CONTACT:
            return contact_given(given)
        case _:
            return str(given["value"]).strip()


class FactForm(Versioned, SaidByForm):
    """One more fact about a known child; made for an attribute by ``fact_form``."""

    attribute: Attribute
    field_order = ("value", "name_kind", "observed_on", "words")
    observed_on = PartialDateField(label=_("When this was so"), required=False)
    words = text_area(_("What was said, in their words"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        _refuse_future(self, "observed_on", given)
        if given.get("observed_on"):
            _age_on(self, given["observed_on"], given)
        return given

    @property
    def value(self) -> Value:
        return value_of(self.attribute, self.cleaned_data)


def _refuse_future(form: forms.Form, name: str, given: dict[str, Any]) -> None:
    if given.get(name) and given[name].earliest > today():
        form.add_error(name, _("This date is in the future. Write when it was so, today or before."))


def _age_on(form: forms.Form, day: PartialDate, given: dict[str, Any]) -> None:
    """Let an age that was typed be true on that day instead of today."""
    value = given.get("value")
    if isinstance(value, PartialDate) and value.stated_age is not None:
        try:
            given["value"] = _aged_on(value, day)
        except DateNotUnderstood as error:
            form.add_error("value", str(date_error(error.code)))


def _aged_on(stated: PartialDate, on: PartialDate) -> PartialDate:
    """The birth dates of an age that was true when the form says, not today; words that name their own day keep it.

    Raises:
        DateNotUnderstood: nobody can be born then.
    """
    first = read_birth_date(stated.as_stated, today=on.earliest)
    last = read_birth_date(stated.as_stated, today=min(on.latest, today()))
    if first == last:
        return first
    both = PartialDate.between(first.earliest, last.latest, as_stated=stated.as_stated)
    return replace(both, stated_age=first.stated_age)


class CorrectionForm(ReasonForm):
    """The right value in place of one recorded wrongly, and why; made for a fact by ``correction_form``."""

    attribute: Attribute
    stated_on: PartialDate
    field_order = ("value", "name_kind", "reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        _age_on(self, self.stated_on, given)
        return given

    @property
    def value(self) -> Value:
        return value_of(self.attribute, self.cleaned_data)


def _also(attribute: Attribute) -> tuple[type[forms.Form], ...]:
    """Forms whose judgement belongs to the attribute as well."""
    return (ContactForm,) if attribute.kind is ValueKind.CONTACT else ()


def fact_form(attribute: Attribute) -> type[FactForm]:
    return type("FactOf", (FactForm, *_also(attribute)), {"attribute": attribute, **value_fields(attribute)})


def correction_form(attribute: Attribute, fact: StatedFact) -> type[CorrectionForm]:
    stated_on = fact.observed_on or PartialDate.of_day(day_in_kyiv(fact.received_at))
    fields = value_fields(attribute, fact.value)
    return type(
        "CorrectionOf", (CorrectionForm, *_also(attribute)), {"attribute": attribute, "stated_on": stated_on, **fields}
    )
