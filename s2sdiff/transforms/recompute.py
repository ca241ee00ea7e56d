"""Which values the reverse sweep computes again instead of reading them off a stack.

A stack costs memory for every trip, and writing fresh memory takes as long as an addition, a product or
an ``np.exp`` of what is at hand anyway: numbers are computed again by few operations, arrays by few that
go element by element. A view is no operation at all.
"""

from __future__ import annotations

from collections.abc import Callable

from s2sdiff.graph import Atom, Const, Let, Stmt, Var
from s2sdiff.kinds import INT, Array, is_number, strip
from s2sdiff.transforms.products import picks

CHEAP = {"add", "sub", "mul", "neg", "pos", "div", "not", "lt", "le", "gt", "ge", "eq", "ne", "is", "isnot"}
COUNTED = {"floordiv", "mod", "pow"}  # cheap of ints, as in what is counted
#: Functions of arrays that take no longer than remembering what they gave.
QUICK = {
    "exp", "log", "tanh", "sqrt", "square", "abs", "absolute", "negative", "add", "subtract", "multiply", "divide",
    "maximum", "minimum", "greater", "greater_equal", "less", "less_equal", "equal", "not_equal",
}  # fmt: skip
LIMIT = 3  # operations that a value may be computed again with, those that are done anyway left out


def is_cheap(s: Stmt | None, stays: Callable[[Var], bool]) -> bool:
    """Whether an operation is quicker done again than remembered, and would give the same again.

    Args:
        s: the statement, None for what no statement defines.
        stays: whether the way back finds a variable as it is here.
    """
    if not isinstance(s, Let):
        return False
    steady = all(stays(a) for a in s.args if isinstance(a, Var))
    array = isinstance(strip(s.target.kind), Array)
    if s.op.form in ("binary", "unary", "compare"):
        small = s.op.name == "pow" and isinstance(s.args[1], Const) and s.args[1].value in (2, 3)
        whole = s.op.name in COUNTED and all(strip(a.kind) == INT for a in s.args)
        return (s.op.name in CHEAP or small or whole) and (steady if array else is_number(s.target.kind))
    if s.op.form == "item":
        return steady and not any(picks(a) for a in s.args[1:])
    if s.op.form == "call" and s.op.payload is not None:
        if s.op.payload.module == "builtins":
            return s.op.name in ("len", "range") and steady
        return array and s.op.payload.module == "numpy" and s.op.name in QUICK and not s.op.keywords and steady
    return s.op.form in ("attr", "global")


def is_free(s: Stmt | None) -> bool:
    """Whether an operation gives a view, which takes no time worth counting."""
    return isinstance(s, Let) and s.op.form in ("item", "attr") and isinstance(strip(s.target.kind), Array)


def split(
    needed: list[Var],
    own: dict[Var, Stmt | None],
    replay: dict[Var, Atom],
    cheap: Callable[[Stmt | None, set[Var]], bool],
) -> tuple[set[Var], set[Var]]:
    """Which variables are kept, and which computed again (with what that takes).

    Args:
        needed: the variables that the reverse sweep reads.
        own: the variables of the block with their definitions, in order; None for what comes from outside it.
        replay: what stands for variables that are at hand.
        cheap: whether a definition may be repeated, given what is kept.
    """
    kept: set[Var] = set()
    again: set[Var] = set()

    def redo(a: Atom, found: dict[Var, None]) -> bool:
        """Whether an atom is at hand, or few operations give it again; `found` collects what those give."""
        if not isinstance(a, Var) or a not in own or a in replay or a in kept or a in again or a in found:
            return True
        s = own[a]
        if not cheap(s, kept) or sum(not is_free(own[u]) for u in found) >= LIMIT:
            return False
        assert isinstance(s, Let)
        found[a] = None
        return all(redo(x, found) for x in s.args)

    position = {v: k for k, v in enumerate(own)}
    for v in sorted(needed, key=lambda v: position[v]):
        found: dict[Var, None] = {}
        if redo(v, found):
            again.update(found)
        else:
            kept.add(v)
    return kept, again
