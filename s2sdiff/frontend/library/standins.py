"""Objects of library classes as objects of classes that can be read, which are lowered like those of users."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.data import objects, specials
from s2sdiff.frontend.library.spelled import unsupported, varies
from s2sdiff.frontend.state.lowerer import Lowerer, Unreachable
from s2sdiff.frontend.values import Known, Lib
from s2sdiff.rules.registry import outside_for, stand_in_for


@verbs.make_stand_in.defined
def make_stand_in(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """What a call of a library class, or of an object of one, gives; NotImplemented where no class stands for that one."""
    cls = None if ctx.fold else stand_in_for(fn.external)
    if cls is None:
        return call_stand_in(ctx, fn, args, keywords)
    before = ctx.pinned, ctx.node
    ctx.pinned = ctx.place()
    try:
        return objects.create(ctx, cls, args, keywords)
    except Unreachable:  # it says of its own accord what it does not serve
        raise unsupported(ctx, fn.external) from None
    finally:
        ctx.pinned, ctx.node = before


def stand_in_of(ctx: Lowerer, value: Any) -> Any:
    """What stands for an object of a library class that was made elsewhere; the value itself where nothing does."""
    found = outside_for(type(value.value if isinstance(value, Known) else value.external.value))
    if found is None:
        return value
    cls, attributes = found
    return objects.create(ctx, cls, [verbs.get_attribute(ctx, value, a) for a in attributes], {})


@verbs.multiplied.defined
def multiplied(ctx: Lowerer, left: Any, right: Any) -> Any:
    """``left @ right``, of which one lives outside of the function; NotImplemented where nothing stands for it."""
    made = [stand_in_of(ctx, v) if isinstance(v, Known) else v for v in (left, right)]
    if made[0] is left and made[1] is right:
        return NotImplemented
    try:
        return specials.operate(ctx, "matmul", *made)
    except Unreachable:
        raise ctx.refuse("SD305", "this form of `@` is not supported", "make arrays of both") from None


@verbs.call_stand_in.defined
def call_stand_in(ctx: Lowerer, fn: Known | Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call an object of a library class, made elsewhere, with what may vary; NotImplemented where no class stands for it."""
    if not any(varies(ctx, a) for a in args):
        return NotImplemented
    made = stand_in_of(ctx, fn)
    return NotImplemented if made is fn else verbs.call(ctx, objects.get(ctx, made, "__call__"), args, keywords)
