"""Addresses of the pages of cases; ids only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.cases.web import answering, bodies, handing, opening, sending, sendings, views

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
    # referrals, transfers, enquiries
    path("<uuid:case_id>/send/<slug:kind>/", sending.send, name="send"),
    path("sendings/", sendings.sendings, name="sendings"),
    path("sendings/<uuid:sending_id>/", sendings.sending, name="sending"),
    path("sendings/<uuid:sending_id>/package/", sendings.package, name="sending_package"),
    path("sendings/<uuid:sending_id>/page/", sendings.printable, name="sending_page"),
    path("sendings/<uuid:sending_id>/<slug:state>/", sendings.step, name="sending_step"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.new_body, name="new_body"),
    path("bodies/<uuid:body_id>/", bodies.body, name="body"),
]
