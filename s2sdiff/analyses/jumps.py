"""Where the value of a function may jump: what integrals over it do not see when they are differentiated.

The derivative of an integral is the integral of the derivative only where the integrand has no jump that
moves; the tangent of a trajectory jumps where its right-hand side does (Hairer, Norsett and Wanner, Solving
Ordinary Differential Equations I, section II.6). A kink, such as that of `max` or `abs`, does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable

from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    For,
    If,
    Let,
    Stmt,
    Try,
    Update,
    Var,
    While,
    defined,
    inner_defined,
    uses,
    walk,
)

SHAPE = {"len", "shape", "ndim", "size", "dtype", "zeros_like", "ones_like"}
ORDERED = {"lt", "le", "gt", "ge"}
STEPS = {
    *(
        "int",
        "bool",
        "round",
        "floor",
        "ceil",
        "trunc",
        "rint",
        "around",
        "fix",
        "sign",
        "heaviside",
        "signbit",
    ),
    *("floor_divide", "mod", "remainder", "fmod", "divmod", "modf", "searchsorted", "digitize", "copysign"),
    *(
        "argmax",
        "argmin",
        "argsort",
        "less",
        "less_equal",
        "greater",
        "greater_equal",
        "histogram",
        "floordiv",
    ),
}


def depending(block: Block, sources: Iterable[Var]) -> set[Var]:
    """The variables whose value, for whatever reason, depends on the sources."""
    found = set(sources)
    size = -1
    while size != len(found):
        size = len(found)
        for s in walk(block):
            if isinstance(s, Let) and (s.op.form == "zeros" or s.op.name in SHAPE):
                continue
            read = {a for a in uses(s) if isinstance(a, Var)}
            if isinstance(s, If | For | While | Try):
                inside = {v for x in walk((s,)) for v in (*defined(x), *inner_defined(x))}
                if not found.isdisjoint(deciding(s)):
                    found |= inside
                for m in getattr(s, "merges", ()):
                    if not found.isdisjoint(m.values):
                        found.add(m.out)
                for c in getattr(s, "carries", ()):
                    if not found.isdisjoint((c.init, c.next)):
                        found |= {c.param, c.result}
            elif found & read:
                found.update(defined(s))
    return found


def deciding(s: If | For | While | Try) -> tuple[Atom, ...]:
    """What decides which statements inside of one are run, and how often."""
    if isinstance(s, Try):
        return ()
    stop = () if isinstance(s, If) or s.stop is None else (s.stop,)
    return (s.seq if isinstance(s, For) else s.cond, *stop)


def jump(block: Block, *sets: set[Var]) -> Stmt | None:
    """The first statement that may jump, and depends on a variable of each of the sets."""
    statements = list(walk(block))
    for s in statements:
        read = {a for a in uses(s) if isinstance(a, Var)}
        if isinstance(s, Let) and steps(s) and all(read & each for each in sets):
            readers = [x for x in statements if s.target in set(uses(x))]
            if not readers or not all(is_kink(s, x) for x in readers):
                return s
        if isinstance(s, Try):  # any value of its body may be what decides which way it goes
            tried = {a for x in walk(s.body) for a in uses(x) if isinstance(a, Var)}
            if all(tried & each for each in sets):
                return s
    return None


def steps(s: Let) -> bool:
    """Whether an operation is constant but for jumps."""
    if s.op.form == "compare":
        return s.op.name in ORDERED
    return s.op.form in ("call", "binary", "method") and s.op.name in STEPS


def is_kink(compared: Let, reader: Stmt) -> bool:
    """Whether a reader chooses between the very values that were compared, as `max` does."""
    if compared.op.form != "compare":
        return False
    if isinstance(reader, If):
        quiet = not any(isinstance(x, Update) for x in walk((*reader.then, *reader.orelse)))
        return quiet and all(same(m.values, compared.args) for m in reader.merges)
    where = isinstance(reader, Let) and reader.op.form == "call" and reader.op.name == "where"
    return where and isinstance(reader, Let) and same(reader.args[1:], compared.args)


def same(values: tuple[Atom, ...], others: tuple[Atom, ...]) -> bool:
    """Whether two pairs hold the same values, in either order."""

    def key(a: Atom) -> object:
        return a.value if isinstance(a, Const) else a

    pair = [key(a) for a in values]
    return pair in ([key(a) for a in others], [key(a) for a in reversed(others)])
