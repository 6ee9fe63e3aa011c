"""Forms: an error summary, required and optional in words, partial dates, and two ways of not knowing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dodomu.engine.values.date_reading import read_birth_date, read_date
from dodomu.engine.values.dates import DateNotUnderstood, PartialDate
from dodomu.kit.dates import today

Choice = tuple[str, str | Promise]
UNKNOWN = "unknown"
NOT_ASKED = "not_asked"
NOT_KNOWN: tuple[Choice, ...] = (
    (UNKNOWN, _("Unknown: we asked, nobody could say")),
    (NOT_ASKED, _("Not asked")),
)
FILL_IN = _("Fill in this field.")
APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))
LONG_LISTS = (forms.CheckboxSelectMultiple, forms.RadioSelect, forms.CheckboxInput)


def with_unknown(choices: Iterable[Choice]) -> list[Choice]:
    """The choices, then "unknown" and "not asked": two answers that must not be mixed up."""
    return [*choices, *NOT_KNOWN]


def text_area(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    """A field for a few sentences, of at most 4,000 characters."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=4000, widget=area)


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of the error summary; ``target`` is the id of the field, empty for the whole form."""

    target: str
    message: str


if TYPE_CHECKING:
    _Base = forms.BaseForm
else:
    _Base = object


class FormMixin(_Base):
    """Put it before ``forms.Form``. The browser's own bubbles stay off: errors are said once, in our words."""

    use_required_attribute = False
    nothing_required: bool = False
    """Every field is optional and the page says so once, instead of at each field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)

    @property
    def error_list(self) -> list[FormError]:
        """What is wrong, in the order of the fields; what concerns the whole form comes first."""
        lines = [FormError("", str(message)) for message in self.non_field_errors()]
        for bound in self:
            lines += [FormError(_first_id(bound), str(message)) for message in bound.errors]
        return lines

    @property
    def has_optional(self) -> bool:
        return any(not field.required for field in self.fields.values())


def _first_id(bound: forms.BoundField) -> str:
    """The element that takes the focus: of a group of choices the first one."""
    widget = bound.field.widget
    return (
        f"{bound.auto_id}_0"
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
        else (bound.id_for_label or bound.auto_id)
    )


def _dress(field: forms.Field) -> None:
    attrs = field.widget.attrs
    if not isinstance(field.widget, LONG_LISTS):
        attrs["class"] = f"{attrs.get('class', '')} input".strip()
        # A shared computer must not offer the last child's name to the next reader.
        attrs.setdefault("autocomplete", "off")
    if isinstance(field, forms.IntegerField):
        attrs.setdefault("inputmode", "numeric")
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = (
            _("Fill in “%(label)s”.") % {"label": field.label} if field.label else FILL_IN
        )


class PartialDateInput(forms.TextInput):
    """A line of text whose reading is shown back when one leaves it (htmx) or when the form comes back."""

    kind = "any"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        given["class"] = f"{given.get('class', '')} input-date".strip()
        given |= {
            # Posted, so that no birth date lands in an address or a log; only this field travels.
            "hx-post": f"{reverse('kit:reading')}?field={name}&kind={self.kind}",
            "hx-trigger": "change, blur changed",
            "hx-params": f"{name},csrfmiddlewaretoken",
            "hx-target": f"#{given.get('id', name)}_reading",
            "hx-swap": "innerHTML",
        }
        return context


class BirthDateInput(PartialDateInput):
    kind = "birth"


DATE_ERRORS: dict[str, str | Promise] = {
    "not_a_day": _("There is no such day in the calendar. Check the day and the month."),
    "ambiguous": _(
        "This can be read in more than one way. Write the month as a word, for example 5 March 2014, or an age with its "
        "day: 7 years old on 1 May 2023."
    ),
    "two_digit_year": _("Write the year with four digits, for example 2014."),
    "year_missing": _("The year is missing. Add it, for example 5 March 2014, or “about 2014”."),
    "backwards": _("The first date is later than the second. Swap them."),
    "future": _("This date is in the future. A date of birth cannot be."),
    "too_old": _("This date is too long ago to be a date of birth here. Check the year."),
}
DATE_NOT_READ = _(
    "This date could not be read. Write for example 5 March 2014, 05.03.2014, March 2014, spring 2014, about 2014 or 7 years old."
)


def date_error(code: str) -> str | Promise:
    """What to say to the reader about a date that was refused."""
    return DATE_ERRORS.get(code, DATE_NOT_READ)


def understand(text: str, *, on: date, birth: bool = False) -> PartialDate:
    """Read a typed date as of the day ``on``. Raises ``DateNotUnderstood`` (``BirthDateImpossible`` for births)."""
    return read_birth_date(text, today=on) if birth else read_date(text, today=on)


class PartialDateField(forms.CharField):
    """Free text that cleans to a ``PartialDate``, or ``None`` when empty."""

    widget: Any = PartialDateInput
    birth = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", _("As you know it: 5 March 2014, March 2014, spring 2014, about 2014, 7 years old.")
        )
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return understand(text, on=today(), birth=self.birth)
        except DateNotUnderstood as error:
            raise ValidationError(str(date_error(error.code)), code=error.code) from None

    def prepare_value(self, value: Any) -> Any:
        """The words as they were said, unless today they mean other days: "7 years old" of last year."""
        if not isinstance(value, PartialDate):
            return value
        try:
            again = understand(value.as_stated, on=today(), birth=self.birth)
        except DateNotUnderstood:
            return value.edtf
        same = (again.earliest, again.latest) == (value.earliest, value.latest)
        return value.as_stated if same else value.edtf


class DayField(PartialDateField):
    """One whole day, typed in any order; cleans to a ``date``, or ``None`` when empty.

    ``vague`` is said to a month or a year, ``shown`` how a day that is known already stands in the field.
    """

    vague: ClassVar[Promise] = _("Name one day, for example 5 March 2026.")
    shown: ClassVar[str] = "%Y-%m-%d"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 5 March 2026 or 05.03.2026."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        found: PartialDate | None = super().clean(value)
        if found is None:
            return None
        if not found.exact:
            raise ValidationError(str(self.vague), code="not_one_day")
        return found.earliest

    def prepare_value(self, value: Any) -> Any:
        return value.strftime(self.shown) if isinstance(value, date) else super().prepare_value(value)


class BirthDateField(PartialDateField):
    """Also refuses days in the future and beyond a lifetime."""

    widget: Any = BirthDateInput
    birth = True


def _typeable(word: str) -> str:
    """The word without what a keyboard may lack: no keyboard has the apostrophe that a printed word has."""
    return word.strip().casefold().translate(APOSTROPHES)


class ConfirmForm(FormMixin, forms.Form):
    """The last step of an act with consequences: type the word, or tick that the consequence was read."""

    confirm = forms.Field()

    def __init__(self, *args: Any, word: str | Promise = "", **kwargs: Any) -> None:
        self.word = str(word)
        super().__init__(*args, **kwargs)
        self.fields["confirm"] = self._typed() if self.word else self._ticked()
        _dress(self.fields["confirm"])

    def _typed(self) -> forms.Field:
        label = gettext("Type %(word)s to go on") % {"word": self.word}
        field = forms.CharField(label=label, error_messages={"required": label})
        field.widget.attrs["class"] = "input-short"
        return field

    def _ticked(self) -> forms.Field:
        return forms.BooleanField(
            label=_("I have read what will happen"),
            error_messages={"required": _("Tick that you have read what will happen.")},
        )

    def clean_confirm(self) -> Any:
        given = self.cleaned_data["confirm"]
        if self.word and _typeable(str(given)) != _typeable(self.word):
            raise ValidationError(gettext("Type exactly %(word)s.") % {"word": self.word}, code="word")
        return given
