"""Addresses of the pages of evidence; ids only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.evidence.web import custody, exhibits, second, views

app_name = "evidence"
urlpatterns = [
    path("", views.exhibit_list, name="list"),
    path("cases/<uuid:case_id>/", views.case, name="case"),
    path("cases/<uuid:case_id>/take/", views.take, name="take"),
    path("cases/<uuid:case_id>/hold/", second.place_hold, name="place_hold"),
    path("cases/<uuid:case_id>/disclose/", second.disclose, name="disclose"),
    path("holds/<uuid:hold_id>/", second.hold, name="hold"),
    path("holds/<uuid:hold_id>/answer/", second.answer_hold, name="answer_hold"),
    path("holds/<uuid:hold_id>/lift/", second.lift, name="lift"),
    path("holds/<uuid:hold_id>/lift/<uuid:lifting_id>/", second.answer_lifting, name="answer_lifting"),
    path("lists/<uuid:list_id>/", second.disclosure, name="disclosure"),
    path("lists/<uuid:list_id>/answer/", second.answer_disclosure, name="answer_disclosure"),
    path("<uuid:exhibit_id>/", views.exhibit, name="exhibit"),
    path("<uuid:exhibit_id>/open/", exhibits.open_exhibit, name="open"),
    path("<uuid:exhibit_id>/claims/new/", exhibits.new_claim, name="new_claim"),
    path("<uuid:exhibit_id>/facts/new/", exhibits.new_link, name="new_link"),
    path("<uuid:exhibit_id>/facts/<uuid:link_id>/end/", exhibits.end_link, name="end_link"),
    path("<uuid:exhibit_id>/copies/new/", exhibits.new_copy, name="new_copy"),
    path("<uuid:exhibit_id>/copies/<uuid:copy_id>/open/", exhibits.open_copy, name="open_copy"),
    path("<uuid:exhibit_id>/set-aside/", exhibits.set_aside, name="set_aside"),
    path("<uuid:exhibit_id>/hand-over/", custody.hand_over, name="hand_over"),
    path("<uuid:exhibit_id>/back/", custody.take_back, name="take_back"),
    path("<uuid:exhibit_id>/custody/<uuid:event_id>/receive/", custody.receive, name="receive"),
    path("<uuid:exhibit_id>/custody/<uuid:event_id>/withdraw/", custody.withdraw, name="withdraw"),
    path("<uuid:exhibit_id>/custody/<uuid:event_id>/paper/", custody.paper, name="paper"),
]
