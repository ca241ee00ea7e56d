"""Objects that are subscripted but hold nothing: ``np.r_``, ``np.c_``, ``np.s_``, grids."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.arrays.grids import grid
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import containers
from s2sdiff.frontend.expressions.attributes import get_attribute
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.counts import counting
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known, Ref, Seq
from s2sdiff.graph import Const, Op, Var
from s2sdiff.kinds import (
    ANY,
    INT,
    REAL,
    Array,
    Kind,
    ListOf,
    TupleOf,
    differentiable,
    is_number,
    plain,
    strip,
)

HOLDERS = (list, tuple, dict, str, bytes, range, np.ndarray, np.void)


@verbs.item_of_grid.defined
def item(ctx: Lowerer, owner: Known, index: Any) -> Any:
    """``owner[index]`` for an object of the world outside that is no container; NotImplemented for one that is."""
    value = owner.value
    if isinstance(value, HOLDERS):
        return NotImplemented
    if value is np.s_ or value is np.index_exp:
        return index if value is np.s_ or isinstance(index, tuple) else (index,)
    if value is np.mgrid or value is np.ogrid:
        return grid(ctx, owner, list(_parts(index)))
    if value is np.r_ or value is np.c_:
        parts = [part(ctx, p) for p in _parts(index)]
        return arrays.library(ctx, "concatenate" if value is np.r_ else "column_stack", [Seq(tuple(parts))], {})
    if isinstance(value, Mapping) and isinstance(index, Const):  # what it holds is data, however it is found
        return containers.item_of_known(ctx, owner, index)
    if hasattr(getattr(type(value), "__getitem__", None), "__code__"):
        whole = index if not isinstance(index, tuple) else Seq(index)
        return call(ctx, get_attribute(ctx, owner, "__getitem__"), [whole], {})
    if any(differentiable(atom_of(ctx, p).kind) for p in _parts(index)):
        raise ctx.refuse("SD301", f"what subscripting a `{type(value).__name__}` gives is not known")
    return NotImplemented


@verbs.components_of.defined
def components_of(ctx: Lowerer, index: Any) -> list[Any]:
    """The components of a subscript of an array; one that is a tuple is taken apart."""
    found: list[Any] = []
    for p in _parts(index):
        for bound in (p.start, p.stop, p.step) if isinstance(p, slice) else (p,):
            counting(ctx, bound)
        if isinstance(p, Known) and isinstance(p.value, slice | tuple | EllipsisType | None):
            found += [component(ctx, v) for v in (p.value if isinstance(p.value, tuple) else (p.value,))]
        elif isinstance(p, Ref) and not p.path and p.obj.tupled and p is index:
            what = "along how many axes this tuple picks is not known"
            raise ctx.refuse("SD401", what, "write the indices of each axis, with commas between them")
        elif isinstance(p, Known | Var | Ref) and not ctx.fold:
            atom = atom_of(ctx, p)
            kind = atom.kind
            if isinstance(kind, TupleOf):
                found += [
                    ctx.let(Op("item", "item"), (atom, Const(k)), own) for k, own in enumerate(kind.items)
                ]
            elif kind == ANY or (isinstance(kind, ListOf) and kind.item == ANY):
                raise ctx.refuse(
                    "SD401", "what this subscript picks is not known", "write ints, slices, or arrays of ints"
                )
            else:
                found.append(atom)
        elif isinstance(p, Seq) and isinstance(index, tuple):  # a tuple in a tuple is a list of indices
            found.append(atom_of(ctx, containers.build_list(ctx, list(p.items), passed=True)))
        else:
            found.append(p)
    if not ctx.fold:
        for part in found:
            if not isinstance(part, slice) and part is not Ellipsis:
                check_ints(ctx, strip(atom_of(ctx, part, "this index").kind))
    return found


def check_ints(ctx: Lowerer, kind: Kind) -> None:
    """Refuse indices that are reals, as what is differentiated is even where it was given as ints."""
    if kind == REAL:
        raise ctx.refuse("SD401", "the index of an array is a real here", "convert it with int()")
    while isinstance(kind, ListOf):
        kind = strip(kind.item or INT)
    if kind == REAL or (isinstance(kind, Array) and np.dtype(kind.dtype).kind in "fc"):
        raise ctx.refuse(
            "SD401",
            "the indices of an array are reals here",
            "convert them with .astype(int), or pass them in an argument that is not differentiated",
        )


def component(ctx: Lowerer, value: Any) -> Any:
    """A component of a subscript that is at hand now, and cannot change."""
    if isinstance(value, slice):
        return slice(Const(value.start), Const(value.stop), Const(value.step))
    if value is Ellipsis or value is None or isinstance(value, int):
        return Ellipsis if value is Ellipsis else Const(value)
    raise ctx.refuse("SD401", "what this subscript picks is not known", "write it where it is used")


@structural(np.ix_)
def open_mesh(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """``np.ix_(a, b)``: the vectors, each along an axis of its own."""
    vectors = [v if arrays.is_array(v, ctx) else arrays.library(ctx, "array", [v], {}) for v in args]
    kinds = [strip(atom_of(ctx, v).kind) for v in vectors]
    if not all(isinstance(k, Array) and k.rank == 1 and k.dtype != "bool" for k in kinds):
        return NotImplemented
    whole = slice(Const(None), Const(None), Const(None))
    return Seq(
        tuple(
            arrays.get_item(ctx, v, tuple(whole if i == axis else Const(None) for i in range(len(vectors))))
            for axis, v in enumerate(vectors)
        )
    )


def _parts(index: Any) -> tuple[Any, ...]:
    if isinstance(index, Seq):
        return index.items
    return index if isinstance(index, tuple) else (index,)


def part(ctx: Lowerer, value: Any) -> Any:
    """What stands between the commas of ``np.r_[...]``, as a vector."""
    if isinstance(value, slice):
        start = Const(0) if value.start is None or _is_none(value.start) else value.start
        count = value.step.value if isinstance(value.step, Const) else None
        if isinstance(count, complex):
            return arrays.library(ctx, "linspace", [start, value.stop, Const(int(abs(count)))], {})
        step = [] if _is_none(value.step) else [value.step]
        return arrays.library(ctx, "arange", [start, value.stop, *step], {})
    kind = strip(plain(atom_of(ctx, value).kind))
    if is_number(kind) or (isinstance(kind, Array) and kind.rank == 0):
        return containers.build_list(ctx, [value], passed=True)
    if isinstance(kind, ListOf | TupleOf):
        return arrays.library(ctx, "array", [value], {})
    if isinstance(kind, Array):
        return value
    raise ctx.refuse("SD305", "this form of `np.r_` is not in the language", "use np.concatenate")


def _is_none(value: Any) -> bool:
    return isinstance(value, Const) and value.value is None


__all__ = ["components_of", "item"]
