"""Iterators: what is spent once it has been read, and how often a function may read one that it is passed."""

from __future__ import annotations

import ast
import functools
from typing import Any

from s2sdiff.frontend.values import Iter

AGAIN = frozenset({"range", "keys", "values", "items"})  # what every reader finds whole
_INSIDE = (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp)


def spent_once(value: Any) -> bool:
    """Whether who reads a value a second time finds nothing."""
    return isinstance(value, Iter) and value.how not in AGAIN


@functools.lru_cache(maxsize=256)
def reads(node: ast.FunctionDef | ast.Lambda, name: str) -> int:
    """How often a run of a function may read what the parameter `name` was given: 2 stands for any more than once."""

    def several(nodes: list[Any]) -> int:
        total = 0
        for n in nodes:
            total += one(n)
            if isinstance(n, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in n.targets):
                break  # what is read afterwards is something else
        return min(total, 2)

    def one(n: ast.AST) -> int:
        if isinstance(n, ast.Name):
            return int(n.id == name)
        if isinstance(n, ast.If):
            return one(n.test) + max(several(n.body), several(n.orelse))
        if isinstance(n, ast.For):
            return one(n.iter) + 2 * several(n.body) + several(n.orelse)
        if isinstance(n, ast.While):
            return 2 * one(n.test) + 2 * several(n.body) + several(n.orelse)
        if isinstance(n, _INSIDE):
            first = n.generators[0].iter if isinstance(n, ast.ListComp | ast.GeneratorExp) else None
            rest = sum(isinstance(m, ast.Name) and m.id == name for m in ast.walk(n))
            once = one(first) if first is not None else 0
            return once + 2 * (rest - once)
        return sum(one(child) for child in ast.iter_child_nodes(n))

    return several(node.body) if isinstance(node, ast.FunctionDef) else one(node.body)
