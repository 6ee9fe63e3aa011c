"""Addresses of the pages that compose stages."""

from __future__ import annotations

from django.urls import path

from dodomu.entry.web import help as help_pages
from dodomu.entry.web import team, views

app_name = "entry"
urlpatterns = [
    path("", views.home, name="home"),
    path("work/team/", team.team, name="team"),
    path("search/", views.search, name="search"),
    path("help/", help_pages.index, name="help"),
    path("help/<path:name>/", help_pages.page, name="help_page"),
    path("language/", views.language, name="language"),
]
