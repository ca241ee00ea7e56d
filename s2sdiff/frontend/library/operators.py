"""The functions of the module `operator`, as the operators that they are."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from s2sdiff.frontend.calls.structural import STRUCTURAL
from s2sdiff.frontend.data import subscripts
from s2sdiff.frontend.expressions.comparisons import comparison
from s2sdiff.frontend.expressions.expressions import binary, of_sign
from s2sdiff.frontend.state.lowerer import Lowerer

Handler = Callable[[Lowerer, list[Any], dict[str, Any]], Any]

BINARY = {
    "add": "add", "sub": "sub", "mul": "mul", "truediv": "div", "floordiv": "floordiv", "mod": "mod", "pow": "pow",
    "matmul": "matmul", "and_": "and_", "or_": "or_", "xor": "xor", "lshift": "lshift", "rshift": "rshift",
}  # fmt: skip
COMPARISONS = {"lt": "lt", "le": "le", "gt": "gt", "ge": "ge", "eq": "eq", "ne": "ne", "is_": "is", "is_not": "isnot"}


def of_two(op: str) -> Handler:
    """``a op b``."""
    return lambda ctx, args, keywords: binary(ctx, op, *args)


def compared(op: str) -> Handler:
    """``a op b``, of a comparison."""
    return lambda ctx, args, keywords: comparison(ctx, op, *args)


def signed(op: str) -> Handler:
    """``op a``."""
    return lambda ctx, args, keywords: of_sign(ctx, op, *args)


STRUCTURAL.update({getattr(operator, name): of_two(op) for name, op in BINARY.items()})
STRUCTURAL.update({getattr(operator, name): compared(op) for name, op in COMPARISONS.items()})
STRUCTURAL.update({getattr(operator, name): signed(name) for name in ("neg", "pos", "invert")})
STRUCTURAL[operator.getitem] = lambda ctx, args, keywords: subscripts.get_item(ctx, *args)
