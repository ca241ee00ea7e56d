"""Functions of NumPy that are taken apart into simpler ones, or into loops."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.calls.structural import STRUCTURAL, structural
from s2sdiff.frontend.data import containers
from s2sdiff.frontend.data.arraylike import as_array
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Lib, Partial, Ref, Seq, UserFn, is_plain
from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import BOOL, COMPLEX, INT, REAL, Array, Dim, Kind, strip
from s2sdiff.operations import builtin_call, numpy_call

#: The dtype of an array of numbers of each kind.
DTYPES: dict[Kind, str] = {REAL: "float64", INT: "int64", BOOL: "bool", COMPLEX: "complex128"}


def array_kind(ctx: Lowerer, value: Any) -> Array | None:
    """The kind of an array of known rank, None for anything else."""
    kind = (
        strip(atom_of(ctx, value).kind)
        if isinstance(value, Var) or arrays.is_array(value, ctx)
        else None
    )
    return kind if isinstance(kind, Array) and kind.rank is not None else None


def broadcast(ctx: Lowerer, value: Any, lengths: tuple[Any, ...], kind: Array) -> Any:
    """``np.broadcast_to(value, lengths)``."""
    return ctx.let(numpy_call("broadcast_to"), (atom_of(ctx, value), atom_of(ctx, Seq(lengths))), kind)


@structural(np.broadcast_arrays)
def broadcast_arrays(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Each argument brought by itself to the shape of all of them together."""
    atoms = [atom_of(ctx, as_array(ctx, a)) for a in args]
    kinds = [strip(a.kind) for a in atoms]
    if keywords or not all(isinstance(k, Array) or k in DTYPES for k in kinds):
        return NotImplemented
    of = [k if isinstance(k, Array) else Array(DTYPES[k], 0, ()) for k in kinds]
    known = common_lengths(ctx, atoms, of)
    if known is not None:
        lengths, dims = known
        made = [Array(k.dtype, len(dims), dims) for k in of]
        return Seq(tuple(broadcast(ctx, a, lengths, k) for a, k in zip(atoms, made, strict=True)))
    shapes = [arrays.library(ctx, "shape", [a], {}) for a in atoms]
    shape = atom_of(ctx, arrays.library(ctx, "broadcast_shapes", shapes, {}))
    ranks = [k.rank for k in of]
    rank = None if None in ranks else max(k for k in ranks if k is not None)
    return Seq(
        tuple(
            ctx.let(numpy_call("broadcast_to"), (a, shape), Array(k.dtype, rank))
            for a, k in zip(atoms, of, strict=True)
        )
    )


def common_lengths(
    ctx: Lowerer, atoms: list[Atom], kinds: list[Array]
) -> tuple[tuple[Any, ...], tuple[Dim, ...]] | None:
    """The lengths that arrays have when brought to one shape, and as dims; None where that is not known."""
    if not all(k.lengths is not None for k in kinds):
        return None
    lengths: list[Any] = []
    dims: list[Dim] = []
    for at in range(-max(k.rank or 0 for k in kinds), 0):
        own = [
            (a, k.dims[at])
            for a, k in zip(atoms, kinds, strict=True)
            if k.dims is not None and -at <= len(k.dims)
        ]
        long = [(a, d) for a, d in own if d != 1] or own
        if any(d != long[0][1] for _, d in long):
            return None
        a, d = long[0]
        shape = arrays.attribute(ctx, a, "shape")
        lengths.append(Const(d) if isinstance(d, int) else shape.items[at])
        dims.append(d)
    return tuple(lengths), tuple(dims)


