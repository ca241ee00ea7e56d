"""Lists and tuples of numbers where NumPy wants an array: they are made into one, as NumPy does it."""

from __future__ import annotations

import functools
import inspect
from typing import Any

import numpy as np

from s2sdiff.frontend.arrays.arrays import is_array, library
from s2sdiff.frontend.data.containers import ref_kind
from s2sdiff.frontend.state.counts import COUNTS, counting
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known, Ref, Seq
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import BOOL, COMPLEX, INT, REAL, Array, Kind, ListOf, TupleOf, plain, strip

#: Functions that take a list of arrays, or make an array of a list by themselves.
TAKES_LISTS = {
    "array", "asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "concatenate", "concat", "stack", "hstack",
    "vstack", "dstack", "column_stack", "block", "select", "choose", "lexsort", "ix_", "multi_dot", "piecewise",
    "lu_solve", "cho_solve", "einsum_path", "solve_toeplitz", "matmul_toeplitz",
}  # fmt: skip
#: Parameters that are no arrays of numbers to compute with.
NO_ARRAYS = {
    "axis", "axes", "axisa", "axisb", "axisc", "shape", "newshape", "new_shape", "reps", "shift", "pad_width", "source",
    "destination", "indices_or_sections", "repeats", "obj", "size", "dims", "dimensions", "indices", "dtype", "kth", "bins",
    "range", "s", "l_and_u", "constant_values", "end_values", "condlist", "funclist", "order", "sections", "multi_index",
    "strides", "window_shape",
}  # fmt: skip
NUMBERS = (REAL, INT, BOOL, COMPLEX)


def takes_arrays(external: External) -> bool:
    """Whether a function reads a list that it is given as an array."""
    base = external.name.rpartition(".")[2]
    return (
        external.module.startswith(("numpy", "scipy.special", "scipy.linalg"))
        and base not in TAKES_LISTS
        and callable(external.value)
        and not isinstance(external.value, type)
    )


def rectangular(kind: Kind | None) -> bool:
    """Whether values of a kind are numbers, or lists of lists of them, or of arrays."""
    if kind is None:
        return False
    kind = plain(strip(kind))
    if isinstance(kind, ListOf):
        return rectangular(kind.item)
    if isinstance(kind, TupleOf):
        return kind.cls is None and bool(kind.items) and all(rectangular(k) for k in kind.items)
    return kind in NUMBERS or isinstance(kind, Array)


def is_listed(ctx: Lowerer, value: Any) -> bool:
    """Whether a value is a list or tuple that stands for an array."""
    if isinstance(value, Seq):
        if value.cls is not None or not value.items:
            return False
        return all(
            is_listed(ctx, v) or (not isinstance(v, slice | str) and number(ctx, v)) for v in value.items
        )
    if isinstance(value, Ref):
        kind = strip(ref_kind(ctx, value))
    elif isinstance(value, Var | Known):
        kind = strip((value.atom if isinstance(value, Known) else value).kind)
    else:
        return False
    return isinstance(kind, ListOf | TupleOf) and rectangular(kind)


def number(ctx: Lowerer, value: Any) -> bool:
    """Whether a value is a number or an array of them."""
    if is_array(value, ctx):
        return True
    if isinstance(value, Known):
        value = value.atom
    return isinstance(value, Var | Const) and plain(strip(value.kind)) in NUMBERS


def as_array(ctx: Lowerer, value: Any) -> Any:
    """A list or tuple that stands for an array, as that array; any other value as it is."""
    return library(ctx, "array", [value], {}) if is_listed(ctx, value) else value


@functools.lru_cache(maxsize=1024)
def parameter_names(fn: Any) -> tuple[str, ...]:
    """The names of what a function may be given by position, as far as they are known."""
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return ()
    return tuple(p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD))


def arrays_of(
    ctx: Lowerer, external: External, args: list[Any], keywords: dict[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a call of NumPy, with arrays in place of lists."""
    if ctx.fold or not takes_arrays(external):
        return args, keywords
    if external.value is np.einsum and args and number(ctx, args[0]):  # every second argument lists axes
        return args, keywords
    names = parameter_names(external.value)
    for name, value in [*zip(names, args, strict=False), *keywords.items()]:
        if name in COUNTS:
            counting(ctx, value)
    positional = [
        a if k < len(names) and names[k] in NO_ARRAYS else as_array(ctx, a) for k, a in enumerate(args)
    ]
    return positional, {k: v if k in NO_ARRAYS else as_array(ctx, v) for k, v in keywords.items()}
