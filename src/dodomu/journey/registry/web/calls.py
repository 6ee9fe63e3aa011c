"""Take a call step by step: begin, write, check, record; every word is kept as it is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import StaleCall
from dodomu.journey.registry.call_content import MOST_CHILDREN, CallContent, Shown, Typed
from dodomu.journey.registry.call_rules import rule
from dodomu.journey.registry.queries import CallEnded, OpenCall
from dodomu.journey.registry.web.call_conflict import Clash, clashes, settled
from dodomu.journey.registry.web.call_lines import sections
from dodomu.journey.registry.web.call_report import stated_call
from dodomu.journey.registry.web.call_steps import STEPS, Step, checked, step_after, step_before, step_of, typed_in
from dodomu.kit.dates import KYIV, today

AUTOSAVE = "X-Autosave"
"""Header of a save that a page makes by itself: answered in a few words, whatever is right or wrong in it."""


@needs(Act.CALL_TAKE)
def calls(request: HttpRequest) -> HttpResponseBase:
    """The viewer's unfinished calls; POST begins a new one."""
    viewer = viewer_of(request)
    if request.method == "POST":
        return redirect("registry:call_step", actions.start_call(viewer), "caller")
    rows = [(row, STEPS.get(row.step, row.step)) for row in queries.open_calls(viewer)]
    return render(request, "registry/calls.html", {"calls": rows, "hours": int(rule("draft_hours"))})


@needs(Act.CALL_TAKE)
def call_step(request: HttpRequest, draft_id: UUID, step: str) -> HttpResponseBase:
    """One step of a call. POST keeps what is typed, then goes where it was asked to."""
    if step not in STEPS:
        raise Http404
    try:
        call = queries.open_call(viewer_of(request), draft_id)
        if step == "check":
            return _check(request, call)
        return _write(request, call, step) if request.method == "POST" else _shown(request, call, step)
    except CallEnded as ended:
        return _ended(request, ended)


