"""The ASGI application that uvicorn serves."""

from __future__ import annotations

import os
import warnings

from django.core.asgi import get_asgi_application

# Style sheets are small files read at once; the warning is about long streams.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dodomu.base.settings.django")
application = get_asgi_application()
