"""A home for the invented scenario: built once, opened again, rebuilt when asked; never a real installation's."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dodomu.base.durable import private_folder, write_durably
from dodomu.base.keys import ring
from dodomu.base.keys.slots import Cost
from dodomu.entry.installing import DEMONSTRATION

WORDS = ("willow", "heron", "lantern", "river", "meadow", "amber", "linden", "swallow", "harbour", "cedar", "bridge",
         "poppy", "starling", "orchard", "saddle", "thimble")  # fmt: skip
REAL_ONES = ("DODOMU_DATABASE_URL", "DODOMU_PASSPHRASE", "DODOMU_KEY_FILE", "DODOMU_SECURE", "DODOMU_TRUST_PROXY")

NOTHING_TO_SLOW_DOWN = Cost(passes=1, memory_kib=1024, lanes=1)
"""A passphrase of 192 random bits cannot be guessed, and it lies beside the ring; every process of the demonstration opens it."""


class NotADemonstration(Exception):
    """The folder holds something else; nothing there was touched."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What ``demo.json`` keeps: how to open the home, and the sign-ins. All of it guards invented people only."""

    passphrase: str = field(repr=False)
    password: str = field(repr=False)
    sign_ins: dict[str, str] = field(default_factory=dict)
    complete: bool = False


def prepare_environment(home: Path) -> None:
    """Let the settings be those of a demonstration in this home, whatever the environment says of a real one."""
    for name in REAL_ONES:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
    os.environ["DODOMU_HOME"] = str(home)
    os.environ["DODOMU_DEMO"] = "yes"


def open_or_begin(home: Path, *, fresh: bool) -> Demonstration:
    """Open the home, or make an empty one whose scenario is still to be loaded; the key ring is unlocked after it.

    Raises:
        NotADemonstration: the folder is not empty and was not made here.
    """
    kept = _kept(home)
    if kept is None and home.exists() and any(home.iterdir()):
        raise NotADemonstration
    if kept and kept.complete and not fresh:
        ring.unlock(home, passphrase=kept.passphrase)
        return kept
    if kept:
        shutil.rmtree(home)
    begun = Demonstration(passphrase=secrets.token_urlsafe(24), password=_password())
    private_folder(home)
    _keep(home, begun)
    ring.create(home, passphrase=begun.passphrase, cost=NOTHING_TO_SLOW_DOWN)
    return begun


def load(home: Path, begun: Demonstration, progress: Callable[[int, int], None]) -> Demonstration:
    """Load the scenario; Django is set up and the database migrated."""
    from dodomu.entry.scenario import story

    sign_ins = story.load(begun.password, progress)
    done = Demonstration(begun.passphrase, begun.password, sign_ins, complete=True)
    _keep(home, done)
    return done


def _password() -> str:
    return "-".join(secrets.choice(WORDS) for _ in range(4))


def _kept(home: Path) -> Demonstration | None:
    try:
        return Demonstration(**json.loads((home / DEMONSTRATION).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        return Demonstration(passphrase="", password="")


def _keep(home: Path, found: Demonstration) -> None:
    write_durably(home / DEMONSTRATION, json.dumps(asdict(found)).encode())
