"""Write docs/reference/commands.md and commands.uk.md from the command line's own help: python tools/commands.py

``python tools/commands.py en`` prints one of them; the words are chosen when the commands are loaded, so each language
is a process of its own. A test compares the files with what is printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
FILES = {"en": "docs/reference/commands.md", "uk": "docs/reference/commands.uk.md"}
WORDS = {
    "en": ("Commands", "`dodomu COMMAND --help` says the same at a terminal; `--lang uk` answers in Ukrainian.",
           "option", "what it does"),
    "uk": ("Команди", "Те саме в терміналі каже `dodomu КОМАНДА --help`; `--lang en` відповідає англійською.",
           "параметр", "що робить"),
}  # fmt: skip


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Each command with its full name; a group stands before what is in it."""
    from dodomu.entry.cli.group import COMMANDS, dodomu

    for name in COMMANDS:
        command = dodomu.get_command(click.Context(dodomu), name)
        assert command is not None
        yield f"dodomu {name}", command
        if isinstance(command, click.Group):
            yield from ((f"dodomu {name} {inner}", found) for inner, found in command.commands.items())


def page(language: str) -> str:
    """The whole page in a language the process already speaks."""
    title, lead, option, meaning = WORDS[language]
    parts = [f"# {title}", lead]
    for name, command in every_command():
        parts += [f"## {name}", str(command.help or "")]
        if isinstance(command, click.Group):
            continue
        context = click.Context(command, info_name=name)
        parts.append("    " + " ".join([name, *command.collect_usage_pieces(context)]))
        rows = [_row(one, context) for one in command.params if isinstance(one, click.Option)]
        if rows:
            head = f"| {option} | {meaning} |\n|---|---|\n"
            parts.append(head + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _row(option: click.Option, context: click.Context) -> str:
    """One line of the table; a choice of words is told in the second column, for it is long."""
    spelt, text = option.get_help_record(context) or ("", "")
    if isinstance(option.type, click.Choice):
        spelt = spelt.partition(" [")[0] + " …"
        text += " " + ", ".join(f"`{word}`" for word in option.type.choices)
    return f"| `{spelt}` | {text} |".replace("  [", " [")


def printed(language: str) -> str:
    """The page as a process of that language prints it."""
    command = [sys.executable, __file__, language]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DODOMU_")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def main(arguments: list[str]) -> None:
    if arguments:
        from dodomu.entry.cli.words import speak

        speak(arguments[0])
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        print(page(arguments[0]), end="")
        return
    for language, name in FILES.items():
        (ROOT / name).write_text(printed(language), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
