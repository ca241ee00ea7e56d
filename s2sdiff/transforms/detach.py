"""Views that leave a branch or go round a loop are copied there, where the array that they show is changed later.

Nothing reads such a view after the change, for that is refused, so a copy is the same value. What comes after
may then take it that only an operation on an array shows the array's memory, never what paths leave.
"""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.analyses.memory import changed_later
from s2sdiff.backend.fold import is_view
from s2sdiff.graph import Atom, Block, Carry, For, If, Let, Merge, Op, Stmt, Try, Var, While, walk
from s2sdiff.transforms.shapes import is_array


def detached(body: Block) -> Block:
    """The same program, in which no merge or carry is a view of an array that is changed later."""
    changed = changed_later(body)
    shown = {
        s.target
        for s in walk(body)
        if isinstance(s, Let) and s.target in changed and s.args and is_array(s.target) and is_view(s)
    }
    return _Detaching(shown).block(body) if shown else body


class _Detaching:
    def __init__(self, shown: set[Var]) -> None:
        self.shown = shown

    def copy(self, a: Atom, out: list[Stmt]) -> Atom:
        """An atom, copied at the end of a block if it is a view."""
        if not isinstance(a, Var) or a not in self.shown:
            return a
        made = Var(a.name, a.kind, True)
        out.append(Let(made, Op("copy", "copy"), (a,)))
        return made

    def block(self, body: Block) -> Block:
        out: list[Stmt] = []
        for s in body:
            if isinstance(s, If):
                (then, orelse), merges = self.ways([s.then, s.orelse], s.merges)
                out.append(replace(s, then=then, orelse=orelse, merges=merges))
            elif isinstance(s, Try):
                (first, *rest), merges = self.ways([s.body, *(h.body for h in s.handlers)], s.merges)
                handlers = tuple(replace(h, body=b) for h, b in zip(s.handlers, rest, strict=True))
                out.append(replace(s, body=first, handlers=handlers, merges=merges))
            elif isinstance(s, For | While):
                last = list(self.block(s.body))
                carries = tuple(
                    Carry(c.param, self.copy(c.init, out), self.copy(c.next, last), c.result) for c in s.carries
                )
                out.append(replace(s, body=tuple(last), carries=carries))
            else:
                out.append(s)
        return tuple(out)

    def ways(self, blocks: list[Block], merges: tuple[Merge, ...]) -> tuple[list[Block], tuple[Merge, ...]]:
        """The ways of a branch, and what they leave."""
        outs = [list(self.block(b)) for b in blocks]
        fixed = tuple(
            Merge(m.out, tuple(self.copy(a, out) for a, out in zip(m.values, outs, strict=True))) for m in merges
        )
        return [tuple(out) for out in outs], fixed
