"""Addresses of the pages of missions; ids only."""

from __future__ import annotations

from django.urls import URLPattern, path

from dodomu.journey.missions.web import phones

app_name = "missions"
urlpatterns: list[URLPattern] = [
    path("<uuid:mission_id>/phones/", phones.phones, name="phones"),
    path("<uuid:mission_id>/phones/for/<uuid:mission_escort_id>/", phones.issue, name="phone_issue"),
    path("<uuid:mission_id>/phones/<uuid:phone_id>/code/", phones.new_code, name="phone_code"),
    path("<uuid:mission_id>/phones/<uuid:phone_id>/end/", phones.end, name="phone_end"),
]
