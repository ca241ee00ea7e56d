"""Cotangents that a mask made zero, and the slopes that are infinite where the mask looked away.

``np.where(x > 0, x * np.log(x), 0.0)`` computes the logarithm of all elements and takes some of them. The
cotangent of the others is exactly zero, and contributes exactly zero: also where the slope, or the other
factor of a product, is infinite or no number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Set

from s2sdiff.analyses.activity import varied
from s2sdiff.graph import Atom, Block, Const, Let, Op, Var, walk
from s2sdiff.kinds import BOOL, INT, Array, strip
from s2sdiff.operations import numpy_call
from s2sdiff.rules.registry import is_elementwise, rule_for
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.conditions import (
    DEEPEST,
    SINGULAR,
    bounds_of,
    goes_number_by_number,
    is_mask,
    is_masking,
    is_singular,
    literal,
    only_if,
)
from s2sdiff.transforms.shapes import is_array, is_complex, number

#: Functions whose slope is finite wherever their arguments are.
SMOOTH = {
    "abs", "absolute", "add", "angle", "arcsinh", "arctan", "asinh", "atan", "clip", "conj", "conjugate", "copysign",
    "cos", "deg2rad", "degrees", "erf", "erfc", "expit", "fabs", "fmax", "fmin", "float", "heaviside", "hypot", "imag",
    "logaddexp", "logaddexp2", "max", "maximum", "min", "minimum", "multiply", "nan_to_num", "negative", "positive",
    "rad2deg", "radians", "real", "sign", "sin", "sinc", "square", "subtract", "tanh", "where",
}  # fmt: skip

#: Functions that are infinite, as their slopes are, at a number where a bound often keeps their results.
LOGARITHMS = {"log", "log2", "log10", "log1p"}

#: Functions that take some of what they are given, so that its cotangent is zero elsewhere.
MASKING = {"where", "triu", "tril", "nan_to_num", "fmax", "fmin"}


def is_smooth(op: Op, args: tuple[Atom, ...]) -> bool:
    """Whether the slope of an operation is finite wherever its arguments are (overflow by a literal power apart)."""
    if op.form == "call" and op.name in SMOOTH:
        return True
    if op.form in ("binary", "call") and op.name in ("pow", "power", "float_power"):
        return literal(args[-1]) >= 1 and literal(args[-1]) % 1 == 0
    if op.form == "binary":
        return op.name not in ("div", "mod", "floordiv") or literal(args[1]) != 0
    if op.form != "call" or op.payload is None:
        return True
    if op.name in SINGULAR or op.name in ("divide", "true_divide"):
        return False
    rule = rule_for(op.payload)
    return rule is None or not any(map(is_elementwise, rule.tangents.values()))


#: Functions that put arrays together, some of which may not vary.
JOINING = {"concatenate", "stack", "hstack", "vstack", "dstack", "column_stack", "append", "pad", "block", "insert"}

#: Functions that ask which values are numbers, or leave out those that are none; so do those whose names begin with "nan".
ASKING = {"isnan", "isfinite", "isinf", "fmax", "fmin"}


def names_endless(s: Let) -> bool:
    """Whether a statement reads an infinity, or what is no number, as a literal or by its name in a module."""
    values = [a.value for a in s.args if isinstance(a, Const)]
    values += [s.op.payload.value] if s.op.form == "global" else []
    return any(isinstance(v, float) and not math.isfinite(v) for v in values)


def leaves_out(op: Op) -> bool:
    """Whether a function takes some of what it is given."""
    return op.name in MASKING or op.name.startswith("nan") or "where" in op.keywords


def gaps_expected(body: Block, defs: Mapping[Var, Let]) -> bool:
    """Whether the data of a program may have gaps: it asks what is a number, or is given the mask of what counts."""
    calls = [s for s in walk(body) if isinstance(s, Let)]
    if any(s.op.form == "call" and (s.op.name in ASKING or s.op.name.startswith("nan")) for s in calls):
        return True
    return any(isinstance(a, Var) and a not in defs and is_mask(a) for s in calls for a in s.args)


class Endless:
    """Which values of a program may be infinite or no number where its inputs are numbers, if no gaps are expected in those.

    Attributes:
        all: whether any value may be, for the inputs may.
        changing: the arrays that are changed in place.
        known: those of the program.
        defs: the definitions of what is computed beside it.
    """

    def __init__(self, body: Block, defs: Mapping[Var, Let], changing: Set[Var] = frozenset()) -> None:
        self.changing = changing
        self.all = gaps_expected(body, defs)
        made = [s for s in walk(body) if isinstance(s, Let)]
        sources = [s.target for s in made if not is_smooth(s.op, s.args) or names_endless(s)]
        self.known = varied(body, sources)
        self.defs = defs
        self.asked: dict[Var, bool] = {}

    def includes(self, a: Atom) -> bool:
        """Whether a value is one of them."""
        if not isinstance(a, Var):
            return False
        if a in self.known or (self.all and strip(a.kind) not in (INT, BOOL)):
            return True
        made = self.defs.get(a)
        if made is None:
            return False
        if made.target not in self.asked:
            self.asked[made.target] = False
            self.asked[made.target] = not is_smooth(made.op, made.args) or any(map(self.includes, made.args))
        return self.asked[made.target]

    def factor(self, s: Let, a: Atom) -> bool:
        """Whether how an operation varies with an argument may be endless, by what its arguments are."""
        if s.op.form == "unary" or (s.op.form == "binary" and s.op.name in ("add", "sub")):
            return False
        product = s.op.name in ("mul", "multiply")
        others = [x for x in s.args if x is not a] or s.args if product else s.args
        return any(map(self.includes, others))

    def left_out(self, b: Builder, s: Let, a: Var, dot: Atom, part: Callable[[], Atom]) -> Atom:
        """What an operation adds to a tangent for that of an argument, `dot`: exactly zero where a bound or a mask leaves
        out what may be endless, and where the argument does not vary."""
        outside = is_masking(s, a) and s.op.name != "where" and self.includes(a)
        found = only_if(b, bounds_of(s, [a]) if outside else (), part)
        fixed = isinstance(found, Var) and is_array(a) and is_singular(s) and self.partly_fixed(b, a)
        return nothing_stays(b, dot, found) if fixed else found  # type: ignore[arg-type]

    def partly_fixed(self, b: Builder, a: Atom, depth: int = DEEPEST) -> bool:
        """Whether some numbers of an array may not vary where others do: it is filled part by part, or put together."""
        made = self.defs.get(a) if isinstance(a, Var) else None
        if a in self.changing or made is None:
            return a in self.changing
        if made.op.form == "call" and made.op.name in JOINING:
            return True
        inside = [x for x in made.args if x in b.active]
        return depth > 0 and goes_number_by_number(made) and any(self.partly_fixed(b, x, depth - 1) for x in inside)


def nothing_stays(b: Builder, given: Atom, part: Var) -> Var:
    """A contribution, zero where the cotangent or tangent that it is due to is zero and it would be no number."""
    kind = strip(part.kind)
    mask = Array("bool", kind.rank, kind.dims) if isinstance(kind, Array) else BOOL
    nothing = b.let(Op("compare", "eq"), (given, Const(0)), mask)
    endless = b.let(numpy_call("isnan"), (part,), mask)
    none = b.raw("and_", nothing, endless)  # of a finite slope even a zero varies with what is given
    chosen = numpy_call("where")
    if isinstance(kind, Array):
        return b.let(chosen, (none, Const(0.0), part), part.kind)
    held = Array("complex128" if is_complex(kind) else "float64", 0, ())
    return number(b, b.let(chosen, (none, Const(0.0), part), held))
