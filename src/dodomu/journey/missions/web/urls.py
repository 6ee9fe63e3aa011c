"""Addresses of the pages of missions; ids only."""

from __future__ import annotations

from django.urls import URLPattern, path

from dodomu.journey.missions.web import corridor, corridor_import, corridor_links, corridor_search

app_name = "missions"
CORRIDOR = "corridors/<uuid:corridor_id>/"
LINK = f"{CORRIDOR}links/<uuid:link_id>/"
urlpatterns: list[URLPattern] = [
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
