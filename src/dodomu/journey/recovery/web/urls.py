"""Addresses of the pages of recovery; ids only."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "recovery"
urlpatterns: list[URLPattern] = []
