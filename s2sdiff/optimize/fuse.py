"""Neighbouring branches on one condition become one branch."""

from __future__ import annotations

from s2sdiff.graph import Atom, Block, If, Merge, Stmt, Var, walk
from s2sdiff.optimize.rewrite import substitute, with_blocks


def fuse(block: Block) -> Block:
    """The block with each run of branches on the same condition made into one."""
    if not any(isinstance(s, If) for s in walk(block)):
        return block
    kept: list[Stmt] = []
    for s in block:
        last = kept[-1] if kept else None
        if isinstance(s, If) and isinstance(last, If) and isinstance(s.cond, Var) and s.cond is last.cond:
            kept[-1] = joined(last, s)
        else:
            kept.append(s)
    return tuple(with_blocks(s, fuse) for s in kept)


def joined(a: If, b: If) -> If:
    """Branch `a` followed by branch `b`, on the same condition."""
    ways: list[Block] = []
    columns: list[list[Atom]] = []
    for k in (0, 1):
        here: dict[Var, Atom] = {m.out: m.values[k] for m in a.merges}
        first, second = (a.then, b.then) if k == 0 else (a.orelse, b.orelse)
        ways.append((*first, *substitute(second, here)))
        columns.append([here.get(v, v) if isinstance(v, Var) else v for v in (m.values[k] for m in b.merges)])
    merges = [Merge(m.out, (columns[0][k], columns[1][k])) for k, m in enumerate(b.merges)]
    return If(a.cond, ways[0], ways[1], (*a.merges, *merges), a.place)
