"""What the reverse sweep needs of the forward sweep: kept on a stack, or computed again.

Both sweeps are structured alike. For each block of the primal and the block that runs it backwards,
the variables that the latter reads and the former defines are handed over: in a loop, pushed as they
are defined and popped in reverse; a value that a few cheap operations give from what is at hand
anyway is computed again instead of kept (`recompute`), and what a trip leaves for the next one is what the
way back has popped the trip before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from s2sdiff.analyses.free import Reads
from s2sdiff.analyses.unset import harmless
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Carry,
    Const,
    If,
    Let,
    Merge,
    Op,
    Pop,
    Push,
    Stmt,
    Try,
    Var,
    defined,
    walk,
)
from s2sdiff.kinds import BOOL, Array, ListOf, TupleOf, is_number, strip
from s2sdiff.operations import builtin_call, numpy_call
from s2sdiff.optimize.rewrite import substitute, with_blocks
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.recompute import is_cheap, split
from s2sdiff.transforms.shapes import content_reads
from s2sdiff.transforms.standins import alike, counted, repeated


class Handover:
    """Decides, for one pair of blocks, what is kept and what is computed again."""

    def __init__(self, memory: dict[Var, Var], changing: set[Var], new_stack: Callable[[Var], Var]) -> None:
        self.memory, self.changing, self.new_stack = memory, changing, new_stack
        self.changed_later: set[Var] = set()
        self.unset: set[Var] = set()
        self.steady: list[Var] = []
        self.settled: dict[Var, Let] = {}  # what is read again once its loop has ended
        self.late = False
        self.reads = Reads()
        self.handed: set[Var] = set()  # what branches define for the way back alone

    def trips(
        self, carries: tuple[Carry, ...], forward: Block, backward: Block, replay: dict[Var, Atom]
    ) -> tuple[Block, Block, list[Carry]]:
        """Hand over between the bodies of a loop; `replay` says what stands for variables that are at hand.

        Gives both bodies, and what goes round the reversed loop besides: a state that is kept as each trip
        found it is, until it is popped, the state as that trip left it.
        """
        params = tuple(c.param for c in carries)
        if self.late:
            return *self.loop(params, forward, backward, replay), []
        needed = content_reads(backward)
        ends = {
            c.next: (Var(c.param.name, c.param.kind), c)
            for c in carries
            if c.param in needed
            and c.param not in replay
            and isinstance(c.next, Var)
            and c.next.kind == c.param.kind
            and c.result not in self.unset
            and not {c.param, c.next} & self.changing
            and c.next not in params
        }
        copies: dict[Var, Var] = {}
        left: dict[Var, Atom] = {v: end for v, (end, _) in ends.items()}
        forward, backward = self.loop(params, forward, backward, {**replay, **left}, copies)
        read = self.reads.by(backward)
        more = [
            Carry(end, c.result, copies[c.param], Var(end.name, end.kind)) for end, c in ends.values() if end in read
        ]
        return forward, backward, more

    def loop(
        self,
        params: tuple[Var, ...],
        forward: Block,
        backward: Block,
        replay: dict[Var, Atom],
        copies: dict[Var, Var] | None = None,
    ) -> tuple[Block, Block]:
        """Hand over between two blocks that are left at their ends; `copies` collects what is popped."""
        if self.late:
            forward, backward = counted(forward, backward, self.changing)
        same = repeated(forward, self.memory)
        own = self.definitions(params, forward, same)
        backward = substitute(backward, same)
        needed = [v for v in self.reads.by(backward) if v in own and v not in replay]
        others = alike(needed, backward, self.steady)
        backward = substitute(backward, others)
        changing = self.changing | self.changed_later if self.late else self.changed_later

        def cheap(s: Stmt | None, kept: set[Var]) -> bool:
            return is_cheap(s, lambda a: a not in changing or (a in kept and self.is_copied(a)))

        kept, again = split([v for v in needed if v not in others], own, replay, cheap)
        popped: dict[Var, Var] = {}
        pops: list[Stmt] = []
        pushes: dict[Var, list[Stmt]] = {}
        for v in (v for v in own if v in kept):
            stack = self.new_stack(v)
            popped[v] = Var(v.name, v.kind, v.weak)
            pushes[v] = self.push(v, stack)
            pops.append(Pop(popped[v], stack))
        if copies is not None:
            copies.update(popped)
        at_hand: dict[Var, Atom] = {**replay, **popped}
        redone = done_again([v for v in own if v in again], own, at_hand, backward)
        return self.pushed(params, forward, pushes), (*reversed(pops), *redone, *substitute(backward, at_hand))

    def definitions(self, params: tuple[Var, ...], forward: Block, same: dict[Var, Var]) -> dict[Var, Stmt | None]:
        """The variables of a block, each with what gives it, or would give it again; None for its parameters."""
        own: dict[Var, Stmt | None] = dict.fromkeys(params)
        for s in forward:
            own.update((v, self.settled.get(v, s)) for v in defined(s))
        for v, d in own.items():
            if isinstance(d, Let) and any(a in same for a in d.args):
                own[v] = replace(d, args=tuple(same.get(a, a) if isinstance(a, Var) else a for a in d.args))
        return own

    def is_copied(self, v: Var) -> bool:
        """Whether it is a copy that is kept of a variable."""
        return v in self.changed_later and of_arrays(v)

    def push(self, v: Var, stack: Var) -> list[Stmt]:
        """What puts a variable on a stack: a copy, where it is changed later."""
        if not self.is_copied(v):
            return [Push(stack, v)]
        frozen = Var(v.name, v.kind, True)
        return [*snapshot(v, frozen), Push(stack, frozen)]

    def pushed(self, params: tuple[Var, ...], forward: Block, pushes: dict[Var, list[Stmt]]) -> Block:
        """A block in which each variable is pushed as soon as it has a value.

        If `late`, all are pushed at its end: what is called in between pushes on the same stacks, and comes first.
        """
        at_once = slice(-1) if self.late else slice(None)
        new: list[Stmt] = [x for v in params if v in pushes for x in pushes[v][at_once]]
        for s in forward:
            new.append(self.filled(s, pushes))
            new += [x for v in defined(s) if v in pushes for x in pushes[v][at_once]]
        return (*new, *(rows[-1] for rows in pushes.values())) if self.late else tuple(new)

    @staticmethod
    def filled(s: Stmt, pushes: dict[Var, list[Stmt]]) -> Stmt:
        """A branch whose merges are pushed: a way without a value leaves a harmless one to be pushed."""
        if not isinstance(s, If | Try):
            return s
        more: list[Merge] = []
        for m in s.merges:
            if m.out in pushes and any(v is UNDEFINED for v in m.values):
                out = Var(m.out.name, m.out.kind, True)
                more.append(Merge(out, tuple(harmless(m.out) if v is UNDEFINED else v for v in m.values)))
                pushes[m.out] = list(substitute(tuple(pushes[m.out]), {m.out: out}))
        return replace(s, merges=(*s.merges, *more)) if more else s

    def branch(self, forward: Block, backward: Block) -> tuple[Block, Block]:
        """Hand over between the same ways of two branches inside a loop: like a loop's bodies."""
        return self.loop((), forward, backward, {})

    def snapshots(self, forward: Block, b: Builder) -> Block:
        """Outside loops: copy what the reverse sweep reads of arrays that are changed after that."""
        if not self.changed_later:
            return forward
        read = content_reads(tuple(b.out)) & self.changed_later
        own = {v for s in forward for v in defined(s)}
        copies = {v: Var(v.name, v.kind, True) for v in sorted(read & own, key=lambda v: v.id) if of_arrays(v)}
        if not copies:
            return forward
        b.out[:] = substitute(tuple(b.out), copies)
        return self.with_copies(forward, copies)

    def escape(
        self, forward: Block, backward: Block, way: int, ways: int, fill: bool = False
    ) -> tuple[Block, Block, list[Merge]]:
        """Hand over outside loops, where variables stay: what a way of a branch defines is named after it.

        Of an array that is changed after that, and whose content is read, a copy is handed over.
        """
        own = {v for s in forward for v in defined(s)}
        mapping: dict[Var, Atom] = {}
        inner: dict[Var, Var] = {}
        merges: list[Merge] = []
        frozen = {
            v: Var(v.name, v.kind, True)
            for v in (content_reads(backward) & self.changed_later if self.changed_later else ())
            if v in own and of_arrays(v)
        }
        for v in self.reads.by(backward):
            if v not in own:
                continue
            again = Var(v.name, v.kind, v.weak)
            if v in self.handed:  # it keeps its name on the way back, and gets another one inside
                inner[v] = again
                out, value = v, again
            else:
                self.handed.add(again)
                mapping[v] = again
                out, value = again, frozen.get(v, v)
            values: list[Atom] = [harmless(v) if fill else UNDEFINED] * ways
            values[way] = value
            merges.append(Merge(out, tuple(values)))
        forward = tuple([self.renamed(s, inner) for s in forward]) if inner else forward
        return self.with_copies(forward, frozen), substitute(backward, mapping), merges

    @staticmethod
    def renamed(s: Stmt, inner: dict[Var, Var]) -> Stmt:
        """A branch in which variables that it hands over have other names."""
        if not isinstance(s, If | Try):
            return s
        return replace(s, merges=tuple([Merge(inner.get(m.out, m.out), m.values) for m in s.merges]))

    @staticmethod
    def with_copies(forward: Block, copies: dict[Var, Var]) -> Block:
        """Statements with copies of what they define, made as soon as it is defined."""
        return tuple(
            x
            for s in forward
            for x in (s, *(x for v in defined(s) if v in copies for x in snapshot(v, copies[v])))
        )


