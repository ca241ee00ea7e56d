"""What is read for its length or its shape only: something else that is as long stands in for it."""

from __future__ import annotations

from collections.abc import Iterable

from s2sdiff.graph import Block, Const, Let, Op, Stmt, Var, defined, uses, walk
from s2sdiff.kinds import ANY, INT, Array, ListOf, is_number, strip
from s2sdiff.operations import LENGTH
from s2sdiff.optimize.rewrite import with_blocks
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
