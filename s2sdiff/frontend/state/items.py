"""Names of items of a container whose items are replaced, moved or taken out: each keeps the item that it had."""

from __future__ import annotations

import functools
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.state.atoms import load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.paths import name_of
from s2sdiff.frontend.values import Obj, Ref, with_refs
from s2sdiff.graph import Const, Var


@verbs.let_go.defined
def let_go(ctx: Lowerer, ref: Ref, how: str) -> None:
    """Before `ref` is changed: names that subscripts lead to get an object of their own, where these lead elsewhere then.

    Such an object must not be changed, and is stale once the container changes what may be the same item.
    """
    depth = len(ref.path) - (how == "store")

    def kept(value: Ref, name: str) -> Ref:
        if value.obj is not ref.obj or len(value.path) <= depth:
            return value
        at: Any = value.path[depth]
        written: Any = ref.path[depth] if how == "store" else None
        if stays(at) and (how == "append" or (stays(written) and at.value != written.value)):
            return value
        atom = load_ref(ctx, value)
        if not isinstance(atom, Var):
            return value
        obj = Obj(name)
        obj.frozen = "though it is, or was, an item of a container"
        if how == "append" or not (at is written or (isinstance(at, Const) and at.same(written))):
            ref.obj.lenders.append(obj)
        ctx.env.versions[obj] = atom
        return Ref(obj)

    for key, value in list(ctx.env.names.items()):
        new = with_refs(value, functools.partial(kept, name=name_of(key)))
        if new is not value:
            ctx.env.names[key] = new


def stays(step: Any) -> bool:
    """Whether a subscript leads to the same place in a container that grows."""
    return isinstance(step, Const) and (isinstance(step.value, str) or step.value >= 0)
