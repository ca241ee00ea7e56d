"""What is computed of a part of an array is computed before the part is cleared.

Going back, the cotangent of what was overwritten is taken out of its place, which is cleared. Where it is only read,
and nothing that is computed of it reads the array, the array is cleared afterwards: it need not be copied.
"""

from __future__ import annotations

from collections.abc import Sequence

from s2sdiff.analyses.memories import memories
from s2sdiff.analyses.reads import count_uses
from s2sdiff.graph import Block, Let, Stmt, Update, Var, uses, walk
from s2sdiff.kinds import is_number
from s2sdiff.optimize.clears import clears
from s2sdiff.optimize.rewrite import with_blocks
from s2sdiff.optimize.spare import gives_new


def cleared_later(block: Block) -> Block:
    """The block with parts of arrays cleared after what is computed of them."""
    if not any(isinstance(s, Update) and clears(s) for s in walk(block)):
        return block
    return _block(block, count_uses(block, None), memories(block))


def _block(block: Block, counts: dict[Var, int], memory: dict[Var, Var]) -> Block:
    out = [with_blocks(s, lambda b: _block(b, counts, memory)) for s in block]
    for k in range(len(out) - 2):
        s, clear = out[k : k + 2]
        if isinstance(s, Let) and takes_out(s) and isinstance(clear, Update) and clears(clear):
            end = last_read(out, k + 2, s.target, counts.get(s.target, 0), clear, memory)
            out[k + 1 : end] = [*out[k + 2 : end], clear]
    return tuple(out)


def takes_out(s: Let) -> bool:
    """Whether a derived statement takes a number out of a container, or makes a copy."""
    return s.place is None and (s.op.form == "copy" or (s.op.form == "item" and is_number(s.target.kind)))


def last_read(block: Sequence[Stmt], start: int, v: Var, count: int, clear: Update, memory: dict[Var, Var]) -> int:
    """Where the statements end that read a value all of its `count` times, if they may as well be before a change."""
    for k in range(start, len(block)):
        s = block[k]
        others = {memory.get(a) for a in uses(s) if isinstance(a, Var) and a is not v}
        if not gives_new(s) or memory[clear.old] in others:
            break
        count -= sum(a is v for a in uses(s))
        if not count:
            return k + 1
    return start
