"""On which condition a value varies at all: where a branch made it a constant, an infinite slope does not count.

``tau = 1 - x if x < 1 else 0.0`` does not vary with x where x >= 1. So the derivative of ``tau ** 0.35`` is
zero there, although its slope is infinite at 0 (and Python would raise an exception). In arrays each number
has its own condition, which holds as long as operations go number by number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from s2sdiff.graph import Atom, Const, If, Let, Merge, Op, Var
from s2sdiff.kinds import BOOL, REAL, Array, Kind, strip
from s2sdiff.operations import numpy_call
from s2sdiff.rules.registry import is_elementwise, rule_for
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.shapes import is_array

#: Operations whose slope may be infinite where the function itself is finite.
SINGULAR = {
    "sqrt", "cbrt", "asin", "acos", "acosh", "arcsin", "arccos", "arccosh", "power", "float_power", "pow",
    "xlogy", "xlog1py", "entr", "rel_entr", "kl_div",
}  # fmt: skip
ENDLESS_AT_ZERO = {"sqrt", "cbrt", "power", "float_power", "pow"}
KEEPS_AXES = {"binary", "unary", "copy"}  # forms of operations that go number by number, but for products of matrices
DEEPEST = 12  # operations between a value and the branch that it comes from

#: Functions that give one of their arguments back where it keeps to a bound, as (position of the bound, test); where the
#: bound may be no number, their result tells.
BOUNDED = {
    "clip": ((1, "ge"), (2, "le")),
    "maximum": ((1, "ge"),),
    "minimum": ((1, "le"),),
    "fmax": (),
    "fmin": (),
}


@dataclass(frozen=True)
class Test:
    """What must hold for a value to vary: a condition of a branch or of each number, or ``x op bound`` (where `op` is given)."""

    cond: Atom
    way: bool = True
    op: str = ""
    bound: Atom | None = None

    def may_change(self, b: Builder) -> bool:
        """Whether what it reads may be changed in place later."""
        return any(b.may_change(a) for a in (self.cond, self.bound) if a is not None)

    def truth(self, b: Builder, kind: Kind) -> Atom:
        """The condition itself."""
        if self in b.noted:
            return b.noted[self]
        return self.cond if self.bound is None else b.let(Op("compare", self.op), (self.cond, self.bound), kind)


def conditions(b: Builder) -> dict[Var, tuple[int, tuple[Test, ...]]]:
    """What must hold for the values of a program to vary, where anything is known, and how many operations ago it was."""
    found: dict[Var, tuple[int, tuple[Test, ...]]] = {}
    for a, (branch, merge) in b.merges.items():
        then, orelse = (v in b.active for v in merge.values)
        if then != orelse:
            found[a] = 0, (Test(branch.cond, then),)
    for made in b.defs.values():  # each after those that it reads
        varying = [v for v in made.args if v in b.active]
        chosen = b.backwards and made.op.name == "where"  # the way back through it chooses by itself
        bounds = () if chosen else bounds_of(made, varying)
        inside = [found[v] for v in varying if v in found]
        age, tests = inside[0] if inside else (0, ())
        if len(inside) < len(varying) or age >= DEEPEST or any(row[1] != tests for row in inside):
            tests = ()
        if not goes_number_by_number(made):
            tests = tuple(t for t in tests if not is_array(t.cond))
        if tests or bounds:
            found[made.target] = age + 1 if tests else 0, (*tests, *bounds)
    return found


def goes_number_by_number(made: Let) -> bool:
    """Whether an operation acts on each number of an array by itself."""
    if made.op.form == "call":
        rule = rule_for(made.op.payload)
        return rule is not None and any(map(is_elementwise, rule.tangents.values()))
    return made.op.form in KEEPS_AXES and made.op.name != "matmul"


def condition_of(b: Builder, a: Atom) -> tuple[Test, ...]:
    """What must hold for a value to vary, as far as it is known."""
    if b.conditions is None:
        b.conditions = conditions(b)
    return b.conditions[a][1] if a in b.conditions else ()


def bounds_of(made: Let, varying: list[Atom]) -> tuple[Test, ...]:
    """What must hold for a result to vary with its argument, by the operation: bounds, a choice, or a mask."""
    kind = strip(made.target.kind)
    if len(varying) != 1 or made.op.keywords or not (kind == REAL or is_floats(kind)):
        return ()
    x = varying[0]
    if made.op.form == "binary" and made.op.name == "mul":
        return tuple(Test(v) for v in made.args if v is not x and is_mask(v))
    if made.op.form != "call":
        return ()
    if made.op.name == "where" and len(made.args) == 3 and is_array(made.args[0]):
        return (Test(made.args[0], made.args[1] is x),)
    rows = BOUNDED.get(made.op.name)
    if rows is None or len(made.args) <= len(rows) or (made.op.name == "clip" and made.args[0] is not x):
        return ()
    if not rows or (len(rows) > 1 and is_floats(kind)):
        return (Test(x, True, "eq", made.target),)
    bounds = [v for v in made.args if v is not x]
    if len(bounds) < len(rows):  # it is its own bound
        return ()
    tests = [Test(x, True, op, bounds[k - 1]) for k, op in rows]
    return tuple(t for t in tests if not (isinstance(t.bound, Const) and t.bound.value is None))


def note_bounds(b: Builder, s: Let) -> None:
    """Keep what must hold for a result to vary where that may change: on the way forward nothing else keeps it."""
    for test in bounds_of(s, [a for a in s.args if a in b.active]):
        if test.may_change(b):
            kind = Array("bool", None)
            b.noted[test] = test.truth(b, kind) if test.bound is not None else b.let(Op("copy", "copy"), (test.cond,), kind)


def is_floats(kind: Kind) -> bool:
    """Whether a kind is that of arrays of real numbers that have axes."""
    return isinstance(kind, Array) and kind.rank != 0 and np.dtype(kind.dtype).kind == "f"


def is_mask(a: Atom) -> bool:
    """Whether an atom is an array of truths."""
    kind = strip(a.kind)
    return isinstance(kind, Array) and kind.dtype == "bool" and kind.rank != 0


def where_it_varies(b: Builder, s: Let, a: Atom, part: Callable[[], Atom]) -> Atom:
    """What an operation contributes by its argument `a`: zero where `a` does not vary."""
    kind = strip(a.kind)
    real = kind == REAL or is_floats(kind)
    if not real or not is_singular(s) or (s.op.name in ENDLESS_AT_ZERO and isinstance(a, Var) and keeps_off_zero(b.defs.get(a))):
        return part()
    kept = [t for t in condition_of(b, a) if b.backwards or t in b.noted or not t.may_change(b)]
    return only_if(b, tuple(kept), part)


def is_singular(s: Let) -> bool:
    """Whether the slope of an operation may be infinite where its value is finite."""
    return s.op.name in SINGULAR and literal(s.args[-1]) < 1


def is_masking(s: Let, a: Atom) -> bool:
    """Whether an operation of arrays varies with an argument at some of its numbers only, as a bound or a mask has it."""
    return is_floats(strip(s.target.kind)) and bool(bounds_of(s, [a]))


def keeps_off_zero(made: Let | None) -> bool:
    """Whether a value is not zero where it does not vary: it is a literal there that is none."""
    if made is None or made.op.name not in ("where", *BOUNDED):
        return False
    others = [v.value for v in made.args if isinstance(v, Const)]
    return bool(others) and all(type(v) in (int, float) and v for v in others)


def literal(a: Atom) -> float:
    """The value of a literal number, 0 for what is none."""
    return a.value if isinstance(a, Const) and isinstance(a.value, int | float) else 0


def only_if(b: Builder, tests: tuple[Test, ...], part: Callable[[], Atom]) -> Atom:
    """A contribution where all of some tests hold, else zero."""
    if not tests:
        return part()
    test, *others = tests
    if is_array(test.cond):
        value = only_if(b, tuple(others), part)
        chosen = (value, Const(0.0)) if test.way else (Const(0.0), value)
        return b.let(numpy_call("where"), (test.truth(b, Array("bool", None)), *chosen), value.kind)
    cond = test.truth(b, BOOL)
    block, value = b.nested(lambda: only_if(b, tuple(others), part))
    kind = strip(value.kind)
    # A number of which an array is made varies as the array does; the zero beside it has no axes.
    out = Var("t", Array(kind.dtype, None) if isinstance(kind, Array) and kind.rank != 0 else kind, True)
    if test.way:
        b.out.append(If(cond, block, (), (Merge(out, (value, Const(0.0))),)))
    else:
        b.out.append(If(cond, (), block, (Merge(out, (Const(0.0), value)),)))
    return out
