"""The real settings, with a mailbox that can be looked into, faults on request, and a note of every file written."""

from __future__ import annotations

import os
from pathlib import Path

from tests.entry.canary.watching import watch

ROOM = Path(os.environ["CANARY_ROOM"])
watch(ROOM)

from dodomu.base.settings.django import *  # noqa: E402, F403
from dodomu.base.settings.django import INSTALLED_APPS, MIDDLEWARE  # noqa: E402

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(ROOM / "mail")
ADMINS = [("Operator", "operator@example.org")]
MANAGERS = ADMINS
INSTALLED_APPS = [*INSTALLED_APPS, "tests.entry.canary.faults.Faults"]
MIDDLEWARE = [*MIDDLEWARE, "tests.entry.canary.faults.BreaksOnRequest"]
