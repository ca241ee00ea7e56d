"""How often each variable is read."""

from __future__ import annotations

from s2sdiff.graph import Block, Let, Value, Var, leaves, uses, walk


def count_uses(body: Block, result: Value | None) -> dict[Var, int]:
    """How often each variable is read."""
    counts: dict[Var, int] = {}
    for s in walk(body):
        for a in s.args if s.__class__ is Let else uses(s):
            if isinstance(a, Var):
                counts[a] = counts.get(a, 0) + 1
    if result is not None:
        for a in leaves(result):
            if isinstance(a, Var):
                counts[a] = counts.get(a, 0) + 1
    return counts
