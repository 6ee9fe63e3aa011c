"""A real installation keeps the full cost of its password hash; only the invented scenario has a cheap one."""

from __future__ import annotations

import os
import subprocess
import sys

from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.entry.conftest import Installation

HASHED = "from django.contrib.auth.hashers import make_password; print(make_password('a word'))"


def test_a_real_installation_hashes_passwords_at_full_cost(installation: Installation) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DODOMU_", "DJANGO_"))}
    told = {"DJANGO_SETTINGS_MODULE": "dodomu.base.settings.django", "DODOMU_HOME": str(installation.home)}
    environment = kept | told | installation.environment
    done = subprocess.run(
        [sys.executable, "-c", HASHED], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    full = Argon2PasswordHasher()
    assert full.memory_cost >= 100 * 1024
    cost = f"argon2$argon2id$v=19$m={full.memory_cost},t={full.time_cost},p={full.parallelism}$"
    assert done.stdout.startswith(cost), done.stderr
