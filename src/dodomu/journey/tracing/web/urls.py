"""Addresses of the pages of tracing; ids only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.tracing.web import calibration, comparing_by_hand, views

app_name = "tracing"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("calibration/", calibration.calibration, name="calibration"),
    path("child/<uuid:person_id>/", views.of_child, name="of_child"),
    path("compare/", comparing_by_hand.compare, name="compare"),
    path("<uuid:candidate_id>/", views.candidate, name="candidate"),
    path("<uuid:candidate_id>/second/", views.second, name="second"),
    path("<uuid:candidate_id>/undo/<uuid:decision_id>/", views.undo, name="undo"),
]
