"""Neighbouring branches on one condition become one branch."""

from __future__ import annotations

from typing import Any

from s2sdiff.graph import Atom, Block, Const, If, Let, Merge, Stmt, Var, walk
from s2sdiff.kinds import BOOL, INT, REAL
from s2sdiff.optimize.rewrite import substitute, with_blocks


def fuse(block: Block) -> Block:
    """The block with each run of branches on the same condition made into one."""
    if not any(isinstance(s, If) for s in walk(block)):
        return block
    kept: list[Stmt] = []
    known: dict[Any, Var] = {}
    same: dict[Var, Atom] = {}  # comparisons that are made again, and what they gave the first time
    for s in block:
        made = comparison(s)
        again = made is not None and isinstance(s, Let) and known.setdefault(made, s.target) is not s.target
        if again and isinstance(s, Let) and s.place is None:
            same[s.target] = known[made]
            continue
        last = kept[-1] if kept else None
        cond = s.cond if isinstance(s, If) else None
        if isinstance(s, If) and isinstance(last, If) and isinstance(cond, Var) and same.get(cond, cond) is last.cond:
            kept[-1] = joined(last, s, same)
            continue
        kept.append(substitute((s,), same)[0])
    return tuple(with_blocks(s, fuse) for s in kept)


def comparison(s: Stmt) -> Any:
    """What makes two comparisons of numbers the same; None for any other statement."""
    if not isinstance(s, Let) or s.op.form != "compare" or s.target.kind is not BOOL:
        return None
    if not all(isinstance(a, Const) or a.kind in (REAL, INT, BOOL) for a in s.args):
        return None
    return s.op.name, *[(type(a.value), repr(a.value)) if isinstance(a, Const) else a for a in s.args]


def joined(a: If, b: If, same: dict[Var, Atom]) -> If:
    """Branch `a` followed by branch `b`, on the same condition."""
    ways: list[Block] = []
    columns: list[list[Atom]] = []
    for k in (0, 1):
        here: dict[Var, Atom] = {**same, **{m.out: m.values[k] for m in a.merges}}
        first, second = (a.then, b.then) if k == 0 else (a.orelse, b.orelse)
        ways.append((*first, *substitute(second, here)))
        columns.append([here.get(v, v) if isinstance(v, Var) else v for v in (m.values[k] for m in b.merges)])
    merges = [Merge(m.out, (columns[0][k], columns[1][k])) for k, m in enumerate(b.merges)]
    return If(a.cond, ways[0], ways[1], (*a.merges, *merges), a.place)
