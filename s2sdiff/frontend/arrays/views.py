"""Views: the subscripts and transpositions that lead from a named array to a part of it."""

from __future__ import annotations

import ast
import functools
from typing import Any

import numpy as np

from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.steps import Step, step_of
from s2sdiff.frontend.values import Ref
from s2sdiff.graph import Atom, Const, External, Var
from s2sdiff.kinds import Array, Kind, not_one, strip


def turned(ctx: Lowerer, result: Any, owner: Any, axes: Any) -> None:
    """Note that a value is `owner` with its axes in another order: a view, which may be written to."""
    ref = owner if isinstance(owner, Ref) else ctx.views.get(owner) if isinstance(owner, Var) else None
    if ref is not None and len(axes) > 1 and not ctx.fold:
        ctx.views[result] = Ref(ref.obj, (*ref.path, Step(("t" + "".join(map(str, axes)),), ())))


def single_axes(kind: Kind) -> list[int] | None:
    """The axes of length one; None where it is not known which those are."""
    dims = getattr(strip(kind), "dims", None)
    if dims is None or not all(d == 1 or not_one(d) for d in dims):
        return None
    return [k for k, d in enumerate(dims) if d == 1]


def squeezed(ctx: Lowerer, result: Any, owner: Any, kind: Any, axes: list[Atom]) -> None:
    """Note that ``np.squeeze(owner, *axes)`` shows `owner` at index 0 of some axes."""
    ref = owner if isinstance(owner, Ref) else ctx.views.get(owner) if isinstance(owner, Var) else None
    if ref is None or ctx.fold or not isinstance(kind, Array) or kind.rank is None:
        return
    single = (
        single_axes(kind)
        if not axes
        else [a.value % kind.rank for a in axes if isinstance(a, Const) and isinstance(a.value, int)]
    )
    if single and (not axes or len(single) == 1):
        whole = slice(Const(None), Const(None), Const(None))
        ctx.views[result] = Ref(
            ref.obj, (*ref.path, step_of([Const(0) if k in single else whole for k in range(kind.rank)]))
        )


#: Functions that give an array with its axes in another order.
TURNING = {"transpose", "swapaxes", "moveaxis", "rollaxis"}


def order_of(
    external: External, kind: Any, atoms: list[Atom], tuples: dict[Var, Any]
) -> tuple[int, ...] | None:
    """The order in which a call puts the axes of its first argument, None where it is not known."""
    if external.name not in TURNING or not isinstance(kind, Array) or kind.rank is None or kind.rank > 9:
        return None
    literal = [tuples.get(a, (a,)) if isinstance(a, Var) else (a,) for a in atoms]
    if not all(isinstance(c, Const) for part in literal for c in part):
        return None
    values = [
        tuple(c.value for c in part) if isinstance(a, Var) else part[0].value
        for a, part in zip(atoms, literal, strict=True)
    ]
    shown = external.value(np.empty(tuple(range(2, kind.rank + 2))), *values)
    return tuple(n - 2 for n in shown.shape)


@functools.lru_cache(maxsize=256)
def written_names(node: ast.AST) -> frozenset[str]:
    """The names through which a function may change an array."""
    found: set[str] = set()
    for n in ast.walk(node):
        targets = (
            n.targets if isinstance(n, ast.Assign) else [n.target] if isinstance(n, ast.AugAssign) else []
        )
        for target in [
            t
            for each in targets
            for t in ast.walk(each)
            if isinstance(t, ast.Subscript) or isinstance(n, ast.AugAssign)
        ]:
            while isinstance(target, ast.Subscript):
                target = target.value
            if isinstance(target, ast.Name):
                found.add(target.id)
    return frozenset(found)
