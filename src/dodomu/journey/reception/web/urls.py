"""Addresses of the pages of reception; ids only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.reception.web import arrivals, care, places, sheets, triage

app_name = "reception"
urlpatterns = [
    path("", arrivals.arrivals, name="arrivals"),
    path("new/", arrivals.expect, name="expect"),
    path("groups/<uuid:expected_group>/arrived/", arrivals.receive_group, name="receive_group"),
    path("<uuid:arrival_id>/", arrivals.arrival, name="arrival"),
    path("<uuid:arrival_id>/name/", arrivals.name, name="name"),
    path("<uuid:arrival_id>/arrived/", arrivals.receive, name="receive"),
    path("<uuid:arrival_id>/not-coming/", arrivals.not_coming, name="not_coming"),
    path("<uuid:arrival_id>/left/", arrivals.leave, name="leave"),
    path("<uuid:arrival_id>/mistake/", arrivals.take_back, name="take_back"),
    # places
    path("<uuid:arrival_id>/bed/", places.beds, name="beds"),
    path("centres/", places.centres, name="centres"),
    path("centres/new/", places.new_centre, name="new_centre"),
    path("centres/<uuid:centre_id>/", places.centre, name="centre"),
    path("centres/<uuid:centre_id>/rooms/new/", places.new_room, name="new_room"),
    path("centres/<uuid:centre_id>/rooms/<uuid:room_id>/", places.room, name="room"),
    path("centres/<uuid:centre_id>/rooms/<uuid:room_id>/retire/", places.retire_room, name="retire_room"),
    path("centres/<uuid:centre_id>/rooms/<uuid:room_id>/beds/<uuid:bed_id>/", places.retire_bed, name="retire_bed"),
    # triage
    path("<uuid:arrival_id>/triage/", triage.new_triage, name="new_triage"),
    path("triage/<uuid:triage_id>/", triage.triage, name="triage"),
    path("alerts/<uuid:alert_id>/", triage.alert, name="alert"),
    path("alerts/<uuid:alert_id>/hand/", triage.hand_alert, name="hand_alert"),
    # needs, what carers must know, what is not asked
    path("<uuid:arrival_id>/needs/new/", care.new_need, name="new_need"),
    path("needs/<uuid:need_id>/", care.need, name="need"),
    path("<uuid:arrival_id>/particulars/", care.particulars, name="particulars"),
    path("children/<uuid:person_id>/do-not-ask/", care.topics, name="topics"),
    path("children/<uuid:person_id>/do-not-ask/<uuid:topic_id>/end/", care.end_topic, name="end_topic"),
    # the hand-over sheet
    path("<uuid:arrival_id>/sheet/", sheets.sheet, name="sheet"),
]
