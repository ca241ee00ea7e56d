"""The first trip of a loop, apart from the others: of what is None before it, and holds an array after it.

A name may be, and an attribute of an object that the loop uses, as the state of an optimizer.

    best = None                            best = None
    for x in starts:                       assert len(starts) > 0
        if best is None or ...:     ->     best = starts[0]
            best = x                       for x in starts[1:]:
                                               if ...:
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.state.again import Again
from s2sdiff.frontend.state.hopeless import is_none
from s2sdiff.frontend.state.identities import attributes
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Instance, Seq
from s2sdiff.graph import Atom, Const, Effect, Let, Op
from s2sdiff.kinds import ANY, BOOL, INT
from s2sdiff.operations import RANGE


def refused(ctx: Lowerer, node: ast.For, names: list[str], refusal: Refusal) -> Exception:
    """What is raised where a loop will not do: it is lowered again, its first trip apart, if that may settle it."""
    state = ctx.recursion
    if refusal.code != "SD207" or not names or state is None or node in state.peeled:
        return refusal
    state.peeled[node] = refusal
    return Again(refusal)


def none_before(ctx: Lowerer, node: ast.For, bound: set[str]) -> list[str]:
    """The names among those that a loop binds, and the attributes of objects that it reads, which are None here."""
    names = {n for n in bound if is_none(ctx.env.names.get((ctx.frame.id, n)))}
    seen: set[int] = set()
    for n in {n.id for s in node.body for n in ast.walk(s) if isinstance(n, ast.Name)}:
        names |= none_within(ctx, ctx.env.names.get((ctx.frame.id, n)), n, seen)
    return sorted(names)


def none_within(ctx: Lowerer, value: Any, name: str, seen: set[int]) -> set[str]:
    """The attributes of an object, and of the objects in it, that are None here."""
    if isinstance(value, Seq):
        return set[str]().union(*(none_within(ctx, v, f"{name}[{k}]", seen) for k, v in enumerate(value.items)))
    if not isinstance(value, Instance) or value.slot in seen:
        return set()
    seen.add(value.slot)
    found: set[str] = set()
    for attr, held in attributes(ctx.env, value.slot).items():
        found |= {f"{name}.{attr}"} if is_none(held) else none_within(ctx, held, f"{name}.{attr}", seen)
    return found


def first_apart(ctx: Lowerer, node: ast.For, seq: Atom, names: list[str], one_trip: Callable[[Any], None]) -> Atom:
    """Run the first trip of a loop over a range, which must have one; gives the range of the others."""
    made = next((s for s in reversed(ctx.out) if isinstance(s, Let) and s.target is seq), None)
    refusal: Refusal = ctx.recursion.peeled[node]
    if made is None or made.op != RANGE:
        raise refusal
    start, stop, step = (Const(0), *made.args, Const(1)) if len(made.args) == 1 else (*made.args, Const(1))[:3]
    if not isinstance(step, Const) or step.value <= 0:
        raise refusal
    if not (isinstance(start, Const) and isinstance(stop, Const)):
        some = ctx.let(Op("compare", "lt"), (start, stop), BOOL)
        what = f"`{names[0]}` is None if this loop makes no trip"
        ctx.out.append(Effect("assert", Op("assert", "assert"), (some, Const(what)), ctx.place()))
    elif start.value >= stop.value:
        raise refusal
    one_trip(start)
    further = Const(start.value + step.value) if isinstance(start, Const) else ctx.let(Op("binary", "add"), (start, step), INT)
    return ctx.let(RANGE, (further, stop, step) if step.value != 1 else (further, stop), ANY, "range")


def goes_through(node: ast.For, jumps: Callable[[ast.AST], Any]) -> bool:
    """Whether each trip of a loop goes on to the next one."""
    return not node.orelse and not any(isinstance(n, ast.Break | ast.Return) for s in node.body for n in jumps(s))

