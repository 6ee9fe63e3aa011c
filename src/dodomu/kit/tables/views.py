"""Saved views of a list: what is kept of it, and the form that keeps it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.actions import ALL, LONGEST_NAME
from dodomu.base.access.lists import teams_to_share_with, works_everywhere
from dodomu.base.access.viewer import Viewer
from dodomu.kit.forms import FormMixin


class ViewForm(FormMixin, forms.Form):
    """A name, and with whom the view is shared."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Write a name for this view."),
            "max_length": _("Write at most %(limit_value)d characters."),
        },
        help_text=_("No child's name: those you share with read it in a menu."),
    )
    share = forms.ChoiceField(label=_("Share with"), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["share"]).choices = shares(viewer)


def shares(viewer: Viewer) -> list[tuple[str, str | Promise]]:
    """With whom this viewer may share."""
    found: list[tuple[str, str | Promise]] = [("", _("nobody, only me"))]
    found += [(str(team_id), name) for team_id, name in teams_to_share_with(viewer)]
    return [*found, (ALL, _("everybody who may open this list"))] if works_everywhere(viewer) else found


def query_of(filters: dict[str, str], order: str, columns: list[str]) -> str:
    """A view as an address: known codes only, in one order, so that equal views have equal addresses."""
    query = QueryDict(mutable=True)
    for name in sorted(filters):
        query[name] = filters[name]
    if order:
        query["sort"] = order
    query["columns"] = ".".join(columns)
    return query.urlencode()
