"""Reverse mode: the program is run forwards, then backwards, statement by statement.

Going backwards, `bars` holds the cotangent of each variable so far; one that has none is zero, and no
zero is ever written down to be added to. Since each variable has one definition, its cotangent is
complete when its definition is reached. (Griewank and Walther, Evaluating Derivatives, 2nd ed.,
chapter 3; the structured form follows Tapenade's store-on-kill.)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    For,
    If,
    Let,
    Multi,
    NewStack,
    Op,
    Stmt,
    Try,
    Update,
    Var,
    While,
    defined,
)
from s2sdiff.kinds import Array, item_kind, strip
from s2sdiff.subfunctions import link_of
from s2sdiff.transforms import implicit
from s2sdiff.transforms.backward_loops import Loops
from s2sdiff.transforms.calls import cotangent_call
from s2sdiff.transforms.custom import pulled, stated
from s2sdiff.transforms.inlined import recomputed
from s2sdiff.transforms.partials import as_operator, partials, refusal
from s2sdiff.transforms.shapes import is_complex
from s2sdiff.transforms.structure import tangent_kind
from s2sdiff.transforms.twins import pushable


class Reverse(Loops):
    """Runs a program backwards."""

    def run(self, seeds: Iterable[tuple[Atom, Atom]]) -> tuple[Block, Block]:
        """The forward sweep and the reverse sweep, given the cotangents of the results."""
        for s in self.body:
            self.b.remember(s)
        for atom, seed in seeds:
            self.add(atom, seed)
        forward = self.block(self.body)
        forward = self.handover.snapshots(forward, self.b)
        forward, self.b.out[:] = pushable(forward, tuple(self.b.out), self.shapes)
        given = self.noted_of(list(self.noted))  # no statement defines these: they are the parameters
        return (*(NewStack(s) for s in self.stacks), *given, *forward), tuple(self.b.out)

    def block(self, body: Block) -> Block:
        """Run a block backwards; gives the block of the forward sweep."""
        forward: list[Stmt] = []
        for s in reversed(body):
            flight, self.flight = self.flight, []
            ahead, self.ahead = self.ahead, []
            new = self.statement(s)
            self.flight = flight
            if self.noted:
                forward += reversed(self.noted_of(defined(s)))
            forward += (new, *reversed(self.ahead))
            self.ahead = ahead
        forward.reverse()
        return tuple(forward)

    def noted_of(self, found: Iterable[Var]) -> list[Stmt]:
        """The statements that note what the reverse sweep asked for."""
        return [self.noted.pop(v) for v in found if v in self.noted]

    def statement(self, s: Stmt) -> Stmt:
        """Run a statement backwards; gives the statement of the forward sweep."""
        if isinstance(s, Let):
            rule = stated(s.op)
            if rule is not None and rule.vjp is not None and s.target not in self.inputs:
                bar = self.take(s.target)
                return s if bar is None else pulled(self, s, rule, bar)
            self.let(s)
        elif isinstance(s, Update):
            self.update(s)
        elif isinstance(s, If):
            return self.branch(s)
        elif isinstance(s, For | While):
            return self.loop(s)
        elif isinstance(s, Try):
            return self.attempt(s)
        elif isinstance(s, Multi) and link_of(s) is not None:
            return cotangent_call(self, s)
        elif isinstance(s, Multi) and any(t in self.bars for t in s.targets):
            raise Refusal("SD301", f"`{s.op.name}` has no derivative rule", s.place)
        return s

    def item_bar(self, bar: Atom, key: Any, x: Var) -> Var:
        """The cotangent of an item, from that of the container, which may be complex, or an array where the item is
        a real."""
        kind, found = tangent_kind(x.kind), item_kind(bar.kind, Const(key))
        wider = is_complex(found) or (isinstance(found, Array) and not isinstance(strip(kind), Array))
        item = self.b.let(Op("item", "item"), (bar, Const(key)), found if wider else kind)
        if bar in self.masked:
            self.masked.add(item)
        return item

    def is_zero_part(self, bar: Atom, k: int) -> bool:
        """Whether the cotangent of a tuple was built a moment ago with zeros in one place."""
        made = self.b.defs.get(bar) if isinstance(bar, Var) else None
        if made is None or made.op.form != "tuple":
            return False
        part = made.args[k]
        zeros = self.b.defs.get(part) if isinstance(part, Var) else None
        return zeros is not None and zeros.op.form == "zeros"

    def let(self, s: Let) -> None:
        """One operation."""
        if s.target in self.inputs:
            return
        bar = self.take(s.target)
        if bar is None:
            return
        s = as_operator(s)
        form = s.op.form
        if form == "binary" and s.op.name == "matmul":
            self.matmul(s, bar)
        elif form in ("cast", "attr"):
            self.reshaped(s, bar)
        elif form == "call":
            self.call(s, bar)
        elif form == "checkpoint":
            recomputed(self, s, bar)
        elif form == "implicit":
            implicit.pulled(self, s, bar)
        elif form in ("binary", "unary"):
            for a, partial in list(partials(self.b, s, self.wanted)):
                self.add(a, self.guarded(s, a, bar, partial(bar)))
        elif form == "item":
            self.load(s, bar)
        elif form in ("list", "dict"):
            keys = range(len(s.args)) if form == "list" else s.op.payload or ()
            for key, x in zip(keys, s.args, strict=True):
                if isinstance(x, Var) and self.wanted(x):
                    self.add(x, self.item_bar(bar, key, x))
        elif form == "tuple":
            for k, x in enumerate(s.args):
                if isinstance(x, Var) and self.wanted(x) and not self.is_zero_part(bar, k):
                    self.add(x, self.item_bar(bar, k, x))
        elif form == "copy":
            self.add(s.args[0], bar)
        elif form != "zeros" and any(self.wanted(a) for a in s.args):
            raise refusal(s)
