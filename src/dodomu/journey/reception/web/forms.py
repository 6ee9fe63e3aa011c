"""Forms of reception: who has arrived, where they sleep, what they need, what is handed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base.versions import State
from dodomu.journey.reception import labels, rules
from dodomu.journey.reception.actions import CentreInput, Handing, NeedInput, Received, RoomInput, SheetWanted
from dodomu.journey.reception.queries import ArrivalRow, ParticularRow, RoomRow, choices
from dodomu.journey.reception.web.fields import MadeForm
from dodomu.journey.reception.web.look import called, who
from dodomu.journey.registry.vocabulary import PrintPurpose
from dodomu.kit.dates import KYIV, today
from dodomu.kit.forms import DayField, FormMixin, text_area
from dodomu.kit.versions import Versioned

TIMES = ("%H:%M", "%H.%M", "%H")
AS_ALL, ABSENT = "", "absent"
Choice = tuple[str, Any]


def time_field(label: Any, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write the time of day as hours and minutes, for example 14:30.")},
    )


def said_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A few words that must be there."""
    return text_area(label, help_text, rows=2)


class ReceiveForm(MadeForm):
    """One child or all of a group: how the identity of each was checked again; who is not named is not here yet."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[ArrivalRow],
        centres: Sequence[Choice],
        colleagues: Sequence[Choice],
        **kwargs: Any,
    ) -> None:
        self.rows = rows
        self.nothing_required = len(rows) > 1
        super().__init__(self._children(rows) | self._together(centres, colleagues), *args, **kwargs)

    @staticmethod
    def _children(rows: Sequence[ArrivalRow]) -> dict[str, forms.Field]:
        ways = [*choices.identities()]
        if len(rows) == 1:
            field = forms.ChoiceField(
                label=_("How did you check that it is this child?"),
                help_text=_("Now, at the door, once more: open the child's page beside you."),
                choices=ways,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say how you checked that it is this child.")},
            )
            return {_name(rows[0]): field}
        everybody = forms.ChoiceField(
            label=_("How you checked who they are"),
            help_text=_("For every child below of whom nothing else is said."),
            choices=[("", _("differs: see each child")), *ways],
            required=False,
        )
        each = [(AS_ALL, _("as said above")), (ABSENT, _("not here yet")), *ways]
        lines: dict[str, forms.Field] = {
            _name(row): forms.ChoiceField(label=f"{called(row)} · {who(row)}", choices=each, required=False)
            for row in rows
        }
        return {"everybody": everybody, **lines}

    @staticmethod
    def _together(centres: Sequence[Choice], colleagues: Sequence[Choice]) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        if len(centres) > 1:
            found["centre"] = forms.ChoiceField(label=_("Centre"), choices=centres)
        if len(colleagues) > 1:
            found["checked_by"] = forms.ChoiceField(label=_("Who checked"), choices=colleagues, required=False)
        found["brought_by"] = forms.CharField(
            label=_("Who brought them"),
            help_text=_("The name of the escort or whoever came with the child."),
            required=False,
            max_length=200,
        )
        found["time"] = time_field(_("Time of arrival"), _("Only if it was earlier today: 14:30, Kyiv time."))
        return found

    def clean_time(self) -> datetime | None:
        return _earlier_today(self.cleaned_data["time"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.received:
            self.add_error("everybody", _("Say how you checked who they are; a child without that is not here yet."))
        return cleaned

    @property
    def received(self) -> list[Received]:
        """The children that are here."""
        by = self.cleaned_data.get("checked_by") or ""
        found = [(row, self._identity(row)) for row in self.rows]
        return [Received(row.id, identity, UUID(by) if by else None) for row, identity in found if identity]

    @property
    def handing(self) -> Handing:
        given = self.cleaned_data
        centre = given.get("centre") or ""
        return Handing(given["time"], UUID(centre) if centre else None, given["brought_by"])

    def _identity(self, row: ArrivalRow) -> str:
        said = str(self.cleaned_data.get(_name(row), ""))
        return "" if said == ABSENT else said or str(self.cleaned_data.get("everybody", ""))


def _name(row: ArrivalRow) -> str:
    return f"child_{row.id}"


def _earlier_today(time: Any) -> datetime | None:
    """A time of today in Kyiv that has come; None for now."""
    if time is None:
        return None
    at = datetime.combine(today(), time, KYIV)
    if at > timezone.now():
        raise forms.ValidationError(_("This time has not come yet. Leave it empty for now."))
    return at


class ExpectForm(FormMixin, forms.Form):
    """A child that no mission brings."""

    number = forms.CharField(
        label=_("Number of the case"),
        help_text=_("As on the child's page: 41."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
    )
    day = DayField(label=_("Expected on"), help_text=_("Empty: the child is here now."), required=False)
    time = time_field(_("Expected at"), _("14:30, Kyiv time. Without it: noon."))

    def __init__(self, *args: Any, teams: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(teams) > 1:
            self.fields["team"] = forms.ChoiceField(label=_("Team that receives the child"), choices=teams)
        self.team = teams[0][0] if teams else ""

    def clean_number(self) -> int:
        text = str(self.cleaned_data["number"]).strip().lstrip("№#").strip()
        if not text.isascii() or not text.isdecimal():
            raise forms.ValidationError(_("Write the number of the case, only digits, for example 41."))
        return int(text)

    @property
    def team_id(self) -> UUID:
        return UUID(self.cleaned_data.get("team") or self.team)

    @property
    def expected_at(self) -> datetime | None:
        day: date | None = self.cleaned_data["day"]
        if day is None:
            return None
        time = self.cleaned_data["time"] or datetime.min.time().replace(hour=12)
        return datetime.combine(day, time, KYIV)


class WordsForm(FormMixin, forms.Form):
    """One act with its reason in words."""

    note = forms.CharField()

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = said_field(label, help_text)


class BedForm(MadeForm):
    """A bed for each of a family; what is suggested is chosen, a person decides."""

    nothing_required = True

    def __init__(self, *args: Any, rows: Sequence[ArrivalRow], rooms: Iterable[RoomRow], **kwargs: Any) -> None:
        self.rows = rows
        mine = {row.bed.bed_id for row in rows if row.bed}
        offered: list[Any] = [("", _("no bed yet"))]
        for room in rooms:
            beds = [
                (str(bed.id), _bed(room, bed.number, cot=bed.cot)) for bed in room.beds if bed.free or bed.id in mine
            ]
            if beds:
                offered.append((f"{room.label} ({room.kept_for_label})", beds))
        made = {
            _name(row): forms.ChoiceField(label=f"{called(row)} · {who(row)}", choices=offered, required=False)
            for row in rows
        }
        super().__init__(made, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        taken: set[str] = set()
        for row in self.rows:
            bed = cleaned.get(_name(row))
            if bed and bed in taken:
                self.add_error(_name(row), _("Two children cannot have the same bed. Choose another one."))
            taken.add(bed or "")
        return cleaned

    @property
    def beds(self) -> dict[UUID, UUID]:
        """Arrival to bed, of those who get one."""
        given = self.cleaned_data
        return {row.id: UUID(given[_name(row)]) for row in self.rows if given[_name(row)]}


def bed_initial(rows: Sequence[ArrivalRow], suggested: dict[UUID, UUID]) -> dict[str, str]:
    """What stands in the form first: the bed a child has, else the one that is suggested."""
    beds = {row.id: row.bed.bed_id if row.bed else suggested.get(row.id) for row in rows}
    return {_name(row): str(beds[row.id] or "") for row in rows}


def _bed(room: RoomRow, number: int, *, cot: bool) -> str:
    words = _("%(room)s, cot %(number)s") if cot else _("%(room)s, bed %(number)s")
    return str(words) % {"room": room.label, "number": number}


class CentreForm(FormMixin, forms.Form):
    """A house that receives children."""

    label = forms.CharField(
        label=_("What you call it"), help_text=_("A word that tells no stranger anything."), max_length=80
    )
    address = text_area(
        _("Address"), _("Sealed; shown only to those who may see where shelters stand."), required=False, rows=2
    )

    def __init__(self, *args: Any, teams: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(teams) > 1:
            self.fields["team"] = forms.ChoiceField(label=_("Team that works there"), choices=teams)
        self.team = teams[0][0] if teams else ""

    @property
    def team_id(self) -> UUID:
        return UUID(self.cleaned_data.get("team") or self.team)

    @property
    def given(self) -> CentreInput:
        return CentreInput(self.cleaned_data["label"], self.cleaned_data["address"])


class BedsForm(FormMixin, forms.Form):
    """How many beds."""

    beds = forms.IntegerField(label=_("Beds"), min_value=1, max_value=40, initial=4)
    cots = forms.IntegerField(label=_("Of these, cots"), min_value=0, max_value=40, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, low in (("beds", 1), ("cots", 0)):
            field = self.fields[name]
            words = _("%(field)s: write a whole number from %(low)s to 40.") % {"field": field.label, "low": low}
            field.error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), words)
            for validator in field.validators:
                validator.message = words  # type: ignore[attr-defined]
            field.widget.attrs["class"] = "input input-short"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("cots") or 0) > (cleaned.get("beds") or 40):
            self.add_error("cots", _("There cannot be more cots than beds."))
        return cleaned


class RoomForm(BedsForm):
    """A room with its beds."""

    label = forms.CharField(label=_("What the room is called"), help_text=_("Its number or a word."), max_length=60)
    kept_for = forms.ChoiceField(label=_("Kept for"), choices=choices.rooms_for, initial="anybody")
    step_free = forms.BooleanField(label=_("A wheelchair gets in"), required=False)
    field_order = ("label", "kept_for", "step_free", "beds", "cots")

    @property
    def given(self) -> RoomInput:
        given = self.cleaned_data
        return RoomInput(given["label"], given["kept_for"], given["beds"], given["cots"], given["step_free"])


class AnsweredForm(FormMixin, forms.Form):
    """Somebody has been with the child."""

    note = said_field(_("What was done"), _("Who saw the child, what was done, where the child is now."))


class HandForm(FormMixin, forms.Form):
    """Somebody else goes."""

    owner = forms.ChoiceField(label=_("Who goes to the child"))

    def __init__(self, *args: Any, colleagues: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = colleagues  # type: ignore[attr-defined]


class NeedForm(FormMixin, forms.Form):
    """One need."""

    kind = forms.ChoiceField(
        label=_("What the child needs"),
        choices=lambda: [(code, labels.NEEDS.get(code, code)) for code in rules.need_rules(today())],
    )
    urgency = forms.ChoiceField(
        label=_("How soon"),
        choices=lambda: [(code, labels.URGENCIES.get(code, code)) for code in rules.urgencies(today())],
        widget=forms.RadioSelect,
        initial="today",
    )
    note = text_area(_("Note"), _("What exactly: the size of shoes, the name of a medicine."), required=False, rows=2)

    @property
    def given(self) -> NeedInput:
        return NeedInput(self.cleaned_data["kind"], self.cleaned_data["urgency"], self.cleaned_data["note"])


class NeedEndForm(FormMixin, forms.Form):
    """How a need ended."""

    state = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("met", _("It is met")), ("not_needed", _("It is no longer needed"))],
        widget=forms.RadioSelect,
        initial="met",
    )
    note = text_area(_("Note"), _("Needed for what is no longer needed: why."), required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == "not_needed" and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why it is no longer needed."))
        return cleaned


class ParticularsForm(Versioned, MadeForm):
    """What every carer must know; not asked, unknown and nothing are three answers."""

    def __init__(self, *args: Any, rows: Sequence[ParticularRow], state: State | None = None, **kwargs: Any) -> None:
        self.rows = [row for row in rows if not row.masked]
        fields: dict[str, forms.Field] = {}
        for row in self.rows:
            fields[row.kind] = forms.ChoiceField(
                label=row.label, choices=choices.answers, initial=row.answer, widget=forms.RadioSelect
            )
            fields[f"{row.kind}_words"] = forms.CharField(
                label=_("%(what)s: in words") % {"what": row.label}, initial=row.words, required=False, max_length=1000
            )
        super().__init__(fields, *args, state=state, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            answer, words = cleaned.get(row.kind), cleaned.get(f"{row.kind}_words", "").strip()
            if answer == "something" and not words:
                self.add_error(f"{row.kind}_words", _("%(what)s: say what it is.") % {"what": row.label})
            if answer and answer != "something" and words:
                message = _("%(what)s: you wrote something; choose “yes, namely”, or empty the line.")
                self.add_error(row.kind, message % {"what": row.label})
        return cleaned

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        given = self.cleaned_data
        return {row.kind: (given[row.kind], given[f"{row.kind}_words"]) for row in self.rows}


class TopicForm(FormMixin, forms.Form):
    """What nobody asks the child."""

    topic = forms.ChoiceField(
        label=_("What not to ask about"),
        help_text=_("A heading only. What the child told does not belong here."),
        choices=lambda: [(code, labels.TOPICS.get(code, code)) for code in rules.topics(today())],
    )
    why = forms.ChoiceField(label=_("Why"), choices=choices.whys, widget=forms.RadioSelect)


class SheetForm(FormMixin, forms.Form):
    """What the sheet is for, and whether it shows who the child is."""

    purpose = forms.ChoiceField(
        label=_("What is the file for?"),
        choices=[("", _("Choose a purpose")), *PrintPurpose.choices],
        error_messages={"required": _("Choose what the file is for. It is written to the journal.")},
    )
    languages = forms.ChoiceField(
        label=_("Language"),
        choices=[("uk,en", _("Ukrainian and English")), ("uk", _("Ukrainian")), ("en", _("English"))],
        initial="uk,en",
        widget=forms.RadioSelect,
    )
    named = forms.BooleanField(label=_("Write the name on it"), required=False)

    @property
    def wanted(self) -> SheetWanted:
        given = self.cleaned_data
        return SheetWanted(given["purpose"], given["languages"], given["named"])
