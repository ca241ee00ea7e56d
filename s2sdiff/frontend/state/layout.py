"""Which arrays lie in memory row by row, without gaps, so that each `reshape` of them is a view.

NumPy gives results in the order of their operands (order K). So what is computed from such arrays is such an
array; and what is computed from arguments is one as long as these are, which is asserted where it matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from s2sdiff.graph import Atom, Const, Effect, Let, Op, Stmt, Var
from s2sdiff.kinds import ANY, BOOL, holds_array, strip

if TYPE_CHECKING:
    from s2sdiff.frontend.state.lowerer import Lowerer

#: The parameters that must lie so for an array to lie so.
Condition = frozenset[Var]

ALWAYS: Condition = frozenset()
#: Functions whose result lies row by row, whatever their arguments are.
MADE = {
    "zeros", "ones", "empty", "full", "arange", "eye", "identity", "ascontiguousarray", "matmul", "dot", "outer",
    "convolve", "kron", "inner", "tri", "interp",
}  # fmt: skip
#: Functions, ufuncs aside, whose result lies row by row where their arguments do.
KEEPING = {
    "zeros_like", "ones_like", "empty_like", "full_like", "array", "copy", "concatenate", "stack", "vstack", "hstack",
    "column_stack", "where", "clip", "sum", "mean", "max", "min", "prod", "cumsum", "cumprod", "sort", "tile", "repeat",
    "pad", "diff", "roll", "tril", "triu", "reshape", "ravel", "round", "nan_to_num", "linspace",
}  # fmt: skip


def of(ctx: Lowerer, value: Atom) -> Condition | None:
    """The condition on which an operand lies row by row, None where it is not known; a number always does."""
    if isinstance(value, Const):
        return ALWAYS
    if value in ctx.layouts:
        return ctx.layouts[value]
    if value in ctx.tuples:
        return together(ctx, ctx.tuples[value])
    kind = strip(value.kind)
    return None if holds_array(kind) or (kind == ANY and value not in ctx.samples) else ALWAYS


def together(ctx: Lowerer, values: Iterable[Atom]) -> Condition | None:
    """The condition on which all of some operands lie row by row."""
    found = ALWAYS
    for v in values:
        own = of(ctx, v)
        if own is None:
            return None
        found |= own
    return found


def note(ctx: Lowerer, target: Var, op: Op, args: tuple[Atom, ...]) -> None:
    """Note on which condition the result of an operation lies row by row."""
    condition: Condition | None = None
    called = op.form == "call"
    if called and ("order" in op.keywords or (op.name == "linspace" and "axis" in op.keywords)):
        return
    if called and op.name in MADE:
        condition = ALWAYS
    elif op.form in ("binary", "unary", "compare", "copy", "cast") or (
        called and (op.name in KEEPING or isinstance(getattr(op.payload, "value", None), np.ufunc))
    ):
        condition = together(ctx, args)
    if condition is not None:
        ctx.layouts[target] = condition


def checks(params: Iterable[Var]) -> Iterator[Stmt]:
    """What makes sure that arguments lie row by row."""
    for p in params:
        flags, fits = Var("flags", ANY, True), Var("fits", BOOL, True)
        yield Let(flags, Op("attr", "flags"), (p,))
        yield Let(fits, Op("attr", "c_contiguous"), (flags,))
        what = f"`{p.name}` must be C-contiguous, for what is written to a reshape of it is read of it"
        yield Effect("assert", Op("assert", "assert"), (fits, Const(what)))
