"""The grids that NumPy makes of ranges: ``np.mgrid[:n, :m]`` and ``np.ogrid``."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.steps import step_of
from s2sdiff.frontend.values import Known
from s2sdiff.graph import Const, Op
from s2sdiff.kinds import INT, Array, TupleOf


def grid(ctx: Lowerer, owner: Known, parts: list[Any]) -> Any:
    """``np.mgrid[a:b, c:d]``: the coordinate along each axis, for each place; ``np.ogrid`` the same, unspread."""
    bounds = [(p.start, p.stop, p.step) if isinstance(p, slice) else None for p in parts]
    if len(parts) < 2 or not all(
        b is not None and all(isinstance(a, Const) or a.kind == INT or a in ctx.whole for a in b) for b in bounds
    ):
        raise ctx.refuse(
            "SD305",
            f"this form of `np.{'mgrid' if owner.value is np.mgrid else 'ogrid'}` is not in the language",
            "give the bounds of at least two axes as ints or literals",
        )
    samples = [slice(*(a.value if isinstance(a, Const) else 2 for a in b)) for b in bounds if b is not None]
    made = owner.value[tuple(samples)]
    step = step_of(parts)
    literal = all(isinstance(a, Const) for b in bounds if b is not None for a in b)
    dims = tuple(
        axis.shape[k] if literal else length(ctx, b)
        for k, (axis, b) in enumerate(zip(np.broadcast_arrays(*made), bounds, strict=True))
    )
    if owner.value is np.mgrid:
        kind = Array(made.dtype.name, len(parts) + 1, (len(parts), *dims))
        return ctx.let(Op("item", "index", (step.codes,)), (owner.atom, *step.atoms), kind)
    axes = [
        (axis.dtype.name, tuple(d if i == k else 1 for i in range(len(dims))))
        for k, (axis, d) in enumerate(zip(made, dims, strict=True))
    ]
    return ctx.let(
        Op("item", "index", (step.codes,)),
        (owner.atom, *step.atoms),
        TupleOf(tuple(Array(dtype, len(dims), shape) for dtype, shape in axes)),
    )


def length(ctx: Lowerer, bounds: Any) -> Any:
    """The length of ``range(start, stop, step)``."""
    start, stop, step = bounds
    first = isinstance(start, Const) and start.value in (None, 0)
    if not first or not (isinstance(step, Const) and step.value is None):
        return ctx.new_dim()
    return stop.value if isinstance(stop, Const) else ctx.dims.get(stop) or f"v{stop.id}"
