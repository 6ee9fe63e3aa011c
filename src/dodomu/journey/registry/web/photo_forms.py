"""The form that brings a photo of a child, and why a file is not taken."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.registry.web.forms import SaidByForm
from dodomu.kit.forms import PartialDateField, text_area

REFUSALS = {
    "empty": _("The file is empty. Choose a photo: JPEG, PNG or WebP."),
    "too_heavy": _("The file is larger than 20 MB. Choose a smaller copy of the photo."),
    "kind": _("This is no photo that can be shown. Choose a JPEG, PNG or WebP file."),
    "damaged": _("The photo is damaged or cut off. Choose another copy of it."),
    "too_large": _("The photo has more than 50 million pixels. Choose a smaller copy of it."),
    "too_small": _("The photo is smaller than 64 pixels. Choose a larger copy of it."),
    "too_costly": _(
        "Reading this photo takes more time or memory than any photo needs. Choose another copy of it: JPEG, PNG or WebP, at "
        "most 20 MB and 50 million pixels."
    ),
    "later": _("The server is too busy to read a photo at this moment. Wait a minute and hand it in again."),
}


class PhotoForm(SaidByForm):
    """A photo, who gave it, and when it was taken."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, at most 20 MB. The file is kept encrypted and untouched."),
        error_messages={"empty": REFUSALS["empty"], "required": _("Choose the file with the photo.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    taken_on = PartialDateField(
        label=_("When it was taken"),
        required=False,
        help_text=_("As far as it is known: 5 March 2021, summer 2021, about 2020."),
    )
    words = text_area(_("What was said with it"), required=False, rows=2)
    field_order = ("form_id", "photo", "taken_on", "kind", "reporter", "words", "reliability", "credibility")
