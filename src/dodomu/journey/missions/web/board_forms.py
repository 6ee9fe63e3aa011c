"""Forms of the board: a word of a group, the answer to an alarm, an entry of the escalation list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.actions.escalation import LONGEST_MINUTES, ContactInput
from dodomu.journey.missions.actions.words import LONGEST_DELAY, WordInput
from dodomu.journey.missions.queries import board_choices as choices
from dodomu.journey.missions.queries.board_rows import ContactRow
from dodomu.journey.missions.queries.board_words import GroupPage
from dodomu.journey.missions.web.board_look import what_of
from dodomu.journey.missions.web.board_moments import MomentField
from dodomu.kit.forms import FormMixin, text_area

KYIV = "Europe/Kyiv"
PHONE_PAGE = "phone_page"
OK, DELAY = "ok", "delay"
UUID_LENGTH = 36


class WordForm(FormMixin, forms.Form):
    """What a group said. ``about`` and ``leg`` travel in one code, as the buttons of the board send it."""

    kind = forms.ChoiceField(label=_("What they said"), widget=forms.RadioSelect, initial=OK)
    about = forms.ChoiceField(label=_("About what"), required=False)
    delay_minutes = forms.IntegerField(
        label=_("How many minutes later than expected"),
        help_text=_("Only for a delay."),
        required=False,
        min_value=1,
        max_value=LONGEST_DELAY,
        widget=forms.TextInput(attrs={"class": "input-short"}),
    )
    channel = forms.ChoiceField(label=_("How it came"), widget=forms.RadioSelect, initial="voice")
    said = MomentField(label=_("When it was said"))
    zone = forms.ChoiceField(label=_("By which clock"), required=False)
    place = forms.ChoiceField(label=_("Where they were"), required=False)
    note = text_area(_("Note"), _("Their own words, if they matter. Nobody's name."), required=False, rows=2)
    corrects = forms.UUIDField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: GroupPage, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        offered: dict[str, Iterable[tuple[str, Any]]] = {
            "kind": choices.word_kinds().items(),
            "about": _abouts(page),
            "channel": [one for one in choices.channels().items() if one[0] != PHONE_PAGE],
            "zone": _zones(page),
            "place": [("", _("not said")), *((str(key), str(place)) for key, place in page.places)],
        }
        for name, pairs in offered.items():
            self.fields[name].choices = list(pairs)  # type: ignore[attr-defined]
        if len(self.fields["zone"].choices) == 1:  # type: ignore[attr-defined]
            del self.fields["zone"]
        if not page.places:
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == DELAY and not cleaned.get("delay_minutes") and "delay_minutes" not in self.errors:
            self.add_error("delay_minutes", _("Say by how many minutes they are late."))
        if "said" in cleaned:
            try:
                cleaned["said"] = self._moment(cleaned)
            except ValidationError as error:
                self.add_error("said", error)
        return cleaned

    def _moment(self, cleaned: dict[str, Any]) -> datetime:
        field = self.fields["said"]
        assert isinstance(field, MomentField)  # noqa: S101 - for the type checker
        return field.read(cleaned["said"], ZoneInfo(cleaned.get("zone") or KYIV))

    @property
    def word(self) -> WordInput:
        """What the action takes, from a form that is valid."""
        given = self.cleaned_data
        about, _colon, leg = given["about"].partition(":")
        return WordInput(
            kind=given["kind"],
            channel=given["channel"],
            said_at=given["said"],
            about=about,
            leg_id=UUID(leg) if leg else None,
            place_id=UUID(given["place"]) if given.get("place") else None,
            delay_minutes=given["delay_minutes"] if given["kind"] == DELAY else None,
            note=given["note"],
            corrects_id=given["corrects"],
            client_id=given["client_id"],
        )


def read_quick(code: str) -> dict[str, str]:
    """What a button of the board stands for, as fields of ``WordForm``; an unknown code is an ordinary form.

    >>> read_quick("delay:30:")
    {'kind': 'delay', 'about': '', 'delay_minutes': '30'}
    """
    kind, about, leg = [*code.split(":"), "", ""][:3]
    if kind == DELAY:
        return {"kind": kind, "about": "", "delay_minutes": about}
    return {"kind": kind, "about": f"{about}:{leg}" if about else "", "delay_minutes": ""}


def _abouts(page: GroupPage) -> list[tuple[str, Any]]:
    """What is expected first, then what else a word can be about."""
    expected = [
        (f"{row.about}:{row.leg_id}", what_of(row.about, row.place)) for row in page.group.expected if row.leg_id
    ]
    others = [(f"{code}:", label) for code, label in choices.word_abouts().items()]
    return [("", _("nothing in particular")), *expected, *others]


def _zones(page: GroupPage) -> list[tuple[str, Any]]:
    places = [place for leg in page.group.legs for place in (leg.start, leg.end)]
    others = dict.fromkeys(place.zone for place in places if place.zone and place.zone != KYIV)
    named = {zone: ", ".join(dict.fromkeys(place.code for place in places if place.zone == zone)) for zone in others}
    return [(KYIV, _("Kyiv")), *((zone, _("as in %(places)s") % {"places": codes}) for zone, codes in named.items())]


class TriedForm(FormMixin, forms.Form):
    """Whom one tried to reach and what came of it."""

    contact = forms.ChoiceField(label=_("Whom you tried to reach"), required=False)
    note = text_area(_("What came of it"), rows=2)

    def __init__(self, *args: Any, contacts: Iterable[ContactRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [("", _("somebody who is not on the list"))]
        self.fields["contact"].choices = [*others, *_contacts(contacts)]  # type: ignore[attr-defined]

    @property
    def contact_id(self) -> UUID | None:
        return UUID(self.cleaned_data["contact"]) if self.cleaned_data["contact"] else None


class PassOnForm(FormMixin, forms.Form):
    """To whom of the list the alarm goes on."""

    contact = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    note = text_area(_("Note"), required=False, rows=2)

    def __init__(self, *args: Any, contacts: Iterable[ContactRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].choices = _contacts(contacts)  # type: ignore[attr-defined]


class EndForm(FormMixin, forms.Form):
    """Why an alarm ends."""

    reason = text_area(_("Why it ends"), rows=2)


class ContactForm(FormMixin, forms.Form):
    """One entry of the escalation list: a colleague, or somebody outside by name."""

    staff = forms.ChoiceField(label=_("Colleague"), required=False)
    name = forms.CharField(
        label=_("Name"), help_text=_("Of somebody who is no colleague."), max_length=120, required=False
    )
    reach = forms.CharField(
        label=_("How to reach them"), help_text=_("Telephone, or another way that works at night."), max_length=200
    )
    when = forms.ChoiceField(label=_("For which alarms"), widget=forms.RadioSelect, initial="all")
    after_minutes = forms.IntegerField(
        label=_("Minutes after the alarm"),
        help_text=_("0: at once."),
        min_value=0,
        max_value=LONGEST_MINUTES,
        initial=0,
        widget=forms.TextInput(attrs={"class": "input-short"}),
    )

    def __init__(self, *args: Any, colleagues: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(key), name) for key, name in colleagues]
        self.fields["staff"].choices = [("", _("nobody of ours")), *people]  # type: ignore[attr-defined]
        self.fields["when"].choices = list(choices.escalation_whens().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("staff") and not cleaned.get("name", "").strip():
            self.add_error("name", _("Choose a colleague or write a name."))
        return cleaned

    @property
    def contact(self) -> ContactInput:
        """What the action takes, from a form that is valid."""
        given = self.cleaned_data
        return ContactInput(
            when=given["when"],
            reach=given["reach"],
            name="" if given["staff"] else given["name"],
            staff_id=UUID(given["staff"]) if given["staff"] else None,
            after_minutes=given["after_minutes"],
        )


def _contacts(rows: Iterable[ContactRow]) -> list[tuple[str, Any]]:
    return [(str(row.id), row.name) for row in rows]
