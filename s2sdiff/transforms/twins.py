"""What is kept for the way back of a variable that has no value on some path: something that is never looked at.

The variable itself stays without a value there, so that reading it raises what the primal raises. What is
pushed on a stack is a twin of it, which goes along through branches and loops, and starts as a stand-in.
"""

from __future__ import annotations

import math
from dataclasses import replace

from s2sdiff.analyses.unset import harmless, passed_on, sources_of, unset
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Carry,
    Const,
    Let,
    Merge,
    Op,
    Push,
    Stmt,
    Var,
    walk,
)
from s2sdiff.kinds import INT, REAL, Array, DictOf, ListOf, TupleOf, strip
from s2sdiff.operations import numpy_call
from s2sdiff.transforms.leaving import Leaving

ZEROS = numpy_call("zeros")


def kept(s: Stmt, shapes: set[Var]) -> Var | None:
    """What a statement of the compiler's own reads in order to keep it: a value, a copy, its length.

    So do those that define `shapes`: cotangents of what nothing reads.
    """
    if isinstance(s, Push):
        return s.value if isinstance(s.value, Var) else None
    own = isinstance(s, Let) and s.place is None and (s.op.form == "copy" or s.op.name == "len" or s.target in shapes)
    read = s.args[0] if own and isinstance(s, Let) and s.args else None
    return read if isinstance(read, Var) else None


def pushable(forward: Block, backward: Block, shapes: set[Var]) -> tuple[Block, Block]:
    """Both sweeps, in which what is kept of a variable has a value on every path."""
    both = (*forward, *backward)
    doubtful = unset(both)
    if not doubtful:
        return forward, backward
    sources = sources_of(both)
    rows = [(v, s) for s in walk(both) for v in [kept(s, shapes)] if v is not None]
    doubtful &= passed_on(sources, (v for v, _ in rows))
    if not doubtful:
        return forward, backward
    whole = passed_on(sources, (v for v, s in rows if isinstance(s, Push) or (isinstance(s, Let) and s.op.form == "copy")))
    twins = _Twins(doubtful, shapes, doubtful - whole)
    return twins.block(forward), twins.block(backward)


class _Twins(Leaving):
    """Gives each of some variables a twin that always has a value."""

    def __init__(self, doubtful: set[Var], shapes: set[Var], hollow: set[Var]) -> None:
        self.shapes = shapes
        self.hollow = hollow  # those of which no more than the shape is asked for: what has it is another container
        self.twins = {v: Var(v.name, v.kind, True) for v in doubtful}

    def statement(self, s: Stmt) -> Stmt:
        read = kept(s, self.shapes)
        if read not in self.twins:
            return s
        if isinstance(s, Push):
            return replace(s, value=self.twins[read])
        return replace(s, args=(self.twins[read], *s.args[1:])) if isinstance(s, Let) else s

    def merged(self, merges: tuple[Merge, ...], ways: list[list[Stmt]]) -> tuple[Merge, ...]:
        more = [
            Merge(self.twins[m.out], tuple(self.value(m.out, a, b) for a, b in zip(m.values, ways, strict=True)))
            for m in merges
            if m.out in self.twins
        ]
        return (*merges, *more)

    def carried(
        self, carries: tuple[Carry, ...], before: list[Stmt], last: list[Stmt]
    ) -> tuple[Carry, ...]:
        more = [
            Carry(
                self.twins.setdefault(c.param, Var(c.param.name, c.param.kind, True)),
                self.value(c.param, c.init, before),
                self.value(c.param, c.next, last),
                self.twins.setdefault(c.result, Var(c.result.name, c.result.kind, True)),
            )
            for c in carries
            if c.param in self.twins or c.result in self.twins
        ]
        return (*carries, *more)

    def value(self, v: Var, a: Atom, out: list[Stmt]) -> Atom:
        """What the twin of `v` is where `v` is `a`; a stand-in is made at the end of a block."""
        kind = strip(v.kind)
        if a is not UNDEFINED:
            if v in self.hollow and isinstance(a, Var) and a not in self.twins and isinstance(kind, Array):
                like = Var(v.name, v.kind, True)
                out.append(Let(like, Op("zeros", "zeros"), (a,)))
                return like
            return self.twins.get(a, a) if isinstance(a, Var) else a
        if kind == REAL:
            return Const(math.nan)
        if not isinstance(kind, ListOf | DictOf | Array):
            return harmless(v)
        made = Var(v.name, kind, True)
        if isinstance(kind, Array):
            shape = Var("t", TupleOf((INT,) * (kind.rank or 1)), True)
            out.append(Let(shape, Op("tuple", "tuple", None), (Const(0),) * (kind.rank or 1)))
            out.append(Let(made, ZEROS, (shape,)))
        else:
            out.append(Let(made, Op("list", "list") if isinstance(kind, ListOf) else Op("dict", "dict", ()), ()))
        return made
