"""Pages that import a corridor: the file, what it would bring, and only then the writing."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import corridor_import as actions
from dodomu.journey.missions.queries.corridor_reach import keeping_teams
from dodomu.journey.missions.web.corridor import workable
from dodomu.journey.registry.lists.refusals import ListNotReadable
from dodomu.kit.forms import FormMixin

LARGEST = 2 * 1024 * 1024
"""Bytes of a file with a corridor; it travels back with the confirmation, and is nowhere kept until then."""


class FileForm(FormMixin, forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), at most 2 MB."),
        error_messages={"empty": gettext_lazy("The file is empty. Choose a file with at least one row.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB. A corridor is smaller: check the file."))
        content: bytes = upload.read()
        return content


class ConfirmImportForm(FormMixin, forms.Form):
    """The file as it was tried, and for a new corridor its title and team."""

    content = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("What the corridor is called"),
        help_text=gettext_lazy("Among yourselves. It is kept sealed, and only those who see routes read it."),
        max_length=200,
    )
    team = forms.ChoiceField(label=gettext_lazy("Which team keeps it"))

    def __init__(self, *args: Any, teams: list[tuple[UUID, str]], into: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [(str(key), name) for key, name in teams]  # type: ignore[attr-defined]
        if into is not None:
            del self.fields["title"], self.fields["team"]

    def clean_content(self) -> bytes:
        try:
            return b64decode(self.cleaned_data["content"], validate=True)
        except NotBase64:
            raise forms.ValidationError(_("The file was lost on the way. Choose it again.")) from None


@needs(Act.CORRIDOR_WORK)
def import_new(request: HttpRequest) -> HttpResponse:
    """A new corridor from a file."""
    return _import(request, None)


@needs(Act.CORRIDOR_WORK)
def import_into(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """What is new in a file, added to a corridor."""
    return _import(request, corridor_id)


def _import(request: HttpRequest, into: UUID | None) -> HttpResponse:
    view = workable(request, into) if into else None
    teams = keeping_teams(viewer_of(request))
    if "content" in request.POST:
        form = ConfirmImportForm(request.POST, teams=teams, into=into)
        if form.is_valid():
            return _write(request, form, into)
        content = form.cleaned_data.get("content")
        if content is not None:
            return _preview(request, content, into, view, form)
    upload = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and upload.is_valid():
        content = upload.cleaned_data["file"]
        try:
            trial = actions.try_import(viewer_of(request), content, into)
        except ListNotReadable as refusal:
            upload.add_error("file", refusal.sentence)
        else:
            initial = {"content": b64encode(content).decode(), "title": trial.title, "team": _first(teams)}
            form = ConfirmImportForm(teams=teams, into=into, initial=initial)
            return _preview(request, content, into, view, form)
    return render(request, "missions/corridor_import.html", {"form": upload, "view": view})


def _preview(
    request: HttpRequest, content: bytes, into: UUID | None, view: object, form: ConfirmImportForm
) -> HttpResponse:
    trial = actions.try_import(viewer_of(request), content, into)
    context = {"form": form, "trial": trial, "view": view}
    return render(request, "missions/corridor_import_check.html", context)


def _write(request: HttpRequest, form: ConfirmImportForm, into: UUID | None) -> HttpResponse:
    held = form.cleaned_data
    try:
        made = actions.import_corridor(
            viewer_of(request),
            held["content"],
            title=held.get("title", ""),
            team_id=UUID(held["team"]) if held.get("team") else None,
            into=into,
        )
    except (actions.HasErrors, ListNotReadable):
        messages.error(request, _("Nothing was imported: the file has errors. Try it again."))
        return redirect("missions:corridor_add", into) if into else redirect("missions:corridor_import")
    messages.success(request, _("The corridor is imported. Look at what has to be asked about."))
    return redirect("missions:corridor", made.id)


def _first(teams: list[tuple[UUID, str]]) -> str:
    return str(teams[0][0]) if teams else ""
