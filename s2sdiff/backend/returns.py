"""Early returns: where a function ends in a branch that decides the result, each way returns by itself."""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.graph import UNDEFINED, Atom, Block, Effect, If, Return, Value, Var, leaves, map_leaves


def push_returns(body: Block, result: Value) -> Block:
    """The body with a Return at the end of each path."""
    last = body[-1] if body else None
    wanted = [a for a in leaves(result) if isinstance(a, Var)]
    if isinstance(last, If) and last.merges and _raises(last) is None:
        outs = {m.out for m in last.merges}
        if outs <= set(wanted):
            ways = []
            for k, block in enumerate((last.then, last.orelse)):
                values: dict[Var, Atom] = {m.out: m.values[k] for m in last.merges}
                inner = map_leaves(
                    result, lambda a, values=values: values.get(a, a) if isinstance(a, Var) else a
                )
                ways.append(push_returns(block, inner))
            return (*body[:-1], replace(last, then=ways[0], orelse=ways[1], merges=()))
    return (*body, Return(result))


def _raises(stmt: If) -> int | None:
    """Which way of a branch ends in an exception, if one does."""
    for k, block in enumerate((stmt.then, stmt.orelse)):
        if block and isinstance(block[-1], Effect) and block[-1].how == "raise":
            return k
        if any(m.values[k] is UNDEFINED for m in stmt.merges):
            return k
    return None
