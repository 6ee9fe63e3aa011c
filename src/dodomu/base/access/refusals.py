"""Why an act on staff or rights was refused, in words for the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(ValueError):
    """The rules forbid this act. ``code`` is for programs, ``sentence`` for people; neither holds what was typed."""

    def __init__(self, code: str, sentence: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


def own_rights() -> Refused:
    return Refused("own_rights", _("Nobody can change their own rights. Ask another administrator."))


def has_left() -> Refused:
    return Refused("has_left", _("This colleague has left and can hold no rights."))


def last_administrator() -> Refused:
    return Refused("last_administrator", _("This is the last administrator. Make somebody else administrator first."))
