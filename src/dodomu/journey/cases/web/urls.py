"""Addresses of the pages of cases; ids only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.cases.web import answering, handing, opening, views

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("open/", opening.open_case, name="open"),
    path("<uuid:case_id>/", views.case_page, name="case"),
    path("<uuid:case_id>/step/<slug:axis>/", answering.step, name="step"),
    path("<uuid:case_id>/step/<uuid:entry_id>/withdraw/", answering.withdraw, name="withdraw_step"),
    path("<uuid:case_id>/proposal/<uuid:proposal_id>/", answering.answer, name="answer"),
    path("<uuid:case_id>/hand-over/", handing.hand_over, name="hand_over"),
    path("<uuid:case_id>/risk/", handing.risk, name="risk"),
]
