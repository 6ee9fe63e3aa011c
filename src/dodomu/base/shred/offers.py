"""What stages register when somebody first plans a destruction; loads no table, so that it may be named at the start."""

from dodomu.base.late import Late

late = Late()
"""``late.add(offer)`` from ``AppConfig.ready``: ``offer`` calls ``register_guard`` or ``register_care_keys``."""
