"""Title, icon and address of the phone page: chosen by the organisation, and refused where they would tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from dodomu.base.settings import Settings, SettingsError
from dodomu.base.settings.phone_page import TAKEN


def test_nothing_set_is_neutral() -> None:
    phone = Settings.read({}).phone
    assert (phone.title, phone.icon, phone.path, phone.host) == ("", "note", "notes", "")


def test_the_organisation_chooses(tmp_path: Path) -> None:
    icon = tmp_path / "leaf.png"
    icon.write_bytes(b"\x89PNG")
    settings = Settings.read(
        {
            "DODOMU_PHONE_TITLE": " Рецепти  бабусі ",
            "DODOMU_PHONE_ICON": str(icon),
            "DODOMU_PHONE_PATH": "/recipes/",
            "DODOMU_PHONE_HOST": "Recipes.example.org",
        }
    )
    phone = settings.phone
    assert (phone.title, phone.icon, phone.path) == ("Рецепти бабусі", icon, "recipes")
    assert settings.hosts[-1] == phone.host == "recipes.example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DODOMU_PHONE_TITLE", "Дитячі нотатки"),
        ("DODOMU_PHONE_TITLE", "Dodomu"),
        ("DODOMU_PHONE_TITLE", "x" * 31),
        ("DODOMU_PHONE_ICON", "bus"),
        ("DODOMU_PHONE_ICON", "/nowhere/at/all.svg"),
        ("DODOMU_PHONE_PATH", "cases"),
        ("DODOMU_PHONE_PATH", "escort-notes"),
        ("DODOMU_PHONE_PATH", "Нотатки"),
        ("DODOMU_PHONE_PATH", "a/b"),
        ("DODOMU_PHONE_HOST", "https://notes.example.org"),
    ],
)
def test_what_would_tell_or_cannot_be_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.read({name: value})


def test_every_first_part_of_an_address_for_staff_is_taken() -> None:
    def first_parts(patterns: list[URLPattern | URLResolver], before: str = "") -> set[str]:
        found = set()
        for pattern in patterns:
            whole = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver) and "/" not in whole:
                found |= first_parts(pattern.url_patterns, whole)
            else:
                found.add(whole.split("/")[0])
        return found

    assert first_parts(get_resolver().url_patterns) - {"", "notes"} <= TAKEN
