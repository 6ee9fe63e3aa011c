"""Read a relation from either end."""

from __future__ import annotations

from dodomu.journey.registry.vocabulary import PARENTS, RelationKind

CHILD = "child"
GRANDCHILD = "grandchild"
WARD = "ward"


def seen_from_the_other(kind: str) -> str:
    """What the second of a relation is to the first.

    >>> seen_from_the_other("mother"), seen_from_the_other("sibling")
    ('child', 'sibling')
    """
    if kind in PARENTS:
        return CHILD
    if kind == RelationKind.GRANDPARENT:
        return GRANDCHILD
    if kind == RelationKind.GUARDIAN:
        return WARD
    return kind
