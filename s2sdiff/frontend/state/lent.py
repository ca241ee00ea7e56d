"""Items of containers that somebody else may hold as well: they are looked at, and not changed.

A subscript leads to an item of a list, but not into a tuple that is one: who changed an array in such a tuple would
change an item of the list, of which nothing here would know. What is taken out of a list stays an item of whatever else
holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.values import Ref, Seq
from s2sdiff.frontend.verbs import known_items, named
from s2sdiff.graph import Atom, Op, Var
from s2sdiff.kinds import Array, DictOf, Kind, ListOf, TupleOf, holds_array, strip

if TYPE_CHECKING:
    from s2sdiff.frontend.state.lowerer import Lowerer

LENT = "though it is, or was, an item of a container"


def note(ctx: Lowerer, target: Var, op: Op, args: tuple[Atom, ...], kind: Kind) -> None:
    """Note what the result of an operation may be an item of."""
    if op.form != "item":
        if isinstance(kind, TupleOf):
            ctx.made.add(target)
        return
    owner = args[0]
    if not isinstance(owner, Var) or not holds_array(kind):
        return
    if owner in ctx.shares:
        ctx.shares[target] = ctx.shares[owner]
    elif isinstance(strip(owner.kind), TupleOf):
        if owner not in ctx.made:
            lend(ctx, target)
        elif isinstance(kind, TupleOf):
            ctx.made.add(target)


def lend(ctx: Lowerer, value: Var) -> None:
    """Note that something else may hold a value, or what is in it."""
    holder = Obj(value.name)
    holder.frozen = LENT
    ctx.shares[value] = holder


def is_named(ctx: Lowerer, holder: Obj, but: Atom | None = None) -> bool:
    """Whether something of its own, which is or was an item of a container, still has a name on this path or before a loop."""
    lenders = [lender for lender in holder.lenders if but is None or ctx.env.versions.get(lender) is not but]
    return any(ctx.names_of(lender, env) for lender in lenders for env in (ctx.env, *ctx.entries))


def taken(ctx: Lowerer, owner: Ref, item: Var) -> Var | Ref:
    """What was taken out of a container, as a value or an object of its own."""
    kind = strip(item.kind)
    if owner.obj.shared or owner.obj.frozen or is_named(ctx, owner.obj) or isinstance(kind, TupleOf):
        lend(ctx, item)
    if not isinstance(kind, ListOf | DictOf):
        return item
    made = ctx.new_object(item)
    if item in ctx.shares:
        made.obj.show(ctx.shares[item])
    return made


def apart(ctx: Lowerer, value: Var) -> Seq:
    """The items of a tuple that gets a name: from now on each array is one object, however it is reached."""
    kind = strip(value.kind)
    assert isinstance(kind, TupleOf)
    items = known_items(ctx, value)
    return Seq(
        tuple(named(ctx, v, v.name) if isinstance(v, Var) and isinstance(v.kind, Array) else v for v in items),
        kind.fields,
    )
