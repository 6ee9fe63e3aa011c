"""The ceremony of the recovery shares: who holds them, printing them once, rehearsing, using and renewing them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from dodomu.base.access import actions
from dodomu.base.access.actions import Sheet
from dodomu.base.access.acts import Act
from dodomu.base.access.refusals import Refused
from dodomu.base.access.sealed_tries import attempt
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.queries import sealed as queries
from dodomu.journey.office.web.sealed_forms import HoldersForm, LoseKeyForm, PassOnForm, RenewForm, ThreeSharesForm


@needs(Act.SHARES_MANAGE)
@require_GET
def shares(request: HttpRequest) -> HttpResponse:
    """Who holds the shares, whether all have confirmed, when they were rehearsed."""
    return render(request, "office/shares.html", {"shares": queries.recovery_shares(viewer_of(request))})


@needs(Act.SHARES_MANAGE)
def make_shares(request: HttpRequest) -> HttpResponse:
    """Make the first five; they are on this one answer, to be printed, and nowhere else."""
    viewer = viewer_of(request)
    found = queries.recovery_shares(viewer)
    if found.in_force or found.waiting or not found.enough_staff:
        return redirect("office:shares")
    form = HoldersForm(request.POST or None, colleagues=queries.colleagues_here())
    if request.method == "POST" and form.is_valid():
        sheets = attempt(request, form, lambda: actions.make_shares(viewer, form.holders))
        if sheets:
            return _to_print(request, sheets)
    return render(request, "office/shares_make.html", {"form": form})


@needs(Act.SHARES_MANAGE)
@sensitive_post_parameters()
def renew_shares(request: HttpRequest) -> HttpResponse:
    """Make five new ones with three of the present."""
    viewer = viewer_of(request)
    found = queries.recovery_shares(viewer)
    if not found.in_force or found.waiting:
        return redirect("office:shares")
    form = RenewForm(request.POST or None, colleagues=queries.colleagues_here())
    if request.method == "POST" and form.is_valid():
        sheets = attempt(request, form, lambda: actions.renew_shares(viewer, form.shares, form.holders))
        if sheets:
            return _to_print(request, sheets)
    return render(request, "office/shares_renew.html", {"form": form})


@needs(Act.SHARES_MANAGE)
def abandon_shares(request: HttpRequest) -> HttpResponse:
    """Give up a ceremony that waits: a paper was lost."""
    viewer = viewer_of(request)
    if not queries.recovery_shares(viewer).waiting:
        return redirect("office:shares")
    form = LoseKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.abandon_shares(viewer)
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
        else:
            messages.success(request, _("Given up. Destroy the papers of this ceremony."))
        return redirect("office:shares")
    return render(request, "office/shares_abandon.html", {"form": form})


@needs(Act.SHARES_MANAGE)
@sensitive_post_parameters()
def rehearse_shares(request: HttpRequest) -> HttpResponse:
    """Three holders type their shares; nothing is opened."""
    viewer = viewer_of(request)
    if not queries.recovery_shares(viewer).in_force:
        return redirect("office:shares")
    form = ThreeSharesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(request, form, lambda: actions.rehearse_shares(viewer, form.shares) or True)  # type: ignore[func-returns-value]
        if done:
            messages.success(request, _("Rehearsed: these three shares would open everything. Nothing was opened."))
            return redirect("office:shares")
    return render(request, "office/shares_rehearse.html", {"form": form})


@needs(Act.SHARES_MANAGE)
@sensitive_post_parameters()
def pass_on(request: HttpRequest) -> HttpResponse:
    """Open to one colleague what another lost."""
    viewer = viewer_of(request)
    if not queries.recovery_shares(viewer).in_force:
        return redirect("office:shares")
    form = PassOnForm(request.POST or None, lost=queries.who_lost(), to=queries.who_has_a_key())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        count = attempt(
            request, form, lambda: actions.pass_on_with_shares(viewer, form.shares, given["lost"], given["to"])
        )
        if count is not None:
            said = ngettext("%(count)s note opens now.", "%(count)s notes open now.", count) % {"count": count}
            messages.success(request, said)
            return redirect("office:shares")
    return render(request, "office/shares_pass_on.html", {"form": form})


def _to_print(request: HttpRequest, sheets: Sequence[Sheet]) -> HttpResponse:
    """The five sheets, each in both languages: its holder may lead another organisation's hand to it one day."""
    here = translation.get_language()
    languages = sorted(("uk", "en"), key=lambda code: code != here)
    context = {
        "sheets": [(sheet, sheet.text.split("-")) for sheet in sheets],
        "languages": languages,
        "today": timezone.now(),
    }
    return render(request, "office/shares_print.html", context)
