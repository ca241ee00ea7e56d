"""Reverse mode: the program is run forwards, then backwards, statement by statement.

Going backwards, `bars` holds the cotangent of each variable so far; one that has none is zero, and no
zero is ever written down to be added to. Since each variable has one definition, its cotangent is
complete when its definition is reached. (Griewank and Walther, Evaluating Derivatives, 2nd ed.,
chapter 3; the structured form follows Tapenade's store-on-kill.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from s2sdiff.analyses.activity import carries_derivative, useful, varied
from s2sdiff.backend.fold import changing
from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Carry,
    Const,
    Effect,
    External,
    For,
    If,
    Let,
    Merge,
    Multi,
    NewStack,
    Op,
    Stmt,
    Try,
    Update,
    Var,
    While,
    blocks,
    defined,
    free_vars,
    walk,
)
from s2sdiff.kinds import ANY, INT, DictOf, ListOf, TupleOf, strip
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.handover import Handover, stack_kind
from s2sdiff.transforms.partials import partials, refusal
from s2sdiff.transforms.structure import added, is_container, tangent_kind, zero

RANGE = Op("call", "range", External("builtins", "range", range))


class Reverse:
    """Runs a program backwards."""

    def __init__(self, body: Block, inputs: Iterable[Var], outputs: Iterable[Var], lines_of: Callable[[str], list[str]], used: frozenset[str] = frozenset()) -> None:
        self.body = body
        self.used = used
        self.inputs = set(inputs)
        self.active = varied(body, self.inputs) & useful(body, outputs)
        self.changing = changing(body)
        self.b = Builder(body, lines_of)
        self.bars: dict[Var, Atom] = {}
        self.parts: dict[Var, dict[Any, Atom]] = {}
        self.stacks: list[Var] = []
        self.lengths: dict[Var, Var] = {}
        self.handover = Handover(self.changing, self.new_stack)
        self.depth = 0

    def bar_name(self, name: str) -> str:
        """What the cotangent of a variable is called."""
        return self.unused(f"{name}_bar")

    def unused(self, name: str) -> str:
        """A name that the user does not use."""
        while name in self.used:
            name += "_"
        return name

    def new_stack(self, v: Var) -> Var:
        """A stack for the values of a variable."""
        stack = Var(self.unused(f"{v.name}_stack"), stack_kind(v))
        self.stacks.append(stack)
        return stack

    def run(self, seeds: Iterable[tuple[Atom, Atom]]) -> tuple[Block, Block]:
        """The forward sweep and the reverse sweep, given the cotangents of the results."""
        for s in self.body:
            self.b.remember(s)
        for atom, seed in seeds:
            self.add(atom, seed)
        forward = self.block(self.body)
        return (*(NewStack(s) for s in self.stacks), *forward), tuple(self.b.out)

    def gradient(self, v: Var) -> Atom:
        """The cotangent of an input."""
        found = self.take(v)
        return self.zero_of(v) if found is None else found

    # -- cotangents -----------------------------------------------------------------------------

    def wanted(self, a: Atom) -> bool:
        """Whether an atom has a cotangent worth having."""
        return isinstance(a, Var) and a in self.active

    def add(self, a: Atom, bar: Atom) -> None:
        """Add to the cotangent of a variable."""
        if not isinstance(a, Var) or a not in self.active:
            return
        if isinstance(bar, Const) and bar.value == 0 and not is_container(a.kind):
            return
        old = self.bars.get(a)
        if old is None:
            if isinstance(bar, Var) and bar.weak:
                bar.name = self.bar_name(a.name)
            self.bars[a] = bar
            return
        total = added(self.b, old, bar, a.kind)
        if isinstance(total, Var) and total.weak:
            total.name = self.bar_name(a.name)
        self.bars[a] = total

    def take(self, v: Var) -> Atom | None:
        """The complete cotangent of a variable whose definition is reached."""
        parts = self.parts.pop(v, None)
        bar = self.bars.pop(v, None)
        if parts is None:
            return bar
        kind = strip(v.kind)
        assert isinstance(kind, TupleOf)
        items = tuple(parts.get(k, Const(0.0)) for k in range(len(kind.items)))
        packed = self.b.let(Op("tuple", "tuple", None), items, tangent_kind(kind), self.bar_name(v.name))
        return packed if bar is None else added(self.b, bar, packed, kind)

    def zero_of(self, v: Atom) -> Atom:
        """The zero cotangent of a value; of a list that grows or shrinks, by the length it has there."""
        if isinstance(v, Const) or not is_container(v.kind):
            return Const(0.0)
        kind = strip(v.kind)
        if v in self.changing and isinstance(kind, ListOf) and not (kind.item is not None and is_container(kind.item)):
            count = self.lengths.get(v)
            if count is None:
                count = self.lengths[v] = Var("n", INT, True)
            zeros = self.b.let(Op("list", "list"), (Const(0.0),), ListOf(tangent_kind(kind.item or ANY)))
            return self.b.let(Op("binary", "mul"), (zeros, count), tangent_kind(kind), self.bar_name(v.name))
        result = zero(self.b, v)
        if isinstance(result, Var):
            result.name = self.bar_name(v.name)
        return result

    def held(self, v: Var) -> Var:
        """The cotangent of a container, made if there is none yet."""
        bar = self.bars.get(v)
        if bar is None:
            bar = self.zero_of(v)
        if isinstance(bar, Const):
            bar = self.zero_of(v)
        assert isinstance(bar, Var)
        return bar

    # -- statements -----------------------------------------------------------------------------

    def block(self, body: Block) -> Block:
        """Run a block backwards; gives the block of the forward sweep."""
        forward: list[Stmt] = []
        for s in reversed(body):
            new = self.statement(s)
            lengths = [Let(self.lengths.pop(v), Op("call", "len", External("builtins", "len", len)), (v,)) for v in defined(s) if v in self.lengths]
            forward += [*reversed(lengths), new]
        forward.reverse()
        return tuple(forward)

    def statement(self, s: Stmt) -> Stmt:
        """Run a statement backwards; gives the statement of the forward sweep."""
        if isinstance(s, Let):
            self.let(s)
        elif isinstance(s, Update):
            self.update(s)
        elif isinstance(s, If):
            return self.branch(s)
        elif isinstance(s, For | While):
            return self.loop(s)
        elif isinstance(s, Try):
            return self.attempt(s)
        elif isinstance(s, Multi):
            if any(t in self.bars for t in s.targets):
                raise Refusal("SD301", f"`{s.op.name}` has no derivative rule", s.place)
        return s

    def let(self, s: Let) -> None:
        """One operation."""
        if s.target in self.inputs:
            return
        bar = self.take(s.target)
        if bar is None:
            return
        form = s.op.form
        if form in ("binary", "unary", "call"):
            for a, partial in list(partials(self.b, s, self.wanted)):
                self.add(a, partial(bar))
        elif form == "item":
            self.load(s, bar)
        elif form in ("list", "dict"):
            keys = range(len(s.args)) if form == "list" else s.op.payload or ()
            for key, a in zip(keys, s.args, strict=True):
                if self.wanted(a):
                    self.add(a, self.b.let(Op("item", "item"), (bar, Const(key)), tangent_kind(a.kind)))  # type: ignore[union-attr]
        elif form == "tuple":
            for k, a in enumerate(s.args):
                if self.wanted(a):
                    self.add(a, self.b.let(Op("item", "item"), (bar, Const(k)), tangent_kind(a.kind)))  # type: ignore[union-attr]
        elif form == "copy":
            self.add(s.args[0], bar)
        elif any(self.wanted(a) for a in s.args):
            raise refusal(s)

    def load(self, s: Let, bar: Atom) -> None:
        """``v = base[i]``: the cotangent of v goes to the item."""
        base, *path = s.args
        if not self.wanted(base):
            return
        assert isinstance(base, Var)
        kind = strip(base.kind)
        if s.op.name == "slice":
            raise Refusal("SD201", "a slice of a sequence of unknown kind is differentiated", s.place, "loop over its items")
        if isinstance(kind, TupleOf):
            key = path[0]
            if not isinstance(key, Const) or len(path) > 1:
                raise Refusal("SD201", "a tuple is indexed by a value that is not a literal", s.place, "use a list")
            parts = self.parts.setdefault(base, {})
            index = key.value % len(kind.items)
            parts[index] = added(self.b, parts[index], bar, kind.items[index]) if index in parts else bar
            return
        if not isinstance(kind, ListOf | DictOf):
            raise refusal(s)
        held = self.held(base)
        if is_container(s.target.kind):
            old = self.b.let(Op("item", "item"), (held, *path), tangent_kind(s.target.kind))
            self.bars[base] = self.b.update(held, "store", (*path, added(self.b, old, bar, s.target.kind)))
        else:
            minus = self.b.definition(bar, "neg")
            how, value = ("decrease", minus[0]) if minus else ("accumulate", bar)
            self.bars[base] = self.b.update(held, how, (*path, value))

    def update(self, s: Update) -> None:
        """A container changed in place: its cotangent is changed back."""
        bar = self.bars.pop(s.new, None)
        if s.how == "store":
            *path, value = s.args
            if bar is None:
                return
            assert isinstance(bar, Var)
            if self.wanted(value):
                assert isinstance(value, Var)
                if is_container(value.kind):
                    raise Refusal("SD206", "an item that is itself a container is replaced", s.place, "append rows to a new list")
                self.add(value, self.b.let(Op("item", "item"), (bar, *path), tangent_kind(value.kind)))
            elif isinstance(value, Var) and is_container(value.kind):
                raise Refusal("SD206", "an item that is itself a container is replaced", s.place, "append rows to a new list")
            self.bars[s.old] = self.b.update(bar, "store", (*path, Const(0.0)))
        elif s.how == "append":
            if bar is None:
                return
            assert isinstance(bar, Var)
            *path, value = s.args
            item = Var(self.bar_name(value.name) if isinstance(value, Var) else "t", tangent_kind(value.kind) if isinstance(value, Var) else ANY, True)
            self.bars[s.old] = self.b.update(bar, "pop", tuple(path), item)
            self.add(value, item)
        elif s.how == "pop":
            item_bar = self.take(s.item) if s.item is not None else None
            if bar is None and item_bar is None:
                return
            if bar is None:
                bar = self.zero_of(s.new)
            assert isinstance(bar, Var)
            assert s.item is not None
            if item_bar is None:
                item_bar = self.zero_of(s.item)
            self.bars[s.old] = self.b.update(bar, "append", (*s.args, item_bar))
        elif bar is not None:
            raise Refusal("SD206", f"`{s.how}` of a list is differentiated", s.place)

    # -- branches -------------------------------------------------------------------------------

    def ways(self, forwards: list[Block], merges: tuple[Merge, ...]) -> tuple[list[Block], list[Block], list[dict[Var, Atom]]]:
        """Run the ways of a branch backwards, each from the same cotangents."""
        outs = {m.out: self.take(m.out) for m in merges}
        before, parts_before = dict(self.bars), dict(self.parts)
        news: list[Block] = []
        backs: list[Block] = []
        ends: list[dict[Var, Atom]] = []
        for k, block in enumerate(forwards):
            self.bars = dict(before)
            self.parts = {v: dict(p) for v, p in parts_before.items()}

            def work(k: int = k, block: Block = block) -> Block:
                for m in merges:
                    bar = outs[m.out]
                    if bar is not None and m.values[k] is not UNDEFINED:
                        self.add(m.values[k], bar)
                new = self.block(block)
                for v in [v for v in self.parts if self.parts[v] != parts_before.get(v)]:
                    whole = self.take(v)
                    if whole is not None:
                        self.bars[v] = whole
                return new

            back, new = self.b.nested(work)
            news.append(new)
            backs.append(back)
            ends.append(self.bars)
        self.parts = {v: p for v, p in parts_before.items() if all(v not in e or e[v] is before.get(v) for e in ends)}
        return news, backs, ends

    def join(self, ends: list[dict[Var, Atom]], backs: list[Block], inside: set[Var]) -> tuple[list[Block], tuple[Merge, ...]]:
        """Name the cotangents that the ways leave differently."""
        merges: list[Merge] = []
        joined: dict[Var, Atom] = {}
        extra: list[list[Stmt]] = [[] for _ in ends]
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
                atoms.append(x)  # type: ignore[arg-type]
            out = Var(self.bar_name(v.name), tangent_kind(v.kind))
            merges.append(Merge(out, tuple(atoms)))
            joined[v] = out
        self.bars = joined
        return [(*b, *e) for b, e in zip(backs, extra, strict=True)], tuple(merges)

    def branch(self, s: If) -> Stmt:
        """A branch: the same way is taken back."""
        raising = [k for k, b in enumerate((s.then, s.orelse)) if b and isinstance(b[-1], Effect) and b[-1].how == "raise"]
        news, backs, ends = self.ways([s.then, s.orelse], s.merges)
        inside = {v for b in (s.then, s.orelse) for x in b for v in defined(x)}
        if len(raising) == 1:
            return self.only_way(s, news, backs, ends, 1 - raising[0])
        backs, merges = self.join(ends, backs, inside)
        new, backs, merges = self.hand_over_ways(s, news, backs, merges)
        if backs[0] or backs[1] or merges:
            self.b.out.append(If(s.cond, backs[0], backs[1], merges, s.place))
        return new

    def hand_over_ways(self, s: If, news: list[Block], backs: list[Block], merges: tuple[Merge, ...]) -> tuple[If, list[Block], tuple[Merge, ...]]:
        """Hand over between the ways of a branch and the same ways back."""
        more: list[Merge] = []
        columns: list[list[Atom]] = []
        for k in (0, 1):
            back = (*backs[k], *self.ends([m.values[k] for m in merges]))
            if self.depth:
                news[k], back = self.handover.branch(news[k], back)
            else:
                back, escaped = self.handover.escape(news[k], back, k, 2)
                more += escaped
            backs[k], values = self.split_ends(back, len(merges))
            columns.append(values)
        fixed = tuple(Merge(m.out, values) for m, values in zip(merges, zip(*columns, strict=True), strict=True))
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

    def only_way(self, s: If, news: list[Block], backs: list[Block], ends: list[dict[Var, Atom]], k: int) -> Stmt:
        """A branch of which the other way raises: going back there is no choice."""
        inside = {v for x in (s.then, s.orelse)[k] for v in defined(x)}
        bars = {v: a for v, a in ends[k].items() if v not in inside}
        back = (*backs[k], *self.ends(list(bars.values())))
        if self.depth:
            news[k], back = self.handover.branch(news[k], back)
            escaped: list[Merge] = []
        else:
            back, escaped = self.handover.escape(news[k], back, k, 2)
        back, values = self.split_ends(back, len(bars))
        self.bars = dict(zip(bars, values, strict=True))
        self.b.out += back
        return replace(s, then=news[0], orelse=news[1], merges=(*s.merges, *escaped))

    def attempt(self, s: Try) -> Stmt:
        """``try``: which way was taken is noted, and taken back."""
        stacks = len(self.stacks)
        blocks_ = [s.body, *(h.body for h in s.handlers)]
        news, backs, ends = self.ways(blocks_, s.merges)
        inside = {v for b in blocks_ for x in b for v in defined(x)}
        backs, merges = self.join(ends, backs, inside)
        if len(self.stacks) > stacks:
            raise Refusal("SD203", "a loop inside `try` would have to remember values that an exception leaves behind", s.place, "move the loop out of the `try`")
        more: list[Merge] = []
        way = Var("way", INT, False)
        columns: list[list[Atom]] = []
        for k in range(len(blocks_)):
            back = (*backs[k], *self.ends([m.values[k] for m in merges]))
            back, escaped = self.handover.escape(news[k], back, k, len(blocks_))
            backs[k], values = self.split_ends(back, len(merges))
            columns.append(values)
            more += escaped
        if any(backs) or merges:
            more.append(Merge(way, tuple(Const(k) for k in range(len(blocks_)))))
            fixed = [Merge(m.out, values) for m, values in zip(merges, zip(*columns, strict=True), strict=True)]
            self.choose_way(way, backs, fixed)
        handlers = tuple(replace(h, body=b) for h, b in zip(s.handlers, news[1:], strict=True))
        return replace(s, body=news[0], handlers=handlers, merges=(*s.merges, *more))

    def choose_way(self, way: Var, backs: list[Block], merges: list[Merge]) -> None:
        """A chain of branches on the number of the way that was taken."""
        from s2sdiff.kinds import BOOL

        def rest(k: int) -> tuple[Block, dict[Var, Atom]]:
            if k == len(backs) - 1:
                return backs[k], {m.out: m.values[k] for m in merges}
            block, (cond, inner) = self.b.nested(lambda: (self.b.let(Op("compare", "eq"), (way, Const(k)), BOOL), rest(k + 1)))
            outs = {m.out: (m.out if k == 0 else Var(m.out.name, m.out.kind)) for m in merges}
            joined = tuple(Merge(outs[m.out], (m.values[k], inner[1][m.out])) for m in merges)
            return (*block, If(cond, backs[k], inner[0], joined)), dict(outs)

        block, _ = rest(0)
        self.b.out += block

    # -- loops ----------------------------------------------------------------------------------

    def loop(self, s: For | While) -> Stmt:
        """A loop: as many trips backwards."""
        results = {c: self.take(c.result) for c in s.carries}
        if isinstance(s, While) and any(isinstance(x, Update) for x in walk(s.test)):
            raise Refusal("SD201", "the condition of this loop changes a container", s.place, "change it in the body")
        going = [c for c in s.carries if c.param in self.active or (c.result in self.active and results[c] is not None)]
        outer = [v for v in free_vars(s) if v in self.active]
        if not any(results.values()) and not any(v in self.bars for v in outer):
            return s
        before = self.bars
        self.bars = {}
        params = {c: Var(self.bar_name(c.param.name), tangent_kind(c.param.kind)) for c in going}
        sums = {v: Var(self.bar_name(v.name), tangent_kind(v.kind)) for v in outer}
        parts, self.parts = self.parts, {}
        self.depth += 1

        def body() -> tuple[Block, dict[Carry, Atom]]:
            self.bars.update(sums)
            for c in going:
                self.add(c.next, params[c])
            new = self.block(s.body)
            for v in list(self.parts):
                whole = self.take(v)
                if whole is not None:
                    self.bars[v] = whole
            nexts = {c: self.taken(c.param) for c in going}
            return new, nexts

        back, (new_body, nexts) = self.b.nested(body)
        self.depth -= 1
        inner, self.bars, self.parts = self.bars, before, parts
        carries: list[Carry] = []
        unchanged: dict[Var, Atom] = {}
        for c in going:
            init = results[c]
            start = self.zero_of(c.result) if init is None else init
            out = Var(params[c].name, params[c].kind)
            carries.append(Carry(params[c], start, nexts[c], out))
        totals: list[tuple[Var, Var]] = []
        for v, p in sums.items():
            last = inner.get(v)
            if last is p or last is None:
                unchanged[p] = self.bars.get(v, Const(0.0))
                continue
            start = self.bars.get(v)
            out = Var(p.name, p.kind)
            carries.append(Carry(p, self.zero_of(v) if start is None else start, last, out))
            totals.append((v, out))
        new = self.emit_loop(s, new_body, back, carries, unchanged)
        for v, out in totals:
            self.bars[v] = out
        for c, carry in zip(going, carries, strict=False):
            self.add(c.init, carry.result)
        return new

    def taken(self, v: Var) -> Atom:
        """The cotangent of a loop's parameter at the start of a trip."""
        bar = self.bars.pop(v, None)
        if bar is None:
            return self.zero_of(v)
        return bar

    def emit_loop(self, s: For | While, new_body: Block, back: Block, carries: list[Carry], unchanged: dict[Var, Atom]) -> Stmt:
        """Emit the reversed loop, and give the loop of the forward sweep, which may count its trips."""
        from s2sdiff.optimize.dead import eliminate
        from s2sdiff.optimize.rewrite import substitute

        back = substitute(back, unchanged)
        carries = [replace(c, next=unchanged.get(c.next, c.next) if isinstance(c.next, Var) else c.next) for c in carries]
        back = eliminate(back, [c.next for c in carries])
        index = Var(s.index.name, s.index.kind, s.index.weak) if isinstance(s, For) else Var("k", INT, True)
        replay: dict[Var, Atom] = {s.index: index} if isinstance(s, For) else {}
        own = tuple(c.param for c in s.carries)
        if isinstance(s, While):
            new_test = self.block_test(s)
        first = len(self.stacks)
        new_body, back = self.handover.loop(own, new_body, (*back, *self.ends([c.next for c in carries])), replay)
        back, values = self.split_ends(back, len(carries))
        fixed = tuple(replace(c, next=v) for c, v in zip(carries, values, strict=True))
        drain = next((st for st in self.stacks[first:] if self.pushed_once(st, new_body)), None) if not self.depth else None
        if isinstance(s, For) and s.stop is None:
            used = any(index in x for x in [set(free_vars(y)) for y in back]) or any(c.next is index for c in fixed)
            self.b.out.append(For(index, self.seq_again(s.seq, used, None), back, fixed, None, s.place))
            return replace(s, body=new_body)
        if isinstance(s, While) and drain is not None:
            self.b.out.append(While((), drain, back, fixed, None, s.place))
            return replace(s, test=new_test, body=new_body)
        count, more, trips = Var("trips", INT), Var("trips", INT), Var("trips", INT)
        counting = Carry(count, Const(0), more, trips)
        new_body = (*new_body, Let(more, Op("binary", "add"), (count, Const(1))))
        used = isinstance(s, For) and any(index in set(free_vars(y)) for y in back)
        seq = self.seq_again(s.seq, True, trips) if isinstance(s, For) and used else self.b.let(RANGE, (trips,), ANY)
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
        from s2sdiff.graph import Push

        return any(isinstance(x, Push) and x.stack is stack for x in body)

    def seq_again(self, seq: Atom, reverse: bool, trips: Var | None) -> Atom:
        """The sequence that a loop went over, from its end; the trips taken of it, if it ended early."""
        none = Const(None)
        d = self.b.defs.get(seq) if isinstance(seq, Var) else None
        again: Atom = self.b.let(d.op, d.args, d.target.kind, "range") if d is not None and self.is_range(d) else seq
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


__all__ = ["Reverse", "blocks", "carries_derivative"]
