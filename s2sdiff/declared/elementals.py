"""Functions given by a formula, whose partial derivatives SymPy derives."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from s2sdiff.declared.custom import Declared
from s2sdiff.entries import executed
from s2sdiff.errors import UsageError
from s2sdiff.rules.declare import RULES, Rule


class Elemental(Declared):
    """A function of reals or arrays, made of a formula; see `elemental`.

    Attributes:
        formula: the formula.
        partials: by parameter, the source of the rule that was derived.
    """

    elementwise = True

    def __init__(self, name: str, expression: str, params: Sequence[str] | None) -> None:
        if not name.isidentifier():
            raise UsageError("SD502", f"{name!r} is no name for a function")
        import sympy
        from sympy.parsing.sympy_parser import parse_expr

        words = dict.fromkeys(re.findall(r"(?<![\w.])[A-Za-z_]\w*(?!\w*\s*\()", expression))
        constants = {"pi": sympy.pi, "E": sympy.E, "True": sympy.true, "False": sympy.false}
        self.params = tuple(params) if params is not None else tuple(w for w in words if w not in constants)
        if not self.params or not all(p.isidentifier() for p in self.params):
            raise UsageError(
                "SD502", f"the formula {expression!r} has no parameters", hint="name them with `params`"
            )
        symbols = {p: sympy.Symbol(p, real=True) for p in self.params}
        try:
            tree = parse_expr(expression, local_dict={**constants, **symbols})
        except Exception as e:  # the parser of SymPy raises what it likes
            raise UsageError("SD502", f"the formula {expression!r} cannot be read: {e}") from None
        unknown = sorted(str(s) for s in tree.free_symbols - set(symbols.values()))
        if unknown:
            raise UsageError(
                "SD502",
                f"`{unknown[0]}` in {expression!r} is not a parameter",
                hint=f"the parameters are {', '.join(self.params)}",
            )
        self.formula, self.expression = expression, tree
        text = source_of(name, self.params, tree, symbols, arrays=False)
        self.fun = executed(text, "elemental", name, {})
        functools.update_wrapper(self, self.fun)
        self.__doc__ = expression
        self._on_arrays = executed(
            source_of(name, self.params, tree, symbols, arrays=True), "elemental", name, {}
        )
        self.rule = RULES[self] = Rule(self, self.params)
        self.partials: dict[str, str] = {}
        for p in self.params:
            slope = sympy.diff(tree, symbols[p])
            dot = sympy.Symbol(f"{p}_dot", real=True)
            for arrays, found in ((False, self.rule.tangents), (True, self.rule.on_arrays)):
                given = (*self.params, f"{p}_dot")
                body = source_of("tangent", given, slope, {**symbols, f"{p}_dot": dot}, arrays, times=dot)
                found[p] = executed(body, f"tangent of {name}", "tangent", {})
                if not arrays:
                    self.partials[p] = body

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The value of the formula, element by element where an argument is an array."""
        if any(isinstance(a, np.ndarray) for a in (*args, *kwargs.values())):
            return self._on_arrays(*args, **kwargs)
        return self.fun(*args, **kwargs)


def source_of(
    name: str, params: tuple[str, ...], tree: Any, symbols: dict[str, Any], arrays: bool, times: Any = None
) -> str:
    """The source of a function that computes a SymPy expression.

    Raises:
        UsageError: SD502, where the expression holds what has no counterpart in `math` (or NumPy).
    """
    from s2sdiff.compiler import emit
    from s2sdiff.graph import Function, Var
    from s2sdiff.kinds import REAL
    from s2sdiff.symbolic.writing import Writer

    variables = {symbols[p]: Var(p, REAL) for p in params}
    writer = Writer(variables, arrays=arrays)
    try:
        value = writer.together([tree])[0]
    except UsageError as e:
        raise UsageError("SD502", e.message, hint="write the formula with functions of math") from None
    if times is not None:
        value = writer.product([value, variables[times]])
    rows = tuple((p, 1, None) for p in params)
    return emit([Function(name, tuple(variables.values()), tuple(writer.out), value, rows)]).source
