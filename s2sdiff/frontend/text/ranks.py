"""What the use of an array in a function says of its rank: its subscripts, and how its shape is taken apart."""

from __future__ import annotations

import ast

from s2sdiff.frontend.text.parameters import positional
from s2sdiff.frontend.text.usage import Usage
from s2sdiff.frontend.values import UserFn

#: Functions of NumPy that give an array of the rank of the one that they are given.
LIKE = {"array", "asarray", "copy", "empty_like", "ones_like", "zeros_like"}


def least_rank(usage: Usage, name: str, depth: int = 0) -> int:
    """The least rank that an array of this name must have, 0 where its uses say nothing."""
    found = 0
    for node in usage.uses.get(name, ()):
        parent, field = usage.parents.get(id(node), (None, ""))
        if isinstance(parent, ast.Subscript) and field == "value":
            found = max(found, subscripts(parent.slice))
        elif isinstance(parent, ast.Attribute) and parent.attr == "shape":
            found = max(found, lengths(usage, parent))
        elif (copied := copy_of(usage, node)) and copied != name and depth < 4:
            found = max(found, least_rank(usage, copied, depth + 1))
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


def copy_of(usage: Usage, node: ast.expr) -> str | None:
    """The name that a copy of an array is bound to, which has its rank; None where that name is bound otherwise, too."""
    parent, field = above(usage, node)
    if isinstance(parent, ast.Attribute) and parent.attr == "copy":
        parent, _ = above(usage, above(usage, parent)[0])
    elif isinstance(parent, ast.Call) and field == "args" and parent.args[0] is node and called(parent) in LIKE:
        parent, _ = above(usage, parent)
    if not isinstance(parent, ast.Assign) or len(parent.targets) != 1 or not isinstance(parent.targets[0], ast.Name):
        return None
    name = parent.targets[0].id
    body = [n for n in ast.walk(usage.fn.node) if isinstance(n, ast.Name) and n.id == name]
    return name if sum(isinstance(n.ctx, ast.Store) for n in body) == 1 else None


def above(usage: Usage, node: ast.AST | None) -> tuple[ast.AST | None, str]:
    """What a piece of syntax is a part of, and as which of its parts."""
    return usage.parents.get(id(node), (None, ""))


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


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
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        uses = usage.uses.get(parent.targets[0].id, ())
        parts = (usage.parents.get(id(n), (None, ""))[0] for n in uses)
        places = [p.slice.value for p in parts if isinstance(p, ast.Subscript) and isinstance(p.slice, ast.Constant)]
        return max((k + 1 for k in places if isinstance(k, int)), default=0)
    return 0
