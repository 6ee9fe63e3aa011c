"""Pages of a link and its rules: what is known, since when, by whose word; recorded, replaced, withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import corridor as actions
from dodomu.journey.missions.actions import corridor_rules as rules
from dodomu.journey.missions.corridor_data import needed_rules
from dodomu.journey.missions.queries import corridor as queries
from dodomu.journey.missions.queries import corridor_choices as choices
from dodomu.journey.missions.queries import corridor_rows as rows
from dodomu.journey.missions.web.corridor import done, workable
from dodomu.journey.missions.web.corridor_forms import LinkForm, ReasonForm
from dodomu.journey.missions.web.corridor_look import link_status, rule_status
from dodomu.journey.missions.web.corridor_rule_forms import FORMS, RuleForm
from dodomu.kit.dates import today
from dodomu.kit.presence import notice
from dodomu.kit.versions import saved

BESIDE = frozenset({"closed", "timetable"})
"""Kinds of which several hold side by side; of others the strictest counts."""
OPEN_STANDINGS = frozenset({rows.AHEAD, rows.HOLDS, rows.SOON, rows.EXPIRED})


@needs(Act.CORRIDOR_READ)
def link(request: HttpRequest, corridor_id: UUID, link_id: UUID) -> HttpResponse:
    """One link: how it stands, what is known by kind, and everything that was ever said."""
    viewer = viewer_of(request)
    view = queries.corridor(viewer, corridor_id)
    row = queries.link(viewer, corridor_id, link_id)
    context = {"view": view, "link": row, "status": link_status(row.state), "kinds": _by_kind(row)}
    context["past"] = [(rule, rule_status(rule)) for rule in row.rules if rule.standing not in OPEN_STANDINGS]
    context["may_work"] = view.row.may_work and row.retired_at is None
    return render(request, "missions/corridor_link.html", context)


@needs(Act.CORRIDOR_WORK)
def new_link(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """Add a link."""
    view = workable(request, corridor_id)
    form = LinkForm(request.POST or None, places=view.places, initial={"one_way": "no", "walking_m": 0})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: actions.add_link(viewer_of(request), corridor_id, form.given))
    ):
        messages.success(request, _("The link is added. Say what holds for it: openings, departures, papers."))
        return redirect("missions:corridor", corridor_id)
    return render(request, "missions/corridor_link_form.html", {"form": form, "view": view})


@needs(Act.CORRIDOR_WORK)
def change_link(request: HttpRequest, corridor_id: UUID, link_id: UUID) -> HttpResponse:
    """Say otherwise what a link is."""
    viewer, view = viewer_of(request), workable(request, corridor_id)
    row = _in_use(view, link_id)
    form = LinkForm(request.POST or None, places=view.places, state=queries.link_form_state(row))

    def change() -> None:
        actions.change_link(viewer, link_id, form.given, expected_version=form.version)

    if request.method == "POST" and form.is_valid() and done(form, lambda: saved(request, form, change, _("Saved."))):
        return redirect("missions:corridor_link", corridor_id, link_id)
    presence = notice(request, Place("corridor", corridor_id, Act.CORRIDOR_WORK))
    return render(
        request, "missions/corridor_link_form.html", {"form": form, "view": view, "link": row, "presence": presence}
    )


@needs(Act.CORRIDOR_WORK)
def retire_link(request: HttpRequest, corridor_id: UUID, link_id: UUID) -> HttpResponse:
    """Nobody plans over it any more."""
    view = workable(request, corridor_id)
    row = _in_use(view, link_id)
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: actions.retire_link(viewer_of(request), link_id, form.cleaned_data["reason"]))
    ):
        messages.success(request, _("The link is retired. Its rules ask nothing any more."))
        return redirect("missions:corridor", corridor_id)
    context = {"form": form, "view": view, "link": row, "what": "link"}
    return render(request, "missions/corridor_retire.html", context)


@needs(Act.CORRIDOR_WORK)
def new_rule(request: HttpRequest, corridor_id: UUID, link_id: UUID, rule_kind: str) -> HttpResponse:
    """Record what somebody says of a link."""
    if rule_kind not in FORMS:
        raise Http404
    return _record(request, corridor_id, link_id, rule_kind, None)


@needs(Act.CORRIDOR_WORK)
def replace_rule(request: HttpRequest, corridor_id: UUID, link_id: UUID, rule_id: UUID) -> HttpResponse:
    """Record what holds now, or further on, in the place of a rule that is known."""
    rule = queries.rule(viewer_of(request), corridor_id, link_id, rule_id)
    if not rule.counts:
        raise Http404
    return _record(request, corridor_id, link_id, rule.kind, rule)


@needs(Act.CORRIDOR_WORK)
def withdraw_rule(request: HttpRequest, corridor_id: UUID, link_id: UUID, rule_id: UUID) -> HttpResponse:
    """It was wrong, or holds no more: with a reason."""
    view = workable(request, corridor_id)
    row = _in_use(view, link_id)
    rule = queries.rule(viewer_of(request), corridor_id, link_id, rule_id)
    if rule.standing == rows.WITHDRAWN:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rules.withdraw_rule(viewer_of(request), rule_id, form.cleaned_data["reason"])
            messages.success(request, _("The rule is withdrawn. It stays in the history with your reason."))
        except rules.AlreadyWithdrawn:
            messages.warning(request, _("Somebody has withdrawn this rule already."))
        return redirect("missions:corridor_link", corridor_id, link_id)
    context = {"form": form, "view": view, "link": row, "rule": rule}
    return render(request, "missions/corridor_rule_withdraw.html", context)


def _record(
    request: HttpRequest, corridor_id: UUID, link_id: UUID, kind: str, instead: queries.RuleRow | None
) -> HttpResponse:
    view = workable(request, corridor_id)
    row = _in_use(view, link_id)
    form: RuleForm = FORMS[kind](request.POST or None, instead=instead)
    if request.method == "POST" and form.is_valid():
        try:
            rules.record_rule(viewer_of(request), link_id, form.given, replaces_id=instead.id if instead else None)
        except (rules.AlreadyReplaced, rules.AlreadyWithdrawn):
            messages.warning(
                request, _("Somebody has replaced or withdrawn this rule already. Look at what holds now.")
            )
        else:
            messages.success(request, _("It is recorded. You are reminded before it ends."))
        return redirect("missions:corridor_link", corridor_id, link_id)
    context = {"form": form, "view": view, "link": row, "kind": choices.rule_kind(kind), "instead": instead}
    return render(request, "missions/corridor_rule.html", context)


def _by_kind(row: queries.LinkRow) -> list[dict[str, object]]:
    """What is known of each kind: its rules that count, and whether it must be known and is not."""
    needed = needed_rules(row.kind, today())
    found = []
    for code, label in choices.rule_kinds():
        mine = [
            (rule, rule_status(rule)) for rule in row.rules if rule.kind == code and rule.standing in OPEN_STANDINGS
        ]
        found.append(
            {
                "code": code,
                "label": label,
                "rules": mine,
                "unknown": code in row.state.unknown,
                "expired": row.state.expired.get(code),
                "shown": bool(mine) or code in needed,
                "beside": code in BESIDE,
            }
        )
    return found


def _in_use(view: queries.CorridorView, link_id: UUID) -> queries.LinkRow:
    found = next((one for one in view.links if one.id == link_id), None)
    if found is None:
        raise Http404
    return found
