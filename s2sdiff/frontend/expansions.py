"""Functions of NumPy that are taken apart into simpler ones, or into loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend import arrays, containers
from s2sdiff.frontend.builtin import STRUCTURAL, structural
from s2sdiff.frontend.loops import each_item
from s2sdiff.frontend.lowerer import Lowerer, atom_of
from s2sdiff.frontend.values import Lib, Partial, Seq, kind_of_atom
from s2sdiff.graph import UNDEFINED, Atom, Const, External, If, Op, Var, walk
from s2sdiff.kinds import COMPLEX, INT, REAL, Array, Dim, ListOf, strip


def array_kind(ctx: Lowerer, value: Any) -> Array | None:
    """The kind of an array of known rank, None for anything else."""
    kind = (
        strip(kind_of_atom(atom_of(ctx, value)))
        if isinstance(value, Var) or arrays.is_array(value, ctx)
        else None
    )
    return kind if isinstance(kind, Array) and kind.rank is not None else None


def broadcast(ctx: Lowerer, value: Any, lengths: tuple[Any, ...], kind: Array) -> Any:
    """``np.broadcast_to(value, lengths)``."""
    external = External("numpy", "broadcast_to", np.broadcast_to)
    return ctx.let(
        Op("call", "broadcast_to", external), (atom_of(ctx, value), atom_of(ctx, Seq(lengths))), kind
    )


@structural(np.broadcast_arrays)
def broadcast_arrays(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    kinds = [array_kind(ctx, a) for a in args]
    if keywords or not all(k is not None and k.dims is not None for k in kinds):
        return NotImplemented
    rank = max(k.rank or 0 for k in kinds if k is not None)
    lengths: list[Any] = []
    dims: list[Dim] = []
    for at in range(-rank, 0):
        own = [
            (a, k.dims[at])
            for a, k in zip(args, kinds, strict=True)
            if k is not None and k.dims is not None and -at <= len(k.dims)
        ]
        long = [(a, d) for a, d in own if d != 1] or own
        if any(d != long[0][1] for _, d in long):
            return NotImplemented
        a, d = long[0]
        shape = arrays.attribute(ctx, a, "shape")
        lengths.append(Const(d) if isinstance(d, int) else shape.items[at])
        dims.append(d)
    return Seq(
        tuple(
            broadcast(ctx, a, tuple(lengths), Array(k.dtype, rank, tuple(dims)))
            for a, k in zip(args, kinds, strict=True)
            if k is not None
        )
    )


@structural(np.meshgrid)
def meshgrid(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    indexing = keywords.get("indexing", Const("xy"))
    kinds = [array_kind(ctx, a) for a in args]
    if (
        set(keywords) - {"indexing"}
        or not isinstance(indexing, Const)
        or not all(k is not None and k.rank == 1 and k.dims for k in kinds)
    ):
        return NotImplemented
    order = list(range(len(args)))
    if indexing.value == "xy" and len(args) > 1:
        order[:2] = [1, 0]
    lengths = tuple(containers.length(ctx, args[k]) for k in order)
    dims = tuple(kinds[k].dims[0] for k in order)  # type: ignore[index, union-attr]
    grids: list[Any] = []
    for k, (a, kind) in enumerate(zip(args, kinds, strict=True)):
        assert kind is not None
        index = tuple(
            slice(Const(None), Const(None), Const(None)) if axis == k else Const(None) for axis in order
        )
        whole = broadcast(ctx, arrays.get_item(ctx, a, index), lengths, Array(kind.dtype, len(order), dims))
        grids.append(ctx.let(Op("copy", "copy"), (whole,), whole.kind))
    return Seq(tuple(arrays.settled(ctx, g, "grid") for g in grids))


@structural(np.vectorize)
def vectorize(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if keywords or len(args) != 1:
        raise ctx.refuse("SD305", "`np.vectorize` with options is not in the language", "leave them out")
    return Partial(Lib(External("s2sdiff", "each_element", each_element)), (args[0],), {})


def each_element(function: Any, array: Any) -> Any:
    """What ``np.vectorize(function)(array)`` is lowered as a call of."""
    return np.vectorize(function)(array)


@structural(each_element)
def each_element_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if keywords or len(args) != 2 or array_kind(ctx, args[1]) is None:
        raise ctx.refuse(
            "SD305", "a vectorised function is called with anything but one array", "loop over the elements"
        )
    values = collected(ctx, args[0], arrays.library(ctx, "ravel", [args[1]], {}))
    return arrays.library(ctx, "reshape", [values, arrays.attribute(ctx, args[1], "shape")], {})


@structural(np.apply_along_axis)
def apply_along_axis(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    kind = array_kind(ctx, args[2]) if len(args) == 3 and not keywords else None
    axis = args[1].value if len(args) == 3 and isinstance(args[1], Const) else None
    if kind is None or kind.rank != 2 or axis not in (-2, -1, 0, 1):
        raise ctx.refuse(
            "SD305", "this form of `np.apply_along_axis` is not in the language", "loop over the rows"
        )
    return collected(ctx, args[0], args[2] if axis in (1, -1) else arrays.attribute(ctx, args[2], "T"))


def collected(ctx: Lowerer, function: Any, items: Any) -> Any:
    """An array of what a function gives, a real for each item."""
    from s2sdiff.frontend.calls import call

    found = containers.empty_list(ctx)

    def add(item: Any) -> None:
        value = atom_of(ctx, call(ctx, function, [item], {}))
        if not always_real(
            value, {m.out: m.values for s in walk(tuple(ctx.out)) if isinstance(s, If) for m in s.merges}
        ):
            raise ctx.refuse(
                "SD305",
                "the function that is applied to each item does not always give a real",
                "let it return floats only",
            )
        containers.append(ctx, found, value)

    each_item(ctx, items, add)
    kind = containers.ref_kind(ctx, found)
    if not isinstance(kind, ListOf) or kind.item != REAL:
        raise ctx.refuse(
            "SD305",
            "the function that is applied to each item does not always give a real",
            "loop over the items",
        )
    return arrays.library(ctx, "array", [found], {})


def always_real(value: Atom, merges: dict[Var, tuple[Atom, ...]]) -> bool:
    """Whether a value is a float whichever way is taken: NumPy would make all of them ints where the first is one."""
    if isinstance(value, Var) and value in merges:
        return all(always_real(v, merges) for v in merges[value] if v is not UNDEFINED)
    return kind_of_atom(value) == REAL


@structural(np.sign)
def sign(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    kind = strip(kind_of_atom(atom_of(ctx, args[0])))
    whole = kind == COMPLEX or (isinstance(kind, Array) and np.dtype(kind.dtype).kind == "c")
    if whole and not ctx.ours:
        raise ctx.refuse("SD402", "`np.sign` of complex numbers has no derivative rule", "write z / np.abs(z)")
    return NotImplemented


@structural(np.select)
def select(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    default = keywords.get("default", args[2] if len(args) > 2 else Const(0.0))
    if set(keywords) - {"default"} or len(args) < 2:
        return NotImplemented
    conditions, choices = (containers.known_items(ctx, a) for a in args[:2])
    found = default
    for condition, choice in reversed(list(zip(conditions, choices, strict=True))):
        found = arrays.library(ctx, "where", [condition, choice, found], {})
    return found


@structural(np.copyto)
def copyto(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if len(args) != 2 or set(keywords) - {"where"}:
        raise ctx.refuse("SD305", "this form of `np.copyto` is not in the language", "assign to a subscript")
    value = args[1]
    if "where" in keywords:
        value = arrays.library(ctx, "where", [keywords["where"], value, args[0]], {})
    arrays.set_item(ctx, args[0], Ellipsis, value)
    return Const(None)


@structural(np.fill_diagonal)
def fill_diagonal(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    kind = array_kind(ctx, args[0])
    if len(args) != 2 or keywords or kind is None or kind.rank != 2:
        raise ctx.refuse("SD305", "this form of `np.fill_diagonal` is not in the language", "assign to a subscript")
    shape = arrays.attribute(ctx, args[0], "shape")
    least = ctx.let(Op("call", "min", External("builtins", "min", min)), shape.items, INT)
    places = arrays.library(ctx, "arange", [least], {})
    arrays.set_item(ctx, args[0], (places, places), args[1])
    return Const(None)


def accumulated(ufunc: Any, whole: str, cumulative: str) -> None:
    """The methods of a ufunc as the functions of NumPy that they are, where the argument is an array."""

    def reduce(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        kind = array_kind(ctx, args[0])
        if len(args) > 2 or set(keywords) - {"axis", "keepdims"} or kind is None:
            return NotImplemented
        axis = args[1] if len(args) > 1 else keywords.get("axis", Const(0))
        rest = {k: v for k, v in keywords.items() if k != "axis"}
        alone = kind.rank == 1 and isinstance(axis, Const) and not rest
        return arrays.library(ctx, whole, [args[0]], rest if alone else {"axis": axis, **rest})

    def accumulate(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        if len(args) > 2 or set(keywords) - {"axis"} or array_kind(ctx, args[0]) is None or not cumulative:
            return NotImplemented
        axis = args[1] if len(args) > 1 else keywords.get("axis", Const(0))
        return arrays.library(ctx, cumulative, [args[0]], {"axis": axis})

    STRUCTURAL[ufunc.reduce] = reduce
    STRUCTURAL[ufunc.accumulate] = accumulate


def outer(ctx: Lowerer, ufunc: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """``ufunc.outer(a, b)``: the first operand gets an axis of length one for each of the second's."""
    kinds = [array_kind(ctx, a) for a in args]
    if keywords or len(args) != 2 or None in kinds or ufunc.nin != 2:
        return NotImplemented
    a = arrays.get_item(ctx, args[0], (Ellipsis, *[Const(None)] * (kinds[1].rank or 0)))  # type: ignore[union-attr]
    return arrays.library(ctx, ufunc.__name__, [a, args[1]], {})


def _outer_of(ufunc: Any) -> Callable[[Lowerer, list[Any], dict[str, Any]], Any]:
    return lambda ctx, args, keywords: outer(ctx, ufunc, args, keywords)


for _ufunc, _whole, _cumulative in (
    (np.add, "sum", "cumsum"),
    (np.multiply, "prod", "cumprod"),
    (np.maximum, "max", ""),
    (np.minimum, "min", ""),
):
    accumulated(_ufunc, _whole, _cumulative)
for _each in (
    np.add,
    np.subtract,
    np.multiply,
    np.divide,
    np.maximum,
    np.minimum,
    np.power,
    np.hypot,
    np.arctan2,
):
    STRUCTURAL[_each.outer] = _outer_of(_each)


__all__ = ["STRUCTURAL"]  # with the handlers that this module adds
