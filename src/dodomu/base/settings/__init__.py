"""What an installation is told from outside: typed settings, and Django's settings built from them."""

from dodomu.base.settings.typed import SecondFactor, Settings, SettingsError

__all__ = ["SecondFactor", "Settings", "SettingsError"]
