"""Powers of ints, such as ``2**k``: reals where the exponent may be negative, ints where only those will do.

Where Python takes nothing but an int (a count, a length, a subscript), such a value is one from there on: if it were
not, the program would end there.
"""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Seq
from s2sdiff.graph import Atom, Var
from s2sdiff.kinds import INT

#: Parameters of functions of NumPy that are counts.
COUNTS = {"shape", "newshape", "num", "N", "M", "reps", "repeats", "shift", "n"}


def stays_whole(ctx: Lowerer, op: str, a: Atom, b: Atom) -> bool:
    """Whether ``a op b`` is an int if the powers of ints in it are."""
    whole = [x in ctx.whole for x in (a, b)]
    return op in WHOLE and any(whole) and all(w or x.kind == INT for w, x in zip(whole, (a, b), strict=True))


WHOLE = {"add", "sub", "mul", "floordiv", "mod"}


def counting(ctx: Lowerer, value: Any) -> Any:
    """A value, or a tuple of values, where Python takes nothing but ints."""
    if isinstance(value, Seq):
        for item in value.items:
            counting(ctx, item)
    elif isinstance(value, Var) and value in ctx.whole:
        value.kind = INT
    return value
