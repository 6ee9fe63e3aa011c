"""Addresses of the pages of missions; ids only."""

from __future__ import annotations

from django.urls import URLPattern, path

from dodomu.journey.missions.web import (
    board,
    board_alarms,
    board_escalation,
    board_recording,
    board_stream,
    corridor,
    corridor_import,
    corridor_links,
    corridor_search,
    corridor_use,
    escorts,
    missions,
    missions_costs,
    missions_departing,
    missions_outcomes,
    missions_sheet,
    missions_travellers,
    missions_way,
    phones,
    plans,
    plans_deciding,
    plans_judging,
    plans_papers,
)

MISSION = "<uuid:mission_id>/"
CHILD = f"{MISSION}children/<uuid:child_id>/"
ADULT = f"{MISSION}adults/<uuid:mission_escort_id>/"
GROUP = f"{MISSION}groups/<uuid:group_id>/"
LEG = f"{MISSION}legs/<uuid:leg_id>/"
PLAN = "plans/<uuid:plan_id>"
CORRIDOR = "corridors/<uuid:corridor_id>/"
LINK = f"{CORRIDOR}links/<uuid:link_id>/"

app_name = "missions"
corridor_pages: list[URLPattern] = [
    # the corridor
    path("corridors/", corridor.corridors, name="corridors"),
    path("corridors/new/", corridor.new_corridor, name="corridor_new"),
    path("corridors/import/", corridor_import.import_new, name="corridor_import"),
    path(CORRIDOR, corridor.corridor, name="corridor"),
    path(f"{CORRIDOR}change/", corridor.change_corridor, name="corridor_change"),
    path(f"{CORRIDOR}retire/", corridor.retire_corridor, name="corridor_retire"),
    path(f"{CORRIDOR}file/", corridor.corridor_file, name="corridor_file"),
    path(f"{CORRIDOR}import/", corridor_import.import_into, name="corridor_add"),
    path(f"{CORRIDOR}ways/", corridor_search.search, name="corridor_search"),
    path(f"{CORRIDOR}use/", corridor_use.use_way, name="corridor_use"),
    path(f"{CORRIDOR}places/new/", corridor.new_place, name="corridor_place_new"),
    path(f"{CORRIDOR}places/<uuid:place_id>/", corridor.change_place, name="corridor_place"),
    path(f"{CORRIDOR}places/<uuid:place_id>/retire/", corridor.retire_place, name="corridor_place_retire"),
    path(f"{CORRIDOR}links/new/", corridor_links.new_link, name="corridor_link_new"),
    path(LINK, corridor_links.link, name="corridor_link"),
    path(f"{LINK}change/", corridor_links.change_link, name="corridor_link_change"),
    path(f"{LINK}retire/", corridor_links.retire_link, name="corridor_link_retire"),
    path(f"{LINK}rules/new/<slug:rule_kind>/", corridor_links.new_rule, name="corridor_rule_new"),
    path(f"{LINK}rules/<uuid:rule_id>/", corridor_links.replace_rule, name="corridor_rule_replace"),
    path(f"{LINK}rules/<uuid:rule_id>/withdraw/", corridor_links.withdraw_rule, name="corridor_rule_withdraw"),
]

mission_pages: list[URLPattern] = [
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
    # phones of the escorts
    path(f"{MISSION}phones/", phones.phones, name="phones"),
    path(f"{MISSION}phones/for/<uuid:mission_escort_id>/", phones.issue, name="phone_issue"),
    path(f"{MISSION}phones/<uuid:phone_id>/code/", phones.new_code, name="phone_code"),
    path(f"{MISSION}phones/<uuid:phone_id>/end/", phones.end, name="phone_end"),
]
plan_pages: list[URLPattern] = [
    path("plans/", plans.plan_list, name="plans"),
    path("plans/begin/<uuid:case_id>/", plans.begin, name="plan_begin"),
    path(f"{PLAN}/", plans.plan, name="plan"),
    path(f"{PLAN}/details/", plans.details, name="plan_details"),
    path(f"{PLAN}/papers/<slug:kind>/", plans_papers.paper, name="plan_paper"),
    path(f"{PLAN}/authority/new/", plans_papers.new_authority, name="plan_authority_new"),
    path(f"{PLAN}/authority/<uuid:authority_id>/", plans_papers.authority, name="plan_authority"),
    path(f"{PLAN}/risks/", plans_judging.risks, name="plan_risks"),
    path(f"{PLAN}/budget/new/", plans_judging.cost, name="plan_cost"),
    path(f"{PLAN}/budget/<uuid:line_id>/strike/", plans_judging.strike, name="plan_strike"),
    path(f"{PLAN}/best-interests/new/", plans_deciding.decide, name="plan_decide"),
    path(f"{PLAN}/best-interests/<uuid:decision_id>/", plans_deciding.decision, name="plan_decision"),
    path(f"{PLAN}/ready/", plans_deciding.declare, name="plan_ready"),
    path(f"{PLAN}/ready/<uuid:declaration_id>/", plans_deciding.answer, name="plan_ready_answer"),
    path(f"{PLAN}/not-now/", plans.not_now, name="plan_not_now"),
    path(f"{PLAN}/take-up/", plans.take_up, name="plan_take_up"),
    path(f"{PLAN}/end/", plans.end, name="plan_end"),
]
escort_pages: list[URLPattern] = [
    path("escorts/", escorts.escort_list, name="escorts"),
    path("escorts/new/", escorts.new_escort, name="escort_new"),
    path("escorts/<uuid:escort_id>/", escorts.escort, name="escort"),
    path("escorts/<uuid:escort_id>/change/", escorts.change_escort, name="escort_change"),
    path("escorts/<uuid:escort_id>/checks/new/", escorts.check, name="escort_check"),
    path("escorts/<uuid:escort_id>/retire/", escorts.retire, name="escort_retire"),
]

board_pages: list[URLPattern] = [
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

urlpatterns: list[URLPattern] = [*board_pages, *corridor_pages, *plan_pages, *escort_pages, *mission_pages]
