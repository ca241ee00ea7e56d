"""What is asked of dtypes: answered now where they are known, as those of arrays are."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known
from s2sdiff.graph import Const, Var
from s2sdiff.kinds import ANY, Array, strip
from s2sdiff.operations import numpy_call


@structural(np.finfo)
def finfo_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    atom = atom_of(ctx, args[0])
    dtype = ctx.samples.get(atom) if isinstance(atom, Var) else None
    if dtype is None or keywords or np.dtype(dtype).kind not in "fc":
        return NotImplemented
    found = ctx.let(numpy_call("finfo"), (atom,), ANY)
    return Known(found, np.finfo(dtype))


@structural(np.issubdtype)
def issubdtype_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    atoms = [atom_of(ctx, a) for a in args]
    if keywords or not all(isinstance(a, Var) and a in ctx.samples for a in atoms):
        return NotImplemented
    return Const(bool(np.issubdtype(*[ctx.samples[a] for a in atoms])))  # type: ignore[index]


def dtype_of(ctx: Lowerer, value: Any) -> np.dtype[Any] | None:
    """The dtype that a value is, names or has; None where it is not known."""
    atom = atom_of(ctx, value)
    kind = strip(atom.kind)
    asked = atom.value if isinstance(atom, Const) else ctx.samples.get(atom)
    if isinstance(kind, Array):
        asked = kind.dtype
    try:
        return np.dtype(asked) if isinstance(asked, str | type | np.dtype) else None
    except TypeError:  # a text that names none
        return None


def of_dtypes(fn: Any) -> None:
    """Register a function of dtypes, or of arrays for the sake of theirs, that gives a dtype."""

    def handler(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        dtypes = [dtype_of(ctx, a) for a in args]
        if keywords or not dtypes or any(d is None for d in dtypes):  # a dtype is equal to None, as to float
            return NotImplemented
        found = ctx.let(numpy_call(fn.__name__), tuple(atom_of(ctx, a) for a in args), ANY)
        return Known(found, fn(*dtypes))

    structural(fn)(handler)


for each in (np.dtype, np.promote_types, np.result_type):
    of_dtypes(each)
