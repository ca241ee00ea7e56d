"""Simplifying anew what was found to be literal after it had been written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from s2sdiff.graph import Atom, Block, Const, Let, Stmt, Update, Var, walk
from s2sdiff.kinds import is_number
from s2sdiff.optimize.dead import settle
from s2sdiff.optimize.rewrite import map_stmt
from s2sdiff.transforms.builder import Builder


def settled(block: Block, lines_of: Callable[[str], list[str]]) -> Block:
    """The block with what never changes from trip to trip as what it is, and literals multiplied out.

    Only derived statements are written anew: those that a literal has got into, and what reads them.
    """
    done = settle(block)
    if done is block:
        return block
    before = {s.target: s.args for s in walk(block) if isinstance(s, Let)}
    fresh = {
        s.target
        for s in walk(done)
        if isinstance(s, Let)
        and s.op.form == "binary"
        and is_number(s.target.kind)
        and got_literal(before[s.target], s.args)
    }
    return Anew(done, fresh, lines_of).block(done) if fresh else done


def got_literal(before: Iterable[Atom], after: Iterable[Atom]) -> bool:
    """Whether a variable that was read has become a literal."""
    return any(isinstance(b, Var) and isinstance(a, Const) for b, a in zip(before, after, strict=True))


class Anew:
    """Writes statements again, some of them simplified."""

    def __init__(self, body: Block, fresh: set[Var], lines_of: Callable[[str], list[str]]) -> None:
        updates = [s for s in walk(body) if isinstance(s, Update)]
        self.b = Builder(body, lines_of, changing={v for s in updates for v in (s.old, s.new)})
        self.fresh = fresh
        self.mapping: dict[Var, Atom] = {}

    def change(self, a: Atom) -> Atom:
        """What stands for an atom now."""
        return self.mapping.get(a, a) if isinstance(a, Var) else a

    def block(self, body: Block) -> Block:
        """A block, written again."""

        def work() -> None:
            for s in body:
                self.statement(s)

        return self.b.nested(work)[0]

    def statement(self, s: Stmt) -> None:
        """One statement."""
        if isinstance(s, Let) and s.op.form == "binary" and is_number(s.target.kind):  # noqa: SIM102
            if s.target in self.fresh or any(isinstance(a, Var) and a in self.mapping for a in s.args):
                args = tuple(self.change(a) for a in s.args)
                count = len(self.b.out)
                value = self.b.binary(s.op.name, *args)
                self.mapping[s.target] = value
                if isinstance(value, Var) and len(self.b.out) > count and s.target.name != "t":
                    value.name = s.target.name
                return
        written = map_stmt(s, self.change, self.block)
        if isinstance(written, Let):
            self.b.defs[written.target] = written  # of what is read now
        self.b.out.append(written)
