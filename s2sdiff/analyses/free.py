"""What statements read that is defined outside them."""

from __future__ import annotations

from s2sdiff.graph import Block, Stmt, Var, blocks, defined, inner_defined, uses, walk


def free_vars(stmt: Stmt) -> dict[Var, None]:
    """The variables that a statement reads from outside, in order of first use."""
    if not blocks(stmt):
        return dict.fromkeys(a for a in uses(stmt) if isinstance(a, Var))
    inside: set[int] = set()
    read: dict[Var, None] = {}
    for s in walk((stmt,)):
        inside.update(v.id for v in defined(s))
        inside.update(v.id for v in inner_defined(s))
        for a in uses(s):
            if isinstance(a, Var):
                read[a] = None
    return {v: None for v in read if v.id not in inside}


def read_by(block: Block) -> dict[Var, None]:
    """The variables that a block reads and does not define, in order of first use."""
    inside: set[Var] = set()
    found: dict[Var, None] = {}
    for s in block:
        for v in free_vars(s):
            if v not in inside:
                found[v] = None
        inside.update(defined(s))
    return found
