"""Addresses of the pages of one child: ids and codes only, never a name."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.registry.web import child, history, life, photos, printing

patterns = [
    path("children/<uuid:person_id>/", child.child, name="child"),
    path("children/<uuid:person_id>/show/<slug:part>/", child.show, name="child_show"),
    path("children/<uuid:person_id>/life-line/", life.lifeline, name="lifeline"),
    path("children/<uuid:person_id>/history/", history.history, name="history"),
    path("children/<uuid:person_id>/history/viewed/", history.viewed, name="viewed"),
    path("children/<uuid:person_id>/print/", printing.printing, name="print"),
    path("children/<uuid:person_id>/photos/", photos.photos, name="photos"),
    path("children/<uuid:person_id>/photos/new/", photos.add, name="photo_add"),
    path("photos/<uuid:photo_id>/show/", photos.show, name="photo_show"),
    path("photos/<uuid:photo_id>/blurred/", photos.blurred, name="photo_blurred"),
    path("photos/<uuid:photo_id>/clear/", photos.clear, name="photo_clear"),
    path("photos/<uuid:photo_id>/withdraw/", photos.withdraw, name="photo_withdraw"),
]
