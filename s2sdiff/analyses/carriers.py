"""Which variables of a program carry an axis of directions, where its seeds do.

What is computed from a seed carries the axis. A container that is changed in place is one object under many
names, views of it among them: if one of those carries the axis, all do.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from s2sdiff.frontend.arrays.results import FRESH
from s2sdiff.graph import (
    Atom,
    Block,
    For,
    If,
    Let,
    Multi,
    Pop,
    Push,
    Stmt,
    Try,
    Update,
    Var,
    While,
    walk,
)  # fmt: skip
from s2sdiff.kinds import Array, DictOf, Kind, ListOf, TupleOf, differentiable, strip

AXIS = "d"  # the length of the axis, in kinds
_LENGTHS = {"shape", "ndim", "size", "dtype", "len"}


def carriers(body: Block, seeds: Iterable[Var]) -> tuple[set[Var], set[Var]]:
    """The variables that carry the axis if `seeds` do, and those that show memory which is changed in place."""
    found = _Carriers(body, set(seeds))
    return found.marked, found.written


def is_length(s: Let) -> bool:
    """Whether an operation reads no more of an array than its shape or type."""
    return s.op.form in ("attr", "call") and s.op.name in _LENGTHS


def is_mutable(a: Atom) -> bool:
    """Whether an atom is an array or a container, be it a tuple, that can be changed in place."""
    return isinstance(a, Var) and holds_mutable(a.kind)


def holds_mutable(kind: Kind) -> bool:
    """Whether values of a kind are changed in place, or hold what is."""
    kind = strip(kind)
    return isinstance(kind, Array | ListOf | DictOf) or (
        isinstance(kind, TupleOf) and any(map(holds_mutable, kind.items))
    )


def makes_new(s: Let) -> bool:
    """Whether what an operation gives shows no memory of its operands."""
    form, kind = s.op.form, strip(s.target.kind)
    if form in ("copy", "zeros", "added", "cast", "unary", "compare"):
        return True
    if form == "binary":
        return not isinstance(kind, ListOf)
    return form == "call" and (isinstance(s.op.payload.value, np.ufunc) or s.op.name in FRESH)


def gives_mask(s: Let) -> bool:
    """Whether an operation is done element by element, so that its result carries the axis even if it is a mask."""
    ufunc = s.op.form == "call" and isinstance(s.op.payload.value, np.ufunc)
    return ufunc or s.op.form in ("compare", "binary", "unary")


class _Carriers:
    """The variables that carry the axis as far as they are found, and which variables may show one memory."""

    def __init__(self, body: Block, seeds: set[Var]) -> None:
        self.marked = seeds
        self.parent: dict[Var, Var] = {}
        statements = list(walk(body))
        for s in statements:
            self.shared(s)
        changed = {self.memory(s.old) for s in statements if isinstance(s, Update)}
        members: dict[Var, list[Var]] = {}
        for v in self.parent:
            if (own := self.memory(v)) in changed:
                members.setdefault(own, []).append(v)
        self.written = {v for group in members.values() for v in group}
        before = -1
        while before != len(self.marked):
            before = len(self.marked)
            for s in statements:
                self.statement(s)
            for group in members.values():
                if not self.marked.isdisjoint(group):
                    self.marked.update(v for v in group if differentiable(v.kind))

    def memory(self, v: Var) -> Var:
        """The variable that stands for all that may show the memory of `v`."""
        while (up := self.parent.setdefault(v, v)) is not v:
            self.parent[v] = self.parent.setdefault(up, up)
            v = up
        return v

    def same(self, v: Atom | None, *others: Atom | None) -> None:
        """Note that variables may show one memory."""
        for a in others:
            if isinstance(v, Var) and isinstance(a, Var) and is_mutable(v) and is_mutable(a):
                self.parent[self.memory(a)] = self.memory(v)

    def shared(self, s: Stmt) -> None:
        """Note which variables of a statement may show one memory."""
        if isinstance(s, Let) and not makes_new(s):
            self.same(s.target, *(s.args[:1] if s.op.form == "item" else s.args))
        elif isinstance(s, Multi):
            for v in s.targets:
                self.same(v, *s.args)
        elif isinstance(s, Update):
            self.same(s.new, s.old, s.item, *(s.args if s.spec is None else ()))
        elif isinstance(s, If | Try):
            for m in s.merges:
                self.same(m.out, *m.values)
        elif isinstance(s, For | While):
            if isinstance(s, For):
                self.same(s.index, s.seq)
            for c in s.carries:
                self.same(c.param, c.init, c.next, c.result)
        elif isinstance(s, Push):
            self.same(s.stack, s.value)
        elif isinstance(s, Pop):
            self.same(s.target, s.stack)

    def flow(self, sources: Iterable[Atom], *targets: Var) -> None:
        """Note that variables carry the axis if one of `sources` does."""
        if any(a in self.marked for a in sources if isinstance(a, Var)):
            self.marked.update(v for v in targets if differentiable(v.kind))

    def statement(self, s: Stmt) -> None:
        """Note what a statement computes from what carries the axis."""
        if isinstance(s, Let):
            if gives_mask(s) and any(a in self.marked for a in s.args):
                self.marked.add(s.target)
            elif not is_length(s):
                self.flow(s.args, s.target)
        elif isinstance(s, Multi):
            self.flow(s.args, *s.targets)
        elif isinstance(s, Update):
            self.flow((s.old, *s.args), s.new, s.old, *([s.item] if s.item is not None else []))
        elif isinstance(s, If | Try):
            for m in s.merges:
                self.flow(m.values, m.out)
        elif isinstance(s, For | While):
            if isinstance(s, For):
                self.flow((s.seq,), s.index)
            for c in s.carries:
                self.flow((c.init, c.next), c.param, c.result)
        elif isinstance(s, Push):
            self.flow((s.value,), s.stack)
        elif isinstance(s, Pop):
            self.flow((s.stack,), s.target)
