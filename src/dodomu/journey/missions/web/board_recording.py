"""Writing down a word on behalf of a group, and the list of all its words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import words
from dodomu.journey.missions.queries import board_words
from dodomu.journey.missions.queries.board import MissionNotFound
from dodomu.journey.missions.queries.board_rows import WordRow
from dodomu.journey.missions.queries.board_words import GroupPage
from dodomu.journey.missions.web.board_forms import WordForm, read_quick
from dodomu.journey.missions.web.board_look import board_url, word_look
from dodomu.kit.address import safe_next


@needs(Act.MISSION_WORK)
def record_word(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One word, from a button of the board or from the whole form. ``?corrects=`` puts an earlier one right."""
    page = _page(request, group_id)
    if not page.may_work:
        raise Http404
    corrected = _corrected(page, request)
    form = WordForm(_given(request), page=page, initial=_initial(corrected))
    if request.method == "POST" and form.is_valid():
        try:
            words.record_word(viewer_of(request), group_id, form.word)
        except words.NotTravelling:
            messages.warning(request, _("This mission is not on the way. Nothing was recorded."))
        except ValueError as error:
            form.add_error(None, _unexpected(error))
            return _form(request, form, page, corrected)
        else:
            messages.success(request, _("The word is recorded."))
        return redirect(safe_next(request, board_url(page.mission_id)))
    return _form(request, form, page, corrected)


@needs(Act.MISSION_READ)
@require_GET
def group_words(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Every word of a group, the latest first, with those that were put right."""
    page = _page(request, group_id)
    now = timezone.now()
    context = {"page": page, "words": [word_look(word, now) for word in page.words], "may_correct": _may_correct(page)}
    return render(request, "missions/board_words.html", context)


def _form(request: HttpRequest, form: WordForm, page: GroupPage, corrected: WordRow | None) -> HttpResponse:
    wrong = word_look(corrected, timezone.now()) if corrected else None
    context = {"form": form, "page": page, "wrong": wrong, "back": safe_next(request, board_url(page.mission_id))}
    return render(request, "missions/board_record.html", context)


def _page(request: HttpRequest, group_id: UUID) -> GroupPage:
    try:
        return board_words.group(viewer_of(request), group_id)
    except MissionNotFound:
        raise Http404 from None


def _given(request: HttpRequest) -> Any:
    """What was sent; a button of the board fills in what it stands for."""
    if request.method != "POST":
        return None
    given = request.POST.copy()
    if quick := given.get("quick"):
        given.update(read_quick(quick))
        for name, value in read_quick(quick).items():
            given[name] = value
    return given


def _initial(corrected: WordRow | None) -> dict[str, Any]:
    if corrected is None:
        return {}
    about = f"{corrected.about}:{corrected.leg_id or ''}" if corrected.about else ""
    return {
        "corrects": corrected.id,
        "kind": corrected.kind,
        "about": about,
        "channel": corrected.channel if corrected.by else "voice",
        "delay_minutes": corrected.delay_minutes,
    }


def _corrected(page: GroupPage, request: HttpRequest) -> WordRow | None:
    """The word that is put right, when it is one of this group and nobody has put it right yet."""
    wanted = request.GET.get("corrects") or request.POST.get("corrects")
    return next((word for word in page.words if wanted and str(word.id) == wanted and not word.wrong), None)


def _may_correct(page: GroupPage) -> bool:
    return page.may_work and page.state in {"approved", "under_way"}


def _unexpected(error: ValueError) -> str:
    """A word that the form let through and the rules refuse: the way or the words changed meanwhile."""
    if str(error).startswith("corrects"):
        return _("Somebody has put this word right already. Look at the list of words.")
    return _("The way of this group has changed meanwhile. Look at what is expected now and record the word again.")
