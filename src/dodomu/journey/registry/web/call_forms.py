"""The forms of a call, one for each part of a step; what was typed is kept whether or not it is right yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.journey.registry.phrases import SEXES
from dodomu.journey.registry.vocabulary import Consent, ContactWay, Kinship, Question, Unanswered, Wish
from dodomu.journey.registry.web.contact_form import ContactForm
from dodomu.kit.dates import today
from dodomu.kit.forms import BirthDateField, FormMixin, PartialDateField, with_unknown

NOT = "_not"
SHORT_UNANSWERED = ((Unanswered.UNKNOWN.value, _("Asked, nobody knows")), (Unanswered.NOT_ASKED.value, _("Not asked")))


class CallForm(FormMixin, forms.Form):
    """One part of a step. ``questions`` are fields beside which "unknown" and "not asked" can be chosen apart."""

    questions: ClassVar[dict[str, Question]] = {}
    title: str | Promise = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.questions:
            # What was typed always counts; the two answers stand only where nothing was.
            self.fields[name + NOT] = forms.ChoiceField(
                label=_("Why it is empty"),
                choices=SHORT_UNANSWERED,
                initial=Unanswered.NOT_ASKED,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[name].widget.attrs |= {"placeholder": " "}

    @property
    def lines(self) -> Iterator[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each field, with the two ways of not knowing beside it where it has them."""
        for name in self.fields:
            if not name.endswith(NOT):
                yield self[name], self[name + NOT] if name in self.questions else None

    def unanswered(self, name: str) -> Unanswered:
        """Why a question has no value."""
        chosen = self.cleaned_data.get(name + NOT)
        return Unanswered(chosen) if chosen in Unanswered.values else Unanswered.NOT_ASKED


class CallerForm(CallForm, ContactForm):
    """Who calls, and how they can be reached without danger."""

    field_order = ("caller_name", "phone")
    questions: ClassVar = {"caller_name": Question.NAME, "phone": Question.CONTACT}
    caller_name = forms.CharField(label=_("Name of the caller"), required=False, max_length=200)
    phone = forms.CharField(
        label=_("Telephone number for us to reach them"),
        required=False,
        max_length=60,
        help_text=_("Ask whether this number is safe: who else has this telephone in their hands?"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if {ContactWay.CALL, ContactWay.TEXT} & set(given.get("ways") or ()) and not given.get("phone"):
            self.add_error("phone", _("Write the number that may be called or written to, or take these ways away."))
        return given


class ChildForm(CallForm):
    """One child the call is about."""

    questions: ClassVar = {"name": Question.NAME, "birth_date": Question.BIRTH_DATE}
    name = forms.CharField(
        label=_("Name of the child"),
        max_length=200,
        help_text=_("As it was said, in any letters and order. Required, unless nobody knows it."),
        error_messages={
            "required": _("Write the name of the child, as much of it as is known, or choose “Asked, nobody knows”.")
        },
    )
    birth_date = BirthDateField(label=_("Date of birth"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=with_unknown([("f", SEXES["f"]), ("m", SEXES["m"])]),
        initial=Unanswered.NOT_ASKED.value,
        widget=forms.RadioSelect,
    )
    kinship = forms.ChoiceField(
        label=_("What the caller says they are to this child"),
        choices=with_unknown(Kinship.choices),
        initial=Unanswered.NOT_ASKED.value,
        help_text=_("A claim: somebody verifies it later."),
    )
    birth_place = forms.CharField(label=_("Birth place"), required=False, max_length=200)
    document = forms.CharField(
        label=_("Document"),
        required=False,
        max_length=60,
        help_text=_("Series and number of a birth certificate or passport."),
    )
    appearance = forms.CharField(label=_("Appearance"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.has_error("name", "required") and self.unanswered("name") == Unanswered.UNKNOWN:
            # That nobody knows it is an answer.
            del self.errors["name"]
            given["name"] = ""
        return given


class FamilyForm(CallForm):
    """What all children of the call share."""

    title = _("Their family")
    siblings = forms.ChoiceField(
        label=_("Are these children brothers and sisters?"),
        choices=with_unknown([("yes", _("yes")), ("no", _("no"))]),
        initial=Unanswered.NOT_ASKED.value,
        widget=forms.RadioSelect,
    )
    mother = forms.CharField(label=_("Name of the mother"), required=False, max_length=200)
    father = forms.CharField(label=_("Name of the father"), required=False, max_length=200)

    def __init__(self, *args: Any, several: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not several:
            del self.fields["siblings"]
            self.title = _("The family")


class PlaceForm(CallForm):
    """Where one child is or was last seen."""

    questions: ClassVar = {"whereabouts": Question.LAST_SEEN, "seen_on": Question.SEEN_ON}
    same = forms.BooleanField(label=_("The same as for the first child"), required=False)
    whereabouts = forms.CharField(
        label=_("Where the child is or was last seen"),
        required=False,
        max_length=300,
        help_text=_("Only people who need to know where a child is will see this."),
    )
    seen_on = PartialDateField(label=_("When the child was seen there"), required=False)

    def __init__(self, *args: Any, first: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["same"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        seen_on = given.get("seen_on")
        if seen_on and seen_on.earliest > today():
            self.add_error("seen_on", _("This date is in the future. Write when it was so, today or before."))
        elif seen_on and not given.get("whereabouts") and not given.get("same"):
            self.add_error("whereabouts", _("Write where the child was seen, or empty the date of it."))
        return given


class StoryForm(CallForm):
    """What happened, in the words of the caller."""

    title = _("What happened")
    words = forms.CharField(
        label=_("What was said, in their words"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What is said, not what you think. Required."),
        error_messages={"required": _("Write what was said, in a sentence at least.")},
    )


class WishForm(CallForm):
    """What the caller asks for, and what they agree to."""

    wishes = forms.MultipleChoiceField(
        label=_("What the caller asks for"), choices=Wish.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    wish_words = forms.CharField(
        label=_("In their words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    consent = forms.ChoiceField(
        label=_("Agreed that we use it for"),
        choices=Consent.choices,
        initial=Consent.NOT_ASKED,
        widget=forms.RadioSelect,
        help_text=_("Say before you ask: what is recorded, who sees it, and that they may take it back."),
    )
