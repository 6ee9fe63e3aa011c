"""Forms of referrals, transfers and enquiries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions, queries, sending_rules
from dodomu.journey.cases.queries import sending_choices as offered
from dodomu.journey.cases.queries.work_rows import WarningRow
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin, PartialDateField, text_area
from dodomu.kit.versions import Versioned

LANGUAGES = (("uk", _("Ukrainian")), ("en", _("English")))
NOT_CHOSEN = ("", _("choose"))
CONSENT = "consent"


class SendForm(FormMixin, forms.Form):
    """To whom, what for, on which basis. The field set says what leaves; nobody types data of the child here."""

    receiver = forms.ChoiceField(label=_("To whom"))
    profile = forms.ChoiceField(
        label=_("What for"),
        help_text=_("This decides which fields leave. You see them before anything is sent."),
        widget=forms.RadioSelect,
    )
    asked = text_area(
        _("What you ask of them"), _("Write nothing about the child that they do not need. It is sent as it stands.")
    )
    sent_on = DayField(label=_("Day it was sent, if it left on paper before today"), required=False)
    due_on = DayField(label=_("Answer expected by"), required=False)
    way = forms.ChoiceField(label=_("How it travels"), required=False)
    basis = forms.ChoiceField(label=_("What it rests on"), widget=forms.RadioSelect, initial=CONSENT)
    basis_reason = text_area(
        _("Why it goes without consent"),
        _("Only where it does not rest on consent. A second person reads it and confirms before anything leaves."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of what is sent"), choices=LANGUAGES, widget=forms.RadioSelect, initial="uk"
    )

    answers = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, kind: str, team_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.bodies = {body.id: body for body in queries.bodies(viewer)}
        teams = [] if kind == "enquiry" else [(f"team:{key}", name) for key, name in queries.teams() if key != team_id]
        outside = [(f"body:{body.id}", f"{body.name} ({body.kind_label})") for body in self.bodies.values()]
        groups = [(gettext("Teams"), teams), (gettext("Outside bodies"), outside)]
        self._choose("receiver", [NOT_CHOSEN, *(group for group in groups if group[1])])
        self._choose("profile", [(one.code, _described(one)) for one in sending_rules.profiles_for(kind, today())])
        self._choose("way", [NOT_CHOSEN, *offered.ways()])
        self._choose("basis", offered.bases())
        if kind == "enquiry":
            self.fields["due_on"].help_text = _("Empty: as usual for this kind of body.")
        else:
            del self.fields["due_on"], self.fields["sent_on"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        outside = given.get("receiver", "").startswith("body:")
        profile = sending_rules.profiles().get(given.get("profile", ""))
        if given.get("receiver") and profile and not profile.fits(self.kind, outside=outside):
            self.add_error("profile", _("This field set is not for this receiver. Choose another."))
        if outside and not given.get("way"):
            self.add_error("way", _("Say how it travels to an outside body."))
        if given.get("basis", CONSENT) != CONSENT and not given.get("basis_reason", "").strip():
            self.add_error("basis_reason", _("Say why it goes without consent."))
        sent, due = given.get("sent_on"), given.get("due_on")
        if sent and sent > today():
            self.add_error("sent_on", _("Name a day that has come."))
        if due and due <= (sent or today()):
            self.add_error("due_on", _("Name a day after the sending."))
        return given

    @property
    def wanted(self) -> actions.Wanted:
        given = self.cleaned_data
        sort, _colon, identifier = given["receiver"].partition(":")
        outside = sort == "body"
        return actions.Wanted(
            kind=self.kind,
            profile=given["profile"],
            asked=given["asked"],
            team_id=None if outside else UUID(identifier),
            body_id=UUID(identifier) if outside else None,
            way=given["way"] if outside else "",
            basis=given["basis"],
            basis_reason=given["basis_reason"] if given["basis"] != CONSENT else "",
            due_on=self._due(UUID(identifier)) if self.kind == "enquiry" else None,
            sent_on=given.get("sent_on"),
            language=given["language"],
            answers=given["answers"],
        )

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was filled in, to be carried through the page on which it is checked."""
        return [(name, str(self.data.get(name, ""))) for name in self.fields]

    def _due(self, body_id: UUID) -> date:
        usual = timedelta(days=sending_rules.answer_days(self.bodies[body_id].kind, today()))
        return self.cleaned_data["due_on"] or (self.cleaned_data["sent_on"] or today()) + usual

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _described(profile: sending_rules.Profile) -> str:
    """The field set with what is in it."""
    parts = [ATTRIBUTES[code].title for code in profile.attributes]
    parts += [sending_rules.SECTION_LABELS[code] for code in profile.sections]
    return f"{profile.label}: {', '.join(str(part).lower() for part in parts)}"


