"""Colleagues of the running demonstration whom one test alone may spend: python -m tests.browser.newcomers NAME ..."""

from __future__ import annotations

import json
import sys

from dodomu.entry.cli.boot import start


def hire(names: list[str], password: str) -> None:
    """Auditors with the password of the demonstration: they may look, and nobody else signs in as them."""
    from dodomu.base.access.actions import add_user, grant_role
    from dodomu.base.access.models import User
    from dodomu.base.access.viewer import Viewer

    administrator = Viewer.of(User.objects.get(username="administrator"))
    for name in names:
        made = add_user(administrator, name, f"Нова колега {name[-1].upper()}").user
        made.set_password(password)
        made.must_change_password = False
        made.save(update_fields=["password", "must_change_password"])
        grant_role(administrator, made, "auditor")


if __name__ == "__main__":
    start()
    hire(sys.argv[1:], json.load(sys.stdin)["password"])
