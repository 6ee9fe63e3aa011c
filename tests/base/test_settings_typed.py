"""Settings from the environment: what is wrong stops the start with a sentence that says what to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from dodomu.base.settings import SecondFactor, Settings, SettingsError


def test_nothing_set_is_the_embedded_database_with_a_second_factor() -> None:
    settings = Settings.read({})
    assert settings.database is None
    assert settings.second_factor is SecondFactor.REQUIRED
    assert not settings.demo


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "pass").write_text("willow heron lantern\n", encoding="utf-8")
    settings = Settings.read({"DODOMU_PASSPHRASE_FILE": str(tmp_path / "pass")})
    assert settings.passphrase == "willow heron lantern"


def test_a_secret_never_shows(tmp_path: Path) -> None:
    settings = Settings.read({"DODOMU_PASSPHRASE": "willow heron lantern"})
    assert "willow" not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"DODOMU_DATABASE_URL": "mysql://somewhere/x"}, "DODOMU_DATABASE_URL"),
        ({"DODOMU_DATABASE_URL": "postgresql://host:99999/x"}, "DODOMU_DATABASE_URL"),
        ({"DODOMU_DEMO": "perhaps"}, "DODOMU_DEMO"),
        ({"DODOMU_SECOND_FACTOR": "sometimes"}, "DODOMU_SECOND_FACTOR"),
        ({"DODOMU_HOSTS": "https://dodomu.example.org/"}, "DODOMU_HOSTS"),
        ({"DODOMU_MAX_UPLOAD_MB": "a lot"}, "DODOMU_MAX_UPLOAD_MB"),
        ({"DODOMU_PASSPHRASE_FILE": "/nowhere/at/all"}, "DODOMU_PASSPHRASE_FILE"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not(environment: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read(environment)
    assert name in str(refused.value)
    assert next(iter(environment.values())) not in str(refused.value)


def test_a_secret_and_its_file_together_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pass").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match="not both"):
        Settings.read({"DODOMU_PASSPHRASE": "y", "DODOMU_PASSPHRASE_FILE": str(tmp_path / "pass")})


def test_an_empty_secret_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pass").write_text("\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="empty"):
        Settings.read({"DODOMU_PASSPHRASE_FILE": str(tmp_path / "pass")})


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match="DODOMU_HOME"):
        Settings.read({"DODOMU_HOME": str(tmp_path / "home")})


def test_the_demonstration_needs_no_second_factor() -> None:
    assert Settings.read({"DODOMU_DEMO": "yes"}).second_factor is SecondFactor.OPTIONAL


def test_a_postgres_address_with_signs_in_its_password_is_taken_apart() -> None:
    at = Settings.read({"DODOMU_DATABASE_URL": "postgresql://anna:p%40ss%2Fword@db.example:5433/home"}).database
    assert at is not None
    assert (at.user, at.password, at.host, at.port, at.name) == ("anna", "p@ss/word", "db.example", "5433", "home")
    assert "p@ss" not in repr(at)
