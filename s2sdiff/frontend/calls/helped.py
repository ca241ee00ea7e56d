"""Calls, in rules, of helpers that stay calls: the generated module holds those that it needs, once each."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Seq, UserFn
from s2sdiff.graph import Const, Op, Var
from s2sdiff.kinds import Array, strip

#: The cotangents of the factors of a product, by the position of the factor among the arguments.
FACTORS = {"left_factor": 1, "right_factor": 2}


def helped(ctx: Lowerer, fn: UserFn, args: list[Any]) -> Any:
    """The result of a call of a helper; NotImplemented where its body is to be followed."""
    if fn.name == "unbroadcast":
        return unbroadcast(ctx, fn, *args)
    if fn.name in FACTORS:
        atoms = tuple(atom_of(ctx, a) for a in args)
        kinds = [strip(a.kind) for a in atoms]
        own = kinds[FACTORS[fn.name]]
        if isinstance(own, Array) and any(isinstance(k, Array) and k.rank is None for k in kinds[1:]):
            dtype = kinds[0].dtype if isinstance(kinds[0], Array) else "float64"
            return ctx.let(Op("call", fn.name, fn.external), atoms, Array(dtype, own.rank, own.dims))
    return NotImplemented


def unbroadcast(ctx: Lowerer, fn: UserFn, bar: Any, shape: Any) -> Any:
    """A call of `unbroadcast`: nothing where the shapes are known to be equal."""
    a = atom_of(ctx, bar)
    kind = strip(a.kind)
    if not isinstance(kind, Array) or not isinstance(shape, Seq | Var):
        return NotImplemented
    rank: int | None = None
    dims: tuple[Any, ...] | None
    if isinstance(shape, Var):
        dims = (ctx.dims[shape],) if shape in ctx.dims else None
    else:
        items = [atom_of(ctx, n) for n in shape.items]
        dims = tuple(n.value if isinstance(n, Const) else ctx.dims.get(n) or f"v{n.id}" for n in items)
        rank = len(dims)
    if dims is not None and kind.dims == dims:
        return bar
    return ctx.let(Op("call", fn.name, fn.external), (a, atom_of(ctx, shape)), Array(kind.dtype, rank, dims))
