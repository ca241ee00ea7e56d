"""What is read at one place of a list twice is read once, and what is computed of arrays twice is computed once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from s2sdiff.analyses.memories import changing, memories
from s2sdiff.graph import Atom, Block, For, Let, Stmt, Try, Var, atom_key, uses, walk
from s2sdiff.kinds import REAL, Array, ListOf, is_number, strip
from s2sdiff.optimize.rewrite import map_stmt, substitute, with_blocks
from s2sdiff.optimize.spare import gives_new, stores
from s2sdiff.transforms.standins import repeated


def share(block: Block) -> Block:
    """The block with the numbers in lists that nothing changes read once."""
    return Reads(changing(block) | passed_on(block)).block(block)


def computed_once(block: Block) -> Block:
    """The block in which a derivative's operations on arrays are not done again where their values are only read."""
    memory = memories(block)
    read = set(array_operations(block)) - memory.keys()
    if len(read) > 1:
        read -= {a for s in walk(block) if not gives_new(s) for a in uses(s) if not (isinstance(a, Var) and stores(s, a))}
    return _once(block, read, memory) if len(read) > 1 else block


def array_operations(block: Block) -> Iterator[Atom]:
    """What derived operations on arrays give, element by element."""
    for s in walk(block):
        if isinstance(s, Let) and s.place is None and s.op.form in ("binary", "unary") and isinstance(s.target.kind, Array):
            yield s.target


def _once(block: Block, read: set[Atom], memory: dict[Var, Var]) -> Block:
    again = {v: first for v, first in repeated(block, memory).items() if v in read and first in read}
    kept = tuple([s for s in block if not (isinstance(s, Let) and s.target in again)])
    return tuple([with_blocks(s, lambda b: _once(b, read, memory)) for s in substitute(kept, again)])


def passed_on(block: Block) -> set[Var]:
    """What is known by other names too, for all we see: what more is done with than to read numbers out of it."""
    found: set[Var] = set()
    for s in walk(block):
        if isinstance(s, Let) and s.op.form == "item":
            if not is_number(s.target.kind):
                found.update(a for a in (s.target, s.args[0]) if isinstance(a, Var))
        elif not isinstance(s, For) and not (
            isinstance(s, Let) and (s.op.form == "zeros" or (s.op.form == "call" and s.op.name == "len"))
        ):
            found.update(a for a in uses(s) if isinstance(a, Var))
        elif isinstance(s, For):
            found.update(a for c in s.carries for a in (c.init, c.next) if isinstance(a, Var))
    return found


def key(s: Let) -> Any:
    """What makes two reads the same."""
    return s.op.name, tuple(map(atom_key, s.args))


class Reads:
    """Reads of numbers in lists, by what they read; of each block, those of the blocks around it too."""

    def __init__(self, changed: set[Var]) -> None:
        self.changed = changed
        self.known: list[dict[Any, Var]] = []
        self.mapping: dict[Var, Atom] = {}

    def change(self, a: Any) -> Any:
        """What stands for an atom now."""
        return self.mapping.get(a, a) if isinstance(a, Var) else a

    def block(self, body: Block) -> Block:
        """A block without what is read again."""
        self.known.append({})
        kept: list[Stmt] = []
        for s in body:
            s = map_stmt(s, self.change, None if isinstance(s, Try) else self.block)
            if isinstance(s, Let) and s.op.form == "item" and s.op.name == "item" and self.steady(s):
                found = next((k[key(s)] for k in reversed(self.known) if key(s) in k), None)
                if found is not None:
                    self.mapping[s.target] = found
                    continue
                self.known[-1][key(s)] = s.target
            kept.append(s)
        self.known.pop()
        return tuple(kept)

    def steady(self, s: Let) -> bool:
        """Whether a read gives a number out of a list that stays as it is."""
        base = s.args[0]
        return (
            isinstance(base, Var)
            and base not in self.changed
            and isinstance(strip(base.kind), ListOf)
            and s.target.kind == REAL
        )
