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
def kept_for_one(node: ast.AST, name: str) -> bool:
    """Whether a variable of a function is bound in one place, and what it was given is then read once at most."""
    bound = sum(isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load) for n in ast.walk(node))
    return bound == 1 and isinstance(node, ast.FunctionDef) and of_all(node.body, name, None) <= 1


@functools.lru_cache(maxsize=256)
def reads(node: ast.FunctionDef | ast.Lambda, name: str) -> int:
    """How often a run of a function may read what the parameter `name` was given: 2 stands for any more than once."""
    return of_all(node.body, name, name) if isinstance(node, ast.FunctionDef) else of_one(node.body, name, name)


def of_all(nodes: list[Any], name: str, until: str | None) -> int:
    """How often statements may read a name, up to where `until` is bound: what is read afterwards is something else."""
    total = 0
    for n in nodes:
        total += of_one(n, name, until)
        if isinstance(n, ast.Assign) and any(isinstance(t, ast.Name) and t.id == until for t in n.targets):
            break
    return min(total, 2)


def of_one(n: ast.AST, name: str, until: str | None) -> int:
    """How often a statement or an expression may read a name."""
    one, several = functools.partial(of_one, name=name, until=until), functools.partial(of_all, name=name, until=until)
    if isinstance(n, ast.Name):
        return int(n.id == name and isinstance(n.ctx, ast.Load))
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
