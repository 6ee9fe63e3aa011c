"""The viewer's own sealed key and share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from dodomu.base.access import actions
from dodomu.base.access.acts import Act
from dodomu.base.access.sealed_tries import attempt
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.queries.sealed import own_key
from dodomu.journey.office.web.sealed_forms import ChangePassphraseForm, LoseKeyForm, MakeKeyForm, OwnShareForm


@needs(Act.OWN_ACCOUNT)
@sensitive_post_parameters()
def sealed_key(request: HttpRequest) -> HttpResponse:
    """Make the own sealed key, or see that there is one."""
    viewer = viewer_of(request)
    own = own_key(viewer)
    form = None if own.made_at else MakeKeyForm(request.POST or None)
    if form is not None and request.method == "POST" and form.is_valid():
        new = form.cleaned_data["sealed_new"]
        if attempt(request, form, lambda: actions.make_own_key(viewer, new)):
            messages.success(request, _("Your sealed key is made. Nobody can open it without your passphrase."))
            return redirect("office:sealed_key")
    return render(request, "office/sealed_key.html", {"own": own, "form": form})


@needs(Act.OWN_ACCOUNT)
@sensitive_post_parameters()
def change_passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase for the same key."""
    viewer = viewer_of(request)
    if not own_key(viewer).made_at:
        return redirect("office:sealed_key")
    form = ChangePassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["sealed_old"], form.cleaned_data["sealed_new"]
        if attempt(request, form, lambda: actions.change_own_passphrase(viewer, old, new) or True):  # type: ignore[func-returns-value]
            messages.success(request, _("Changed. The old passphrase opens nothing any more."))
            return redirect("office:sealed_key")
    return render(request, "office/sealed_key_change.html", {"form": form})


@needs(Act.OWN_ACCOUNT)
def lose_key(request: HttpRequest) -> HttpResponse:
    """The passphrase is forgotten: the key ends."""
    viewer = viewer_of(request)
    if not own_key(viewer).made_at:
        return redirect("office:sealed_key")
    form = LoseKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.lose_own_key(viewer)
        messages.warning(
            request, _("The key is gone. Make a new one, then ask a colleague or three holders of the shares.")
        )
        return redirect("office:sealed_key")
    return render(request, "office/sealed_key_lost.html", {"form": form})


@needs(Act.OWN_ACCOUNT)
@sensitive_post_parameters()
def own_share(request: HttpRequest) -> HttpResponse:
    """Confirm the share on paper, or check it."""
    viewer = viewer_of(request)
    own = own_key(viewer)
    form = OwnShareForm(request.POST or None) if own.waits or own.share else None
    if form is not None and request.method == "POST" and form.is_valid():
        text = form.cleaned_data["sealed_share"]
        if own.waits:
            in_force = attempt(request, form, lambda: actions.confirm_own_share(viewer, text))
            if in_force is not None:
                messages.success(
                    request,
                    _("Confirmed. All five are: the shares are in force.")
                    if in_force
                    else _("Confirmed. Keep the paper where only you can reach it."),
                )
                return redirect("office:own_share")
        elif attempt(request, form, lambda: actions.check_own_share(viewer, text)):
            messages.success(request, _("This is your share, letter for letter."))
            return redirect("office:own_share")
    return render(request, "office/own_share.html", {"own": own, "form": form})
