"""The symbolic mode: SymPy differentiates the closed form of a straight-line program of reals.

The program is read as expressions (helpers are inlined by the front end, branches become Piecewise), these
are differentiated, common subexpressions are computed once, and the result is a program like any other.
Closed forms swell: where one takes more than `SWELL` times the operations of the derivative that reverse
(or forward) mode finds, an `ExpressionSwell` warning says so.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from s2sdiff.analyses.activity import varied
from s2sdiff.errors import UsageError
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    Function,
    If,
    Let,
    Merge,
    Stmt,
    Tree,
    Value,
    Var,
    blocks,
    defined,
    map_leaves,
    walk,
)
from s2sdiff.kinds import INT, REAL, plain, strip
from s2sdiff.symbolic.reading import Reader, literals_of, refused
from s2sdiff.symbolic.writing import Writer
from s2sdiff.transforms.structure import real_leaves

if TYPE_CHECKING:
    from s2sdiff.compiler import Target
    from s2sdiff.frontend.lower import Program

SWELL = 3  # how many times the operations of the other mode's derivative are remarked upon


class ExpressionSwell(UserWarning):
    """A closed form that takes many more operations than the derivative that reverse mode finds."""


class Latex(NamedTuple):
    """A function and its derivative as LaTeX."""

    function: str
    derivative: str


class _Writer(Writer):
    """A writer that knows the program: a variable of an inner block is computed anew where it is wanted."""

    def __init__(self, variables: dict[Any, Atom], body: Block) -> None:
        super().__init__(variables)
        self.inner: dict[Var, Stmt] = {}
        for s in body:
            for b in blocks(s):
                self.inner.update({v: x for x in walk(b) for v in defined(x)})
        self.copies: dict[Var, Var] = {}

    def resolve(self, a: Atom) -> Atom:
        """The variable itself, or one that is computed here."""
        if not isinstance(a, Var) or a not in self.inner:
            return a
        new: dict[Var, Atom] = {}
        self.out.append(self.again(self.inner[a], new))
        return new[a]

    def again(self, s: Stmt, new: dict[Var, Atom]) -> Stmt:
        """A copy of a statement with variables of its own."""

        def atom(a: Atom) -> Atom:
            return (new[a] if a in new else self.resolve(a)) if isinstance(a, Var) else a

        if isinstance(s, Let):
            args = tuple(atom(a) for a in s.args)
            target = Var(s.target.name, s.target.kind, True)
            new[s.target] = target
            return Let(target, s.op, args, s.place)
        if not isinstance(s, If):
            raise refused("what this branch computes", getattr(s, "place", None))
        cond = atom(s.cond)
        ways: list[tuple[Block, list[Atom]]] = []
        for k, block in enumerate((s.then, s.orelse)):
            saved, self.out = self.out, []
            for x in block:
                self.out.append(self.again(x, new))
            values = [atom(m.values[k]) for m in s.merges]
            ways.append((tuple(self.out), values))
            self.out = saved
        outs = [Var(m.out.name, m.out.kind, True) for m in s.merges]
        new.update({m.out: out for m, out in zip(s.merges, outs, strict=True)})
        merges = tuple(Merge(out, (a, b)) for out, a, b in zip(outs, ways[0][1], ways[1][1], strict=True))
        return If(cond, ways[0][0], ways[1][0], merges, s.place)


def chosen_reals(inputs: dict[str, Value]) -> list[Var]:
    """The reals to differentiate by.

    Raises:
        UsageError: SD503, where an argument holds anything else.
    """
    found: list[Var] = []
    for name, tree in inputs.items():
        for v in real_leaves(tree):
            if plain(strip(v.kind)) != REAL:
                raise UsageError(
                    "SD503",
                    f"the argument `{name}` is not a real, and the symbolic mode takes reals",
                    hint='use mode="reverse"',
                )
            found.append(v)
    return found


def read(program: Program, wrt: list[Var], whole: bool = False) -> Reader:
    """Read a program; see `Reader`."""
    f = program.function
    reader = Reader({v: v.name for v in wrt}, varied(f.body, wrt), whole)
    reader.block(f.body)
    return reader


def derive_symbolic(
    program: Program, target: Target, inputs: dict[str, Value], plainly: Callable[[], Function], name: str
) -> Function:
    """The program of a derivative, from its closed form.

    Args:
        program: the primal.
        target: the goal is "grad", "value_and_grad" or "tangent".
        inputs: the chosen arguments, by name.
        plainly: gives the derivative that the other mode finds, for comparison.
        name: what the derivative is called.

    Raises:
        Refusal: SD503, where the program is not straight-line or a function has no closed form.
    """
    import sympy

    from s2sdiff.compiler import finish, structured
    from s2sdiff.single import single_real

    f = program.function
    if target.goal == "along":
        raise UsageError(
            "SD503",
            "a Jacobian by what is not one real is asked for in symbolic mode",
            hint="use grad, or jacfwd in forward mode",
        )
    wrt = chosen_reals(inputs)
    reader = read(program, wrt)
    whole, aux = f.result, None
    if target.has_aux:
        if not (isinstance(whole, Tree) and whole.form == "tuple" and len(whole.items) == 2):
            raise UsageError(
                "SD404", "with has_aux the function returns a pair", hint="return the real, then the rest"
            )
        whole, aux = whole.items
    results = [single_real(whole)] if target.goal != "tangent" else real_results(whole)
    slopes = [sympy.diff(reader.atom(r, None), reader.values[v]) for r in results for v in wrt]
    writer = _Writer(literals_of(reader), f.body)
    found = iter([as_real(a) for a in writer.together(slopes)])
    if target.goal == "tangent":
        tangents = dict(zip(results, found, strict=True))
        derivative = map_leaves(
            whole, lambda a: tangents.get(a, Const(0.0)) if isinstance(a, Var) else Const(0.0)
        )
        value: Value = Tree("tuple", (derivative,)) if target.several else derivative
        if aux is not None:
            value = Tree("tuple", (value, aux))
    else:
        slope_by = dict(zip(wrt, found, strict=True))
        trees = tuple(structured(tree, lambda v: slope_by[v]) for tree in inputs.values())
        gradient: Value = Tree("tuple", trees) if target.several else trees[0]
        value = gradient if target.goal == "grad" else Tree("tuple", (f.result, gradient))
        if aux is not None and target.goal == "grad":
            value = Tree("tuple", (gradient, aux))
    made = finish(replace(f, name=name), (*f.body, *writer.out), value, f.signature)
    compare(f.name, made, plainly())
    return made


def real_results(value: Value) -> list[Var]:
    """The reals of a result, which for the symbolic mode are all that may have a derivative."""
    found = list(dict.fromkeys(real_leaves(value)))
    for v in found:
        if plain(strip(v.kind)) not in (REAL, INT):
            raise UsageError("SD503", "the result holds what is not a real", hint='use mode="forward"')
    return found


def as_real(a: Atom) -> Atom:
    """A derivative as a real: a whole number is written as one."""
    return Const(float(a.value)) if isinstance(a, Const) else a


def operations(f: Function) -> int:
    """How many operations the text of a function holds."""
    return sum(isinstance(s, Let) and s.op.form in ("binary", "unary", "call") for s in walk(f.body))


def compare(name: str, closed: Function, plain_one: Function) -> None:
    """Say so where a closed form has swollen."""
    many, few = operations(closed), operations(plain_one)
    if many > SWELL * max(few, 1):
        message = f"the closed form of the derivative of `{name}` takes {many} operations, the derivative by reverse mode {few}"
        warnings.warn(ExpressionSwell(f'{message}; use mode="reverse"'), stacklevel=2)


# -- LaTeX ----------------------------------------------------------------------------------------


def latex_of(program: Program, wrt: tuple[str, ...]) -> Latex:
    """A straight-line program and its derivative by some of its arguments, as LaTeX.

    Raises:
        Refusal: SD503, where the program has no closed form.
    """
    import sympy

    from s2sdiff.compiler import argument

    inputs = {w: argument(program, w) for w in wrt}
    reals = chosen_reals(inputs)
    reader = read(program, reals, whole=True)
    f = program.function
    name = sympy.latex(sympy.Symbol(f.name)) if f.name != "<lambda>" else "f"
    arguments = ", ".join(sympy.latex(sympy.Symbol(p.name)) for p in f.params)
    values = [shown(reader, a) for a in leaf_atoms(f.result)]
    function = f"{name}({arguments}) = {tuple_text([sympy.latex(v) for v in values])}"
    rows = []
    for v in reals:
        x = reader.values[v]
        slopes = tuple_text([sympy.latex(sympy.diff(e, x)) for e in values])
        rows.append(rf"\frac{{\partial {name}}}{{\partial {sympy.latex(x)}}} = {slopes}")
    return Latex(function, r",\quad ".join(rows))


def shown(reader: Reader, a: Atom) -> Any:
    """The expression of an atom of the result."""
    return reader.atom(a, None)


def tuple_text(parts: list[str]) -> str:
    """One expression, or several in parentheses."""
    return parts[0] if len(parts) == 1 else r"\left(" + ", ".join(parts) + r"\right)"


def leaf_atoms(value: Value) -> list[Atom]:
    """The numbers of a structured value."""
    from s2sdiff.graph import leaves
    from s2sdiff.kinds import is_number

    return [a for a in leaves(value) if is_number(a.kind)]
