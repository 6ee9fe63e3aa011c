"""How fast the list of children answers: python bench/children_list.py [--children 10000] [--keep FOLDER]

Asks for the page as a browser does, signed in, in every order and with filters. The first request after a start unseals
every name; it is printed apart.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from population import fill, installation, spread

PAGES = {
    "latest reports first": "",
    "by name": "?sort=name",
    "by name, page 100": "?sort=name&page=100",
    "by birth date": "?sort=-born",
    "by place": "?sort=place",
    "girls born 2012 to 2014": "?sex=f&from=2012&to=2014",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--children", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="use this folder and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        viewer = installation(asked.keep or Path(folder))
        fill(viewer, asked.children)
        browser = signed_in(viewer)
        spread("first, by name (nothing unsealed yet)", [request(browser, "?sort=name")])
        everything: list[float] = []
        for name, address in PAGES.items():
            measured = [request(browser, address) for _ in range(asked.runs)]
            everything += measured
            spread(name, measured)
        spread("all", everything)


def signed_in(viewer: Any) -> Any:
    from dataclasses import replace

    from django.conf import settings
    from django.test import Client

    from dodomu.base.access.models import User
    from dodomu.base.settings import SecondFactor

    settings.DODOMU = replace(settings.DODOMU, second_factor=SecondFactor.OPTIONAL)
    settings.ALLOWED_HOSTS = ["testserver"]
    User.objects.filter(pk=viewer.user_id).update(must_change_password=False)
    client = Client()
    client.force_login(
        User.objects.get(pk=viewer.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def request(client: Any, address: str) -> float:
    begun = time.perf_counter()
    response = client.get(f"/children/{address}")
    seconds = time.perf_counter() - begun
    if response.status_code != 200:
        raise SystemExit(f"The list answered {response.status_code}.")
    return seconds


if __name__ == "__main__":
    main()
