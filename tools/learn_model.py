"""Learn the weights of names from labelled pairs and write the model file: python tools/learn_model.py PAIRS.csv --source TEXT --version DAY

PAIRS.csv has a heading and the columns name1, name2 and label (1: one person, 0: two). The pairs are only read: nothing of
them enters the model but the weights. The weights begin from those stated in the model file itself; every group that is not
learned stays. With --folds the pairs
are also split by the columns id1 and id2, so that no person is learned from and measured at once, and the figures of the
held-back parts are printed; without --write nothing is written.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dodomu.engine.matching import levels
from dodomu.engine.matching.analysis import analyse_name
from dodomu.engine.matching.learning import Learned, from_pairs
from dodomu.engine.matching.names import parts_of

MODEL = Path(__file__).resolve().parent.parent / "src/dodomu/engine/matching/model.json"
FIELDS = ("given", "patronymic", "family", "sex")
ORDERS = {"given": levels.GIVEN, "patronymic": levels.PATRONYMIC, "family": levels.FAMILY}
Pair = tuple[dict[str, str], bool]


def agreement(first: str, second: str) -> dict[str, str]:
    """The levels of two names, without the parts that one of them lacks."""
    one, other = analyse_name(first).name, analyse_name(second).name
    parts = parts_of(one, other)
    found = {"given": parts.given, "patronymic": parts.patronymic, "family": parts.family}
    found["sex"] = levels.sex_level(one.sex, other.sex)
    return {field: level for field, level in found.items() if level != "missing"}


def learn(pairs: Sequence[Pair], model: dict[str, Any], strength: float) -> Learned:
    start = {field: model["stated"][field] for field in FIELDS}
    return from_pairs(pairs, start, prior=model["stated"]["name_prior"], orders=ORDERS, strength=strength)


def held_back(rows: Sequence[dict[str, str]], pairs: Sequence[Pair], model: dict[str, Any], strength: float) -> None:
    """Print how the pairs of persons that were not learned from are ranked, over five parts."""
    persons = sorted({row[key] for row in rows for key in ("id1", "id2")})
    random.Random(1).shuffle(persons)
    part = {person: place % 5 for place, person in enumerate(persons)}
    scored: list[tuple[float, bool]] = []
    for kept in range(5):
        known = [
            pair for row, pair in zip(rows, pairs, strict=True) if kept not in (part[row["id1"]], part[row["id2"]])
        ]
        learned = learn(known, model, strength)
        for row, (found, label) in zip(rows, pairs, strict=True):
            if part[row["id1"]] == kept:
                total = sum(learned.weights[field][level] for field, level in found.items())
                scored.append((learned.prior + total, label))
    scored.sort(reverse=True)
    wanted, right, best = sum(label for _odds, label in scored), 0, 0.0
    for place, (_odds, label) in enumerate(scored, start=1):
        right += label
        best = max(best, right / wanted) if right / place >= 0.99 else best
    print(f"held back by person: recall at 99 % precision {best:.4f} of {wanted:,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--source", required=True, help="what the pairs are, for the model's provenance")
    parser.add_argument("--version", required=True, help="the day, for the model's name")
    parser.add_argument("--strength", type=float, default=150.0, help="how strongly the stated weights are held to")
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    content = asked.pairs.read_bytes()
    rows = list(csv.DictReader(content.decode("utf-8").splitlines()))
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    pairs = [(agreement(row["name1"], row["name2"]), row["label"] == "1") for row in rows]
    if asked.folds:
        held_back(rows, pairs, model, asked.strength)
    learned = learn(pairs, model, asked.strength)
    for field in FIELDS:
        model["weights"][field] = {level: round(value, 2) for level, value in learned.weights[field].items()}
    model["name_prior"] = round(learned.prior, 2)
    model["version"] = asked.version
    model["provenance"]["learned"] = (
        f"Weights of {', '.join(FIELDS)} and the prior of two names: {len(rows)} labelled pairs ({asked.source}; "
        f"SHA-256 {hashlib.sha256(content).hexdigest()[:16]}), regression drawn towards the stated weights with strength "
        f"{asked.strength:g}; a level that hardly occurs in the pairs, such as a pet name, keeps its stated weight."
    )
    text = json.dumps(model, ensure_ascii=False, indent=1) + "\n"
    if asked.write:
        MODEL.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
