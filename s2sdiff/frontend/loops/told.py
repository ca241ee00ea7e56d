"""What a loop that is to be unrolled goes over, item by item."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.arrays.extent import known_number
from s2sdiff.frontend.data import containers, shelves, subscripts
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Iter, Ref, Seq, Shelf, Table
from s2sdiff.graph import Const
from s2sdiff.kinds import Array, DictOf, strip

UNROLLED = 32  # items of a sequence of unlike things that a loop is unrolled over


def counted(ctx: Lowerer, source: Any, refusal: Exception) -> Any:
    """What a loop that is to be unrolled goes over, as a known sequence.

    Raises:
        Refusal: `refusal` where the number of trips is not known.
    """
    count = containers.static_length(ctx, source)
    if count is None and arrays.is_array(source, ctx):
        count = first_length(ctx, source)
    if isinstance(source, Iter):
        if source.how in ("keys", "values", "items"):
            return Seq(tuple(of_keys(ctx, source.how, source.args[0], refusal)))
        if source.how != "range":
            rows = (isinstance(a, Ref | Iter) or arrays.is_array(a, ctx) for a in source.args)
            return Iter(
                source.how,
                tuple(counted(ctx, a, refusal) if row else a for a, row in zip(source.args, rows, strict=True)),
            )
        args = [known_number(ctx, a) for a in source.args]
        if all(isinstance(a, Const) for a in args):
            return Seq(tuple(Const(k) for k in range(*[a.value for a in args])[: UNROLLED + 1]))
    elif isinstance(source, Seq | Table | Shelf) or (count is None and not isinstance(source, Ref)):
        return source
    if count is None or count > UNROLLED:
        raise shelves.at_length(ctx, refusal)
    return Seq(tuple(subscripts.get_item(ctx, source, Const(k)) for k in range(count)))


def of_keys(ctx: Lowerer, how: str, owner: Any, refusal: Exception) -> list[Any]:
    """The keys, values or items of a dict whose keys are known.

    Raises:
        Refusal: `refusal` where they are not.
    """
    kind = containers.ref_kind(ctx, owner) if isinstance(owner, Ref) else None
    if isinstance(owner, Shelf):
        keys = shelves.keys(ctx, owner)
    elif isinstance(kind, DictOf) and kind.keys is not None and len(kind.keys) <= UNROLLED:
        keys = list(kind.keys)
    else:
        raise shelves.at_length(ctx, refusal)
    if how == "keys":
        return [Const(k) for k in keys]
    values = [subscripts.get_item(ctx, owner, Const(k)) for k in keys]
    return values if how == "values" else [Seq((Const(k), v)) for k, v in zip(keys, values, strict=True)]


def first_length(ctx: Lowerer, array: Any) -> int | None:
    """The length of the first axis of an array, where it is a number."""
    kind = strip(containers.ref_kind(ctx, array) if isinstance(array, Ref) else array.kind)
    first = kind.lengths[0] if isinstance(kind, Array) and kind.lengths else None
    return first if isinstance(first, int) else None
