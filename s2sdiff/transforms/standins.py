"""What stands in for a value that the way back reads: what has its shape, its length, or is the same value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from s2sdiff.graph import Block, Const, Let, Op, Stmt, Update, Var, defined, uses, walk
from s2sdiff.kinds import ANY, INT, Array, ListOf, is_number, strip
from s2sdiff.operations import LENGTH
from s2sdiff.optimize.rewrite import with_blocks
from s2sdiff.transforms.known import operation_key
from s2sdiff.transforms.shapes import content_reads


def alike(needed: Iterable[Var], backward: Block, steady: Iterable[Var]) -> dict[Var, Var]:
    """Of arrays of which a block reads no more than the shape: an array of that shape and dtype that is at hand.

    Args:
        needed: the variables that the block reads and that would have to be kept for it.
        backward: the block.
        steady: arrays that are at hand anyway.
    """
    found: dict[Var, Var] = {}
    arrays = [v for v in needed if isinstance(strip(v.kind), Array)]
    if not arrays:
        return found
    read = content_reads(backward)
    at_hand = [*(v for v in arrays if v in read), *steady]
    for v in arrays:
        kind = strip(v.kind)
        if v not in read and isinstance(kind, Array) and kind.dims is not None:
            other = next((w for w in at_hand if strip(w.kind) == kind), None)
            if other is not None:
                found[v] = other
    return found


def repeated(block: Block, memory: dict[Var, Var]) -> dict[Var, Var]:
    """Of operations on reals, and reads, that a block does twice: the variable that had the same value before.

    Args:
        block: the statements; what is inside branches and loops is left alone.
        memory: the containers that are changed somewhere, each with what stands for its memory.
    """
    found: dict[Var, Var] = {}
    known: dict[Any, tuple[Var, int]] = {}
    clock = 0
    changed: dict[Var | None, int] = {}
    for s in block:
        if isinstance(s, Update):
            clock += 1
            changed[memory[s.old]] = clock
        elif not isinstance(s, Let):
            clock += 1
            changed[None] = clock
        elif s.op.form == "item" or (s.op.form in ("binary", "unary", "compare") and s.target not in memory):
            args = tuple(found.get(a, a) if isinstance(a, Var) else a for a in s.args)
            key = (s.op.payload, operation_key(s.op, args), s.target.kind)
            last = max((changed.get(r, 0) for a in args if a in memory for r in (memory[a], None)), default=0)
            first, at = known.get(key, (s.target, -1))
            if at >= last:
                found[s.target] = first
            else:
                known[key] = s.target, clock
    return found


def counted(forward: Block, backward: Block, changing: set[Var]) -> tuple[Block, Block]:
    """Two sweeps of which the second reads the lengths of lists of numbers, not the lists, where that will do."""
    own = {
        v for s in forward for v in defined(s) if isinstance(v.kind, ListOf) and is_number(v.kind.item or ANY)
    }
    read = [(a, s) for s in walk(backward) for a in uses(s) if a in own]
    more = {a for a, s in read if not (isinstance(s, Let) and s.op.name in ("zeros", "len"))}
    lengths = {
        a: Var("n", INT, True) for a, _ in read if a not in more and a not in changing and isinstance(a, Var)
    }
    if not lengths:
        return forward, backward
    ahead = [
        x for s in forward for x in (s, *(Let(lengths[v], LENGTH, (v,)) for v in defined(s) if v in lengths))
    ]

    def block(body: Block) -> Block:
        out: list[Stmt] = []
        for s in body:
            if isinstance(s, Let) and s.args and s.args[0] in lengths:
                count = lengths[s.args[0]]
                if s.op.name == "zeros":
                    one = Var("t", s.target.kind, True)
                    out += [
                        Let(one, Op("list", "list"), (Const(0.0),)),
                        Let(s.target, Op("binary", "mul"), (one, count)),
                    ]
                else:
                    out.append(Let(s.target, Op("unary", "pos"), (count,)))
            else:
                out.append(with_blocks(s, block))
        return tuple(out)

    return tuple(ahead), block(backward)
