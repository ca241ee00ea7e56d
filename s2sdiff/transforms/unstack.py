"""A reverse sweep in the form in which the front end would read it, so that it can be differentiated in place.

A reverse sweep keeps values with `Push` and `Pop`, which say nothing of the data that flows through them.
Read back from its text, the same program appends to lists and pops from them; here that form is reached
without the detour: each stack becomes a container with a variable per version, which goes round loops as a
carry and comes out of branches by a merge. Likewise ``x_bar[i] += t`` becomes a load, a sum and a store.
"""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.errors import InternalError
from s2sdiff.graph import (
    Atom,
    Block,
    Carry,
    For,
    If,
    Let,
    Merge,
    NewStack,
    Op,
    Pop,
    Push,
    Stmt,
    Try,
    Update,
    Var,
    While,
    walk,
)
from s2sdiff.kinds import Array, item_kind, strip
from s2sdiff.optimize.rewrite import map_stmt

_SUMS = {"accumulate": "add", "decrease": "sub"}


def unstack(block: Block) -> Block:
    """A block in which lists stand for stacks, and stores for sums in place.

    Raises:
        InternalError: SD901, where a `try` holds a change of a stack, which reverse mode never writes.
    """
    if not any(isinstance(s, NewStack) or in_place(s) for s in walk(block)):
        return block
    return _Versions().block(block)


def in_place(s: Stmt) -> bool:
    """Whether a statement adds to an item of a list or dict."""
    return isinstance(s, Update) and s.how in _SUMS and not isinstance(strip(s.old.kind), Array)


class _Versions:
    """The current version of each stack, on one path."""

    def __init__(self, now: dict[Var, Var] | None = None) -> None:
        self.now: dict[Var, Var] = dict(now or {})

    def next(self, stack: Var) -> tuple[Var, Var]:
        """The version so far, and a new one that is current from now on."""
        old = self.now[stack]
        new = self.now[stack] = Var(stack.name, stack.kind)
        return old, new

    def current(self, a: Atom) -> Atom:
        """An atom, a stack by its current version."""
        return self.now.get(a, a) if isinstance(a, Var) else a

    def block(self, body: Block) -> Block:
        """The statements of a block."""
        return tuple([new for s in body for new in self.statements(s)])

    def statements(self, s: Stmt) -> tuple[Stmt, ...]:
        """What one statement becomes."""
        if not (in_place(s) and isinstance(s, Update)):
            return (self.statement(s),)
        *path, value = [self.current(a) for a in s.args]
        kind = s.old.kind
        for step in path:
            kind = item_kind(kind, step)
        old, new = Var("t", kind, True), Var("t", kind, True)
        return (
            Let(old, Op("item", "item"), (s.old, *path)),
            Let(new, Op("binary", _SUMS[s.how]), (old, value)),
            replace(s, how="store", args=(*path, new)),
        )

    def statement(self, s: Stmt) -> Stmt:
        """One statement."""
        if isinstance(s, NewStack):
            self.now[s.stack] = first = Var(s.stack.name, s.stack.kind)
            return Let(first, Op("list", "list"), ())
        if isinstance(s, Push):
            old, new = self.next(s.stack)
            return Update(new, old, "append", (s.value,))
        if isinstance(s, Pop):
            old, new = self.next(s.stack)
            return Update(new, old, "pop", (), s.target)
        if isinstance(s, If):
            return self.branch(s)
        if isinstance(s, For | While):
            return self.loop(s)
        if isinstance(s, Try) and self.changed(s):
            raise InternalError("SD901", "a stack is changed inside `try`", s.place)
        return map_stmt(s, self.current)

    def changed(self, s: Stmt) -> list[Var]:
        """The stacks from outside that a statement changes, in order."""
        found = {x.stack: None for x in walk((s,)) if isinstance(x, Push | Pop)}
        return [v for v in found if v in self.now]

    def branch(self, s: If) -> If:
        """A branch, with a merge for each stack that a way of it changes."""
        stacks = self.changed(s)
        ways = [_Versions(self.now), _Versions(self.now)]
        then, orelse = (w.block(b) for w, b in zip(ways, (s.then, s.orelse), strict=True))
        merges = list(s.merges)
        for v in stacks:
            out = Var(v.name, v.kind)
            merges.append(Merge(out, tuple(w.now[v] for w in ways)))
            self.now[v] = out
        return replace(s, cond=self.current(s.cond), then=then, orelse=orelse, merges=tuple(merges))

    def loop(self, s: For | While) -> For | While:
        """A loop, with a carry for each stack that its body changes."""
        inside = _Versions(self.now)
        stacks = self.changed(s)
        params = {v: Var(v.name, v.kind) for v in stacks}
        inside.now.update(params)
        carries = list(s.carries)
        if isinstance(s, While):
            test = inside.block(s.test)
            cond = inside.current(s.cond)
            body = inside.block(s.body)
        else:
            body = inside.block(s.body)
        for v in stacks:
            result = Var(v.name, v.kind)
            carries.append(Carry(params[v], self.now[v], inside.now[v], result))
            self.now[v] = result
        if isinstance(s, While):
            return replace(s, test=test, cond=cond, body=body, carries=tuple(carries))
        return replace(s, body=body, carries=tuple(carries))


__all__ = ["unstack"]
