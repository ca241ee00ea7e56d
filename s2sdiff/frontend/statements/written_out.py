"""Loops over a few known items, written out: one body after the other."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.frontend.loops.loops import iteration
from s2sdiff.frontend.loops.told import counted
from s2sdiff.frontend.loops.turns import Turns
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.verbs import assign
from s2sdiff.graph import Const, Var


def items_of(ctx: Lowerer, node: ast.For, source: Any) -> Any:
    """What a loop goes over, as `iteration` gives it."""
    if ctx.recursion is not None and node in ctx.recursion.unrolled:
        source = counted(ctx, source, ctx.recursion.unrolled[node])
    return iteration(ctx, source)


def unroll(ctx: Lowerer, node: ast.For, source: Any, items: list[Any]) -> None:
    """Lower a loop over the few known items of `source` as that many bodies."""
    turns = Turns(ctx, source, items, lambda now: items_of(ctx, node, now))
    in_loop = ctx.loop_depth.get(ctx.frame.id, 0) > 0
    ctx.loop_depth[ctx.frame.id] = ctx.loop_depth.get(ctx.frame.id, 0) + 1

    def from_item(position: int) -> None:
        ctx.clear_flags()
        item = turns.item(position)
        if not item:
            if node.orelse:
                ctx.stmts(node.orelse)
            return
        assign(ctx, node.target, *item)
        ctx.stmts(node.body)
        if ctx.env.dead:
            return
        stop = ctx.get_flag("%stop")
        if isinstance(stop, Var):
            ctx.branch(stop, lambda: None, lambda: from_item(position + 1))
        elif not stop.value:
            from_item(position + 1)

    from_item(0)
    turns.end()
    ctx.rest = []
    ctx.loop_depth[ctx.frame.id] -= 1
    returned = ctx.get_flag("%returned")
    ctx.set_flag("%skip", returned)
    ctx.set_flag("%stop", returned if in_loop else Const(False))
