"""Which numbers are certainly NumPy's own: they have the attributes and the methods of an array without axes.

A number that is given, or that paths have met in, may be Python's, which has none of those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from s2sdiff.graph import Atom, Op, Var
from s2sdiff.kinds import BOOL, COMPLEX, INT, REAL, Array, strip

if TYPE_CHECKING:
    from s2sdiff.frontend.state.lowerer import Lowerer

#: Functions, ufuncs aside, whose result is NumPy's where it is a number.
REDUCING = {
    "sum", "mean", "prod", "max", "min", "amax", "amin", "std", "var", "dot", "vdot", "inner", "trace", "norm", "det",
    "average", "median", "ptp", "clip", "round", "trapezoid", "any", "all", "isclose", "argmax", "argmin", "interp",
    "nansum", "nanmean", "nanmax", "nanmin", "nan_to_num",
}  # fmt: skip
#: Operators whose result is a bool of Python's own, whatever they compare.
PYTHONS = {"is", "isnot", "in", "notin", "not"}


def note(ctx: Lowerer, target: Var, op: Op, args: tuple[Atom, ...]) -> None:
    """Note the result of an operation where it is certainly a number of NumPy's."""
    if target.kind in (REAL, INT, BOOL, COMPLEX) and is_numpys(ctx, op, args):
        ctx.scalars.add(target)


def is_numpys(ctx: Lowerer, op: Op, args: tuple[Atom, ...]) -> bool:
    """Whether the result of an operation is NumPy's, if it is a number."""
    if op.form == "item":
        return isinstance(strip(args[0].kind), Array)
    if op.form in ("binary", "unary", "compare"):
        return op.name not in PYTHONS and any(
            a in ctx.scalars or isinstance(strip(a.kind), Array) for a in args
        )
    if op.form != "call" or op.payload is None or not op.payload.module.startswith("numpy"):
        return False
    return isinstance(op.payload.value, np.ufunc) or op.name in REDUCING
