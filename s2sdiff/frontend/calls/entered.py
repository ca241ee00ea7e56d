"""The frame of a call whose body is lowered in its place: the parameters stand for what is passed."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls import recursion
from s2sdiff.frontend.state.frames import Frame
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.text.spent import reads, spent_once
from s2sdiff.frontend.values import UserFn
from s2sdiff.graph import Var


def entered(ctx: Lowerer, fn: UserFn, bound: dict[str, Any]) -> Frame:
    """A new frame of `fn`, its parameters bound to values in the environment; it is not the innermost one yet."""
    frame = ctx.new_frame(fn)
    frame.given = recursion.given(bound)
    for name, value in bound.items():
        if spent_once(value) and reads(fn.node, name) > 1:
            raise ctx.refuse("SD209", f"`{fn.name}` may read the iterator `{name}` more than once", "pass a list")
        if isinstance(value, Var) and value.weak and not ctx.fold:
            value.name = name
        ctx.env.names[frame.id, name] = arrays.settled(ctx, value, name, fn.node) if not ctx.fold else value
    return frame
