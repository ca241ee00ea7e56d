"""Loops, run backwards: as many trips, from the last to the first."""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.analyses.free import free_vars
from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    Atom,
    Block,
    Carry,
    Const,
    For,
    Let,
    Op,
    Push,
    Stmt,
    Update,
    Var,
    While,
    walk,
)
from s2sdiff.kinds import ANY, INT
from s2sdiff.operations import RANGE
from s2sdiff.optimize.dead import eliminate
from s2sdiff.optimize.rewrite import substitute
from s2sdiff.transforms.backward_branches import Branches
from s2sdiff.transforms.shapes import is_array
from s2sdiff.transforms.structure import sequence_refused, tangent_kind


class Loops(Branches):
    """Runs loops backwards."""

    def loop(self, s: For | While) -> Stmt:
        """A loop: as many trips backwards."""
        refuse_loop(s, self.active)
        results = {c: self.take(c.result) for c in s.carries}
        going = [
            c
            for c in s.carries
            if c.param in self.active or (c.result in self.active and results[c] is not None)
        ]
        outer = [v for v in free_vars(s) if v in self.active]
        if not any(results.values()) and not any(v in self.bars for v in outer):
            return s
        params = {c: Var(self.bar_name(c.param.name), tangent_kind(c.param.kind)) for c in going}
        sums = {v: Var(self.bar_name(v.name), tangent_kind(v.kind)) for v in outer}
        new_body, back, nexts, lasts = self.trip(s, params, sums)
        carries: list[Carry] = []
        starts = self.alone([self.zero_of(c.result) if results[c] is None else results[c] for c in going])  # type: ignore[misc]
        for c, start in zip(going, starts, strict=True):
            carries.append(Carry(params[c], start, nexts[c], Var(params[c].name, params[c].kind)))
        unchanged: dict[Var, Atom] = {}
        totals: list[tuple[Var, Var]] = []
        for v, p in sums.items():
            last = lasts.get(v)
            if last is p or last is None:
                unchanged[p] = self.bars.get(v, Const(0.0))
                continue
            bar = self.bars.get(v)
            out = Var(p.name, p.kind)
            carries.append(Carry(p, self.own_before(v, self.zero_of(v) if bar is None else bar), last, out))
            totals.append((v, out))
        self.b.volatile.update(c.init for c in carries if is_array(c.init))  # the loop may change what it starts from
        new = self.emit_loop(s, new_body, back, carries, unchanged)
        self.fresh.update(c.result for c in carries if is_array(c.result))
        for v, out in totals:
            self.bars[v] = out
        for c, carry in zip(going, carries, strict=False):
            self.add(c.init, carry.result)
        return new

    def trip(
        self, s: For | While, params: dict[Carry, Var], sums: dict[Var, Var]
    ) -> tuple[Block, Block, dict[Carry, Atom], dict[Var, Atom]]:
        """One trip backwards.

        Args:
            s: the loop.
            params: the cotangents of what goes round, as the trip finds them.
            sums: those of variables from outside, to which each trip may add.

        Returns:
            The body of the loop forwards, what runs it backwards, and what this leaves of `params` and of `sums`.
        """
        before, self.bars = self.bars, {}
        parts, self.parts = self.parts, {}
        self.depth += 1
        self.fresh.update(p for p in (*params.values(), *sums.values()) if is_array(p))

        def body() -> tuple[Block, dict[Carry, Atom]]:
            self.bars.update(sums)
            for c, bar in params.items():
                self.add(c.next, bar)
            new = self.block(s.body)
            for v in list(self.parts):
                whole = self.take(v)
                if whole is not None:
                    self.bars[v] = whole
            nexts = dict(zip(params, self.alone([self.taken(c.param) for c in params]), strict=True))
            new = (*self.noted_of(c.param for c in s.carries), *new)
            for v in sums:
                if self.bars.get(v) is not sums[v] and v in self.bars:
                    self.bars[v] = self.own_at_end(self.bars[v])
            return new, nexts

        back, (new_body, nexts) = self.b.nested(body)
        self.depth -= 1
        lasts, self.bars, self.parts = self.bars, before, parts
        return new_body, back, nexts, lasts

    def emit_loop(
        self, s: For | While, new_body: Block, back: Block, carries: list[Carry], unchanged: dict[Var, Atom]
    ) -> Stmt:
        """Emit the reversed loop, and give the loop of the forward sweep, which may count its trips."""
        back = substitute(back, unchanged)
        carries = [
            replace(c, next=unchanged.get(c.next, c.next) if isinstance(c.next, Var) else c.next)
            for c in carries
        ]
        back = eliminate(back, [c.next for c in carries])
        index = Var(s.index.name, s.index.kind, s.index.weak) if isinstance(s, For) else Var("k", INT, True)
        replay: dict[Var, Atom] = {s.index: index} if isinstance(s, For) else {}
        if isinstance(s, While):
            new_test = self.block_test(s)
        first = len(self.stacks)
        new_body, back, states = self.handover.trips(
            s.carries, new_body, (*back, *self.ends([c.next for c in carries])), replay
        )
        back, values = self.split_ends(back, len(carries))
        fixed = (*(replace(c, next=v) for c, v in zip(carries, values, strict=True)), *states)
        drain = (
            next((st for st in self.stacks[first:] if self.pushed_once(st, new_body)), None)
            if not self.depth
            else None
        )
        if isinstance(s, For) and s.stop is None:
            used = any(index in x for x in [set(free_vars(y)) for y in back]) or any(
                c.next is index for c in fixed
            )
            self.b.out.append(For(index, self.seq_again(s.seq, used, None), back, fixed, None, s.place))
            return replace(s, body=new_body)
        if isinstance(s, While) and drain is not None:
            self.b.out.append(While((), drain, back, fixed, None, s.place))
            return replace(s, test=new_test, body=new_body)
        count, more, trips = Var("trips", INT), Var("trips", INT), Var("trips", INT)
        counting = Carry(count, Const(0), more, trips)
        new_body = (*new_body, Let(more, Op("binary", "add"), (count, Const(1))))
        used = isinstance(s, For) and any(index in set(free_vars(y)) for y in back)
        seq = (
            self.seq_again(s.seq, True, trips)
            if isinstance(s, For) and used
            else self.b.let(RANGE, (trips,), ANY)
        )
        self.b.out.append(For(index, seq, back, fixed, None, s.place))
        if isinstance(s, For):
            return replace(s, body=new_body, carries=(*s.carries, counting))
        return replace(s, test=new_test, body=new_body, carries=(*s.carries, counting))

    def block_test(self, s: While) -> Block:
        """The condition of a while loop, which has no cotangent."""
        return s.test

    @staticmethod
    def pushed_once(stack: Var, body: Block) -> bool:
        """Whether each trip pushes exactly one value on a stack."""
        return any(isinstance(x, Push) and x.stack is stack for x in body)

    def seq_again(self, seq: Atom, reverse: bool, trips: Var | None) -> Atom:
        """The sequence that a loop went over, from its end; the trips taken of it, if it ended early."""
        none = Const(None)
        d = self.b.defs.get(seq) if isinstance(seq, Var) else None
        again: Atom = (
            self.b.let(d.op, d.args, d.target.kind, "range") if d is not None and self.is_range(d) else seq
        )
        if trips is not None:
            if d is not None and d.op.name == "range" and len(d.args) == 1:
                again = self.b.let(RANGE, (trips,), ANY, "range")
            else:
                again = self.b.let(Op("item", "slice"), (again, none, trips, none), ANY, "range")
        if not reverse:
            return again
        return self.b.let(Op("item", "slice"), (again, none, none, Const(-1)), ANY, "range")

    def is_range(self, d: Let) -> bool:
        """Whether a sequence is a range, which costs nothing to write again."""
        return d.op.form == "call" and d.op.name == "range"


def refuse_loop(s: For | While, active: set[Var]) -> None:
    """Refuse a loop over what is differentiated, and one whose condition changes a container."""
    if isinstance(s, For) and s.index in active:
        raise sequence_refused(s.place)
    if isinstance(s, While) and any(isinstance(x, Update) for x in walk(s.test)):
        raise Refusal("SD201", "the condition of this loop changes a container", s.place, "change it in the body")
