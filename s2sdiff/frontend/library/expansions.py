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
from s2sdiff.frontend.loops.loops import each_item
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value
from s2sdiff.frontend.text.scope import Where
from s2sdiff.frontend.values import Inlined, Iter, Lib, Partial, Ref, Seq, UserFn, is_plain
from s2sdiff.graph import UNDEFINED, Atom, Const, External, If, Op, Var, walk
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


@structural(np.vectorize)
def vectorize(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    options = {k for k, v in keywords.items() if k not in ("otypes", "cache") or not plainly_floats(v)}
    if options or len(args) != 1:
        raise ctx.refuse("SD305", "`np.vectorize` with options is not in the language", "leave them out")
    return Partial(Lib(External("s2sdiff", "each_element", each_element)), (args[0],), {})


@structural(np.frompyfunc)
def frompyfunc(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    raise ctx.refuse("SD305", "`np.frompyfunc` gives arrays of objects", "use `np.vectorize`, which gives arrays of floats")


@verbs.vectorized.defined
def vectorized(ctx: Lowerer, value: Any, external: External) -> Any:
    """What an object that ``np.vectorize`` made in the world outside stands for."""
    if value.excluded or value.signature or value.otypes not in (None, "", "d", [np.dtype(float)]):
        raise ctx.refuse("SD305", "`np.vectorize` with options is not in the language", "leave them out")
    ctx.guard(Where("attr", value, "pyfunc"), value.pyfunc, "is")
    function = static_value(ctx, value.pyfunc, External(external.module, f"{external.name}.pyfunc", value.pyfunc))
    return Partial(Lib(External("s2sdiff", "each_element", each_element)), (function,), {})


def plainly_floats(value: Any) -> bool:
    """Whether an option of `np.vectorize` says no more than that it gives floats, or is a switch."""
    items = value.items if isinstance(value, Seq) else (value,)
    return all(
        (isinstance(v, Lib) and v.external.value in (float, np.float64))
        or (isinstance(v, Const) and v.value in (True, False, "d", "float"))
        for v in items
    )


def each_element(function: Any, *operands: Any) -> Any:
    """What ``np.vectorize(function)(*operands)`` is lowered as a call of."""
    return np.vectorize(function)(*operands)


@structural(each_element)
def each_element_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A loop over the elements of the arrays among the operands, which are broadcast; numbers stay as they are."""
    function, operands = args[0], [as_array(ctx, a) for a in args[1:]]
    places = [k for k, a in enumerate(operands) if array_kind(ctx, a) is not None]
    if keywords or not places:
        raise ctx.refuse("SD305", "a vectorised function is called without an array", "call the plain function")
    grids = [operands[k] for k in places]
    if len(grids) > 1:
        spread = arrays.library(ctx, "broadcast_arrays", grids, {})
        if not isinstance(spread, Seq):
            raise ctx.refuse(
                "SD305", "a vectorised function is called with arrays of different shapes", "broadcast them first"
            )
        grids = list(spread.items)
    flat = [arrays.library(ctx, "ravel", [g], {}) for g in grids]

    def one(ctx: Lowerer, given: list[Any]) -> Any:
        items = dict(zip(places, given[0].items if len(places) > 1 else given, strict=True))
        return call(ctx, function, [items.get(k, a) for k, a in enumerate(operands)], {})

    values = collected(ctx, Inlined(one), Iter("zip", tuple(flat)) if len(flat) > 1 else flat[0])
    return arrays.library(ctx, "reshape", [values, arrays.attribute(ctx, grids[0], "shape")], {})


@structural(np.apply_along_axis)
def apply_along_axis(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """The lines of a matrix one by one; what is made of each, a number or an array, is stacked along that axis."""
    names = ("func1d", "axis", "arr")
    given = dict(zip(names, args, strict=False)) | {k: keywords[k] for k in names if k in keywords}
    more = {k: v for k, v in keywords.items() if k not in names}
    kind = array_kind(ctx, given.get("arr"))
    at = given.get("axis")
    axis: Any = at.value if isinstance(at, Const) else None
    if kind is None or kind.rank not in (1, 2) or axis not in range(-kind.rank, kind.rank):
        raise ctx.refuse(
            "SD305", "this form of `np.apply_along_axis` is not in the language", "loop over the rows"
        )
    function = Inlined(lambda ctx, items: call(ctx, given["func1d"], [*items, *args[3:]], more))
    if kind.rank == 1:
        return arrays.library(ctx, "asarray", [call(ctx, function, [given["arr"]], {})], {})
    last = axis % 2 == 1
    found = collected(ctx, function, given["arr"] if last else arrays.attribute(ctx, given["arr"], "T"))
    own = array_kind(ctx, found)
    if own is None or own.rank not in (1, 2):
        raise ctx.refuse("SD305", "what `np.apply_along_axis` makes of a line is no number or vector", "loop over the rows")
    return found if last or own.rank == 1 else arrays.attribute(ctx, found, "T")


def collected(ctx: Lowerer, function: Any, items: Any) -> Any:
    """An array of what a function gives, a real or an array of reals for each item."""
    found = containers.empty_list(ctx)

    def add(item: Any) -> None:
        value = call(ctx, function, [item], {})
        if isinstance(value, Seq):
            value = arrays.library(ctx, "array", [value], {})
        value = atom_of(ctx, value)
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
    return arrays.library(ctx, "array", [found], {})


def always_real(value: Atom, merges: dict[Var, tuple[Atom, ...]]) -> bool:
    """Whether a value is a float whichever way is taken: NumPy would make all of them ints where the first is one."""
    if isinstance(value, Var) and value in merges:
        return all(always_real(v, merges) for v in merges[value] if v is not UNDEFINED)
    kind = value.kind
    return kind == REAL or (isinstance(kind, Array) and kind.dtype == "float64")


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
