"""What statements read that is defined outside them."""

from __future__ import annotations

from s2sdiff.graph import Block, Let, Stmt, Var, blocks, defined, inner_defined, uses

Read = dict[Var, None]  # in order of first use


class Reads:
    """What statements read from outside; of those that hold others it is remembered, as they end up in larger ones."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[Stmt, Read]] = {}  # with the statement, so that its identity stays its own

    def of(self, stmt: Stmt) -> Read:
        """The variables that a statement reads from outside."""
        within = blocks(stmt)
        if not within:
            return dict.fromkeys([a for a in uses(stmt) if isinstance(a, Var)])
        if id(stmt) in self.known:
            return self.known[id(stmt)][1]
        read = dict.fromkeys([a for a in uses(stmt) if isinstance(a, Var)])
        own = set(inner_defined(stmt))
        for block in within:
            for s in block:
                read |= self.of(s)
                own.update(defined(s))
        found = {v: None for v in read if v not in own}
        self.known[id(stmt)] = stmt, found
        return found

    def by(self, block: Block) -> Read:
        """The variables that a block reads and does not define."""
        inside: set[Var] = set()
        found: Read = {}
        for s in block:
            for v in s.args if isinstance(s, Let) else self.of(s):
                if v not in inside and isinstance(v, Var):
                    found[v] = None
            inside.update(defined(s))
        return found


def free_vars(stmt: Stmt) -> Read:
    """The variables that a statement reads from outside."""
    return Reads().of(stmt)


def read_by(block: Block) -> Read:
    """The variables that a block reads and does not define."""
    return Reads().by(block)
