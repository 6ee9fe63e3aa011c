"""Addresses of the kit: the reader's choices about the look, the reading of dates, the gallery."""

from __future__ import annotations

from django.urls import path

from dodomu.kit import gallery, views

app_name = "kit"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("keys/", views.keys, name="keys"),
    path("columns/", views.columns, name="columns"),
    path("reading/", views.reading, name="reading"),
    path("here/", views.here, name="here"),
    path("notes/", views.notes, name="notes"),
    path("gallery/", gallery.gallery, name="gallery"),
]
