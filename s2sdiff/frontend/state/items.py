"""Names of items of a container whose items are replaced, moved or taken out: each keeps the item that it had."""

from __future__ import annotations

import functools
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.state.atoms import load_ref
from s2sdiff.frontend.state.lent import LENT, is_named
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.paths import NameKey, name_of
from s2sdiff.frontend.values import UNBOUND, Ref, Unbound, refs_in, with_refs
from s2sdiff.graph import Atom, Const, Var


@verbs.let_go.defined
def let_go(ctx: Lowerer, ref: Ref, how: str, stored: Atom | None = None) -> None:
    """Before `ref` is changed: names that subscripts lead to get an object of their own, where these lead elsewhere then.

    Such an object must not be changed, and is stale once the container changes what may be the same item; but for
    an item that is replaced, which nothing else can be.
    """
    depth = len(ref.path) - (how == "store")

    def kept(value: Ref, key: NameKey) -> Ref:
        if value.obj is not ref.obj or len(value.path) <= depth:
            return value
        at: Any = value.path[depth]
        written: Any = ref.path[depth] if how == "store" else None
        if stays(at) and (how == "append" or (stays(written) and at.value != written.value)):
            return value
        atom = load_ref(ctx, value)
        if not isinstance(atom, Var):
            return value
        obj = Obj(name_of(key))
        replaced = how == "store" and (at is written or (isinstance(at, Const) and at.same(written)))
        if not replaced or len(value.path) > depth + 1 or not alone(ctx, value, key, stored):
            obj.frozen = LENT
        if not replaced:
            ref.obj.lenders.append(obj)
        ctx.env.versions[obj] = atom
        return Ref(obj)

    for key, value in list(ctx.env.names.items()):
        new = with_refs(value, functools.partial(kept, key=key))
        if new is not value:
            ctx.env.names[key] = new


def alone(ctx: Lowerer, item: Ref, key: NameKey, stored: Atom | None) -> bool:
    """Whether an item has one name, given on this trip, and can be no other item, and part of no other container.

    What is `stored` in its place was no item before.
    """
    holder = item.obj
    names = sum(r == item for v in ctx.env.names.values() for r in refs_in(v))
    apart = not (holder.shared or holder.frozen or is_named(ctx, holder, stored) or holder.shares or holder.holder)
    earlier = any(not isinstance(e.names.get(key, UNBOUND), Unbound) for e in ctx.entries)
    return apart and names == 1 and not earlier


def stays(step: Any) -> bool:
    """Whether a subscript leads to the same place in a container that grows."""
    return isinstance(step, Const) and (isinstance(step.value, str) or step.value >= 0)
