"""A program that takes many directions at once: what varies with its seeds gets an axis in front, one entry each.

The derivative along a direction is linear in the direction, and so are the operations that the direction
reaches. The program of one sweep becomes the program of all of them: its statements stay, those that a
seed reaches work on arrays with one more axis, the others are run once (vector mode; Griewank and Walther,
Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from s2sdiff.analyses.carriers import is_length
from s2sdiff.graph import (
    Atom,
    Block,
    Carry,
    Const,
    Effect,
    For,
    Function,
    If,
    Let,
    Merge,
    Multi,
    Op,
    Pop,
    Push,
    Return,
    Stmt,
    Tree,
    Try,
    Update,
    Value,
    Var,
    While,
    defined,
    leaves,
    map_leaves,
    walk,
)
from s2sdiff.kinds import (
    BOOL,
    NONE,
    REAL,
    STR,
    Array,
    DictOf,
    ListOf,
    TupleOf,
    differentiable,
    item_kind,
    plain,
    strip,
)
from s2sdiff.optimize.dead import eliminate
from s2sdiff.transforms import batched_calls, batched_items
from s2sdiff.transforms.batched_axis import Axis, Unbatched, rank_of, with_axis
from s2sdiff.transforms.combined import combined

#: How many operations on all directions at once make up for one that is done for each.
WORTH = 2
_ELEMENTWISE = {
    "binary": ("add", "sub", "mul", "div", "pow", "floordiv", "mod", "and_", "or_", "xor"),
    "compare": ("eq", "ne", "lt", "le", "gt", "ge"),
    "unary": ("neg", "pos", "invert"),
}


@dataclass(frozen=True)
class Batch:
    """A program that takes many directions at once.

    Attributes:
        function: the program; its last parameter is the number of directions.
        divides: whether a real that varies is divided by a real, which stops Python and does not stop NumPy.
    """

    function: Function
    divides: bool


def batched(f: Function, seeds: Iterable[Var], part: int | None) -> Batch | None:
    """The program that takes as many directions as its last parameter says; None where it is not known.

    Args:
        f: the program of one sweep.
        seeds: the parameters that get an axis in front.
        part: which item of the result is linear in the seeds, and gets the axis; None for all of it.
    """
    try:
        made = Batched(f, tuple(seeds))
        function = made.function(part)
    except Unbatched:
        return None
    own = sum(isinstance(s, Let | Update) and made.carries(*defined(s)) for s in walk(f.body))
    if made.repeated * WORTH > own:
        return None
    return Batch(function, made.divides)


class Batched(Axis):
    """Rewrites a program statement by statement."""

    def __init__(self, f: Function, seeds: tuple[Var, ...]) -> None:
        super().__init__(f.body, seeds, {p.name for p in f.params})
        self.f, self.seeds = f, seeds
        if not self.marked.isdisjoint(set(f.params) - set(seeds)):
            raise Unbatched  # an argument is written to

    def function(self, part: int | None) -> Function:
        """The whole program."""
        for seed in self.seeds:
            self.new[seed] = Var(seed.name, with_axis(seed.kind))
        params = tuple(self.one(p) for p in self.f.params)
        self.block(self.f.body)
        result = self.f.result
        if part is None:
            result = self.linear_result(result)
        else:
            assert isinstance(result, Tree)
            for k, value in enumerate(result.items):
                self.plain(*(leaves(value) if k != part else ()))
            items = [self.linear_result(v) if k == part else v for k, v in enumerate(result.items)]
            result = replace(result, items=tuple(items))
        marked = eliminate(combined((*self.out, Return(result))), ())
        body, last = marked[:-1], marked[-1]
        assert isinstance(last, Return)
        signature = self.f.signature
        if signature:
            at = max((k for k, (_, how, _) in enumerate(signature) if how < 2), default=-1) + 1
            signature = (*signature[:at], (self.count.name, 1, None), *signature[at:])
        return replace(
            self.f,
            name=f"{self.f.name}s",
            params=(*params, self.count),  # type: ignore[arg-type]
            body=body,
            result=last.value,
            signature=signature,
        )

    def linear_result(self, value: Value) -> Value:
        """What is linear in the seeds, with the axis."""
        result: Value = map_leaves(value, self.linear_leaf)
        return result

    def linear_leaf(self, a: Atom) -> Atom:
        """A number, array or container of what is linear in the seeds; what is not data stays as it is."""
        kind = plain(strip(a.kind))
        if differentiable(kind) or self.carries(a):
            return self.carried(a, kind)
        if kind in (BOOL, STR, NONE) or (isinstance(kind, Array) and kind.dtype == "bool"):
            return a
        raise Unbatched

    # -- statements -----------------------------------------------------------------------------

    def block(self, body: Block) -> None:
        """Rewrite statements."""
        for s in body:
            self.statement(s)

    def statement(self, s: Stmt) -> None:
        """Rewrite one statement."""
        if isinstance(s, Let):
            self.operation(s)
        elif isinstance(s, Update) and s.old in self.marked:
            batched_items.update(self, s)
        elif isinstance(s, If):
            self.branch(s)
        elif isinstance(s, For | While):
            self.loop(s)
        elif isinstance(s, Try):
            raise Unbatched  # what stops a sweep may stop only some of them
        elif isinstance(s, Push) and s.stack in self.marked:
            kind = s.stack.kind
            assert isinstance(kind, ListOf) and kind.item is not None
            self.out.append(Push(self.stack(s.stack), self.carried(s.value, kind.item)))
        elif isinstance(s, Pop) and s.stack in self.marked:
            self.out.append(Pop(self.fresh(s.target), self.stack(s.stack)))
        elif isinstance(s, Multi | Effect | Update):
            self.plain(*s.args)
            self.plain(*(s.targets if isinstance(s, Multi) else ()))
            self.out.append(s)
        else:
            new = getattr(s, "stack", None)
            self.out.append(s if new not in self.marked else replace(s, stack=self.stack(new)))  # type: ignore[arg-type]

    def stack(self, v: Var) -> Var:
        """The stack of values with the axis that stands for a stack."""
        if v not in self.new:
            self.fresh(v)
        found = self.new[v]
        assert isinstance(found, Var)
        return found

    def operation(self, s: Let) -> None:
        """One operation."""
        if s.target not in self.marked:
            if self.carries(*s.args):
                self.reading(s)
            else:
                self.out.append(s)
            return
        before = len(self.out)
        if s.op.form == "zeros":
            found = self.zeros(s.args[0], s.target.kind)
        elif not self.carries(*s.args):
            found = self.unvarying(s)
        else:
            try:
                found = self.linear(s)
            except Unbatched:
                del self.out[before:]
                found = batched_calls.one_by_one(self, s)
        made = any(isinstance(x, Let) and x.target is found for x in self.out[before:])
        if made and isinstance(found, Var):
            found.name, found.weak = s.target.name, s.target.weak
        self.new[s.target] = found

    def reading(self, s: Let) -> None:
        """An operation on what carries the axis whose result is the same in all directions."""
        (a, *rest) = s.args
        self.plain(*rest)
        x, kind = self.one(a), strip(a.kind)
        if s.op.form in ("item", "attr") and not isinstance(kind, Array):
            self.out.append(Let(s.target, s.op, (x, *rest), s.place))
        elif is_length(s) and isinstance(kind, ListOf | DictOf | TupleOf) and s.op.name == "len":
            self.out.append(Let(s.target, s.op, (x,), s.place))
        elif is_length(s) and isinstance(kind, Array) and len(s.args) == 1:
            first = self.let(Op("item", "index", (("i",),)), (x, Const(0)), kind)
            self.out.append(Let(s.target, s.op, (x if s.op.name == "dtype" else first,), s.place))
        elif is_length(s) and s.op.name == "shape" and rank_of(kind) == 0:
            self.out.append(Let(s.target, Op("tuple", "tuple"), (), s.place))
        elif s.op.form == "call" and s.op.name in ("zeros_like", "ones_like"):
            first = self.let(Op("item", "index", (("i",),)), (x, Const(0)), kind)
            self.out.append(Let(s.target, s.op, (first, *rest), s.place))
        else:
            raise Unbatched

    def unvarying(self, s: Let) -> Atom:
        """What is the same in all directions, repeated: something that varies is written to it later."""
        if s.op.form in ("list", "tuple", "dict"):
            return self.built(s)
        if isinstance(strip(s.target.kind), ListOf) and s.op.form == "binary":
            return self.lists(s)
        plain = Var(s.target.name, s.target.kind, True)
        self.out.append(replace(s, target=plain))
        return self.carried(plain, s.target.kind)

    def built(self, s: Let) -> Atom:
        """A container of items, each with the axis."""
        kind, args = strip(s.target.kind), []
        for k, a in enumerate(s.args):
            own, wanted = a.kind, item_kind(kind, Const(k))
            args.append(self.carried(a, own if isinstance(a, Var) and differentiable(own) else wanted))
        return self.let(s.op, tuple(args), with_axis(s.target.kind))

    def lists(self, s: Let) -> Atom:
        """``list + list`` or ``list * count``."""
        args = tuple(self.carried(a, a.kind) if isinstance(a.kind, ListOf) else a for a in s.args)
        return self.let(s.op, args, with_axis(s.target.kind))

    def linear(self, s: Let) -> Atom:
        """An operation on what carries the axis."""
        form, kind = s.op.form, strip(s.target.kind)
        if form in ("list", "tuple", "dict"):
            return self.built(s)
        if form == "binary" and isinstance(kind, ListOf):
            return self.lists(s)
        if form == "binary" and s.op.name == "matmul":
            return batched_calls.product(self, s.args[0], s.args[1], kind)
        if s.op.name in _ELEMENTWISE.get(form, ()):
            self.divides |= s.op.name == "div" and kind == REAL
            return self.elementwise(s.op, s.args, kind)
        if form == "added":
            return self.let(s.op, tuple(self.carried(a, kind) for a in s.args), with_axis(kind))
        if form == "item":
            return batched_items.load(self, s)
        if form == "call":
            return batched_calls.call(self, s)
        x = self.one(s.args[0])
        if form in ("copy", "cast"):
            return self.let(s.op, (x,), with_axis(kind))
        if form == "attr" and not isinstance(strip(s.args[0].kind), Array):
            return self.let(s.op, (x,), with_axis(kind))
        if form == "attr" and s.op.name == "T":
            return self.turned(x, tuple(range(rank_of(kind)))[::-1], kind)
        raise Unbatched

    # -- blocks ---------------------------------------------------------------------------------

    def branch(self, s: If) -> None:
        """A branch: all directions go the same way."""
        self.plain(s.cond)
        ways = []
        for k, body in enumerate((s.then, s.orelse)):

            def way(body: Block = body, k: int = k) -> list[Atom]:
                self.block(body)
                return [
                    self.carried(m.values[k], m.out.kind) if m.out in self.marked else m.values[k]
                    for m in s.merges
                ]

            ways.append(self.nested(way))
        merges = []
        for m, then, orelse in zip(s.merges, ways[0][1], ways[1][1], strict=True):
            out = self.fresh(m.out) if m.out in self.marked else m.out
            merges.append(Merge(out, (then, orelse)))
        self.out.append(If(s.cond, ways[0][0], ways[1][0], tuple(merges), s.place))

    def loop(self, s: For | While) -> None:
        """A loop: all directions go round it together."""
        self.plain(s.stop)
        inits = [self.carried(c.init, c.param.kind) if c.param in self.marked else c.init for c in s.carries]
        index = seq = None
        if isinstance(s, For):
            index, seq = s.index, self.one(s.seq)
            if s.index in self.marked:
                kind = strip(s.seq.kind)
                if isinstance(kind, Array):
                    if rank_of(kind) == 1 and s.seq in self.written:
                        raise Unbatched  # the numbers would show what is written later
                    first = "t1" + "0" + "".join(str(k) for k in range(2, rank_of(kind) + 1))
                    seq = self.let(Op("item", "index", ((first,),)), (seq,), with_axis(kind))
                index = self.fresh(s.index)
            else:
                self.plain(s.seq)
        for c in s.carries:
            if c.param in self.marked:
                self.fresh(c.param)

        def trip() -> list[Atom]:
            self.block(s.body)
            return [self.carried(c.next, c.param.kind) if c.param in self.marked else c.next for c in s.carries]

        test: Block = ()
        if isinstance(s, While):
            test, _ = self.nested(lambda: self.block(s.test))
            self.plain(s.cond)
        body, nexts = self.nested(trip)
        carries = []
        for c, init, after in zip(s.carries, inits, nexts, strict=True):
            both = [self.one(c.param), self.fresh(c.result) if c.result in self.marked else c.result]
            carries.append(Carry(both[0], init, after, both[1]))  # type: ignore[arg-type]
        if isinstance(s, For):
            self.out.append(For(index, seq, body, tuple(carries), s.stop, s.place))  # type: ignore[arg-type]
        else:
            self.out.append(While(test, s.cond, body, tuple(carries), s.stop, s.place))
