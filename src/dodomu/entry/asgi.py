"""The ASGI application that uvicorn serves."""

from __future__ import annotations

import os
import warnings

import django

# Style sheets are small files read at once; the warning is about long streams.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dodomu.base.settings.django")
django.setup(set_prefix=False)

from dodomu.entry.bodies import InMemory  # noqa: E402 - needs the settings
from dodomu.entry.files import StaticFiles  # noqa: E402

application = StaticFiles(InMemory())
