"""The operands of derived arithmetic as a person would write them: beside a real, no literal is an int."""

from __future__ import annotations

import functools

from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import REAL

_CONVERTING = {"add", "sub", "mul", "div"}


@functools.cache
def binary_op(name: str) -> Op:
    """The operation of a binary operator."""
    return Op("binary", name)


def with_reals(op: Op, args: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """The operands of an operation; beside a real, a literal int as the real that Python would make of it each time."""
    if op.name not in _CONVERTING or op.form != "binary":
        return args
    x, y = args
    if isinstance(x, Const) and isinstance(y, Var) and y.kind is REAL and is_exact(x):
        return Const(float(x.value)), y
    if isinstance(y, Const) and isinstance(x, Var) and x.kind is REAL and is_exact(y):
        return x, Const(float(y.value))
    return args


def is_real(a: Atom) -> bool:
    """Whether an atom is a real, and no literal int beside one."""
    return a.kind is REAL if isinstance(a, Var) else a.value.__class__ is float


def is_exact(c: Const) -> bool:
    """Whether a literal is an int that a float holds as it is."""
    return type(c.value) is int and abs(c.value) <= 1 << 53
