"""Calls, in rules, of helpers that stay calls: the generated module holds those that it needs, once each."""

from __future__ import annotations

import ast
import functools
import inspect
from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Seq, UserFn
from s2sdiff.graph import Const, External, Op, Var
from s2sdiff.kinds import Array, strip
from s2sdiff.rules import support

#: The cotangents of the factors of a product, by the position of the factor among the arguments.
FACTORS = {"left_factor": 1, "right_factor": 2}


UNBROADCAST = External("s2sdiff.rules.support", "unbroadcast", support.unbroadcast)


def helped(ctx: Lowerer, fn: UserFn, args: list[Any]) -> Any:
    """The result of a call of a helper; NotImplemented where its body is to be followed."""
    if fn.name == "unbroadcast":
        return unbroadcast(ctx, *args)
    if fn.name in FACTORS:
        atoms = tuple(atom_of(ctx, a) for a in args)
        kinds = [strip(a.kind) for a in atoms]
        own = kinds[FACTORS[fn.name]]
        if isinstance(own, Array) and any(isinstance(k, Array) and k.rank is None for k in kinds[1:]):
            dtype = kinds[0].dtype if isinstance(kinds[0], Array) else "float64"
            return ctx.let(Op("call", fn.name, fn.external), atoms, Array(dtype, own.rank, own.dims))
    return NotImplemented


def helped_again(ctx: Lowerer, fn: UserFn, args: list[Any]) -> Any:
    """The result of a call of `unbroadcast` in generated source, which stands there too; NotImplemented for any other."""
    if fn.name != "unbroadcast" or len(args) != 2 or ast.dump(fn.node) != text_of_unbroadcast():
        return NotImplemented
    found = unbroadcast(ctx, *args)
    if isinstance(found, Var) and found is not args[0]:
        arrays.share(ctx, found, args[0])
    return found


@functools.cache
def text_of_unbroadcast() -> str:
    """The helper as generated source holds it."""
    return ast.dump(ast.parse(inspect.getsource(support.unbroadcast)).body[0])


def unbroadcast(ctx: Lowerer, bar: Any, shape: Any) -> Any:
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
    return ctx.let(Op("call", "unbroadcast", UNBROADCAST), (a, atom_of(ctx, shape)), Array(kind.dtype, rank, dims))
