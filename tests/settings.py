"""Settings of the test suite: the real ones, with a fixed key ring, a fast password hasher and a file of its own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _home() -> Path:
    """The home a test gives to a process it starts; else one of this process alone, gone when it ends.

    Processes that share the tests out among them do not share a home: each counts what lies in its own vault.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    given = os.environ.get("DODOMU_TEST_HOME")
    if given and os.environ.get("DODOMU_TEST_HOME_OF", worker) == worker:
        return Path(given)
    own = tempfile.mkdtemp(prefix="dodomu-test-")
    owner = os.getpid()

    def tidy() -> None:
        if os.getpid() == owner:
            shutil.rmtree(own, ignore_errors=True)

    atexit.register(tidy)
    os.environ.update(DODOMU_TEST_HOME=own, DODOMU_TEST_HOME_OF=worker)
    return Path(own)


HOME = _home()
os.environ["DODOMU_HOME"] = str(HOME)
for name in [
    key for key in os.environ if key.startswith("DODOMU_") and not key.startswith(("DODOMU_TEST_", "DODOMU_HOME"))
]:
    if name not in {"DODOMU_DATABASE_URL"}:
        del os.environ[name]
if os.environ.get("DODOMU_TEST_POSTGRES"):
    os.environ["DODOMU_DATABASE_URL"] = os.environ["DODOMU_TEST_POSTGRES"]
else:
    os.environ.pop("DODOMU_DATABASE_URL", None)

from dodomu.base.keys import ring  # noqa: E402

ring.adopt(bytes(range(32)))

from dodomu.base.settings.django import *  # noqa: E402, F403
from dodomu.base.settings.django import DATABASES, DODOMU  # noqa: E402

(HOME / "static").mkdir(exist_ok=True)
WHITENOISE_AUTOREFRESH = True  # else every test client reads all files of the interface when it is made
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
if DODOMU.database is None:
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.db")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536"
    )
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
