"""Attributes, methods and subscripts of numbers that are NumPy's: those of an array without axes."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known, Seq
from s2sdiff.frontend.verbs import components_of
from s2sdiff.graph import Const, Var
from s2sdiff.kinds import is_number

#: Attributes that are read without having the number as an array.
OUTER = {"shape": Seq(()), "ndim": Const(0), "size": Const(1)}
#: Methods by which a number gives itself.
ITSELF = {"copy", "item", "tolist", "sum", "prod", "mean", "max", "min", "squeeze"}


def is_numpys(ctx: Lowerer, value: Any) -> bool:
    """Whether a lowered value is a number that is certainly NumPy's."""
    return isinstance(value, Var) and value in ctx.scalars


def as_array(ctx: Lowerer, owner: Var) -> Any:
    """The number as an array without axes."""
    return arrays.library(ctx, "asarray", [owner], {})


def attribute(ctx: Lowerer, owner: Var, attr: str) -> Any:
    """An attribute of a number; NotImplemented for those that numbers of Python's have as well, and for methods."""
    if attr in OUTER:
        return OUTER[attr]
    if attr == "T":
        return owner
    return arrays.attribute(ctx, as_array(ctx, owner), attr) if attr == "dtype" else NotImplemented


def method(ctx: Lowerer, owner: Var, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method of a number; NotImplemented for one that arrays do not have."""
    if name in ITSELF and not args and not keywords:
        return owner
    if name == "astype":
        return arrays.get_item(ctx, arrays.method(ctx, as_array(ctx, owner), name, args, keywords), Seq(()))
    if name in ("reshape", "flatten"):
        return arrays.method(ctx, as_array(ctx, owner), name, args, keywords)
    return arrays.library(ctx, name, [owner, *args], keywords) if name in arrays.METHODS else NotImplemented


def get_item(ctx: Lowerer, owner: Any, index: Any) -> Any:
    """``owner[index]``: the number itself, or an array of it where the subscript adds axes, as a bool does.

    NotImplemented for what is no number, and for one that may be Python's where the subscript does more than add axes.
    """
    if is_numpys(ctx, owner):
        parts = components_of(ctx, index)
        return owner if not parts else arrays.get_item(ctx, as_array(ctx, owner), index)
    axes = axes_added(index) if isinstance(owner, Var) and is_number(owner.kind) else None
    return NotImplemented if axes is None else arrays.library(ctx, "reshape", [owner, Seq((Const(1),) * axes)], {})


def axes_added(index: Any) -> int | None:
    """How many axes a subscript adds that does nothing else; None for any other."""
    parts = index.items if isinstance(index, Seq) else index if isinstance(index, tuple) else (index,)
    added = [p for p in parts if p is not Ellipsis]
    return len(added) if all(isinstance(p, Const | Known) and p.value is None for p in added) else None
