"""Sealed notes of a case: the list, writing one, opening one, and who can."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from dodomu.base.access.acts import Act
from dodomu.base.access.sealed_tries import attempt
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.actions import sealed_notes as acts
from dodomu.journey.cases.queries import sealed_notes as queries
from dodomu.journey.cases.web.sealed_forms import ADD, OpenNoteForm, ReadersForm, SealedNoteForm


@needs(Act.CASE_READ)
@require_GET
def sealed_notes(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """That there are notes, by whom, and who can open them."""
    return render(request, "cases/sealed_notes.html", {"notes": queries.sealed_notes(viewer_of(request), case_id)})


@needs(Act.SEALED_WRITE)
@sensitive_post_parameters()
def new_sealed_note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write a note that only the colleagues named can open."""
    viewer = viewer_of(request)
    notes = queries.sealed_notes(viewer, case_id)
    if not notes.may_write:
        raise Http404
    readers = queries.possible_readers(viewer, case_id)
    form = SealedNoteForm(request.POST or None, readers=readers)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["sealed_words"]
        if attempt(request, form, lambda: acts.write_sealed_note(viewer, case_id, words, form.readers)):
            messages.success(request, _("Sealed. Only the colleagues you named can open it."))
            return redirect("cases:sealed_notes", case_id)
    context = {"form": form if readers and notes.in_force else None, "notes": notes, "readers": readers}
    return render(request, "cases/sealed_note_new.html", context)


@needs(Act.CASE_READ)
@sensitive_post_parameters()
def sealed_note(request: HttpRequest, case_id: UUID, note_id: UUID) -> HttpResponse:
    """Open a note with the own passphrase and a reason. What it says stands in this one answer and nowhere else."""
    viewer = viewer_of(request)
    notes, row = queries.sealed_note(viewer, case_id, note_id)
    if not row.for_me:
        return render(request, "cases/sealed_note.html", {"notes": notes, "note": row, "form": None})
    form, words = OpenNoteForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = attempt(
            request,
            form,
            lambda: acts.open_sealed_note(viewer, note_id, given["sealed_passphrase"], given["sealed_why"]),
        )
    return render(request, "cases/sealed_note.html", {"notes": notes, "note": row, "form": form, "words": words})


@needs(Act.CASE_READ)
@sensitive_post_parameters()
def note_readers(request: HttpRequest, case_id: UUID, note_id: UUID) -> HttpResponse:
    """Add a colleague who can open a note, or take one away."""
    viewer = viewer_of(request)
    notes, row = queries.sealed_note(viewer, case_id, note_id)
    if not row.for_me:
        return redirect("cases:sealed_note", case_id, note_id)
    form = ReadersForm(request.POST or None, note=row, possible=queries.possible_readers(viewer, case_id))
    if request.method == "POST" and form.is_valid():
        what, who = form.change
        passphrase = form.cleaned_data["sealed_passphrase"]
        act = acts.add_note_reader if what == ADD else acts.remove_note_reader
        if attempt(request, form, lambda: act(viewer, note_id, who, passphrase) or True):
            said = _("Added: your colleague can open it now.") if what == ADD else _("Taken away, and sealed anew.")
            messages.success(request, said)
            return redirect("cases:sealed_notes", case_id)
    return render(request, "cases/sealed_note_readers.html", {"notes": notes, "note": row, "form": form})
