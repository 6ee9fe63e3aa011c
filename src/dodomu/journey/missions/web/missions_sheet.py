"""The mission sheet: asked for with a purpose, printed on one page, its QR code the id of the record and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions.missions_printing import SheetInput, print_sheet
from dodomu.journey.missions.queries import MissionPage
from dodomu.journey.missions.queries.missions_choices import Choice
from dodomu.journey.missions.queries.missions_sheet import PURPOSES
from dodomu.journey.missions.web.missions_shared import Words, form_page, groups, mission_or_404
from dodomu.kit.forms import FormMixin


class SheetForm(FormMixin, forms.Form):
    """What the sheet is for, and how much it shows."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Who gets the sheet?"),
        choices=[(code, words) for code, (words, _use) in PURPOSES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who gets it. It is written to the journal.")},
    )
    group = forms.ChoiceField(label=gettext_lazy("Group"))
    named = forms.BooleanField(
        label=gettext_lazy("print the children's full names"),
        required=False,
        help_text=gettext_lazy("Not for paper that is carried under occupation."),
    )

    def __init__(self, *args: Any, groups: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]
        self.fields["group"].initial = groups[0][0] if groups else None


@needs(Act.MISSION_WORK)
def sheet(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Ask what for; then the sheet."""
    found = mission_or_404(request, mission_id, for_work=True)
    if found.row.state == "cancelled":
        raise Http404
    form = SheetForm(request.POST or None, groups=groups(found))
    if request.method == "POST" and form.is_valid():
        given = SheetInput(form.cleaned_data["purpose"], form.cleaned_data["named"])
        printed = print_sheet(viewer_of(request), mission_id, UUID(form.cleaned_data["group"]), given)
        context = {"mission": found, "sheet": printed, "qr": qr(printed.record), "at": timezone.now()}
        return render(request, "missions/mission_sheet.html", context)
    words = Words(
        _("Print a mission sheet"),
        _("Paper is out of our hands. Say who gets it; your name and the purpose are written to the journal."),
        _("Go to the sheet"),
    )
    return form_page(request, found, form, words, kept_back=_kept_back(found))


def qr(text: str) -> SafeString:
    """A QR code as a drawing within the page."""
    return SafeString(segno.make(text, error="m", micro=False).svg_inline(scale=3, border=2, omitsize=True))


def _kept_back(found: MissionPage) -> bool:
    return any(not leg.table for group in found.groups for leg in group.way)
