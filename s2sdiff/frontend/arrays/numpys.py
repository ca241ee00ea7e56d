"""Attributes, methods and subscripts of numbers that are certainly NumPy's: those of an array without axes."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Seq
from s2sdiff.frontend.verbs import components_of
from s2sdiff.graph import Const, Var

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


def get_item(ctx: Lowerer, owner: Var, index: Any) -> Any:
    """``owner[index]``: the number itself, or an array of it where the subscript adds axes, as a bool does."""
    parts = components_of(ctx, index)
    return owner if not parts else arrays.get_item(ctx, as_array(ctx, owner), index)
