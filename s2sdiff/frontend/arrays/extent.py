"""Kinds of arrays: what subscripts, operators and comparisons make of dtypes, ranks and lengths."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np

from s2sdiff.errors import Refusal
from s2sdiff.frontend.arrays.misfits import misfit, named
from s2sdiff.frontend.arrays.sampling import join_dim, split_dim
from s2sdiff.frontend.state import wholes
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.steps import Reshaped, Turn
from s2sdiff.graph import Atom, Const, Var
from s2sdiff.kinds import (
    BOOL,
    COMPLEX,
    INT,
    REAL,
    Array,
    Dim,
    Kind,
    ListOf,
    is_number,
    not_one,
    plain,
    strip,
)


def advanced(a: Any) -> bool:
    """Whether a component of a subscript picks several elements: an array or list of ints, a mask, or a bool."""
    return not isinstance(a, slice) and a is not Ellipsis and is_advanced(plain(strip(a.kind)))


def is_advanced(kind: Kind) -> bool:
    """Whether a subscript of this kind picks several elements."""
    return isinstance(kind, Array | ListOf) or kind == BOOL


def of_any_rank(a: Any) -> bool:
    """Whether a component of a subscript is an array of unknown rank."""
    kind = plain(strip(a.kind)) if isinstance(a, Var) else None
    return isinstance(kind, Array) and kind.rank is None


def axes_taken(kind: Kind) -> int:
    """How many axes a component of a subscript that is no slice stands for: a mask as many as it has, a bool none."""
    if isinstance(kind, Array) and kind.dtype == "bool":
        return kind.rank or 0
    return int(kind != BOOL)


def shifted_dim(dim: Dim, by: int) -> Dim:
    """``dim + by``."""
    if isinstance(dim, int):
        return dim + by
    base, offset = split_dim(dim)
    return join_dim(base, offset + by)


def slice_length(dim: Dim, s: slice, ctx: Shapes) -> Dim:
    """The length of ``range(dim)[s]``: that of the same slice of as long a range is the same."""
    bounds = (s.start, s.stop, s.step)
    if all(isinstance(p, Const) for p in bounds):
        start, stop, step = (p.value for p in bounds)
        if isinstance(dim, int):
            return len(range(dim)[slice(start, stop, step)])
        if step in (None, 1) and (start is None or start >= 0) and (stop is None or stop < 0):
            base, offset = split_dim(dim)
            return join_dim(base, offset - (start or 0) + (stop or 0))
        if (start, stop, step) == (None, None, -1):
            return dim
    named = [p.value if isinstance(p, Const) else ctx.dims.get(p, f"v{p.id}") for p in bounds]
    return ":".join(map(str, (f"[{dim}", *named))).translate(wholes.UNSIGNED) + "]"


def reshaped_dims(ctx: Shapes, dims: list[Dim], lengths: tuple[Atom, ...]) -> tuple[Dim, ...]:
    """The lengths of the axes of an array that is given another shape."""
    given: list[Dim] = [n.value if isinstance(n, Const) else ctx.dims.get(n, f"v{n.id}") for n in lengths]
    others = [d for d in given if d != -1]
    known = [d for d in (*dims, *others) if isinstance(d, int)]
    if len(known) == len(dims) + len(others):
        rest: Dim = math.prod(known[: len(dims)]) // max(math.prod(known[len(dims) :]), 1)
    else:
        rest = f"[{'*'.join(map(str, dims))}/{'*'.join(map(str, others))}]".translate(wholes.UNSIGNED)
    return tuple(rest if d == -1 else d for d in given)


def indexed_kind(ctx: Lowerer, kind: Array, parts: list[Any]) -> Kind:
    """The kind of ``array[parts]``."""
    if kind.rank is None:
        return Array(kind.dtype, None, wholes.part(kind, parts, lambda dim, s: slice_length(dim, s, ctx)))
    dims: list[Dim] = list(kind.dims) if kind.dims is not None else [ctx.new_dim() for _ in range(kind.rank)]
    if parts and isinstance(parts[0], Turn):
        return Array(kind.dtype, kind.rank, tuple(dims[k] for k in parts[0].axes))
    if parts and isinstance(parts[0], Reshaped):
        return Array(kind.dtype, len(parts[0].lengths), reshaped_dims(ctx, dims, parts[0].lengths))
    if any(map(of_any_rank, parts)):
        return Array(kind.dtype, None)
    taken = 0
    for p in parts:
        if isinstance(p, slice):
            taken += 1
        elif p is not Ellipsis and not (isinstance(p, Const) and p.value is None):
            taken += axes_taken(plain(strip(p.kind)))
    if taken > kind.rank:
        raise too_many(ctx, taken, kind.rank)
    out: list[Dim] = []
    picked: list[Dim] | None = None
    at = 0
    place = 0
    full = parts if Ellipsis in parts else [*parts, Ellipsis]
    for p in full:
        if p is Ellipsis:
            rest = kind.rank - taken
            out += dims[at : at + rest]
            at += rest
        elif isinstance(p, slice):
            out.append(slice_length(dims[at], p, ctx))
            at += 1
        elif isinstance(p, Const) and p.value is None:
            out.append(1)
        elif advanced(p):
            k = plain(strip(p.kind))
            if picked is None:
                place = len(out)
            at += axes_taken(k)
            if k == BOOL or (isinstance(k, Array) and k.dtype == "bool"):
                own: list[Dim] = [ctx.new_dim()]
            else:
                known = k.lengths if isinstance(k, Array) else None
                count = k.rank if isinstance(k, Array) and k.rank is not None else 1
                own = list(known) if known is not None else [ctx.new_dim() for _ in range(count)]
            picked = own if picked is None else list(broadcast_dims(tuple(picked), tuple(own), ctx) or own)
        else:
            at += 1
    if picked is not None:
        out[place:place] = picked
    if not out and Ellipsis not in parts:
        return scalar_of(kind.dtype)
    return Array(kind.dtype, len(out), tuple(out))


def too_many(ctx: Lowerer, taken: int, rank: int) -> Exception:
    """What is to be raised where an array has fewer axes than indices: a refusal, unless the run decides if that is reached."""
    if not ctx.choices:
        return ctx.refuse("SD401", f"there are {taken} indices for an array of {rank} dimensions")
    return ctx.ends(
        IndexError, (f"too many indices for array: array is {rank}-dimensional, but {taken} were indexed",)
    )


def scalar_of(dtype: str) -> Kind:
    """The kind of one element."""
    return {"f": REAL, "c": COMPLEX, "b": BOOL}.get(np.dtype(dtype).kind, INT)


def broadcast_dims(
    a: tuple[Dim, ...] | None, b: tuple[Dim, ...] | None, ctx: Shapes
) -> tuple[Dim, ...] | None:
    """The shape that two shapes broadcast to."""
    if a is None or b is None:
        return None
    size = max(len(a), len(b))
    out: list[Dim] = []
    for x, y in zip((1,) * (size - len(a)) + a, (1,) * (size - len(b)) + b, strict=True):
        if x == y or y == 1:
            out.append(x)
        elif x == 1:
            out.append(y)
        else:
            known: list[Dim] = [d for d in (x, y) if isinstance(d, int)] or [d for d in (x, y) if not_one(d)]
            out.append(known[0] if len(known) == 1 else ctx.new_dim())
    return tuple(out)


def binary_kind(ctx: Shapes, op: str, a: Atom, b: Atom) -> Kind:
    """The kind of ``a op b`` for arrays."""
    import operator

    fns = {
        "and_": operator.and_,
        "or_": operator.or_,
        "xor": operator.xor,
        "div": operator.truediv,
        "pow": operator.pow,
    }
    fn = fns.get(op) or getattr(operator, op)
    ka, kb = plain(strip(a.kind)), plain(strip(b.kind))
    if op == "matmul":
        return matmul_kind(ctx, ka, kb)
    for k in (ka, kb):
        if not isinstance(k, Array) and not is_number(k):
            what, hint = misfit(op, named(ka), named(kb))
            raise Refusal("SD401", what, hint=hint)
    with np.errstate(all="ignore"):
        dtype = np.asarray(fn(_element(ka), _element(kb)))
    dims = [k.dims if isinstance(k, Array) else () for k in (ka, kb)]
    ranks = [k.rank if isinstance(k, Array) else 0 for k in (ka, kb)]
    if None in ranks:
        return Array(dtype.dtype.name, None, wholes.together((ka, kb)))
    shape = broadcast_dims(dims[0], dims[1], ctx)
    rank = max(r for r in ranks if r is not None)
    return Array(dtype.dtype.name, rank, shape) if rank else scalar_of(dtype.dtype.name)


def matmul_kind(ctx: Shapes, ka: Kind, kb: Kind) -> Kind:
    """The kind of ``a @ b``."""
    if not isinstance(ka, Array) or not isinstance(kb, Array):
        return Array("float64", None)
    dtype = np.result_type(ka.dtype, kb.dtype).name
    if not ka.rank or not kb.rank:
        return Array(dtype, None)
    x, y = (
        k.dims if k.dims is not None else tuple(ctx.new_dim() for _ in range(k.rank or 0)) for k in (ka, kb)
    )
    rows, columns = x[-2:-1] if len(x) > 1 else (), y[-1:] if len(y) > 1 else ()
    stack = broadcast_dims(x[:-2], y[:-2], ctx) or ()
    dims = (*stack, *rows, *columns)
    return Array(dtype, len(dims), dims) if dims else scalar_of(dtype)


def _element(kind: Kind) -> Any:
    if isinstance(kind, Array):
        return np.ones(1, kind.dtype)
    numbers: dict[Kind, complex] = {INT: 1, BOOL: True, COMPLEX: 1j}
    return numbers.get(kind, 1.0)


def compare_kind(ctx: Lowerer, a: Atom, b: Atom) -> Kind:
    """The kind of a comparison of arrays."""
    kind = binary_kind(ctx, "lt" if COMPLEX not in (a.kind, b.kind) else "eq", a, b)
    return Array("bool", kind.rank, kind.dims) if isinstance(kind, Array) else BOOL


class Shapes(Protocol):
    """What knows the ints that are lengths, and invents a length that is not known to equal any other."""

    dims: dict[Var, Dim]

    def new_dim(self) -> str:
        """A new symbol."""


def known_number(ctx: Lowerer, value: Any) -> Any:
    """A length of an array as the number that it is, where lengths are numbers."""
    number = ctx.dims.get(value) if isinstance(value, Var) else None
    return Const(number) if isinstance(number, int) else value
