"""The steps from a named array to a part of it: subscripts and transpositions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s2sdiff.frontend.values import Ref
from s2sdiff.graph import Atom, Const, Var
from s2sdiff.record import record


@record(frozen=True, slots=True)
class Step:
    """One basic subscript on the way to a view: ``i`` an index, ``s`` a slice, ``n`` newaxis, ``e`` an ellipsis.

    Where something is written, ``r`` is an array of indices that may hold one twice.

    A code of its own is ``t`` with the order of the axes, ``t10`` for a matrix: a transposition; or ``w`` with
    the number of lengths, ``w2`` for a matrix: another shape of an array that lies row by row.
    """

    codes: tuple[str, ...]
    atoms: tuple[Atom, ...]


@record(frozen=True, slots=True)
class Turn:
    """A transposition, as the component of a subscript."""

    axes: tuple[int, ...]


@record(frozen=True, slots=True)
class Reshaped:
    """Another shape, as the component of a subscript."""

    lengths: tuple[Atom, ...]


WHOLE = slice(Const(None), Const(None), Const(None))


def taken_by(code: str) -> int:
    """How many atoms a code of a subscript takes."""
    return int(code[1:]) if code[0] == "w" else 3 if code == "s" else int(code in ("i", "r", "k"))


def reshapes(spec: Any) -> bool:
    """Whether subscripts lead to a part of an array by way of another shape of it."""
    return any(code[0] == "w" for step in spec for code in step)


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
        elif code[0] == "w":
            parts.append(Reshaped(tuple(next(atoms) for _ in range(taken_by(code)))))
        else:
            parts.append(Const(None) if code == "n" else next(atoms))
    return parts
