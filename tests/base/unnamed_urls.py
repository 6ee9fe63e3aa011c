"""One view that forgot to say which right it needs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def forgetful(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a child's name")


urlpatterns = [path("unnamed/", forgetful), path("", include("dodomu.entry.urls"))]
