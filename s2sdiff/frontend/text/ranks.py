"""What the use of an array in a function says of its rank: its subscripts, and how its shape is taken apart."""

from __future__ import annotations

import ast

from s2sdiff.frontend.text.parameters import positional
from s2sdiff.frontend.text.usage import Usage
from s2sdiff.frontend.values import UserFn


def least_rank(usage: Usage, name: str, depth: int = 0) -> int:
    """The least rank that an array of this name must have, 0 where its uses say nothing."""
    found = 0
    for node in usage.uses.get(name, ()):
        parent, field = usage.parents.get(id(node), (None, ""))
        if isinstance(parent, ast.Subscript) and field == "value":
            found = max(found, subscripts(parent.slice))
        elif isinstance(parent, ast.Attribute) and parent.attr == "shape":
            found = max(found, lengths(usage, parent))
        elif isinstance(parent, ast.For | ast.comprehension) and field == "iter":
            found = max(found, 1)
        elif isinstance(parent, ast.Call) and field == "args" and depth < 4:
            fn = usage.callee(parent.func)
            if isinstance(fn, UserFn):
                params = positional(fn.node.args)
                at = parent.args.index(node)
                module = fn.scope if hasattr(fn.scope, "own") else usage.module
                if at < len(params):
                    inner = Usage(fn, module, usage.depth + 1, usage.memo)  # type: ignore[arg-type]
                    found = max(found, least_rank(inner, params[at], depth + 1))
            elif getattr(fn, "__name__", "") == "len":
                found = max(found, 1)
    return found


def subscripts(node: ast.expr) -> int:
    """How many axes a subscript takes up."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return sum(not adds_axis(p) and not (isinstance(p, ast.Constant) and p.value is Ellipsis) for p in parts)


def adds_axis(node: ast.expr) -> bool:
    """Whether a part of a subscript is None or ``np.newaxis``."""
    return (isinstance(node, ast.Constant) and node.value is None) or (
        isinstance(node, ast.Attribute) and node.attr == "newaxis"
    )


def lengths(usage: Usage, node: ast.Attribute) -> int:
    """How many lengths are taken from ``a.shape``."""
    parent, field = usage.parents.get(id(node), (None, ""))
    if isinstance(parent, ast.Assign) and field == "value" and isinstance(parent.targets[0], ast.Tuple):
        targets = parent.targets[0].elts
        return len(targets) if not any(isinstance(t, ast.Starred) for t in targets) else len(targets) - 1
    if isinstance(parent, ast.Subscript) and field == "value" and isinstance(parent.slice, ast.Constant):
        at = parent.slice.value
        return (at + 1 if at >= 0 else -at) if isinstance(at, int) else 0
    return 0
