"""The reference page of the commands says what the commands themselves say."""

from __future__ import annotations

import pytest
from tools import commands


@pytest.mark.parametrize("language", commands.FILES)
def test_the_page_is_what_the_commands_say(language: str) -> None:
    kept = (commands.ROOT / commands.FILES[language]).read_text(encoding="utf-8")
    assert kept == commands.printed(language), "run python tools/commands.py"
