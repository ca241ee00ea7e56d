"""Views: the subscripts and transpositions that lead from a named array to a part of it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from s2sdiff.frontend.lowerer import Lowerer
from s2sdiff.frontend.values import Ref
from s2sdiff.graph import Atom, Const, External, Var
from s2sdiff.kinds import Array, Kind, not_one, strip


@dataclass(frozen=True, slots=True)
class Step:
    """One basic subscript on the way to a view: ``i`` an index, ``s`` a slice, ``n`` newaxis, ``e`` an ellipsis.

    Where something is written, ``r`` is an array of indices that may hold one twice.

    A code of its own is ``t`` with the order of the axes, ``t10`` for a matrix: a transposition.
    """

    codes: tuple[str, ...]
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A transposition, as the component of a subscript."""

    axes: tuple[int, ...]


def flattened(path: tuple[Any, ...]) -> tuple[tuple[tuple[str, ...], ...], tuple[Atom, ...]]:
    """A path as the form of its subscripts and the atoms in them; ``k`` is the subscript of a list."""
    spec: list[tuple[str, ...]] = []
    atoms: list[Atom] = []
    for step in path:
        if isinstance(step, Step):
            spec.append(step.codes)
            atoms += step.atoms
        else:
            spec.append(("k",))
            atoms.append(step)
    return tuple(spec), tuple(atoms)


def mapped(ref: Ref, change: Callable[[Var], Any]) -> Ref:
    """The part of a container that is led to by subscripts of which each variable is changed."""

    def one(a: Any) -> Any:
        return change(a) if isinstance(a, Var) else a

    path = (Step(s.codes, tuple(map(one, s.atoms))) if isinstance(s, Step) else one(s) for s in ref.path)
    return Ref(ref.obj, tuple(path))


def step_of(parts: list[Any]) -> Step:
    """The subscript made of components."""
    codes: list[str] = []
    atoms: list[Atom] = []
    for p in parts:
        if isinstance(p, slice):
            codes.append("s")
            atoms += [p.start, p.stop, p.step]
        elif p is Ellipsis:
            codes.append("e")
        elif isinstance(p, Const) and p.value is None:
            codes.append("n")
        else:
            codes.append("i")
            atoms.append(p)
    return Step(tuple(codes), tuple(atoms))


def parts_of(step: Step) -> list[Any]:
    """The components that a subscript is made of."""
    parts: list[Any] = []
    atoms = iter(step.atoms)
    for code in step.codes:
        if code == "s":
            parts.append(slice(next(atoms), next(atoms), next(atoms)))
        elif code == "e":
            parts.append(Ellipsis)
        elif code[0] == "t":
            parts.append(Turn(tuple(map(int, code[1:]))))
        else:
            parts.append(Const(None) if code == "n" else next(atoms))
    return parts


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
