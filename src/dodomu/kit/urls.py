"""Addresses of the kit: the reader's choices about the look, the reading of dates, the gallery."""

from __future__ import annotations

from django.urls import path

from dodomu.kit import gallery, presence, saved_views, views

app_name = "kit"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("keys/", views.keys, name="keys"),
    path("columns/", views.columns, name="columns"),
    path("views/<uuid:view_id>/", saved_views.view, name="view"),
    path("views/<uuid:view_id>/start/", saved_views.view_start, name="view_start"),
    path("views/<uuid:view_id>/delete/", saved_views.view_delete, name="view_delete"),
    path("reading/", views.reading, name="reading"),
    path("present/", presence.present, name="present"),
    path("here/", views.here, name="here"),
    path("notes/", views.notes, name="notes"),
    path("gallery/", gallery.gallery, name="gallery"),
]
