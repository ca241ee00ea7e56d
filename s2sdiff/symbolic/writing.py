"""From SymPy expressions to statements of the IR: what a person would write, subexpressions named once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from s2sdiff.errors import UsageError
from s2sdiff.graph import Atom, Const, External, If, Let, Merge, Op, Stmt, Var
from s2sdiff.kinds import ANY, BOOL, REAL, Kind
from s2sdiff.operations import builtin_call, numpy_call

#: SymPy's functions by the name of their counterparts in `math` and in NumPy.
FUNCTIONS = {
    "exp": ("exp", "exp"), "log": ("log", "log"), "sin": ("sin", "sin"), "cos": ("cos", "cos"), "tan": ("tan", "tan"),
    "asin": ("asin", "arcsin"), "acos": ("acos", "arccos"), "atan": ("atan", "arctan"), "atan2": ("atan2", "arctan2"),
    "sinh": ("sinh", "sinh"), "cosh": ("cosh", "cosh"), "tanh": ("tanh", "tanh"), "asinh": ("asinh", "arcsinh"),
    "acosh": ("acosh", "arccosh"), "atanh": ("atanh", "arctanh"), "floor": ("floor", "floor"), "ceiling": ("ceil", "ceil"),
    "erf": ("erf", ""), "erfc": ("erfc", ""), "gamma": ("gamma", ""), "loggamma": ("lgamma", ""),
    "log1p": ("log1p", "log1p"), "expm1": ("expm1", "expm1"), "log10": ("log10", "log10"), "log2": ("log2", "log2"),
    "hypot": ("hypot", "hypot"), "cbrt": ("cbrt", "cbrt"), "exp2": ("exp2", "exp2"),
}  # fmt: skip
_RELATIONS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}


def merged(factors: Any) -> list[Any]:
    """Factors with the powers of one base as one power: ``x**c / x`` is ``x**(c - 1)``, which has a value at 0."""
    exponents: dict[Any, list[Any]] = {}
    for f in factors:
        base, exponent = f.as_base_exp()
        exponents.setdefault(base, []).append(exponent)
    return [base ** sum(own) for base, own in exponents.items()]


class Writer:
    """Writes statements that compute SymPy expressions.

    Args:
        variables: what stands for each symbol: a variable, or a literal.
        arrays: whether the functions are those of NumPy.
    """

    def __init__(self, variables: Mapping[Any, Atom], arrays: bool = False) -> None:
        self.values: dict[Any, Atom] = dict(variables)
        self.arrays = arrays
        self.out: list[Stmt] = []
        self.hidden: dict[Any, Any] = {}
        self.own = 0

    # -- whole expressions ----------------------------------------------------------------------

    def together(self, expressions: list[Any]) -> list[Atom]:
        """The values of several expressions, common subexpressions computed once.

        A Piecewise is opaque to the search: what only one of its ways needs is computed on that way, for
        there it may have no value elsewhere (``log(x) if x > 0 else 0``).
        """
        import sympy

        shared, reduced = sympy.cse(
            [self.hide(sympy.sympify(e)) for e in expressions],
            symbols=self.symbols(),
            order="canonical",
            list=True,
        )
        for symbol, e in shared:
            self.values[symbol] = self.value(e)
        return [self.value(e) for e in reduced]

    def symbols(self) -> Iterator[Any]:
        """Symbols that nothing else has: no name of a variable starts with a blank."""
        import sympy

        while True:
            self.own += 1
            yield sympy.Symbol(f" t{self.own}", real=True)

    def hide(self, e: Any) -> Any:
        """An expression with a symbol for each outermost Piecewise."""
        import sympy

        if isinstance(e, sympy.Piecewise):
            for symbol, known in self.hidden.items():
                if known == e:
                    return symbol
            symbol = next(self.symbols())
            self.hidden[symbol] = e
            return symbol
        return e.func(*[self.hide(a) for a in e.args]) if e.args and e.has(sympy.Piecewise) else e

    def resolve(self, a: Atom) -> Atom:
        """What is read where an atom is wanted; `symbolic` makes variables of inner blocks anew."""
        return a

    def let(self, op: Op, args: tuple[Atom, ...], kind: Kind = REAL) -> Var:
        """One operation."""
        target = Var("t", kind, True)
        self.out.append(Let(target, op, args))
        return target

    def call(self, name: str, *args: Atom) -> Var:
        """A call of a function of `math` or NumPy."""
        scalar, array = FUNCTIONS.get(name, (name, name))
        own = array if self.arrays else scalar
        if not own:
            raise UsageError("SD502", f"`{name}` has no counterpart for arrays in NumPy")
        import numpy as np

        module: Any = np if self.arrays else math
        return self.let(Op("call", own, External(module.__name__, own, getattr(module, own))), args)

    # -- arithmetic -----------------------------------------------------------------------------

    def binary(self, op: str, a: Atom, b: Atom) -> Atom:
        """``a op b``."""
        return self.let(Op("binary", op), (a, b))

    def negative(self, a: Atom) -> Atom:
        """``-a``."""
        return Const(-a.value) if isinstance(a, Const) else self.let(Op("unary", "neg"), (a,))

    def product(self, factors: list[Atom]) -> Atom:
        """A product, literals first; nothing is folded, so that every float survives."""
        if not factors:
            return Const(1)
        result = factors[0]
        for f in factors[1:]:
            if isinstance(result, Const) and result.value == 1:
                result = f
            else:
                result = self.binary("mul", result, f)
        return result

    def number(self, e: Any) -> Atom:
        """A number: an integer or a float as a literal, a quotient as a division that is done here."""
        if e.is_Integer:
            return Const(int(e))
        if e.is_Rational:
            return Const(int(e.p) / int(e.q))
        return Const(float(e))

    def value(self, e: Any) -> Atom:
        """The value of an expression.

        Raises:
            UsageError: SD503, for what `math` (or NumPy) has nothing for.
        """
        import sympy

        if e in self.values:
            self.values[e] = found = self.resolve(self.values[e])
            return found
        if e in self.hidden:
            self.values[e] = found = self.pieces(list(self.hidden[e].args))
            return found
        if e.is_Number or e.is_NumberSymbol:
            if e in (sympy.zoo, sympy.nan):
                return Const(math.nan)
            return self.number(e)
        if e.is_Add:
            return self.sum_of(e)
        if e.is_Mul:
            return self.product_of(e)
        if e.is_Pow:
            return self.power(e.base, e.exp)
        if isinstance(e, sympy.Piecewise):
            return self.pieces(list(e.args))
        if isinstance(e, sympy.Abs):
            return self.let(builtin_call(abs), (self.value(e.args[0]),))
        if isinstance(e, sympy.sign):
            return self.signum(self.value(e.args[0]))
        if isinstance(e, sympy.Max | sympy.Min):
            return self.extreme(e)
        if isinstance(e, sympy.Heaviside):
            x = e.args[0]
            return self.pieces([(0, x < 0), (e.args[1], sympy.Eq(x, 0)), (1, True)])
        if isinstance(e, sympy.DiracDelta):
            return Const(0.0)
        if isinstance(e, sympy.Mod):
            return self.binary("mod", *[self.value(a) for a in e.args])
        name = type(e).__name__
        if name in FUNCTIONS and e.is_Function:
            return self.call(name, *[self.value(a) for a in e.args])
        raise UsageError(
            "SD503",
            f"`{name}` in a closed form has no counterpart in Python's math",
            hint='use mode="reverse"',
        )

    def sum_of(self, e: Any) -> Atom:
        """A sum: terms in SymPy's order, a negative one subtracted, a positive one first."""
        terms = list(e.as_ordered_terms())
        positive = [t for t in terms if not t.could_extract_minus_sign()]
        if positive:
            terms.remove(positive[0])
            terms.insert(0, positive[0])
        result = self.value(terms[0])
        for t in terms[1:]:
            minus = t.could_extract_minus_sign()
            result = self.binary("sub" if minus else "add", result, self.value(-t if minus else t))
        return result

    def product_of(self, e: Any) -> Atom:
        """A product as one quotient: ``c * x * y / (z * d)``."""
        import sympy

        number, factors = e.as_coeff_mul()
        over: list[Atom] = []
        under: list[Atom] = []
        negative = number.is_negative
        number = abs(number)
        if number.is_Rational:
            if number.p != 1:
                over.append(Const(int(number.p)))
            if number.q != 1:
                under.append(Const(int(number.q)))
        else:
            over.append(self.number(number))
        for f in sorted(merged(factors), key=sympy.default_sort_key):
            base, exponent = f.as_base_exp()
            if f.is_Pow and exponent.could_extract_minus_sign() and base is not sympy.E:
                under.append(self.power(base, -exponent))
            else:
                over.append(self.value(f))
        if negative and over and isinstance(over[0], Const):
            over[0] = Const(-over[0].value)
            negative = False
        elif negative and under and not over:
            over = [Const(-1)]
            negative = False
        result = self.product(over)
        if negative:
            result = self.negative(result)
        return self.binary("div", result, self.product(under)) if under else result

    def power(self, base: Any, exponent: Any) -> Atom:
        """``base ** exponent``, by a root or a quotient where it is one."""
        import sympy

        if base is sympy.E:
            return self.call("exp", self.value(exponent))
        if exponent == 1:
            return self.value(base)
        if exponent.could_extract_minus_sign():
            return self.binary("div", Const(1), self.power(base, -exponent))
        if exponent == sympy.Rational(1, 2):
            return self.call("sqrt", self.value(base))
        return self.binary("pow", self.value(base), self.value(exponent))

    # -- branches -------------------------------------------------------------------------------

    def branch(self, cond: Atom, then: Any, orelse: Any) -> Atom:
        """``then() if cond else orelse()``."""
        ways: list[tuple[tuple[Stmt, ...], Atom]] = []
        for way in (then, orelse):
            saved, self.out, known = self.out, [], dict(self.values)
            value = way()
            ways.append((tuple(self.out), value))
            self.out, self.values = saved, known
        if self.arrays:
            self.out += [*ways[0][0], *ways[1][0]]
            return self.let(numpy_call("where"), (cond, ways[0][1], ways[1][1]))
        out = Var("t", REAL, True)
        self.out.append(If(cond, ways[0][0], ways[1][0], (Merge(out, (ways[0][1], ways[1][1])),)))
        return out

    def pieces(self, rows: list[Any]) -> Atom:
        """A Piecewise: the first row whose condition holds; nan where none does."""
        import sympy

        if not rows:
            return Const(math.nan)
        e, cond = rows[0]
        if cond in (True, sympy.true):
            return self.together([e])[0]
        return self.branch(self.truth(cond), lambda: self.together([e])[0], lambda: self.pieces(rows[1:]))

    def truth(self, cond: Any) -> Atom:
        """The value of a condition."""
        import sympy

        if cond in self.values:
            return self.resolve(self.values[cond])
        if isinstance(cond, sympy.logic.boolalg.BooleanAtom):
            return Const(bool(cond))
        if cond.is_Relational:
            op = _RELATIONS[cond.rel_op]
            return self.let(Op("compare", op), (self.value(cond.lhs), self.value(cond.rhs)), BOOL)
        if isinstance(cond, sympy.Not):
            if self.arrays:
                return self.let(numpy_call("logical_not"), (self.truth(cond.args[0]),), BOOL)
            return self.let(Op("unary", "not"), (self.truth(cond.args[0]),), BOOL)
        if isinstance(cond, sympy.And | sympy.Or):
            first, *rest = sorted(cond.args, key=sympy.default_sort_key)
            both = isinstance(cond, sympy.And)
            more = type(cond)(*rest)
            if self.arrays:
                return self.let(
                    Op("binary", "and_" if both else "or_"), (self.truth(first), self.truth(more)), ANY
                )
            out = Var("t", BOOL, True)
            test = self.truth(first)
            saved, self.out = self.out, []
            value = self.truth(more)
            block, self.out = tuple(self.out), saved
            ways = ((block, ()), (value, Const(False))) if both else (((), block), (Const(True), value))
            self.out.append(If(test, ways[0][0], ways[0][1], (Merge(out, ways[1]),)))
            return out
        raise UsageError("SD503", f"the condition `{cond}` in a closed form has no counterpart in Python")

    def signum(self, x: Atom) -> Atom:
        """-1, 0 or 1."""
        more = self.let(Op("compare", "gt"), (x, Const(0)), BOOL)
        less = self.let(Op("compare", "lt"), (x, Const(0)), BOOL)
        if self.arrays:
            return self.call("sign", x)
        return self.let(Op("binary", "sub"), (more, less))

    def extreme(self, e: Any) -> Atom:
        """``Max`` and ``Min``: the first of the largest or smallest."""
        import sympy

        op = "ge" if isinstance(e, sympy.Max) else "le"
        atoms = [self.value(a) for a in sorted(e.args, key=sympy.default_sort_key)]
        best = atoms[0]
        for a in atoms[1:]:
            before = best
            cond = self.let(Op("compare", op), (best, a), BOOL)
            best = self.branch(cond, lambda before=before: before, lambda a=a: a)
        return best
