"""Neighbouring branches on one condition become one branch."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from s2sdiff.graph import Atom, Block, Const, If, Let, Merge, Stmt, Var, atom_key
from s2sdiff.kinds import BOOL, INT, REAL
from s2sdiff.optimize.rewrite import map_stmt


def fuse(block: Block) -> Block:
    """The block with each run of branches on the same condition made into one."""
    return _Fusion().block(block)


class _Fusion:
    """Goes through a program once; `stands` says what to read instead of some variables."""

    def __init__(self) -> None:
        self.stands: dict[Var, Atom] = {}

    def read(self, a: Any) -> Any:
        """What is read in the place of an atom."""
        while isinstance(a, Var) and a in self.stands:
            a = self.stands[a]
        return a

    def block(self, *blocks: Block) -> Block:
        """Blocks after one another as one, in which neighbours are fused."""
        rows: list[Stmt | list[If]] = []
        known: dict[Any, Var] = {}
        for s in itertools.chain(*blocks):
            made = comparison(s, self.read)
            again = made is not None and isinstance(s, Let) and known.setdefault(made, s.target) is not s.target
            if again and isinstance(s, Let) and s.place is None:
                self.stands[s.target] = known[made]
                continue
            last = rows[-1] if rows else None
            if not isinstance(s, If):
                rows.append(map_stmt(s, self.read, self.block))
            elif isinstance(last, list) and isinstance(s.cond, Var) and self.read(s.cond) is self.read(last[0].cond):
                last.append(s)
            else:
                rows.append([s])
        return tuple([self.branch(row) if isinstance(row, list) else row for row in rows])

    def branch(self, run: list[If]) -> If:
        """Branches on one condition as one: a later one reads what the way taken in an earlier one left."""
        merges = [m for s in run for m in s.merges]
        ways: list[Block] = []
        columns: list[list[Atom]] = []
        for k in (0, 1):
            self.stands.update((m.out, m.values[k]) for s in run[:-1] for m in s.merges)
            ways.append(self.block(*[s.orelse if k else s.then for s in run]))
            columns.append([self.read(m.values[k]) for m in merges])
            for s in run[:-1]:
                for m in s.merges:
                    del self.stands[m.out]
        outs = [Merge(m.out, values) for m, values in zip(merges, zip(*columns, strict=True), strict=True)]
        return If(self.read(run[0].cond), ways[0], ways[1], tuple(outs), run[0].place)


def comparison(s: Stmt, read: Callable[[Any], Any]) -> Any:
    """What makes two comparisons of numbers the same; None for any other statement."""
    if not isinstance(s, Let) or s.op.form != "compare" or s.target.kind is not BOOL:
        return None
    if not all(isinstance(a, Const) or a.kind in (REAL, INT, BOOL) for a in s.args):
        return None
    return s.op.name, *[atom_key(read(a)) for a in s.args]
