"""Functions of Python's own library that cannot be followed: a call to which no derivative goes is kept as it is."""

from __future__ import annotations

import sys
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.state.again import Again
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known, UserFn
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import BOOL, INT, NONE, STR, plain, strip


def kept_aside(ctx: Lowerer, fn: UserFn) -> External | None:
    """A function that has turned out to be one that is not followed, by its own name; None for any other."""
    if ctx.recursion is None or fn.node not in ctx.recursion.aside or fn.external is None:
        return None
    value = fn.external.value
    return External(value.__module__, value.__qualname__, value)


def set_aside(ctx: Lowerer, fn: UserFn, args: list[Any], keywords: dict[str, Any], refusal: Refusal) -> Exception:
    """What is to be raised where following a function was refused: what lowers again without that, where it is right."""
    if ctx.recursion is None or not of_python(fn) or of_python(ctx.frame.fn):
        return refusal
    if not all(is_inert(v) for v in [*args, *keywords.values()]):
        return refusal
    ctx.recursion.aside.add(fn.node)
    return Again(refusal)


def of_python(fn: UserFn) -> bool:
    """Whether a function is at hand, and one of Python's own library."""
    value = fn.external.value if fn.external is not None else None
    return (getattr(value, "__module__", None) or "").partition(".")[0] in sys.stdlib_module_names


def is_inert(value: Any) -> bool:
    """Whether an argument has no derivative, and cannot be changed."""
    if isinstance(value, Known):
        return type(value.value) in (str, int, bool, type(None))
    return isinstance(value, Const) or (
        isinstance(value, Var) and plain(strip(value.kind)) in (STR, INT, BOOL, NONE)
    )