@structural(np.meshgrid)
def meshgrid(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    indexing, sparse = keywords.get("indexing", Const("xy")), keywords.get("sparse", Const(False))
    args = [flattened(ctx, a) for a in args]
    kinds = [array_kind(ctx, a) for a in args]
    if (
        set(keywords) - {"indexing", "sparse"}
        or not isinstance(indexing, Const)
        or not isinstance(sparse, Const)
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
        whole = atom_of(ctx, arrays.get_item(ctx, a, index))
        if not sparse.value:
            whole = broadcast(ctx, whole, lengths, Array(kind.dtype, len(order), dims))
        grids.append(ctx.let(Op("copy", "copy"), (whole,), whole.kind))
    return Seq(tuple(arrays.settled(ctx, g, "grid") for g in grids))


def flattened(ctx: Lowerer, value: Any) -> Any:
    """An argument of ``np.meshgrid`` as the vector that it stands for."""
    value = as_array(ctx, value)
    kind = strip(atom_of(ctx, value).kind)
    if kind not in DTYPES and not (isinstance(kind, Array) and kind.rank not in (None, 1)):
        return value
    vector = np.atleast_1d if kind in DTYPES else np.ravel
    return arrays.library(ctx, vector.__name__, [value], {})


def each_atleast(function: Any) -> None:
    """``np.atleast_1d(a, b)`` and its like: each argument by itself."""

    def handler(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        if len(args) < 2:
            return NotImplemented
        parts = [arrays.library(ctx, function.__name__, [a], {}) for a in args]
        return Seq(tuple(arrays.settled(ctx, p, "part") for p in parts))

    STRUCTURAL[function] = handler


for _function in (np.atleast_1d, np.atleast_2d, np.atleast_3d):
    each_atleast(_function)


@structural(np.einsum)
def einsum(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Subscripts that are given as lists of ints, as the text that NumPy has for them."""
    if len(args) < 2 or not arrays.is_array(args[0], ctx):
        return NotImplemented
    split = len(args) - len(args) % 2
    letters = [labels(ctx, a) for a in [*args[1:split:2], *args[split:]]]
    if None in letters:
        return NotImplemented
    text = ",".join(filter(None, letters[: split // 2])) + "->".join(["", *filter(None, letters[split // 2 :])])
    return arrays.library(ctx, "einsum", [Const(text), *args[0:split:2]], keywords)


def labels(ctx: Lowerer, listed: Any) -> str | None:
    """The letters for axes that are numbered in a literal list, with ``...`` among them; None for anything else."""
    items: Any = listed.items if isinstance(listed, Seq) else None
    if isinstance(listed, Ref) and not listed.path:
        items = ctx.tuples.get(ctx.env.versions[listed.obj])
    if items is None or not all(
        isinstance(n, Const) and type(n.value) is int and 0 <= n.value < 26 for n in items
    ):
        return None
    return "".join(string.ascii_lowercase[n.value] for n in items)


@structural(np.sign)
def sign(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    kind = strip(atom_of(ctx, args[0]).kind)
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


@structural(np.piecewise)
def piecewise(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if keywords or len(args) != 3 or array_kind(ctx, args[0]) is None:
        return NotImplemented
    conditions, functions = (containers.known_items(ctx, a) for a in args[1:])
    found = arrays.settled(ctx, arrays.library(ctx, "zeros_like", [args[0]], {}), "pieces")
    if len(functions) > len(conditions):
        taken = conditions[0]
        for condition in conditions[1:]:
            taken = arrays.library(ctx, "logical_or", [taken, condition], {})
        conditions.append(arrays.library(ctx, "logical_not", [taken], {}))
    for condition, function in zip(conditions, functions, strict=True):
        if isinstance(function, UserFn | Lib | Partial):
            function = call(ctx, function, [arrays.get_item(ctx, args[0], condition)], {})
        arrays.set_item(ctx, found, condition, function)
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
    least = ctx.let(builtin_call(min), shape.items, INT)
    places = arrays.library(ctx, "arange", [least], {})
    arrays.set_item(ctx, args[0], (places, places), args[1])
    return Const(None)


def accumulated(ufunc: Any, whole: str, cumulative: str) -> None:
    """The methods of a ufunc as the functions of NumPy that they are, where the argument is an array."""

    def reduce(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        kind = array_kind(ctx, args[0])
        if len(args) > 2 or set(keywords) - {"axis", "keepdims"} or (kind is None and not is_plain(args[0])):
            return NotImplemented
        axis = args[1] if len(args) > 1 else keywords.get("axis", Const(0))
        rest = {k: v for k, v in keywords.items() if k != "axis"}
        alone = kind is not None and kind.rank == 1 and isinstance(axis, Const) and not rest
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


@structural(np.fromiter)
def fromiter(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """The items of anything that can be gone over, or the first of them, as a vector."""
    given = dict(zip(("iter", "dtype", "count"), args, strict=False)) | keywords
    items, count = STRUCTURAL[list](ctx, [given["iter"]], {}), given.get("count", Const(-1))
    if not (isinstance(count, Const) and count.value == -1):
        items = verbs.get_item(ctx, items, slice(Const(None), count, Const(None)))
    return arrays.library(ctx, "array", [items], {"dtype": given["dtype"]})
