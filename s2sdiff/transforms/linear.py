"""Statements that are linear in tangents, run backwards: what a tangent says in the other mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from s2sdiff.analyses.activity import varied
from s2sdiff.graph import Atom, Block, Push, Var, walk
from s2sdiff.optimize.rewrite import substitute
from s2sdiff.transforms.shapes import content_reads

if TYPE_CHECKING:
    from s2sdiff.transforms.cotangents import Cotangents


def linear_backwards(
    sweep: Cotangents, block: Block, tangent: Atom, dots: Mapping[Var, Var], bar: Atom
) -> dict[Var, Atom] | None:
    """The cotangents of arguments, given the statements of a tangent and the cotangent of the result.

    Args:
        sweep: the sweep that the statements are written to.
        block: the statements that compute `tangent`.
        dots: by argument, the variable that stands for its tangent in the statements.
        bar: the cotangent of the result.

    Returns:
        The cotangent of each argument that has one; None where the statements are not linear, so that going
        backwards would read a tangent.
    """
    from s2sdiff.transforms.reverse import Reverse

    inner = Reverse(block, dots.values(), [tangent] if isinstance(tangent, Var) else [], sweep.b.lines_of)
    forward, _ = inner.run([(tangent, bar)])
    found = {a: inner.take(dot) for a, dot in dots.items()}
    back = tuple(inner.b.out)
    kept = {s.value for s in walk(forward) if isinstance(s, Push)}
    if (content_reads(back) | kept) & varied(block, dots.values()):
        return None
    stand_ins = {dot: a for a, dot in dots.items()}  # what is left reads no more than shapes of them
    sweep.b.out += substitute((*forward, *back), stand_ins)
    sweep.adopt(inner)
    return {a: part for a, part in found.items() if part is not None}
