"""Operands that do not go together, as far as is known, and how that is said."""

from __future__ import annotations

from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Ref, Seq, Shelf, Table
from s2sdiff.graph import Const, Var
from s2sdiff.kinds import Kind, in_words, plain, strip

SYMBOLS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
    "and_": "&", "or_": "|", "xor": "^", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
SEQUENCES = ("a list", "a tuple")
OBJECT = "an object"


def unknown_operator(ctx: Lowerer, op: str, left: Any, right: Any) -> Refusal:
    """The refusal of ``left op right``."""
    return ctx.refuse("SD401", *misfit(op, operand(ctx, left), operand(ctx, right)))


def misfit(op: str, left: str, right: str) -> tuple[str, str]:
    """That nothing is known of an operator with two operands, and the way out where there is one."""
    hint = "make an array of the sequence first, with np.asarray" if left in SEQUENCES or right in SEQUENCES else ""
    return f"what `{SYMBOLS.get(op, op)}` does with {left} and {right} is not known", hint


def operand(ctx: Lowerer, value: Any) -> str:
    """What an operand is, in words."""
    if isinstance(value, Seq | Shelf):
        return f"a {value.form}"
    if isinstance(value, Table):
        return "a dict"
    if isinstance(value, Ref):
        return named(verbs.ref_kind(ctx, value))
    return named(value.kind) if isinstance(value, Var | Const) else OBJECT


def named(kind: Kind) -> str:
    """What a value of a kind is, in words."""
    return in_words(plain(strip(kind))) or OBJECT
