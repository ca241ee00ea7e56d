"""Windows of arrays, by ``sliding_window_view`` and ``as_strided``: the array under indices that are sums of ranges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays, views
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import containers, subscripts
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.steps import Step
from s2sdiff.frontend.values import Known, Ref, Seq
from s2sdiff.graph import Const, Let, Op, Var
from s2sdiff.kinds import INT, Array, strip


@dataclass(frozen=True, slots=True)
class Walk:
    """One axis of the result: how many places it has, and how far along which axis each takes."""

    count: Any
    axis: int
    factor: Any


@structural(np.lib.stride_tricks.sliding_window_view)
def sliding_window_view(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """``sliding_window_view(x, window_shape, axis)``: the axes where windows start, then those within a window."""
    given = dict(zip(("x", "window_shape", "axis"), args, strict=False)) | keywords
    kind = known_rank(ctx, given.get("x"))
    if kind is None or kind.rank is None or not set(given) <= {"x", "window_shape", "axis"} or ctx.fold:
        return NotImplemented
    sizes = several(ctx, given["window_shape"])
    chosen = several(ctx, given.get("axis", Const(None)))
    if not all(isinstance(k, Const) for k in chosen):
        return NotImplemented
    axes = list(range(kind.rank)) if chosen == [] else [k.value % kind.rank for k in chosen]
    if len(axes) != len(sizes):
        return NotImplemented
    lengths = list(arrays.attribute(ctx, given["x"], "shape").items)
    for k, size in zip(axes, sizes, strict=True):
        lengths[k] = verbs.binary(ctx, "add", verbs.binary(ctx, "sub", lengths[k], size), Const(1))
    walks = [Walk(n, k, Const(1)) for k, n in enumerate(lengths)]
    return gathered(ctx, given["x"], kind, [*walks, *(Walk(n, k, Const(1)) for k, n in zip(axes, sizes, strict=True))])


@structural(np.lib.stride_tricks.as_strided)
def as_strided(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """``as_strided(x, shape, strides)`` with multiples of the strides of `x`."""
    given = dict(zip(("x", "shape", "strides"), args, strict=False)) | keywords
    kind = known_rank(ctx, given.get("x"))
    unlike = set(given) - {"x", "shape", "strides", "writeable"}
    if kind is None or unlike or "shape" not in given or "strides" not in given:
        return NotImplemented
    shape, strides = several(ctx, given["shape"]), several(ctx, given["strides"])
    whole = atom_of(ctx, given["x"])
    walks = [
        Walk(n, *walked)
        for n, s in zip(shape, strides, strict=False)
        if (walked := multiple(ctx, whole, s)) is not None
    ]
    if not len(walks) == len(shape) == len(strides):
        what = "the strides are not whole multiples of those of the array itself"
        raise ctx.refuse("SD305", what, "write them as `x.strides[0]`, or use indices")
    return gathered(ctx, given["x"], kind, walks)


def known_rank(ctx: Lowerer, value: Any) -> Array | None:
    """The kind of an array of known rank that has axes, None for anything else."""
    if not isinstance(value, Var | Ref | Known) or not arrays.is_array(value, ctx):
        return None
    kind = strip(atom_of(ctx, value).kind)
    return kind if isinstance(kind, Array) and kind.rank else None


def several(ctx: Lowerer, value: Any) -> list[Any]:
    """The ints of a tuple or list of them, or one alone; of None none."""
    if isinstance(value, Const) and value.value is None:
        return []
    if isinstance(value, Const) or (isinstance(value, Var) and value.kind == INT):
        return [value]
    if isinstance(value, Var) and value in ctx.tuples:
        return list(ctx.tuples[value])
    return containers.known_items(ctx, value)


def multiple(ctx: Lowerer, whole: Any, stride: Any) -> tuple[int, Any] | None:
    """The axis of an array along which a stride goes, and how many of its own strides that is."""
    if isinstance(stride, Const) and stride.value == 0:
        return 0, stride
    if not isinstance(stride, Var):
        return None
    if stride in ctx.strides:
        base, axis = ctx.strides[stride]
        return (axis, Const(1)) if base is whole else None
    made = next((s for s in ctx.out if isinstance(s, Let) and s.target is stride), None)
    if made is None or made.op != Op("binary", "mul"):
        return None
    for a, b in (made.args, made.args[::-1]):
        found = multiple(ctx, whole, a)
        if found is not None and (isinstance(b, Const) or b not in ctx.strides):
            return found[0], b if isinstance(found[1], Const) and found[1].value == 1 else verbs.binary(ctx, "mul", found[1], b)
    return None


def gathered(ctx: Lowerer, x: Any, kind: Array, walks: list[Walk]) -> Any:
    """The array under the sums of the ranges that go along each of its axes; it is a view, and changes with the array."""
    indices: list[list[Any]] = [[] for _ in range(kind.rank or 0)]
    still = any(isinstance(w.factor, Const) and w.factor.value == 0 for w in walks)
    if still or {w.axis for w in walks} != set(range(len(indices))):
        raise ctx.refuse("SD305", "an axis of the array is not gone along, or one of the result stands still", "use indices")
    for at, walk in enumerate(walks):
        places = arrays.library(ctx, "arange", [walk.count], {})
        if not isinstance(walk.factor, Const) or walk.factor.value != 1:
            places = verbs.binary(ctx, "mul", places, walk.factor)
        spread = [Const(None)] * at + [slice(Const(None), Const(None), Const(None))] + [Const(None)] * (len(walks) - at - 1)
        indices[walk.axis].append(subscripts.get_item(ctx, places, Seq(tuple(spread))))
    sums = tuple(atom_of(ctx, reduce(lambda a, b: verbs.binary(ctx, "add", a, b), terms)) for terms in indices)
    found = subscripts.get_item(ctx, x, Seq(sums))
    arrays.share(ctx, found, x)
    views.viewed(ctx, found, x, [Step(("i",) * len(sums), sums)])
    return found

