"""Attributes of nested functions, by which a solver is told what to do about an event."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.values import UserFn
from s2sdiff.graph import Const

#: Those that `solve_ivp` reads.
MARKS = ("terminal", "direction")


def mark_key(fn: UserFn, attr: str) -> tuple[int, str]:
    """Where the environment keeps an attribute of a nested function."""
    return fn.frame[-1], f"%{attr} of {fn.name} at {fn.node.lineno}:{fn.node.col_offset}"


def is_mark(owner: Any, attr: str, value: Any) -> bool:
    """Whether ``owner.attr = value`` is such an attribute."""
    return isinstance(owner, UserFn) and bool(owner.frame) and attr in MARKS and isinstance(value, Const)
