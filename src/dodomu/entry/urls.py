"""Every address of the application."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from dodomu.base.access.acts import Act
from dodomu.base.access.web import guard
from dodomu.entry.api import api

_api_patterns, _api_name, _api_namespace = api.urls

urlpatterns = [
    path("", include("dodomu.entry.web.urls")),
    path("", include("dodomu.journey.registry.web.urls")),
    path("cases/", include("dodomu.journey.cases.web.urls")),
    path("tracing/", include("dodomu.journey.tracing.web.urls")),
    path("missions/", include("dodomu.journey.missions.web.urls")),
    path(f"{settings.DODOMU.phone.path}/", include("dodomu.journey.missions.web.phone_urls")),
    path("reception/", include("dodomu.journey.reception.web.urls")),
    path("recovery/", include("dodomu.journey.recovery.web.urls")),
    path("evidence/", include("dodomu.journey.evidence.web.urls")),
    path("figures/", include("dodomu.journey.figures.web.urls")),
    path("office/", include("dodomu.journey.office.web.urls")),
    path("kit/", include("dodomu.kit.urls")),
    path("account/", include("allauth.urls")),
    path("api/", (guard(_api_patterns, Act.WORK_SEE), _api_name, _api_namespace)),
]

handler400 = "dodomu.kit.errors.bad_request"
handler403 = "dodomu.kit.errors.forbidden"
handler404 = "dodomu.kit.errors.not_found"
handler429 = "dodomu.kit.errors.too_often"
handler500 = "dodomu.kit.errors.broken"
