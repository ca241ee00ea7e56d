"""Comparisons: settled where the values or their kinds tell, else left to the run."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend.arrays import arrays, extent
from s2sdiff.frontend.arrays.extent import known_number
from s2sdiff.frontend.data import containers, mappings, specials
from s2sdiff.frontend.data.arraylike import as_array
from s2sdiff.frontend.data.shelves import as_seq
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.hopeless import is_none
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import (
    Instance,
    Iter,
    Known,
    Lib,
    Member,
    Method,
    ModuleRef,
    Perhaps,
    Ref,
    Seq,
    Table,
    UserFn,
    is_attribute,
)
from s2sdiff.graph import Const, Op, Var
from s2sdiff.kinds import ANY, BOOL, COMPLEX, INT, NONE, REAL, STR, Maybe, plain


def comparison(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """One comparison; a Const where the kinds settle it."""
    for this, other in ((left, right), (right, left)):
        if isinstance(this, Perhaps):
            if op in ("is", "isnot") and is_none(other):
                return this.there if op == "isnot" else specials.negated(ctx, this.there)
            raise ctx.refuse("SD201", "what may be None is compared with something else", "compare it by `is None` first")
        asked = isinstance(this, Ref) and op in ("is", "isnot") and is_none(other)
        if asked and isinstance(containers.kind_of_part(ctx, this), Maybe):
            return ctx.let(Op("compare", op), (load_ref(ctx, this), Const(None)), BOOL)
    left, right = (settled_number(ctx, atom_of(ctx, v) if is_attribute(v) else v) for v in (left, right))
    found = specials.compared(ctx, op, left, right)
    if found is not NotImplemented:
        return found
    if op in ("eq", "ne") and isinstance(left, Seq) and isinstance(right, Seq):
        same = same_tuple(ctx, left, right)
        if same is not None:
            return Const(same == (op == "eq"))
    if op in ("is", "isnot", "eq", "ne"):
        settled = settle(op in ("is", "eq"), op in ("is", "isnot"), left, right)
        if settled is not None:
            return Const(settled)
    if op in ("is", "isnot", "eq", "ne", "in", "notin"):
        settled = same_class(ctx, left, as_seq(ctx, right) if op in ("in", "notin") else Seq((right,)))
        if settled is not None:
            return Const(settled == (op in ("is", "eq", "in")))
    if ctx.ours and isinstance(left, Var) and left in ctx.dims and ctx.dims[left] == ctx.dims.get(right):
        return Const(op in ("le", "ge", "eq"))
    if ctx.ours and op in ("eq", "ne"):
        dtypes = dtype_of(left), dtype_of(right)
        if all(d is not None for d in dtypes):
            return Const((dtypes[0] == dtypes[1]) == (op == "eq"))
    if op in ("eq", "ne") and (isinstance(left, Known | Lib) or isinstance(right, Known | Lib)):
        same = same_dtype(left, right)
        if same is not None:
            return Const(same == (op == "eq"))
    if op in ("in", "notin"):
        right = as_seq(ctx, right.args[0] if isinstance(right, Iter) and right.how == "keys" else right)
        written = ctx.tuples.get(ctx.version(right.obj)) if isinstance(right, Ref) and not right.path else None
        if isinstance(right, Ref) and written is None:
            settled = mappings.known_key(ctx, right, left)
        else:
            settled = membership(left, right if written is None else Seq(tuple(written)))
        if settled is not None:
            return Const(settled == (op == "in"))
    if op in ("lt", "le", "gt", "ge", "eq", "ne") and isinstance(left, Const) and isinstance(right, Const):
        return Const({"lt": lambda a, b: a < b, "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
                      "eq": lambda a, b: a == b, "ne": lambda a, b: a != b}[op](left.value, right.value))  # fmt: skip
    if (arrays.is_array(left, ctx) or arrays.is_array(right, ctx)) and op in (
        "lt",
        "le",
        "gt",
        "ge",
        "eq",
        "ne",
    ):
        a, b = (atom_of(ctx, as_array(ctx, v)) for v in (left, right))
        return ctx.let(Op("compare", op), (a, b), extent.compare_kind(ctx, a, b))
    return ctx.let(Op("compare", op), (atom_of(ctx, left), atom_of(ctx, right)), BOOL)


def same_class(ctx: Lowerer, left: Any, others: Any) -> bool | None:
    """Whether what `type` gave is one of some classes, where that is so for all or for none that it may be."""
    own = ctx.classes.get(left) if isinstance(left, Var) else None
    if not own or not isinstance(others, Seq):
        return None
    named = [v.external.value for v in others.items if isinstance(v, Lib)]
    if len(named) < len(others.items) or not all(isinstance(cls, type) for cls in named):
        return None
    answers = {cls in named for cls in own}
    return answers.pop() if len(answers) == 1 else None


def same_tuple(ctx: Lowerer, left: Seq, right: Seq) -> bool | None:
    """Whether two tuples, such as shapes, are equal; None where that depends on the run."""
    if left.form != right.form or left.cls is not None or right.cls is not None:
        return None
    if len(left.items) != len(right.items):
        return False
    pairs = zip(left.items, right.items, strict=True)
    return True if all(isinstance(a, Var) and a in ctx.dims and ctx.dims[a] == ctx.dims.get(b) for a, b in pairs) else None


def settled_number(ctx: Lowerer, value: Any) -> Any:
    """In a rule, what is known to be a certain number (``np.inf``, a length) as that number, alone or in a tuple."""
    if ctx.ours and isinstance(value, Known) and isinstance(value.value, int | float):
        return Const(value.value)
    if ctx.ours and isinstance(value, Var):
        return known_number(ctx, value)
    if ctx.ours and isinstance(value, Seq) and value.cls is None:
        return Seq(tuple(settled_number(ctx, v) for v in value.items))
    return value


def dtype_of(value: Any) -> np.dtype[Any] | None:
    """The dtype that a value is, or that its class of numbers stands for; None for anything else."""
    value = value.external.value if isinstance(value, Lib) else getattr(value, "value", None)
    if isinstance(value, np.dtype):
        return value
    return np.dtype(value) if isinstance(value, type) and issubclass(value, np.generic) else None


def same_dtype(left: Any, right: Any) -> bool | None:
    """False of two dtypes of different sorts of data, one of which may be a string or a class; None of anything else.

    How long its numbers are is left to the run.
    """
    for this, other in ((left, right), (right, left)):
        own = this.value if isinstance(this, Known) else None
        named = other.value if isinstance(other, Const | Known) else other.external.value if isinstance(other, Lib) else None
        if isinstance(own, np.dtype) and isinstance(named, str | type | np.dtype):
            try:
                return False if np.dtype(named).kind != own.kind else None
            except TypeError:
                return None
    return None


def settle(positive: bool, identity: bool, left: Any, right: Any) -> bool | None:
    """Whether two values are the same, where that is known without running."""
    a = left.value if isinstance(left, Const | Known) else left
    b = right.value if isinstance(right, Const | Known) else right
    for this, other in ((left, right), (right, left)):
        if isinstance(this, Const) and this.value is None:
            if isinstance(other, Const):
                return (other.value is None) == positive
            if isinstance(other, Known) and other.value is not None:
                return not positive
            if isinstance(other, Var):
                kind = other.kind
                if kind == NONE:
                    return positive
                return None if kind == ANY or isinstance(kind, Maybe) else not positive
            return not positive
    if isinstance(left, Const) and isinstance(right, Const):
        same = (a is b or (type(a) is type(b) and a == b)) if identity else a == b
        return bool(same) == positive
    if (isinstance(left, Seq) and isinstance(right, Const)) or (
        isinstance(left, Const) and isinstance(right, Seq)
    ):
        return not positive
    functions = (Lib, UserFn, ModuleRef)
    if isinstance(left, functions) and isinstance(right, functions):
        a = left.external.value if isinstance(left, Lib | UserFn) and left.external else left
        b = right.external.value if isinstance(right, Lib | UserFn) and right.external else right
        return (a is b) == positive
    return not positive if any(unlike(*pair) for pair in ((left, right), (right, left))) else None


def unlike(function: Any, other: Any) -> bool:
    """Whether one value is a function or an object and the other a number or a text, as where 0 stands for none."""
    if not (
        callable(function.external.value)
        if isinstance(function, Lib)
        else isinstance(function, UserFn | Method | Instance | Member)
    ):
        return False
    if isinstance(other, Const):
        return isinstance(other.value, int | float | complex | str)
    is_class = isinstance(function, Lib) and isinstance(function.external.value, type)  # as `type` gives one
    return isinstance(other, Var) and not is_class and plain(other.kind) in (REAL, INT, BOOL, COMPLEX, STR)


def membership(left: Any, right: Any) -> bool | None:
    """Whether ``left in right``, where that is known without running."""
    if not isinstance(left, Const):
        return None
    if isinstance(right, Seq) and all(isinstance(v, Const) for v in right.items):
        return any(v.value == left.value for v in right.items)
    if isinstance(right, Table):
        return left.value in right.items
    if isinstance(right, Const) and isinstance(right.value, str) and isinstance(left.value, str):
        return left.value in right.value
    if (
        isinstance(right, Known)
        and isinstance(right.value, tuple | frozenset)
        and isinstance(left.value, str | int | float)
    ):
        return left.value in right.value
    return None
