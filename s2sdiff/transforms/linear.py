"""Statements that are linear in tangents or cotangents, run backwards: what they say in the other mode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from s2sdiff.analyses.jumps import depending
from s2sdiff.graph import Atom, Block, Push, Var, walk
from s2sdiff.optimize.rewrite import substitute
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.shapes import content_reads

if TYPE_CHECKING:
    from s2sdiff.transforms.cotangents import Cotangents


def linear_backwards(
    b: Builder, block: Block, results: Sequence[tuple[Atom, Atom]], stand_ins: Mapping[Var, Atom]
) -> tuple[dict[Var, Atom], Cotangents] | None:
    """Run statements backwards that are linear in some variables.

    Args:
        b: takes the statements that are written.
        block: the statements.
        results: what they compute, each with its cotangent.
        stand_ins: by variable that the statements are linear in, what is of its shape and kind.

    Returns:
        The cotangent of each of these variables that has one, and the sweep that found them; None where the
        statements are not linear, so that going backwards would read one of the variables.
    """
    from s2sdiff.transforms.reverse import Reverse

    inner = Reverse(block, stand_ins, [v for v, _ in results if isinstance(v, Var)], b.lines_of)
    forward, _ = inner.run(results)
    found = {v: inner.take(v) for v in stand_ins}
    back = tuple(inner.b.out)
    kept = {s.value for s in walk(forward) if isinstance(s, Push)}
    if (content_reads(back) | kept) & depending(block, stand_ins):
        return None
    b.out += substitute((*forward, *back), stand_ins)  # what is left reads no more than shapes of them
    return {v: part for v, part in found.items() if part is not None}, inner
