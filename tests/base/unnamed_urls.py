"""One view that forgot to say which right it needs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def forgetful(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a child's name")


urlpatterns = [
    path("unnamed/", forgetful),
    path("kit/", include("dodomu.kit.urls")),
    path("office/", include("dodomu.journey.office.web.urls")),
    path("account/", include("allauth.urls")),
]
