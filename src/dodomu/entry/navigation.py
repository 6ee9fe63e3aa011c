"""What stands around every page: the rail of stages, the search box, the way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the rail; ``current`` marks where the reader stands."""

    url: str
    label: str | Promise
    icon: str
    current: bool


STAGES: tuple[tuple[str, str | Promise, str, Act], ...] = (
    ("entry:home", _("My work"), "work", Act.WORK_SEE),
    ("entry:team", _("Work of the team"), "chart", Act.CASE_ASSIGN),
    ("registry:children", _("Children"), "child", Act.PERSON_READ),
    ("tracing:queue", _("Tracing"), "people", Act.CANDIDATE_READ),
    ("cases:list", _("Cases"), "case", Act.CASE_READ),
    ("missions:missions", _("Missions"), "road", Act.MISSION_READ),
    ("missions:plans", pgettext_lazy("navigation", "Return plans"), "road", Act.PLAN_READ),
    ("recovery:list", _("Recovery"), "heart-pulse", Act.RECOVERY_READ),
    ("missions:corridors", _("Corridors"), "road", Act.CORRIDOR_READ),
    ("missions:board", _("Mission board"), "road", Act.MISSION_READ),
    ("registry:calls", _("Calls"), "phone", Act.CALL_TAKE),
    ("reception:arrivals", _("Arrivals"), "home", Act.ARRIVAL_READ),
    ("cases:sendings", _("Sent and received"), "mail", Act.SENDING_READ),
    ("cases:requests", _("Requests about data"), "shield", Act.DATA_REQUEST_CONFIRM),
    ("cases:retention", _("Retention"), "calendar", Act.RETENTION_REVIEW),
    ("cases:destructions", _("Destruction of care data"), "lock", Act.CARE_DESTROY_CONFIRM),
    ("registry:new_report", _("Record a statement"), "plus", Act.REPORT_RECORD),
    ("registry:lists", _("Lists"), "list", Act.LIST_IMPORT),
    ("evidence:list", pgettext_lazy("stage", "Evidence"), "scale", Act.EVIDENCE_READ),
    ("figures:road", _("Figures"), "chart", Act.FIGURES_READ),
    ("office:emergencies", _("Emergencies"), "bell", Act.BREAK_GLASS),
    ("office:emergencies", _("Emergencies"), "bell", Act.ALARM_SEE),
    ("office:complaints", _("Complaints about staff"), "flag", Act.COMPLAINT_HANDLE),
    ("office:staff", _("Staff"), "key", Act.STAFF_SEE),
    ("office:shares", _("Recovery shares"), "lock", Act.SHARES_MANAGE),
    ("office:journal", _("Journal"), "journal", Act.JOURNAL_READ),
    ("office:journal_state", _("State of the journal"), "shield", Act.JOURNAL_VERIFY),
    ("office:health", _("Health"), "shield", Act.HEALTH_READ),
)

ACCOUNT: tuple[tuple[str, str | Promise, str], ...] = (
    ("office:account", _("My account"), "person"),
    ("office:access", _("Access to closed parts"), "unlock"),
    ("office:roles_help", _("Who can see what"), "eye"),
    ("office:new_complaint", _("Pass on a complaint"), "flag"),
    ("entry:help", _("Help"), "book"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the page shell; an anonymous visitor gets the bare frame."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    context: dict[str, Any] = {"demo": settings.DODOMU.demo, "home_url": reverse("entry:home")}
    if viewer is None or not viewer.user_id:
        return context
    return context | {
        "navigation": list(_items(viewer, request.path)),
        "account_links": [
            NavigationItem(reverse(name), label, icon, request.path == reverse(name)) for name, label, icon in ACCOUNT
        ],
        "search_url": reverse("entry:search") if Act.PERSON_SEARCH in viewer.acts else "",
        "sign_out_url": reverse("account_logout"),
    }


def _items(viewer: Viewer, path: str) -> Iterator[NavigationItem]:
    shown = {name: (reverse(name), label, icon) for name, label, icon, act in STAGES if act in viewer.acts}
    here = _here(path, [url for url, _label, _icon in shown.values()])
    for url, label, icon in shown.values():
        yield NavigationItem(url, label, icon, url == here)


def _here(path: str, urls: list[str]) -> str:
    """The entry one stands in: the longest of those that the path begins with, so that one alone is marked."""
    return max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default="")
