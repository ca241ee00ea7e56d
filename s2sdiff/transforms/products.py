"""Matrix products, sums of products, and which subscripts may pick an element twice."""

from __future__ import annotations

import numpy as np

from s2sdiff.graph import Atom, Const, External, Let, Op, Var
from s2sdiff.kinds import Array, Kind, ListOf, strip
from s2sdiff.rules.registry import rule_for
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.known import are_vectors

SUM = External("numpy", "sum", np.sum)


def picks(a: Atom) -> bool:
    """Whether an index is an array or list of ints, which may name an element twice."""
    kind = strip(a.kind)
    return isinstance(kind, ListOf) or (isinstance(kind, Array) and kind.dtype != "bool")


def chooses(a: Atom) -> bool:
    """Whether an index is a mask, or an array or list of ints: it takes some elements, and leaves others."""
    return isinstance(strip(a.kind), ListOf | Array)


def transposed(b: Builder, a: Atom) -> Var:
    """``a.T``."""
    kind = strip(a.kind)
    assert isinstance(kind, Array)
    dims = tuple(reversed(kind.lengths)) if kind.lengths is not None else None
    return b.let(Op("attr", "T"), (a,), Array(kind.dtype, kind.rank, dims))


def product_transposed(b: Builder, bar: Atom, x: Atom, y: Atom, name: str) -> Atom:
    """The cotangent of one factor of ``x @ y``."""
    kx, ky = strip(x.kind), strip(y.kind)
    ranks = (kx.rank if isinstance(kx, Array) else None, ky.rank if isinstance(ky, Array) else None)
    if ranks == (2, 2):
        return (
            b.raw("matmul", bar, transposed(b, y)) if name == "x1" else b.raw("matmul", transposed(b, x), bar)
        )
    if ranks == (1, 1):
        return b.mul(y if name == "x1" else x, bar)
    if ranks == (2, 1):
        return (
            b.raw("mul", b.column(bar), y)
            if name == "x1"
            else b.raw("matmul", transposed(b, x), bar)
        )
    if ranks == (1, 2):
        return b.raw("matmul", y, bar) if name == "x1" else b.raw("mul", b.column(x), bar)
    rule = rule_for(External("numpy", "matmul", np.matmul))
    assert rule is not None
    return b.inline(rule.transposes[name], {"out_bar": bar, "x1": x, "x2": y})


def lately(b: Builder, a: Atom, name: str) -> tuple[Atom, ...] | None:
    """The operands of `a` if the operation `name` has given it a moment ago, so that they are as they were."""
    for s in b.out[:-4:-1]:
        if not isinstance(s, Let):
            return None
        if s.target is a:
            return s.args if (s.op.form, s.op.name) == ("binary", name) else None
    return None


def shrunk(b: Builder, a: Atom, deep: int = 4) -> bool:
    """Whether a value is computed of what was summed to a shape from any rank, which is known to who made it alone.

    As many as `deep` operations ago.
    """
    d = b.defs.get(a) if isinstance(a, Var) else None
    if d is None or not deep:
        return False
    if d.op.name == "unbroadcast":
        kind = strip(d.args[0].kind)
        return isinstance(kind, Array) and kind.rank is None
    return d.op.form in ("binary", "unary") and any(shrunk(b, x, deep - 1) for x in d.args)


def total(b: Builder, a: Atom, kind: Kind, axis: Atom | None = None, keepdims: bool = False) -> Atom:
    """``np.sum(a, axis=axis, keepdims=keepdims)``, of the kind `kind`."""
    minus = b.definition(a, "neg")
    if minus:
        return b.neg(total(b, minus[0], kind, axis, keepdims))
    product = lately(b, a, "mul")
    if product is not None and axis is None and are_vectors(*product) and not any(shrunk(b, x) for x in product):
        return b.raw("matmul", *product)
    options = {"axis": axis} if axis is not None else {}
    if keepdims:
        options["keepdims"] = Const(True)
    return b.let(Op("call", "sum", SUM, tuple(options)), (a, *options.values()), kind)
