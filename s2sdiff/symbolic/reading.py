"""From straight-line programs to SymPy expressions.

A float literal becomes a symbol, so that SymPy neither rounds nor folds it; whole numbers and binary
fractions of few digits are exact anyway. What does not vary with the chosen arguments (a condition, a
value read from a table) stays a statement of the program, and a symbol stands for it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from s2sdiff.errors import Place, Refusal
from s2sdiff.graph import UNDEFINED, Atom, Block, Const, If, Let, Op, Stmt, Var, defined, walk
from s2sdiff.symbolic.writing import FUNCTIONS

_FINEST = 64  # the largest denominator of a binary fraction that is taken as a number
_LARGEST = 10**6
_NUMPY = {array: scalar for scalar, array in FUNCTIONS.values() if array} | {
    "power": "pow",
    "abs": "fabs",
    "absolute": "fabs",
}
_MATH = {scalar: name for name, (scalar, _) in FUNCTIONS.items()}


def refused(what: str, place: Place | None) -> Refusal:
    """The refusal of what has no closed form."""
    return Refusal(
        "SD503", f"{what} has no closed form, which the symbolic mode asks for", place, 'use mode="reverse"'
    )


def is_condition(e: Any) -> bool:
    """Whether an expression is a condition that SymPy knows, and no symbol for one."""
    import sympy

    return isinstance(e, sympy.logic.boolalg.Boolean) and not e.is_Symbol


class Reader:
    """Reads a program as expressions.

    Args:
        inputs: the variables that are symbols, by the name that they are to have.
        varied: the variables that depend on them.
        whole: read everything as an expression that can be, conditions too, as LaTeX wants it.
    """

    def __init__(self, inputs: dict[Var, str], varied: set[Var], whole: bool = False) -> None:
        self.varied, self.whole = varied, whole
        self.symbols: dict[Var, Any] = {}
        self.flags: dict[Var, Any] = {}
        self.literals: dict[str, tuple[Any, Const]] = {}
        self.values: dict[Var, Any] = {}
        self.names: dict[str, int] = {}
        for v, name in inputs.items():
            self.values[v] = self.symbol(v, name)

    # -- atoms ----------------------------------------------------------------------------------

    def symbol(self, v: Var, name: str = "") -> Any:
        """The symbol that stands for a variable."""
        import sympy

        if v not in self.symbols:
            base = name or v.name
            self.names[base] = count = self.names.get(base, 0) + 1
            text = base if count == 1 else f"{base}_{count}"
            self.symbols[v] = sympy.Symbol(text, real=True)
        return self.symbols[v]

    def flag(self, v: Var) -> Any:
        """The symbol that stands for a condition."""
        import sympy

        if v not in self.flags:
            self.flags[v] = sympy.Symbol(f"flag_{len(self.flags)}")
        return self.flags[v]

    def literal(self, c: Const, place: Place | None) -> Any:
        """A literal, exactly."""
        import sympy

        value = c.value
        if isinstance(value, bool):
            return sympy.Integer(int(value))
        if isinstance(value, int):
            return sympy.Integer(value)
        if not isinstance(value, float) or value != value or abs(value) == float("inf"):
            raise refused(f"the literal {value!r}", place)
        exact = Fraction(value)
        if exact.denominator <= _FINEST and abs(value) <= _LARGEST:
            return sympy.Rational(exact.numerator, exact.denominator)
        if value < 0:
            return -self.literal(Const(-value), place)
        text = repr(value)
        if text not in self.literals:
            self.literals[text] = (sympy.Symbol(text, positive=True), c)
        return self.literals[text][0]

    def atom(self, a: Atom, place: Place | None) -> Any:
        """The expression that an atom stands for."""
        if isinstance(a, Const):
            return self.literal(a, place)
        if a in self.values:
            return self.values[a]
        return self.symbol(a)

    def condition(self, a: Atom) -> Any:
        """The condition of a branch."""
        import sympy

        if isinstance(a, Const):
            return sympy.true if a.value else sympy.false
        found = self.values.get(a)
        if self.whole and found is not None and is_condition(found):
            return found
        return self.flag(a)

    # -- statements -----------------------------------------------------------------------------

    def block(self, body: Block) -> None:
        """Read statements.

        Raises:
            Refusal: SD503, where a value that varies is computed by what has no closed form.
        """
        for s in body:
            self.statement(s)

    def statement(self, s: Stmt) -> None:
        """Read one statement."""
        if isinstance(s, Let):
            if s.target in self.values:
                return
            if s.target in self.varied:
                self.values[s.target] = self.operation(s.op, s.args, s.place)
            elif self.whole:
                self.try_operation(s)
        elif isinstance(s, If):
            self.block(s.then)
            self.block(s.orelse)
            self.branch(s)
        elif any(v in self.varied for x in walk((s,)) for v in defined(x)):
            what = {"For": "a loop", "While": "a loop", "Try": "`try`", "Update": "a list that is changed"}
            raise refused(what.get(type(s).__name__, "this statement"), getattr(s, "place", None))

    def try_operation(self, s: Let) -> None:
        """Read an operation on values that do not vary, if it can be read."""
        try:
            self.values[s.target] = (
                self.compare(s) if s.op.form == "compare" else self.operation(s.op, s.args, s.place)
            )
        except Refusal:
            return

    def branch(self, s: If) -> None:
        """What a branch leaves: a Piecewise each."""
        import sympy

        cond = self.condition(s.cond)
        for m in s.merges:
            a, b = m.values
            if m.out not in self.varied and not self.whole:
                continue
            if a is UNDEFINED or b is UNDEFINED:
                defined_one = b if a is UNDEFINED else a
                self.values[m.out] = self.atom(defined_one, s.place)
                continue
            try:
                ways = [
                    self.truth(v) if m.out.kind.__repr__() == "bool" else self.atom(v, s.place)
                    for v in (a, b)
                ]
            except Refusal:
                if m.out in self.varied:
                    raise
                continue
            if any(is_condition(w) for w in ways):
                self.values[m.out] = sympy.Or(sympy.And(cond, ways[0]), sympy.And(sympy.Not(cond), ways[1]))
            else:
                self.values[m.out] = sympy.Piecewise((ways[0], cond), (ways[1], True))

    def truth(self, a: Atom) -> Any:
        """A value of type bool."""
        return self.condition(a)

    def compare(self, s: Let) -> Any:
        """A comparison, for LaTeX."""
        import sympy

        kinds = {
            "lt": sympy.Lt,
            "le": sympy.Le,
            "gt": sympy.Gt,
            "ge": sympy.Ge,
            "eq": sympy.Eq,
            "ne": sympy.Ne,
        }
        if s.op.name not in kinds:
            raise refused("this comparison", s.place)
        return kinds[s.op.name](*[self.atom(a, s.place) for a in s.args])

    def operation(self, op: Op, args: tuple[Atom, ...], place: Place | None) -> Any:
        """One operation."""
        if op.form == "unary" and op.name in ("neg", "pos"):
            x = self.atom(args[0], place)
            return -x if op.name == "neg" else x
        if op.form == "binary":
            return self.binary(op.name, self.atom(args[0], place), self.atom(args[1], place), place)
        if op.form == "call" and not op.keywords and op.payload is not None:
            return self.call(op, args, place)
        raise refused(f"`{op.name}`" if op.form in ("call", "method", "binary") else "this operation", place)

    @staticmethod
    def binary(name: str, x: Any, y: Any, place: Place | None) -> Any:
        """``x op y``."""
        if name == "add":
            return x + y
        if name == "sub":
            return x - y
        if name == "mul":
            return x * y
        if name == "div":
            if y.is_zero:
                raise refused("a division by zero", place)
            return x / y
        if name == "pow":
            return x**y
        raise refused(f"`{name}`", place)

    def call(self, op: Op, args: tuple[Atom, ...], place: Place | None) -> Any:
        """A call of a function of `math`, of NumPy on reals, or of an elemental."""
        import sympy

        module, value = op.payload.module, op.payload.value
        expression = getattr(value, "expression", None)
        if getattr(type(value), "__s2sdiff_declared__", False) and expression is not None:
            symbols = [sympy.Symbol(p, real=True) for p in value.params]
            return expression.subs(
                dict(zip(symbols, [self.atom(a, place) for a in args], strict=True)), simultaneous=True
            )
        name = op.name
        if module == "numpy":
            name = _NUMPY.get(name, name)
        elif module == "scipy.special" and name in ("erf", "erfc", "gamma", "gammaln"):
            name = "lgamma" if name == "gammaln" else name
        elif module not in ("math", "builtins"):
            raise refused(f"`{op.name}`", place)
        given = [self.atom(a, place) for a in args]
        if name == "sqrt":
            return sympy.sqrt(given[0])
        if name == "pow" and len(given) == 2:
            return given[0] ** given[1]
        if name in ("fabs", "abs"):
            return sympy.Abs(given[0])
        if name == "float" and len(given) == 1:
            return given[0]
        if name == "log" and len(given) == 2:
            return sympy.log(given[0]) / sympy.log(given[1])
        if name == "hypot":
            return sympy.sqrt(sum((g**2 for g in given), sympy.Integer(0)))
        direct = {
            "log1p": lambda x: sympy.log(1 + x), "expm1": lambda x: sympy.exp(x) - 1, "log2": lambda x: sympy.log(x) / sympy.log(2),
            "log10": lambda x: sympy.log(x) / sympy.log(10), "exp2": lambda x: sympy.Integer(2) ** x,
            "degrees": lambda x: x * 180 / sympy.pi, "radians": lambda x: x * sympy.pi / 180,
        }  # fmt: skip
        if name in direct and len(given) == 1:
            return direct[name](given[0])
        known = _MATH.get(name)
        if known is None or name in ("floor", "ceil", "cbrt"):
            raise refused(f"`{op.name}`", place)
        return getattr(sympy, known)(*given)


def literals_of(reader: Reader) -> dict[Any, Atom]:
    """What stands for each symbol that a reader has made: a literal, or the variable itself."""
    found: dict[Any, Atom] = dict(reader.literals.values())
    found |= {symbol: v for v, symbol in reader.symbols.items()}
    found |= {symbol: v for v, symbol in reader.flags.items()}
    return found
