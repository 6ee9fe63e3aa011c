"""Addresses of the pages of figures: numbers of releases and codes of figures only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.figures.web import exporting, own, published

app_name = "figures"
urlpatterns = [
    path("", own.road, name="road"),
    path("status/", own.status, name="status"),
    path("time/", own.time, name="time"),
    path("take/", own.take, name="take"),
    path("releases/", own.releases, name="releases"),
    path("releases/<int:number>/", own.release, name="release"),
    path("releases/<int:number>/export/", exporting.export, name="export"),
    path("published/", published.published, name="published"),
    path("published/new/", published.new_published, name="new_published"),
    path("published/together/", published.together, name="together"),
    path("published/<slug:figure>/withdraw/", published.withdraw_published, name="withdraw_published"),
]