class CheckForm(FormMixin, forms.Form):
    """The last look before it leaves: who must never learn of the child was read."""

    read = forms.MultipleChoiceField(
        label=_("Who must never learn of this child"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, warnings: tuple[WarningRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read"].choices = [(str(one.id), _told_never(one)) for one in warnings]  # type: ignore[attr-defined]
        if not warnings:
            del self.fields["read"]

    def clean_read(self) -> list[str]:
        given: list[str] = self.cleaned_data["read"]
        missing = len(self.fields["read"].choices) - len(given)  # type: ignore[attr-defined]
        if missing:
            raise forms.ValidationError(
                ngettext("Tick that you have read it.", "Tick all of them when you have read them.", missing),
                code="unread",
            )
        return given

    @property
    def read_ids(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data.get("read", [])]


def _told_never(one: WarningRow) -> str:
    why = f" ({one.why})" if one.why else ""
    return gettext("Read: never to %(whom)s%(why)s") % {"whom": one.whom, "why": why}


class StepForm(FormMixin, forms.Form):
    """One step: with who answered and how where an outside body did, with a worker where a team takes a case over."""

    on = DayField(label=_("When they answered"))
    named = forms.CharField(
        label=_("Who answered"), max_length=300, help_text=_("Name and office. It is sealed like the case itself.")
    )
    way = forms.ChoiceField(label=_("How the answer came"))
    worker = forms.ChoiceField(label=_("Worker"), required=False)
    reason = text_area(_("Reason"), _("One sentence is enough. It is kept."))

    def __init__(self, *args: Any, page: queries.SendingPage, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_body = page.row.outside and state in {"accepted", "refused", "done"}
        if not by_body:
            del self.fields["on"], self.fields["named"], self.fields["way"]
        else:
            self.fields["way"].choices = [NOT_CHOSEN, *offered.ways()]  # type: ignore[attr-defined]
        takes_over = page.row.kind == "transfer" and state == "accepted" and not page.row.outside
        if takes_over:
            people = offered.workers_in(page.row.receiver)
            self.fields["worker"].choices = [("", _("nobody yet: the team finds somebody")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["worker"]
        self.fields["reason"].required = state not in {"accepted", "sent"}

    def step(self, state: str) -> actions.SendingStep:
        given = self.cleaned_data
        worker = given.get("worker")
        return actions.SendingStep(
            state,
            given.get("on") or today(),
            given["reason"],
            named=given.get("named", ""),
            way=given.get("way", ""),
            worker_id=UUID(worker) if worker else None,
        )


class EnquiryAnswerForm(FormMixin, forms.Form):
    """What a body answered; it becomes a report about the child."""

    on = DayField(label=_("When the answer came"))
    named = forms.CharField(
        label=_("Who answered"), max_length=300, help_text=_("Name and office. It is sealed like the case itself.")
    )
    way = forms.ChoiceField(label=_("How the answer came"))
    words = text_area(_("What they answered"), _("In their words, as far as you can."))
    place = forms.CharField(label=_("Where the child is or was, if they say so"), required=False, max_length=300)
    seen_on = PartialDateField(label=_("When the child was there"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [NOT_CHOSEN, *offered.ways()]  # type: ignore[attr-defined]

    @property
    def answer(self) -> actions.Answer:
        given = self.cleaned_data
        names = ("on", "named", "way", "words", "place", "seen_on")
        return actions.Answer(**{name: given[name] for name in names})


class BodyForm(Versioned, forms.Form):
    """An outside body on the list."""

    name = forms.CharField(
        label=_("Name of the body"), max_length=120, help_text=_("The office, never the name of a private person.")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    way = forms.ChoiceField(label=_("How we usually reach it"))
    contact = text_area(
        _("Address, number, office and people to ask for"), _("Sealed: only those who send things see it.")
    )
    in_use = forms.BooleanField(label=_("In use: things can be sent to it"), required=False, initial=True)

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [NOT_CHOSEN, *offered.body_kinds()]  # type: ignore[attr-defined]
        self.fields["way"].choices = [NOT_CHOSEN, *offered.ways()]  # type: ignore[attr-defined]
        if new:
            del self.fields["in_use"]

    @property
    def body(self) -> actions.BodyInput:
        given = self.cleaned_data
        return actions.BodyInput(given["kind"], given["name"], given["way"], given["contact"])
