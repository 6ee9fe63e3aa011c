"""Django's own list of what a deployment must not forget finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.entry.conftest import ROOT, Installation


@pytest.mark.parametrize("secure", ["yes", "no"])
def test_check_deploy_is_clean(installation: Installation, secure: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_"))}
    environment |= {"DODOMU_HOME": str(installation.home), "DODOMU_SECURE": secure, **installation.environment}
    environment["DJANGO_SETTINGS_MODULE"] = "dodomu.base.settings.django"
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr
