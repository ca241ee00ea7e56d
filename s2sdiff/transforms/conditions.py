"""On which condition a value varies at all: where a branch made it a constant, an infinite slope does not count.

``tau = 1 - x if x < 1 else 0.0`` does not vary with x where x >= 1. So the derivative of ``tau ** 0.35`` is
zero there, although its slope is infinite at 0 (and Python would raise an exception).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from s2sdiff.graph import Atom, Const, If, Let, Merge, Op, Var
from s2sdiff.kinds import BOOL, REAL, Array, strip
from s2sdiff.transforms.builder import Builder

#: Operations whose slope may be infinite where the function itself is finite.
SINGULAR = {
    "sqrt", "cbrt", "asin", "acos", "acosh", "arcsin", "arccos", "arccosh", "power", "float_power", "pow",
}  # fmt: skip
DEEPEST = 12  # operations between a value and the branch that it comes from

#: Functions that give one of their arguments back where it keeps to a bound, as (position of the bound, test).
BOUNDED = {
    "clip": ((1, "ge"), (2, "le")),
    "maximum": ((1, "ge"),),
    "minimum": ((1, "le"),),
    "fmax": ((1, "ge"),),
    "fmin": ((1, "le"),),
}


@dataclass(frozen=True)
class Test:
    """What must hold for a value to vary: a condition of a branch, or ``x op bound`` (where `op` is given)."""

    cond: Atom
    way: bool = True
    op: str = ""
    bound: Atom | None = None


def conditions(b: Builder) -> dict[Var, tuple[int, tuple[Test, ...]]]:
    """What must hold for the values of a program to vary, where anything is known, and how many operations ago it was."""
    found: dict[Var, tuple[int, tuple[Test, ...]]] = {}
    for a, (branch, merge) in b.merges.items():
        then, orelse = (v in b.active for v in merge.values)
        if then != orelse:
            found[a] = 0, (Test(branch.cond, then),)
    for made in b.defs.values():  # each after those that it reads
        varying = [v for v in made.args if v in b.active]
        bounds = bounds_of(made, varying)
        inside = [found[v] for v in varying if v in found]
        age, tests = inside[0] if inside else (0, ())
        if len(inside) < len(varying) or age >= DEEPEST or any(row[1] != tests for row in inside):
            tests = ()
        if tests or bounds:
            found[made.target] = age + 1 if tests else 0, (*tests, *bounds)
    return found


def condition_of(b: Builder, a: Atom) -> tuple[Test, ...]:
    """What must hold for a value to vary, as far as it is known."""
    if b.conditions is None:
        b.conditions = conditions(b)
    return b.conditions[a][1] if a in b.conditions else ()


def bounds_of(made: Let, varying: list[Atom]) -> tuple[Test, ...]:
    """The bounds that the argument of a function that keeps to them must lie within."""
    rows = BOUNDED.get(made.op.name, ()) if made.op.form == "call" and not made.op.keywords else ()
    if not rows or len(varying) != 1 or len(made.args) <= len(rows) or strip(made.target.kind) != REAL:
        return ()
    x = varying[0]
    if made.op.name == "clip" and made.args[0] is not x:
        return ()
    bounds = [v for v in made.args if v is not x]
    tests = [Test(x, True, op, bounds[k - 1]) for k, op in rows]
    return tuple(t for t in tests if not (isinstance(t.bound, Const) and t.bound.value is None))


def where_it_varies(b: Builder, name: str, a: Atom, part: Callable[[], Atom]) -> Atom:
    """What the operation `name` of `a` contributes: zero where `a` does not vary."""
    real = isinstance(a, Var) and strip(a.kind) == REAL
    return only_if(b, condition_of(b, a) if name in SINGULAR and real else (), part)


def only_if(b: Builder, tests: tuple[Test, ...], part: Callable[[], Atom]) -> Atom:
    """A contribution where all of some tests hold, else zero."""
    if not tests:
        return part()
    test, *others = tests
    cond = b.let(Op("compare", test.op), (test.cond, test.bound), BOOL) if test.bound is not None else test.cond
    block, value = b.nested(lambda: only_if(b, tuple(others), part))
    kind = strip(value.kind)
    # A number of which an array is made varies as the array does; the zero beside it has no axes.
    out = Var("t", Array(kind.dtype, None) if isinstance(kind, Array) and kind.rank != 0 else kind, True)
    if test.way:
        b.out.append(If(cond, block, (), (Merge(out, (value, Const(0.0))),)))
    else:
        b.out.append(If(cond, (), block, (Merge(out, (Const(0.0), value)),)))
    return out
