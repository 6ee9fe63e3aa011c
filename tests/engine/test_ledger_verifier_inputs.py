"""Hostile notes, folders and JSON handed to the verifier; and where it must run."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dodomu.engine.ledger import bagit, verifier_program
from dodomu.engine.ledger import bundle_verifier as verifier
from tests.engine.ledger_bundles import (
    LOG,
    WITNESSES,
    Desk,
    Signer,
    entries,
    note,
    outcomes,
    parts,
    signer,
    trust,
    write,
)

PROGRAM = verifier_program().decode()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


TEXT = parts().journal.text(10)
HONEST = parts().checkpoints["10.txt"]
OAK = WITNESSES[1]
RENAMED = Signer("other.example", LOG.kind, LOG.key)
SAME_NAME = Signer(LOG.name, LOG.kind, signer("a thief").key)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HONEST.replace(b"\n", b"\r\n"), "control characters"),
        (b"\xef\xbb\xbf" + HONEST, "byte order mark"),
        (HONEST[:-1], "not a signed note"),
        (HONEST.replace("\u2014".encode(), b"-"), "malformed signature"),
        (HONEST.replace("\u2014".encode(), "\u2013".encode()), "malformed signature"),
        (HONEST + b"\n", "not a signed note"),
        (TEXT, "not a signed note"),
        (HONEST.replace(b"\n10\n", b"\n010\n"), "no tree size"),
        (HONEST.replace(b"\n10\n", b"\n+10\n"), "no tree size"),
        (HONEST.replace(b"\n10\n", "\n\u0661\u0660\n".encode()), "no tree size"),
        (HONEST.replace(b"\n10\n", b"\n9223372036854775808\n"), "no tree size"),
        (HONEST.replace(b"\n10\n", b"\n0\n"), "not named by its size"),
        (HONEST.replace(b"\n10\n", b"\n11\n"), "not named by its size"),
        (note(TEXT.replace(LOG.name.encode(), b"elsewhere"), LOG.line(TEXT)), "different journals"),
        (note(TEXT + b"ext", LOG.line(TEXT)), "not a signed note"),
        (note(TEXT + b"ext\n", LOG.line(TEXT)), "is false"),
        (note(TEXT, RENAMED.line(TEXT)), "not signed by a journal"),
        (note(TEXT, SAME_NAME.line(TEXT)), "not signed by a journal"),
        (note(TEXT, OAK.line(TEXT)), "not signed by a journal"),
        (note(TEXT, LOG.line(TEXT + b"x")), "is false"),
        (note(TEXT, LOG.line(TEXT), LOG.line(TEXT + b"x")), "is false"),
        (note(TEXT, LOG.line(TEXT).replace("=", "")), "base64"),
        (note(TEXT, LOG.line(TEXT), *["\u2014 n AAAAAAA=\n"] * 100), "more than 100"),
        (note(TEXT, LOG.line(TEXT), "\u2014 n AAAAAA==\n"), "without content"),
        (HONEST.replace(b"\n10\n", b"\n10\n\xff"), "not UTF-8"),
    ],
)
def test_a_checkpoint_altered_in_any_way_is_named(content: bytes, words: str, desk: Desk) -> None:
    made = parts()
    made.checkpoints["10.txt"] = content
    code, steps = desk.verify(made)
    assert (code, steps["checkpoints"][0]) == (1, "not proven")
    assert words in steps["checkpoints"][1]


@pytest.mark.parametrize(
    ("lines", "outcome", "words"),
    [
        ([OAK.line(TEXT)], "missing", "quorum is not reached"),
        ([OAK.line(TEXT), OAK.line(TEXT, 1_790_000_001)], "missing", "quorum is not reached"),
        ([OAK.line(TEXT), signer("unknown.example").line(TEXT)], "missing", "quorum is not reached"),
        ([OAK.line(TEXT), Signer(OAK.name, OAK.kind, signer("a thief").key).line(TEXT)], "missing", "not reached"),
        ([OAK.line(TEXT), WITNESSES[0].line(TEXT + b"x")], "not proven", "is false"),
        ([OAK.line(TEXT), WITNESSES[0].line(TEXT, 2**40)], "not proven", "from the future"),
        ([OAK.line(TEXT), WITNESSES[0].line(TEXT, 2**64 - 1)], "not proven", "from the future"),
        ([OAK.line(TEXT), WITNESSES[0].line(TEXT), signer("unknown.example").line(b"")], "proven", "w1 at 2026"),
        ([one.line(TEXT) for one in WITNESSES], "proven", "w1 at 2026"),
    ],
)
def test_each_witness_counts_once_and_only_with_a_true_signature(
    lines: list[str], outcome: str, words: str, desk: Desk
) -> None:
    made = parts()
    made.checkpoints["10.txt"] = note(TEXT, LOG.line(TEXT), *lines)
    _, steps = desk.verify(made)
    assert steps["witnesses"][0] == outcome
    assert words in steps["witnesses"][1]


def test_a_witness_key_does_not_stand_in_for_the_journal_nor_a_log_signature_for_a_witness(desk: Desk) -> None:
    made = parts()
    plain = Signer(OAK.name, 1, OAK.key)
    made.checkpoints["10.txt"] = note(TEXT, LOG.line(TEXT), WITNESSES[0].line(TEXT), plain.line(TEXT))
    _, steps = desk.verify(made)
    assert steps["witnesses"][0] == "missing"


def test_a_trust_file_without_witnesses_leaves_a_second_version_possible(desk: Desk) -> None:
    _, steps = desk.verify(parts(), keys=f"log {LOG.vkey}\nquorum none\n")
    assert steps["witnesses"][0] == "missing"
    assert steps["journal entries"][0] == "proven"


def link(folder: Path) -> None:
    (folder / "data" / "letter.txt").unlink()
    (folder / "data" / "letter.txt").symlink_to("/etc/hostname")


def linked_folder(folder: Path) -> None:
    (folder / "extra").symlink_to("/etc", target_is_directory=True)


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "data" / "pipe")


def manifest_says(folder: Path, path: bytes) -> None:
    with (folder / "manifest-sha256.txt").open("ab") as stream:
        stream.write(b"ab" * 32 + b"  " + path + b"\n")


FOLDERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link": (link, "a link"),
    "a linked folder": (linked_folder, "a link"),
    "a pipe": (pipe, "neither file nor folder"),
    "a surplus file": (lambda b: (b / "extra.txt").write_text("x"), "not listed"),
    "a surplus payload file": (lambda b: (b / "data" / "extra.txt").write_text("x"), "not listed"),
    "a missing file": (lambda b: (b / "data" / "letter.txt").unlink(), "not there"),
    "a changed file": (lambda b: (b / "data" / "letter.txt").write_text("x"), "not the file"),
    "a changed tag file": (lambda b: (b / "bag-info.txt").write_text("x"), "not the file"),
    "up and out": (lambda b: manifest_says(b, b"data/../../x"), "leads out"),
    "absolute": (lambda b: manifest_says(b, b"/etc/passwd"), "leads out"),
    "drive": (lambda b: manifest_says(b, b"C:/x"), "leads out"),
    "share": (lambda b: manifest_says(b, b"\\\\server\\x"), "leads out"),
    "home": (lambda b: manifest_says(b, b"~root/x"), "leads out"),
    "twice": (lambda b: manifest_says(b, b"data/letter.txt"), "twice"),
    "a bare percent": (lambda b: manifest_says(b, b"data/100%41"), "malformed"),
    "not UTF-8": (lambda b: manifest_says(b, b"data/\xff"), "not UTF-8"),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_each_trick_with_the_folder_is_named(name: str, desk: Desk) -> None:
    alter, words = FOLDERS[name]
    write(parts().files(), desk.folder / "bundle")
    alter(desk.folder / "bundle")
    code, steps = desk.verify({})
    assert (code, steps["files"][0]) == (1, "not proven")
    assert words in steps["files"][1]


def test_a_bag_without_its_tag_manifest_proves_no_file(desk: Desk) -> None:
    files = parts().files()
    del files[bagit.TAG_MANIFEST]
    _, steps = desk.verify(files)
    assert steps["files"] == ("missing", "tagmanifest-sha256.txt is not in the bundle")


@pytest.mark.parametrize(("one", "other"), [("sheets/A", "sheets/a"), ("sheets/\u0457", "sheets/\u0456\u0308")])
def test_names_that_are_one_on_some_systems_are_named(one: str, other: str, desk: Desk) -> None:
    files = parts().files()
    files |= {one: b"", other: b""}
    listed = sorted(entries({one: b"", other: b""}), key=lambda entry: entry.path)
    files[bagit.TAG_MANIFEST] += b"".join(f"{entry.sha256}  {entry.path}\n".encode() for entry in listed)
    _, steps = desk.verify(files)
    assert "one on some systems" in steps["files"][1]


@pytest.mark.parametrize("name", ["data/100%0Ax", "data/line\nbreak", "data/re\rturn", "data/" + "ї" * 127])
def test_odd_names_are_read_as_the_standard_writes_them(name: str, desk: Desk) -> None:
    made = parts()
    content = made.payload.pop("data/letter.txt")
    made.disclosed[0]["path"] = name
    files = made.files()
    del files[bagit.TAG_MANIFEST]
    files[name] = content
    payload = entries({path: body for path, body in files.items() if path.startswith("data/")})
    files[bagit.INFO] = bagit.information(payload)
    files[bagit.MANIFEST] = "".join(f"{one.sha256}  {bagit.encode_path(one.path)}\n" for one in payload).encode()
    tags = {path: body for path, body in files.items() if not path.startswith("data/")}
    _, steps = desk.verify(files | {bagit.TAG_MANIFEST: bagit.tag_manifest(entries(tags))})
    assert (steps["files"][0], steps["evidence files"][0]) == ("proven", "proven")


@pytest.mark.parametrize(
    "text",
    [
        b'{"body":"{}","body":"{}","proof":""}',
        b'{"body":"{\\"index\\":1,\\"index\\":2}","proof":""}',
        b'{"body":NaN,"proof":""}',
        b'{"body":1e400,"proof":""}',
        b'{"body":"\\ud800","proof":""}',
        b'{"body":"{\\"index\\":01}","proof":""}',
        b'{"body":"{\\"index\\":' + b"9" * 100_000 + b'}","proof":""}',
        b'{"body":"[]","proof":""}',
        b'{"body":null,"proof":""}',
        b'{"body":"{\\"index\\":1}"}',
        b'{"body":"{\\"index\\":1}","proof":{}}',
        b'{"body":"{\\"index\\":1}","proof":[null]}',
        b'{"body":"{\\"index\\":1}","proof":"' + "\u0661".encode() * 64 + b'"}',
        b'{"body":"{\\"index\\":1}","proof":7}',
        b'{"a":' * 100_000,
        b"[" * 100_000,
        b"[]",
        b"\xff",
        b"",
    ],
    ids=lambda text: text[:24].hex(),
)
def test_json_that_readers_take_differently_is_refused(text: bytes, desk: Desk) -> None:
    for path in ("journal/entries.jsonl", "journal/disclosed.jsonl", "journal/consistency.jsonl", "journal/case.json"):
        files = parts().files()
        files[path] = text + b"\n"
        code, steps = desk.verify(files)
        changed = {name for name, outcome in outcomes(steps).items() if outcome == "not proven"}
        assert code == 1
        assert changed > {"files"}


def test_a_line_without_end_is_refused(desk: Desk) -> None:
    files = parts().files()
    files["journal/entries.jsonl"] = files["journal/entries.jsonl"][:-1]
    _, steps = desk.verify(files)
    assert "last line has no end" in steps["journal entries"][1]


def test_nothing_in_a_bundle_speaks_to_the_terminal(desk: Desk) -> None:
    write({"data/\x1b[2J\u202e.txt": b""}, desk.folder / "bundle")
    verifier.main([str(desk.folder / "bundle")])
    said = desk.capsys.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("options", [[], ["nowhere"], [".", "--timestamp", "x.tsr"], [".", "--trust", "nowhere"]])
def test_a_wrong_call_proves_nothing(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        verifier.main(options)
    assert caught.value.code == 2


def test_it_is_one_readable_file_of_the_standard_library_for_python_3_8() -> None:
    tree = ast.parse(PROGRAM, feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported = {name.partition(".")[0] for name in imported}
    assert imported <= sys.stdlib_module_names
    assert not imported & {"socket", "ssl", "urllib", "http", "subprocess", "ctypes", "pickle"}
    assert PROGRAM.count("\n") < 800


def pythons() -> list[str]:
    """The running interpreter, and each further one from 3.8 on that is found where such are usually kept."""
    homes = [Path.home() / ".pyenv/versions", Path.home() / ".local/share/uv/python"]
    found = [one for minor in range(8, 16) if (one := shutil.which(f"python3.{minor}")) and "shims" not in one]
    found += [str(one) for home in homes for one in sorted(home.glob("*/bin/python3.*")) if one.suffix[1:].isdigit()]
    working: dict[str, str] = {}
    for one in [sys.executable, *found]:
        asked = [one, "-I", "-c", "import sys; print(sys.version_info[:2] >= (3, 8) and sys.version)"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        if answer.returncode == 0 and answer.stdout.strip() != "False":
            working.setdefault(answer.stdout, one)
    return list(working.values())


def test_every_python_found_says_the_same_from_a_read_only_folder(tmp_path: Path) -> None:
    folder = write({**parts().files(), "verify.py": PROGRAM.encode()}, tmp_path / "bundle")
    (tmp_path / "keys.txt").write_text(trust())
    for place in [*folder.rglob("*"), folder]:
        place.chmod(0o555 if place.is_dir() else 0o444)
    before = sorted(folder.rglob("*"))
    said = set()
    for python in pythons():
        command = [python, "-I", "-W", "error", "-X", "utf8=0", str(folder / "verify.py"), str(folder)]
        answer = subprocess.run(
            [*command, "--trust", str(tmp_path / "keys.txt")],
            capture_output=True,
            check=False,
            cwd=folder,
            env={"LC_ALL": "C", "PATH": ""},
        )
        assert answer.stderr == b"", python
        said.add((answer.returncode, answer.stdout))
    for place in [folder, *folder.rglob("*")]:
        place.chmod(0o755 if place.is_dir() else 0o644)
    assert sorted(folder.rglob("*")) == before
    ((code, output),) = said
    # verify.py lies in the bundle without being listed: it must say so of itself as of any other file.
    assert code == 1
    assert b"verify.py: there, but not listed" in output
    assert output.count(b"[proven") == 7
