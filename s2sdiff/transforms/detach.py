"""Views that leave a branch or go round a loop are copied there, where the array that they show is changed later.

Nothing reads such a view after the change, for that is refused, so a copy is the same value. What comes after
may then take it that only an operation on an array shows the array's memory, never what paths leave.
"""

from __future__ import annotations

from s2sdiff.analyses.memories import is_view
from s2sdiff.analyses.memory import changed_later
from s2sdiff.graph import Atom, Block, Carry, Let, Merge, Op, Stmt, Var, walk
from s2sdiff.transforms.leaving import Leaving
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


class _Detaching(Leaving):
    def __init__(self, shown: set[Var]) -> None:
        self.shown = shown

    def copy(self, a: Atom, out: list[Stmt]) -> Atom:
        """An atom, copied at the end of a block if it is a view."""
        if not isinstance(a, Var) or a not in self.shown:
            return a
        made = Var(a.name, a.kind, True)
        out.append(Let(made, Op("copy", "copy"), (a,)))
        return made

    def merged(self, merges: tuple[Merge, ...], ways: list[list[Stmt]]) -> tuple[Merge, ...]:
        return tuple(
            Merge(m.out, tuple(self.copy(a, way) for a, way in zip(m.values, ways, strict=True))) for m in merges
        )

    def carried(
        self, carries: tuple[Carry, ...], before: list[Stmt], last: list[Stmt]
    ) -> tuple[Carry, ...]:
        return tuple(
            Carry(c.param, self.copy(c.init, before), self.copy(c.next, last), c.result) for c in carries
        )
