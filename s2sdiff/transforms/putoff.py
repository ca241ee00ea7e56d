"""Tangents that may raise what a ``try`` catches are computed after it: there the primal decides alone which way is taken."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from s2sdiff.analyses.free import Reads
from s2sdiff.graph import UNDEFINED, Atom, Block, Const, If, Let, Merge, Stmt, Try, Var, defined
from s2sdiff.kinds import BOOL
from s2sdiff.optimize.rewrite import substitute

Errors = tuple[type[BaseException], ...]
DIVIDING: Errors = (ZeroDivisionError, OverflowError)
CALLED: Errors = (ValueError, OverflowError, ZeroDivisionError)
MATH = frozenset(f for f in vars(math).values() if callable(f))


def put_off(s: Try, primal: Block) -> list[Stmt]:
    """A ``try`` with the tangents of its body, a straight one, behind it where they may raise what is caught.

    `primal` is the body without tangents. A body with branches and loops is left as it is.
    """
    own = {id(x) for x in primal}
    late = tuple(x for x in s.body if id(x) not in own)
    stay = tuple(x for x in s.body if id(x) in own)
    nonzero = {x.args[1] for x in stay if isinstance(x, Let) and x.op.name == "div"}
    if not all(isinstance(x, Let) for x in s.body) or not any(caught(s, raises(x, nonzero)) for x in late):
        return [s]
    made = {v for x in late for v in defined(x)}
    given: dict[Var, Atom] = {}
    more: list[Merge] = []
    last: list[Merge] = []
    count = len(s.handlers)
    kept = {v for x in stay for v in defined(x)}
    for v in Reads().by(late):
        if v in kept:
            again = Var(v.name, v.kind, True)
            given[v] = again
            more.append(Merge(again, (v, *[UNDEFINED] * count)))
    for m in s.merges:
        if m.values[0] in made:
            other: Atom = UNDEFINED
            if any(v is not UNDEFINED for v in m.values[1:]):
                other = Var(m.out.name, m.out.kind, m.out.weak)
                more.append(Merge(other, (UNDEFINED, *m.values[1:])))
            last.append(Merge(m.out, (m.values[0], other)))
        else:
            more.append(m)
    passed = Var("passed", BOOL, False)
    more.append(Merge(passed, (Const(True), *[Const(False)] * count)))
    return [replace(s, body=stay, merges=tuple(more)), If(passed, substitute(late, given), (), tuple(last), s.place)]


def raises(s: Stmt, nonzero: set[Atom]) -> Errors:
    """What an operation on the values that a ``try`` has made may raise."""
    assert isinstance(s, Let)
    form, name = s.op.form, s.op.name
    if form == "binary" and name in ("div", "pow", "mod", "floordiv"):
        return () if name == "div" and s.args[1] in nonzero else DIVIDING
    if form != "call":
        return ()
    called = s.op.payload.value
    if isinstance(called, np.ufunc):
        return ()
    return CALLED if callable(called) and called in MATH else (Exception,)


def caught(s: Try, errors: Errors) -> bool:
    """Whether a handler catches one of these."""
    for h in s.handlers:
        classes = [e.value for e in h.types.payload] if h.types is not None else [BaseException]
        if any(not isinstance(c, type) or issubclass(e, c) or issubclass(c, e) for e in errors for c in classes):
            return True
    return False
