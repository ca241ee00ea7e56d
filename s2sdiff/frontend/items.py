"""Names of items of a container whose items are replaced, moved or taken out: each keeps the item that it had."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.lowerer import Lowerer, load_ref
from s2sdiff.frontend.values import Obj, Ref
from s2sdiff.graph import Const, Var


def let_go(ctx: Lowerer, ref: Ref, how: str) -> None:
    """Before `ref` is changed: names that subscripts lead to get an object of their own, where these lead elsewhere then.

    Such an object must not be changed, and is stale once the container changes what may be the same item.
    """
    depth = len(ref.path) - (how == "store")
    for key, value in list(ctx.env.names.items()):
        if not isinstance(value, Ref) or value.obj is not ref.obj or len(value.path) <= depth:
            continue
        at: Any = value.path[depth]
        written: Any = ref.path[depth] if how == "store" else None
        if stays(at) and (how == "append" or (stays(written) and at.value != written.value)):
            continue
        atom = load_ref(ctx, value)
        if not isinstance(atom, Var):
            continue
        obj = Obj(key[1])
        obj.frozen = "though it is, or was, an item of a container"
        if how == "append" or not (at is written or (isinstance(at, Const) and at.same(written))):
            ref.obj.lenders.append(obj)
        ctx.env.versions[obj] = atom
        ctx.env.names[key] = Ref(obj)


def stays(step: Any) -> bool:
    """Whether a subscript leads to the same place in a container that grows."""
    return isinstance(step, Const) and (isinstance(step.value, str) or step.value >= 0)