@needs(Act.CALL_TAKE)
def call_discard(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Let a call go without recording it."""
    viewer = viewer_of(request)
    try:
        call = queries.open_call(viewer, draft_id)
        if request.method == "POST":
            actions.discard_call(viewer, draft_id)
            messages.success(request, _("The call is discarded; what was written of it is gone."))
            return redirect("registry:calls")
    except CallEnded as ended:
        return _ended(request, ended)
    return render(request, "registry/call_discard.html", {"call": call})


def _shown(request: HttpRequest, call: OpenCall, code: str, step: Step | None = None) -> HttpResponse:
    """A step as it stands, or as it was sent with what is wrong in it."""
    step = step or step_of(code, call.content)
    return render(request, "registry/call_step.html", _frame(call, code) | {"form": step, "step": step})


def _frame(call: OpenCall, code: str) -> dict[str, Any]:
    """What every step shows around its forms."""
    names = list(STEPS)
    at = names.index(code)
    return {
        "call": call,
        "code": code,
        "title": STEPS[code],
        "number": at + 1,
        "steps": [
            {"label": label, "state": "done" if place < at else "now" if place == at else "later"}
            for place, label in enumerate(STEPS.values())
        ],
        "before": step_before(code),
        "window": uuid4(),
        "shown": ",".join(map(str, call.content.children)),
        "several": len(call.content.children) > 1,
        "full": len(call.content.children) >= MOST_CHILDREN,
        "named": bool(call.content.identified(today())),
        "saved": clock(call),
    }


def clock(call: OpenCall) -> str:
    """When the call was kept last: 14:02."""
    return f"{call.saved_at.astimezone(KYIV):%H:%M}"


def _write(request: HttpRequest, call: OpenCall, code: str) -> HttpResponseBase:
    page, do = _page(request), request.POST.get("do", "")
    children = _children_shown(request, call.content)
    step = step_of(code, replace(call.content, children=children), request.POST)
    given = typed_in(step, request.POST)
    if do == "merge":
        given, undecided = settled(given, clashes(step, call.content, given), request.POST)
        if undecided or page.version < call.version:
            return _conflict(request, call, code, step, given, asked=bool(undecided))
    stand = _where_to(request, code, do)
    try:
        kept = actions.save_call(viewer_of(request), call.id, page, given, step=code, stand=stand)
    except StaleCall as stale:
        if request.headers.get(AUTOSAVE):
            return JsonResponse({"conflict": True})
        return _conflict(request, stale.now, code, step, given)
    if request.headers.get(AUTOSAVE):
        named = bool(kept.content.identified(today()))
        return JsonResponse({"version": kept.version, "saved": clock(kept), "named": named})
    if do in ("add", "back", "later", "merge") or do.startswith("out:"):
        return _done(request, kept, code, do)
    # Judged only now: what is wrong was kept first, so that nothing typed is lost.
    if step.is_valid():
        return redirect("registry:call_step", call.id, stand)
    return _shown(request, kept, code, step)


def _done(request: HttpRequest, kept: OpenCall, code: str, do: str) -> HttpResponseBase:
    """Go where a button other than "Continue" leads."""
    viewer, page = viewer_of(request), replace(_page(request), version=kept.version)
    if do == "later":
        return redirect("registry:calls")
    if do == "back":
        return redirect("registry:call_step", kept.id, step_before(code) or code)
    if do == "add":
        after = actions.add_child(viewer, kept.id, page)
        url = reverse("registry:call_step", args=[kept.id, code])
        return redirect(f"{url}#child-{after.content.children[-1]}")
    if do.startswith("out:"):
        actions.take_child_out(viewer, kept.id, page, _number(do.removeprefix("out:")))
    return redirect("registry:call_step", kept.id, code)


def _check(request: HttpRequest, call: OpenCall) -> HttpResponseBase:
    """Everything that was written, each answer with a way to change it; POST records it."""
    viewer, steps = viewer_of(request), checked(call.content)
    wrong = [code for code, step in steps.items() if not step.is_valid()]
    if request.method == "POST" and not wrong:
        try:
            received = stated_call(viewer, call.id, call.content, steps)
            report_id = actions.record_call(viewer, call.id, _number(request.POST.get("version")), received)
            return redirect("registry:recorded", report_id)
        except StaleCall:
            messages.warning(request, _("Another window changed this call meanwhile. Check it again before recording."))
            return redirect("registry:call_step", call.id, "check")
    context = _frame(call, "check") | {
        "sections": sections(call.content, steps),
        "wrong": wrong,
        "has_errors": bool(wrong) and request.method == "POST",
    }
    return render(request, "registry/call_check.html", context)


def _conflict(
    request: HttpRequest, call: OpenCall, code: str, step: Step, given: dict[str, Typed], *, asked: bool = False
) -> HttpResponse:
    """Both versions side by side, and the operator chooses: nothing is overwritten in silence."""
    found: list[Clash] = clashes(step, call.content, given)
    hidden = [
        (name, value)
        for name, values in given.items()
        for value in (values if isinstance(values, list) else [values])
        if value != ""
    ]
    context = _frame(call, code) | {"clashes": found, "hidden": hidden, "has_errors": asked, "asked": asked}
    return render(request, "registry/call_conflict.html", context)


def _ended(request: HttpRequest, ended: CallEnded) -> HttpResponseBase:
    recorded = ended.report_id is not None
    url = reverse("registry:recorded", args=[ended.report_id]) if recorded else reverse("registry:calls")
    if request.headers.get(AUTOSAVE):
        return JsonResponse({"url": url})
    if not recorded:
        messages.warning(request, _("This call was discarded, or destroyed after its time."))
    return redirect(url)


def _where_to(request: HttpRequest, code: str, do: str) -> str:
    if do or request.headers.get(AUTOSAVE):
        return step_before(code) or code if do == "back" else code
    return "check" if request.GET.get("to") == "check" else step_after(code)


def _children_shown(request: HttpRequest, content: CallContent) -> tuple[int, ...]:
    """The children the page showed and the call still has: what another window took out is not written again."""
    shown = {_number(one) for one in request.POST.get("shown", "").split(",")}
    return tuple(one for one in content.children if one in shown) or content.children


def _page(request: HttpRequest) -> Shown:
    sent = request.POST
    window = sent.get("window", "")[:36]
    return Shown(_number(sent.get("version")), window, _number(sent.get("turn")))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
