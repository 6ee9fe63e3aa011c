"""How passwords are hashed where they guard invented people only."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class DemonstrationHasher(Argon2PasswordHasher):
    """Argon2 in a millisecond: the one password of the demonstration is printed when it starts, and twenty hashes at full cost
    were half of the time that building it took.
    """

    time_cost = 1
    memory_cost = 1024
    parallelism = 1