def of_arrays(v: Var) -> bool:
    """Whether a variable is an array, or a tuple of arrays."""
    kind = strip(v.kind)
    parts = kind.items if isinstance(kind, TupleOf) and kind.cls is None else (kind,)
    return any(isinstance(strip(k), Array) for k in parts)


def snapshot(v: Var, copy: Var) -> Iterator[Stmt]:
    """Statements that make a copy of an array, or of a tuple and the arrays in it."""
    kind = strip(v.kind)
    if not isinstance(kind, TupleOf):
        may_be_number = isinstance(kind, Array) and kind.rank is None
        yield Let(copy, numpy_call("copy") if may_be_number else Op("copy", "copy"), (v,))
        return
    items: list[Var] = []
    for k, item in enumerate(kind.items):
        part = Var(v.name, item, True)
        yield Let(part, Op("item", "item"), (v, Const(k)))
        items.append(Var(v.name, item, True) if of_arrays(part) else part)
        if items[-1] is not part:
            yield from snapshot(part, items[-1])
    yield Let(copy, Op("tuple", "tuple"), tuple(items))


def done_again(
    again: list[Var], own: dict[Var, Stmt | None], at_hand: dict[Var, Atom], backward: Block
) -> list[Stmt]:
    """What computes variables again of what is at hand; these are at hand from then on."""
    redone: list[Stmt] = []
    squares = any(is_square(own[v]) for v in again)
    decided = {s.cond for s in walk(backward) if isinstance(s, If)} if squares else set()
    smooth = not any(v.kind == BOOL or v in decided for v in again)
    for v, let in in_order(again, own):
        copy = Var(v.name, v.kind, v.weak)
        op, args = let.op, tuple(at_hand.get(a, a) if isinstance(a, Var) else a for a in let.args)
        if smooth and is_square(let):  # quicker as a product, and the same but for its last bit
            op, args = Op("binary", "mul"), (args[0], args[0])
        redone.append(Let(copy, op, args, let.place))
        at_hand[v] = copy
    return redone


