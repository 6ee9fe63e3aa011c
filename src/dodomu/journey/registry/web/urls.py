"""Addresses of the registry: ids only, never a name."""

from __future__ import annotations

from django.urls import include, path

from dodomu.journey.registry.web import calls, child_urls, children, facts, imports, joins, reports, requesters

app_name = "registry"
urlpatterns = [
    path("children/", children.children, name="children"),
    path("", include(child_urls.patterns)),
    path("children/<uuid:person_id>/requesters/", requesters.requesters, name="requesters"),
    path("children/<uuid:person_id>/requesters/<uuid:report_id>/", requesters.verify, name="requester_verify"),
    path("children/<uuid:person_id>/facts/", facts.choose, name="fact_choose"),
    path("children/<uuid:person_id>/facts/<slug:code>/", facts.add, name="fact_add"),
    path("children/<uuid:person_id>/facts/<slug:code>/unpin/", facts.unpin, name="fact_unpin"),
    path("children/<uuid:person_id>/joins/<uuid:join_id>/split/", joins.split, name="join_split"),
    path("facts/<uuid:fact_id>/correct/", facts.correct, name="fact_correct"),
    path("facts/<uuid:fact_id>/withdraw/", facts.withdraw, name="fact_withdraw"),
    path("facts/<uuid:fact_id>/pin/", facts.pin, name="fact_pin"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<uuid:draft_id>/discard/", calls.call_discard, name="call_discard"),
    path("calls/<uuid:draft_id>/known/", requesters.known_call, name="known_call"),
    path("calls/<uuid:draft_id>/<slug:step>/", calls.call_step, name="call_step"),
    path("reports/new/", reports.new_report, name="new_report"),
    path("reports/<uuid:report_id>/", reports.report, name="report"),
    path("reports/<uuid:report_id>/recorded/", reports.recorded, name="recorded"),
    path("reports/<uuid:report_id>/withdraw/", reports.report_withdraw, name="report_withdraw"),
    path("reports/<uuid:report_id>/original/", reports.original, name="original"),
    path("lists/", include(imports.patterns)),
]
