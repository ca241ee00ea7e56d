"""Functions that are run backwards where they are wanted: in the reverse sweep itself, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s2sdiff.graph import UNDEFINED, Atom, Block, Const, If, Let, Merge, Var, walk
from s2sdiff.optimize.rewrite import with_blocks
from s2sdiff.procedure import instance

if TYPE_CHECKING:
    from s2sdiff.transforms.cotangents import Cotangents


def run_backwards(sweep: Cotangents, block: Block, value: Atom, wrt: Sequence[Var], bar: Atom) -> None:
    """Run statements forwards and then backwards at this place of a reverse sweep.

    Args:
        sweep: the sweep, to whose cotangents those of `wrt` are added.
        block: the statements, which are not part of the program.
        value: what they give, and `bar` its cotangent.
        wrt: the variables of the program that are differentiated by.
    """
    from s2sdiff.transforms.reverse import Reverse

    inner = Reverse(block, wrt, [value] if isinstance(value, Var) else [], sweep.b.lines_of)
    forward, _ = inner.run([(value, bar)])
    found = {a: inner.take(a) for a in wrt}
    sweep.b.out += (*forward, *inner.b.out)
    sweep.adopt(inner)
    for a, part in found.items():
        if part is not None:
            sweep.add(a, part)


def recomputed(sweep: Cotangents, s: Let, bar: Atom) -> None:
    """Run a call of a function under `checkpoint` backwards: it is computed again, and nothing of it was kept."""
    block, value = instance(s.op.payload, (), s.args)
    wrt = [a for a in dict.fromkeys(s.args) if isinstance(a, Var) and sweep.wanted(a)]
    run_backwards(sweep, block, value, wrt, bar)


def opened(block: Block) -> Block:
    """The block with calls of functions under `checkpoint` written out, as branches that are always taken."""
    if not any(isinstance(s, Let) and s.op.form == "checkpoint" for s in walk(block)):
        return block

    def one(s: Let) -> If:
        inner, value = instance(s.op.payload, (), s.args)
        return If(Const(True), opened(inner), (), (Merge(s.target, (value, UNDEFINED)),), s.place)

    return tuple(
        one(s) if isinstance(s, Let) and s.op.form == "checkpoint" else with_blocks(s, opened) for s in block
    )


__all__ = ["opened", "recomputed", "run_backwards"]
