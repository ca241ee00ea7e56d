"""Values of an expression whose neighbours are being lowered: what those change, they show as it was or refuse.

What shows a container waits as a name of the environment, so that branches, loops and replaced items treat it as they
treat a local variable.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Held, refs_in
from s2sdiff.graph import Const, Var

#: What an expression may hold that changes nothing.
QUIET = (
    ast.Constant, ast.Name, ast.expr_context, ast.UnaryOp, ast.unaryop, ast.BinOp, ast.operator, ast.Slice, ast.Tuple,
)  # fmt: skip


def in_order(ctx: Lowerer, nodes: Iterable[ast.expr]) -> list[Any]:
    """Expressions lowered from left to right: items that a later one replaces are those that were there before."""
    return released(ctx, [held(ctx, ctx.expr(node)) for node in nodes])


def held(ctx: Lowerer, value: Any) -> Any:
    """A value while its neighbours are lowered: what shows containers is a name of the environment meanwhile."""
    if isinstance(value, Var | Const) or next(refs_in(value), None) is None:
        return value
    key = (ctx.frame.id, f"%value#{ctx.new_slot()}")
    ctx.env.names[key] = value
    return Held(key)


def beside(ctx: Lowerer, value: Any, node: ast.expr, work: Callable[[ast.expr], Any]) -> tuple[Any, Any]:
    """A value, and what `work` makes of a neighbour that is evaluated after it."""
    if all(isinstance(n, QUIET) for n in ast.walk(node)):
        return value, work(node)
    waiting = held(ctx, value)
    found = work(node)
    (value,) = released(ctx, [waiting])
    return value, found


def shown(ctx: Lowerer, value: Any) -> Any:
    """A value that is perhaps held, as it is now."""
    found = ctx.env.names[value.key] if isinstance(value, Held) else value
    ctx.check_sound(found)
    return found


def released(ctx: Lowerer, values: Iterable[Any]) -> list[Any]:
    """The values that were held, as they are now."""
    waiting = [*values]
    found = [shown(ctx, v) for v in waiting]
    for v in waiting:
        if isinstance(v, Held):
            del ctx.env.names[v.key]
    return found