def in_order(again: list[Var], own: dict[Var, Stmt | None]) -> Iterator[tuple[Var, Let]]:
    """What is computed again, each after what it takes: a value may be read from where it was stored later."""
    left = dict.fromkeys(again)

    def visit(v: Var) -> Iterator[tuple[Var, Let]]:
        del left[v]
        let = own[v]
        assert isinstance(let, Let)
        for a in let.args:
            if isinstance(a, Var) and a in left:
                yield from visit(a)
        yield v, let

    for v in again:
        if v in left:
            yield from visit(v)


def is_square(s: Stmt | None) -> bool:
    """Whether a statement is a power by a literal 2."""
    if not isinstance(s, Let) or s.op.name != "pow":
        return False
    exponent = s.args[1]
    return isinstance(exponent, Const) and exponent.value == 2


def conditions_noted(body: Block, changing: set[Var]) -> Block:
    """Statements in which no branch depends on a container that may have changed by the way back."""
    if not changing:
        return body
    out: list[Stmt] = []
    for s in body:
        if (
            isinstance(s, If)
            and isinstance(s.cond, Var)
            and s.cond in changing
            and not is_number(s.cond.kind)
        ):
            noted = Var("some", BOOL, True)
            out.append(Let(noted, builtin_call(bool), (s.cond,), s.place))
            s = replace(s, cond=noted)
        out.append(with_blocks(s, lambda b: conditions_noted(b, changing)))
    return tuple(out)


def stack_kind(v: Var) -> ListOf:
    """The kind of a stack of values of a variable."""
    return ListOf(v.kind)
