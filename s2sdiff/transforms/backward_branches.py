"""Branches and ``try``, run backwards: the way that was taken is taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Const,
    Effect,
    If,
    Let,
    Merge,
    Op,
    Stmt,
    Try,
    Var,
    defined,
)
from s2sdiff.kinds import ANY, BOOL, INT, REAL, Kind, plain
from s2sdiff.transforms.backward_updates import Updates
from s2sdiff.transforms.shapes import is_array
from s2sdiff.transforms.structure import tangent_kind

DEEP = 16  # levels of branches outside of loops, from where on values are handed over on stacks: a name goes through each level


class Branches(Updates):
    """Runs branches backwards."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.nesting = 0  # the branches around
        self.pool: dict[Kind, list[Var]] = {}  # the stacks that ways of branches share, by the kind of their values
        self.stacks_here: set[Var] = set()  # those of the way at hand
        self.in_use: list[set[Var]] = []  # those of each way of the branch at hand

    @property
    def on_stacks(self) -> bool:
        """Whether what the way of a branch defines is handed over on stacks."""
        return self.depth > 0 or (self.nesting >= DEEP and not self.handover.late)

    def hand_over_way(self, forward: Block, back: Block, way: int) -> tuple[Block, Block, list[Merge]]:
        """Hand over between a way of a branch and the same way back."""
        if not self.on_stacks:
            return self.handover.escape(forward, back, way, 2)
        if not self.depth:
            new, self.handover.new_stack = self.handover.new_stack, lambda v: self.shared_stack(v, way)
        forward, back = self.handover.branch(forward, back)
        if not self.depth:
            self.handover.new_stack = new
        return forward, back, []

    def shared_stack(self, v: Var, way: int) -> Var:
        """A stack that this way of the branch at hand does not use yet; other ways may: they are not taken as well."""
        pool = self.pool.setdefault(v.kind, [])
        stack = next((st for st in pool if st not in self.in_use[way]), None)
        if stack is None:
            stack = self.new_stack(v)
            pool.append(stack)
        self.in_use[way].add(stack)
        self.stacks_here.add(stack)
        return stack

    def ways(
        self, forwards: list[Block], merges: tuple[Merge, ...]
    ) -> tuple[list[Block], list[Block], list[dict[Var, Atom]]]:
        """Run the ways of a branch backwards, each from the same cotangents."""
        outs = {m.out: self.take(m.out) for m in merges}
        before, parts_before = dict(self.bars), dict(self.parts)
        news: list[Block] = []
        backs: list[Block] = []
        ends: list[dict[Var, Atom]] = []
        used: list[set[Var]] = []
        for k, block in enumerate(forwards):
            self.bars = dict(before)
            self.parts = {v: dict(p) for v, p in parts_before.items()}

            def work(k: int = k, block: Block = block) -> Block:
                outer, self.way = self.way, {v for s in block for v in defined(s)}
                for m in merges:
                    bar = outs[m.out]
                    if bar is not None and m.values[k] is not UNDEFINED:
                        self.add(m.values[k], bar)
                new = self.block(block)
                for v in [v for v in self.parts if self.parts[v] != parts_before.get(v)]:
                    whole = self.take(v)
                    if whole is not None:
                        self.bars[v] = whole
                self.way = outer
                return new

            outside, self.stacks_here = self.stacks_here, set()
            self.nesting += 1
            back, new = self.b.nested(work)
            self.nesting -= 1
            used.append(self.stacks_here)
            self.stacks_here = outside
            news.append(new)
            backs.append(back)
            ends.append(self.bars)
        self.parts = {
            v: p for v, p in parts_before.items() if all(v not in e or e[v] is before.get(v) for e in ends)
        }
        self.in_use = used
        self.stacks_here.update(*used)
        return news, backs, ends

    def join(
        self, ends: list[dict[Var, Atom]], backs: list[Block], inside: set[Var]
    ) -> tuple[list[Block], tuple[Merge, ...]]:
        """Name the cotangents that the ways leave differently."""
        merges: list[Merge] = []
        joined: dict[Var, Atom] = {}
        extra: list[list[Stmt]] = [[] for _ in ends]
        seen = [Counter(self.root_of(x) for x in e.values() if isinstance(x, Var) and is_array(x)) for e in ends]
        for v in dict.fromkeys(v for e in ends for v in e):
            if v in inside:
                continue
            values = [e.get(v) for e in ends]
            if all(x is values[0] for x in values):
                joined[v] = values[0]  # type: ignore[assignment]
                continue
            atoms: list[Atom] = []
            for k, x in enumerate(values):
                if x is None:
                    block, x = self.b.nested(lambda v=v: self.zero_of(v))  # type: ignore[misc]
                    extra[k] += block
                if is_array(v) and isinstance(x, Var) and (not self.is_owned(x) or seen[k][self.root_of(x)] > 1):
                    seen[k][self.root_of(x)] -= 1
                    block, x = self.b.nested(lambda x=x: self.copy(x))  # type: ignore[misc]
                    extra[k] += block
                atoms.append(x)
            out = Var(self.bar_name(v.name), tangent_kind(v.kind))
            if is_array(v):
                self.fresh.add(out)
                self.b.volatile.update(atoms)  # from here on they may be changed by another name
            merges.append(Merge(out, tuple(atoms)))
            joined[v] = out
        self.bars = joined
        return [(*b, *e) for b, e in zip(backs, extra, strict=True)], tuple(merges)

    def branch(self, s: If) -> Stmt:
        """A branch: the same way is taken back."""
        raising = [
            k
            for k, b in enumerate((s.then, s.orelse))
            if b and isinstance(b[-1], Effect) and b[-1].how == "raise"
        ]
        news, backs, ends = self.ways([s.then, s.orelse], s.merges)
        inside = {v for b in (s.then, s.orelse) for x in b for v in defined(x)}
        if len(raising) == 1:
            return self.only_way(s, news, backs, ends, 1 - raising[0])
        backs, merges = self.join(ends, backs, inside)
        new, backs, merges = self.hand_over_ways(s, news, backs, merges)
        if backs[0] or backs[1] or merges:
            self.b.out.append(If(self.condition(s.cond), backs[0], backs[1], merges, s.place))
        return new

    def condition(self, cond: Atom) -> Atom:
        """The condition of a branch on the way back: in another branch, numbers from outside that are compared again."""
        way = self.way or set()
        made = self.b.defs.get(cond) if isinstance(cond, Var) and cond in way else None
        if self.depth or made is None or made.op.form != "compare":
            return cond
        steady = all(a not in way and plain(a.kind) in (REAL, INT, BOOL) for a in made.args)
        return self.b.let(made.op, made.args, BOOL) if steady else cond

    def hand_over_ways(
        self, s: If, news: list[Block], backs: list[Block], merges: tuple[Merge, ...]
    ) -> tuple[If, list[Block], tuple[Merge, ...]]:
        """Hand over between the ways of a branch and the same ways back."""
        more: list[Merge] = []
        columns: list[list[Atom]] = []
        for k in (0, 1):
            back = (*backs[k], *self.ends([m.values[k] for m in merges]))
            news[k], back, escaped = self.hand_over_way(news[k], back, k)
            more += escaped
            backs[k], values = self.split_ends(back, len(merges))
            columns.append(values)
        fixed = tuple(
            Merge(m.out, values) for m, values in zip(merges, zip(*columns, strict=True), strict=True)
        )
        return replace(s, then=news[0], orelse=news[1], merges=(*s.merges, *more)), backs, fixed

    @staticmethod
    def ends(atoms: list[Atom]) -> list[Stmt]:
        """Values that a block leaves, as statements, so that they take part in the handover."""
        return [Let(Var("t", ANY), Op("end", "end"), (a,)) for a in atoms]

    @staticmethod
    def split_ends(block: Block, count: int) -> tuple[Block, list[Atom]]:
        """A block without its last `count` pseudo-statements, and the values that they name."""
        cut = len(block) - count
        return block[:cut], [e.args[0] for e in block[cut:] if isinstance(e, Let)]

    def only_way(
        self, s: If, news: list[Block], backs: list[Block], ends: list[dict[Var, Atom]], k: int
    ) -> Stmt:
        """A branch of which the other way raises: going back there is no choice."""
        inside = {v for x in (s.then, s.orelse)[k] for v in defined(x)}
        bars = {v: a for v, a in ends[k].items() if v not in inside}
        back = (*backs[k], *self.ends(list(bars.values())))
        news[k], back, escaped = self.hand_over_way(news[k], back, k)
        back, values = self.split_ends(back, len(bars))
        self.bars = dict(zip(bars, values, strict=True))
        self.b.out += back
        return replace(s, then=news[0], orelse=news[1], merges=(*s.merges, *escaped))

    def attempt(self, s: Try) -> Stmt:
        """``try``: which way was taken is noted, and taken back.

        What an exception leaves on the stacks of a body that is run once is never read.
        """
        stacks, calls = len(self.stacks), self.calls
        blocks_ = [s.body, *(h.body for h in s.handlers)]
        news, backs, ends = self.ways(blocks_, s.merges)
        inside = {v for b in blocks_ for x in b for v in defined(x)}
        backs, merges = self.join(ends, backs, inside)
        if self.calls > calls and self.depth:
            raise Refusal(
                "SD203",
                "a recursive call inside `try` would have to remember values that an exception leaves behind",
                s.place,
                "move it out of the `try`",
            )
        if len(self.stacks) > stacks and self.depth:
            raise Refusal(
                "SD203",
                "a loop inside `try` would have to remember values that an exception leaves behind",
                s.place,
                "move the loop out of the `try`",
            )
        more: list[Merge] = []
        way = Var("way", INT, False)
        columns: list[list[Atom]] = []
        for k in range(len(blocks_)):
            back = (*backs[k], *self.ends([m.values[k] for m in merges]))
            news[k], back, escaped = self.handover.escape(news[k], back, k, len(blocks_), fill=self.depth > 0)
            backs[k], values = self.split_ends(back, len(merges))
            columns.append(values)
            more += escaped
        if any(backs) or merges:
            more.append(Merge(way, tuple(Const(k) for k in range(len(blocks_)))))
            fixed = [
                Merge(m.out, values) for m, values in zip(merges, zip(*columns, strict=True), strict=True)
            ]
            self.choose_way(way, backs, fixed)
        handlers = tuple(replace(h, body=b) for h, b in zip(s.handlers, news[1:], strict=True))
        return replace(s, body=news[0], handlers=handlers, merges=(*s.merges, *more))

    def choose_way(self, way: Var, backs: list[Block], merges: list[Merge]) -> None:
        """A chain of branches on the number of the way that was taken."""
        def rest(k: int) -> tuple[Block, dict[Var, Atom]]:
            if k == len(backs) - 1:
                return backs[k], {m.out: m.values[k] for m in merges}
            block, (cond, inner) = self.b.nested(
                lambda: (self.b.let(Op("compare", "eq"), (way, Const(k)), BOOL), rest(k + 1))
            )
            outs = {m.out: (m.out if k == 0 else Var(m.out.name, m.out.kind)) for m in merges}
            joined = tuple(Merge(outs[m.out], (m.values[k], inner[1][m.out])) for m in merges)
            return (*block, If(cond, backs[k], inner[0], joined)), dict(outs)

        block, _ = rest(0)
        self.b.out += block
