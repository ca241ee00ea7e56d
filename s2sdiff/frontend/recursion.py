"""Recursive calls."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.lowerer import Lowerer
from s2sdiff.frontend.values import UserFn


def call_recursive(ctx: Lowerer, fn: UserFn, bound: dict[str, Any]) -> Any:
    """Call a function that is being lowered already."""
    raise ctx.refuse("SD304", f"`{fn.name}` calls itself", "write it as a loop")
