"""What makes a derived program tidy, one pass after another, where there is anything for the pass to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s2sdiff.graph import Block, If, Let, Update, walk
from s2sdiff.optimize.additions import gathered
from s2sdiff.optimize.clears import uncleared
from s2sdiff.optimize.dead import eliminate
from s2sdiff.optimize.early import cleared_later
from s2sdiff.optimize.fuse import fuse
from s2sdiff.optimize.products import reordered
from s2sdiff.optimize.share import computed_once, share
from s2sdiff.optimize.spare import spare

#: The passes, in their order, each with the type of statement or the form of operation that it looks at.
PASSES: tuple[tuple[Any, Callable[[Block], Block]], ...] = (
    (If, fuse),
    (Update, uncleared),
    (Update, cleared_later),
    ("copy", spare),
    ("item", share),
    ("binary", computed_once),
    (Update, gathered),
    ("binary", reordered),
)


def tidied(block: Block) -> Block:
    """The block after all passes, without what nothing needs after them."""
    found = {s.op.form if isinstance(s, Let) else s.__class__ for s in walk(block)}
    for looked_at, tidy in PASSES:
        if looked_at in found:
            before, block = block, tidy(block)
            if block is not before:
                block = eliminate(block, ())
    return block
