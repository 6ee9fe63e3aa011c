"""Addresses of the page on the phone, below the word that the organisation has chosen; none of them carries an id."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.missions.web import phone_page, phone_shell

app_name = "notes"
urlpatterns = [
    path("", phone_shell.page, name="page"),
    path("page.css", phone_shell.part, {"name": "page.css"}, name="style"),
    path("page.js", phone_shell.part, {"name": "page.js"}, name="script"),
    path("pad.js", phone_shell.part, {"name": "pad.js"}, name="pad"),
    path("worker.js", phone_shell.worker, name="worker"),
    path("manifest.json", phone_shell.manifest, name="manifest"),
    path("icon", phone_shell.icon, name="icon"),
    path("icon.png", phone_shell.icon_png, name="icon_png"),
    path("open", phone_page.open_page, name="open"),
    path("look", phone_page.look, name="look"),
    path("add", phone_page.add, name="add"),
    path("close", phone_page.close, name="close"),
]
