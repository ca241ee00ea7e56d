"""Functions that are applied to each element, or to each line, of an array: loops that collect what they give."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import containers
from s2sdiff.frontend.data.arraylike import as_array
from s2sdiff.frontend.library.expansions import array_kind
from s2sdiff.frontend.loops.loops import each_item
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value
from s2sdiff.frontend.text.scope import Where
from s2sdiff.frontend.values import Inlined, Iter, Lib, Partial, Seq
from s2sdiff.graph import UNDEFINED, Atom, Const, External, If, Var, walk
from s2sdiff.kinds import REAL, Array


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
