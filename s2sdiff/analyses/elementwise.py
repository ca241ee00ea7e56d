"""Which programs of reals take a vector for each seed: what is computed from seeds is computed element by element.

A sweep of a Jacobian is a run of one program with other seeds. Where the program only adds, scales and
stores what it computes from them, all sweeps are one run whose seeds are vectors (vector mode; Griewank and
Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.1).
"""

from __future__ import annotations

from collections.abc import Iterable

from s2sdiff.graph import (
    Atom,
    Block,
    Effect,
    For,
    Function,
    If,
    Let,
    Multi,
    Op,
    Pop,
    Push,
    Stmt,
    Try,
    Update,
    Var,
    While,
    leaves,
)  # fmt: skip
from s2sdiff.kinds import INT, REAL, Kind, leaf_kinds

_KEPT = {"tuple", "list", "dict", "copy", "added", "attr"}  # put reals into containers, or take them out
_STORED = {"store", "accumulate", "decrease", "append"}


def elementwise(f: Function, seeds: Iterable[Var]) -> bool:
    """Whether vectors in place of the reals in `seeds` give the result for each of their elements."""
    check = _Check(set(seeds))
    results = [a for a in leaves(f.result) if isinstance(a, Var)]
    if not all(holds_reals(v.kind) for v in (*check.found, *results)):
        return False
    before = -1
    while before != len(check.found):  # until nothing more is found to vary with the seeds
        before = len(check.found)
        if not check.block(f.body):
            return False
    return True


def holds_reals(kind: Kind | None) -> bool:
    """Whether a value of this kind is a Python real, or a container of them."""
    return all(leaf is None or leaf in (REAL, INT) for leaf in leaf_kinds(kind))


class _Check:
    """The variables that vary with the seeds, as far as they are found, and whether each use is allowed."""

    def __init__(self, seeds: set[Var]) -> None:
        self.found = seeds

    def varies(self, *atoms: Atom | None) -> bool:
        return any(a in self.found for a in atoms if isinstance(a, Var))

    def note(self, target: Var, *sources: Atom) -> bool:
        """Note that a variable varies if its sources do; whether a vector may be in it."""
        if not self.varies(*sources):
            return True
        self.found.add(target)
        return holds_reals(target.kind)

    def block(self, body: Block) -> bool:
        return all(self.statement(s) for s in body)

    def statement(self, s: Stmt) -> bool:
        """Whether a statement treats each element of a vector as it treats a real."""
        if isinstance(s, Let):
            if s.op.form == "zeros" or (s.op.form == "call" and s.op.name == "len"):
                return True
            return not self.varies(*s.args) or (self.allowed(s.op, s.args) and self.note(s.target, *s.args))
        if isinstance(s, Multi):
            return not self.varies(*s.args)
        if isinstance(s, Effect | Try):
            return False
        if isinstance(s, Update):
            return self.update(s)
        if isinstance(s, Push):
            if self.varies(s.value):
                self.found.add(s.stack)
            return True
        if isinstance(s, Pop):
            return self.note(s.target, s.stack)
        if isinstance(s, If):
            inside = not self.varies(s.cond) and self.block(s.then) and self.block(s.orelse)
            return inside and all(self.note(m.out, *m.values) for m in s.merges)
        if isinstance(s, For | While):
            return self.loop(s)
        return True

    def loop(self, s: For | While) -> bool:
        """Whether the body of a loop is element by element, and how often it runs does not depend on seeds."""
        if isinstance(s, For) and not self.note(s.index, s.seq):
            return False
        for c in s.carries:
            if not (self.note(c.param, c.init, c.next) and self.note(c.result, c.init, c.next)):
                return False
        if isinstance(s, While) and not (self.block(s.test) and not self.varies(s.cond)):
            return False
        return self.block(s.body) and not self.varies(s.stop)

    def update(self, s: Update) -> bool:
        """Whether a container is changed by storing, not by what is stored."""
        if not self.varies(s.old, *s.args):
            return True
        if s.spec is not None or self.varies(*(s.args if s.how == "pop" else s.args[:-1])):
            return False
        if s.how == "pop":
            return self.note(s.new, s.old) and (s.item is None or self.note(s.item, s.old))
        return s.how in _STORED and self.note(s.new, s.old, s.args[-1])

    def allowed(self, op: Op, args: tuple[Atom, ...]) -> bool:
        """Whether an operation on reals is done element by element on vectors."""
        if op.form == "binary":
            return op.name in ("add", "sub", "mul") or (op.name == "div" and not self.varies(args[1]))
        if op.form == "unary":
            return op.name != "not"
        if op.form == "item":
            return not self.varies(*args[1:])
        return op.form in _KEPT
