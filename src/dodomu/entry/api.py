"""The API root: one OpenAPI description, each stage's router below it. Every operation asks the same rules as the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.web import viewer_of
from dodomu.base.versions import Changed
from dodomu.journey.cases.api import router as cases
from dodomu.journey.figures.api import router as figures
from dodomu.journey.registry.api import router as registry
from dodomu.journey.tracing.api import router as tracing


def signed_in(request: HttpRequest) -> bool:
    """The API is used by people who are signed in; a session cookie and, for writes, the CSRF token."""
    return viewer_of(request).user_id is not None


api = NinjaAPI(
    title="Dodomu",
    description="Reads and writes through the same rules as the pages. Dates of birth are EDTF (ISO 8601-2) texts.",
    version="1",
    auth=signed_in,
    docs_url=None,
    openapi_url="/openapi.json",
)
api.add_router("/registry", registry, tags=["registry"])
api.add_router("/tracing", tracing, tags=["tracing"])
api.add_router("/cases", cases, tags=["cases"])
api.add_router("/figures", figures, tags=["figures"])


@api.exception_handler(NotAllowed)
def refused(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    """403 that names the missing right and nothing else."""
    return api.create_response(
        request, {"detail": _("Your roles do not allow this."), "act": error.act.value}, status=403
    )


@api.exception_handler(Changed)
def overtaken(request: HttpRequest, error: Changed) -> HttpResponse:
    """409: the record changed since it was read; nothing was written. The answer says neither how nor by whom."""
    told = {"detail": _("Somebody changed this since you read it. Read it again."), "version": error.now.version}
    return api.create_response(request, told, status=409)
