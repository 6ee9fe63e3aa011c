"""Addresses of the pages of missions; ids only."""

from __future__ import annotations

from django.urls import URLPattern, path

from dodomu.journey.missions.web import (
    board,
    board_alarms,
    board_escalation,
    board_recording,
    board_stream,
    missions,
    missions_costs,
    missions_departing,
    missions_outcomes,
    missions_sheet,
    missions_travellers,
    missions_way,
)

MISSION = "<uuid:mission_id>/"
CHILD = f"{MISSION}children/<uuid:child_id>/"
ADULT = f"{MISSION}adults/<uuid:mission_escort_id>/"
GROUP = f"{MISSION}groups/<uuid:group_id>/"
LEG = f"{MISSION}legs/<uuid:leg_id>/"

app_name = "missions"
urlpatterns: list[URLPattern] = [
    # missions: made, prepared, departed, ended
    path("", missions.missions, name="missions"),
    path("new/", missions.new_mission, name="mission_new"),
    path(MISSION, missions.mission, name="mission"),
    path(f"{MISSION}change/", missions.change_mission, name="mission_change"),
    path(f"{MISSION}groups/new/", missions.new_group, name="mission_group_new"),
    path(f"{MISSION}cancel/", missions.cancel_mission, name="mission_cancel"),
    path(f"{MISSION}end/", missions.end_mission, name="mission_end"),
    path(f"{MISSION}children/choose/", missions_travellers.choose_children, name="mission_children"),
    path(CHILD, missions_outcomes.on_mission, name="mission_child_page"),
    path(f"{CHILD}change/", missions_travellers.child, name="mission_child"),
    path(f"{CHILD}off/", missions_travellers.drop_child, name="mission_child_drop"),
    path(f"{CHILD}outcome/", missions_outcomes.outcome, name="mission_child_outcome"),
    path(f"{CHILD}hand-over/", missions_outcomes.hand_over, name="mission_hand_over"),
    path(f"{MISSION}adults/new/", missions_travellers.new_escort, name="mission_escort_new"),
    path(f"{ADULT}replace/", missions_travellers.replace_escort, name="mission_escort_replace"),
    path(f"{ADULT}off/", missions_travellers.release_escort, name="mission_escort_release"),
    path(f"{ADULT}outcome/", missions_outcomes.end_escort, name="mission_escort_end"),
    path(f"{MISSION}vehicles/new/", missions_travellers.new_vehicle, name="mission_vehicle_new"),
    path(
        f"{MISSION}vehicles/<uuid:vehicle_id>/off/", missions_travellers.remove_vehicle, name="mission_vehicle_remove"
    ),
    path(f"{GROUP}seats/", missions_travellers.seats, name="mission_seats"),
    path(f"{GROUP}legs/new/", missions_way.new_leg, name="mission_leg_new"),
    path(f"{GROUP}another-way/", missions_way.reroute, name="mission_reroute"),
    path(LEG, missions_way.leg, name="mission_leg"),
    path(f"{LEG}off/", missions_way.remove_leg, name="mission_leg_remove"),
    path(f"{LEG}travelled/", missions_way.travelled, name="mission_leg_travelled"),
    path(f"{MISSION}approval/", missions_departing.ask_approval, name="mission_ask"),
    path(f"{MISSION}approval/<uuid:approval_id>/", missions_departing.answer_approval, name="mission_approval"),
    path(f"{MISSION}notice/", missions_departing.notice, name="mission_notice"),
    path(f"{MISSION}departure/", missions_departing.manifest, name="mission_manifest"),
    path(f"{MISSION}departure/another-child/", missions_departing.join, name="mission_join"),
    path(f"{MISSION}costs/", missions_costs.costs, name="mission_costs"),
    path(f"{MISSION}costs/<uuid:cost_id>/strike/", missions_costs.strike, name="mission_cost_strike"),
    path(f"{MISSION}sheet/", missions_sheet.sheet, name="mission_sheet"),
    # the board
    path("board/", board.board, name="board"),
    path("board/part/", board.board_part, name="board_part"),
    path("board/changes/", board_stream.changes, name="board_changes"),
    path("<uuid:mission_id>/board/", board.mission_board, name="mission_board"),
    path("<uuid:mission_id>/board/part/", board.mission_board_part, name="mission_board_part"),
    path("groups/<uuid:group_id>/words/", board_recording.group_words, name="group_words"),
    path("groups/<uuid:group_id>/words/record/", board_recording.record_word, name="record_word"),
    path("alarms/<uuid:alarm_id>/", board_alarms.alarm, name="alarm"),
    path("alarms/<uuid:alarm_id>/answer/", board_alarms.answer_alarm, name="answer_alarm"),
    path("<uuid:mission_id>/escalation/", board_escalation.escalation, name="escalation"),
    path("<uuid:mission_id>/escalation/add/", board_escalation.escalation_add, name="escalation_add"),
    path(
        "<uuid:mission_id>/escalation/<uuid:contact_id>/remove/",
        board_escalation.escalation_remove,
        name="escalation_remove",
    ),
]
