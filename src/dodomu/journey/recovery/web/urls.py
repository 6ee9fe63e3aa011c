"""Addresses of the pages of recovery; ids only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.recovery.web import goals, views, visits

app_name = "recovery"
urlpatterns = [
    path("", views.plans, name="list"),
    path("begin/<uuid:case_id>/", views.begin, name="begin"),
    path("<uuid:care_id>/", views.plan, name="plan"),
    path("<uuid:care_id>/owner/", views.give, name="give"),
    path("<uuid:care_id>/lay-out/", views.lay_out, name="lay_out"),
    path("<uuid:care_id>/close/", views.close, name="close"),
    path("<uuid:care_id>/close/<uuid:closing_id>/", views.answer, name="answer"),
    path("<uuid:care_id>/reopen/", views.reopen, name="reopen"),
    path("<uuid:care_id>/goals/new/", goals.new_goal, name="new_goal"),
    path("<uuid:care_id>/goals/<uuid:goal_id>/end/", goals.end_goal, name="end_goal"),
    path("<uuid:care_id>/goals/<uuid:goal_id>/actions/new/", goals.new_action, name="new_action"),
    path("<uuid:care_id>/actions/<uuid:action_id>/", goals.action, name="action"),
    path("<uuid:care_id>/actions/<uuid:action_id>/change/", goals.change_action, name="change_action"),
    path("<uuid:care_id>/visits/new/", visits.extra_visit, name="extra_visit"),
    path("<uuid:care_id>/visits/<uuid:due_id>/", visits.visit, name="visit"),
    path("<uuid:care_id>/note/", visits.note, name="note"),
]
