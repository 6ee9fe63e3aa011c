"""Addresses of the pages of missions; ids only."""

from __future__ import annotations

from django.urls import URLPattern, path

from dodomu.journey.missions.web import escorts, plans, plans_deciding, plans_judging, plans_papers

PLAN = "plans/<uuid:plan_id>"

app_name = "missions"

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

urlpatterns: list[URLPattern] = [*plan_pages, *escort_pages]
