"""Copies that nothing is changed in, and that nothing but new values is made of, are left out: those of
arguments, and those of parts of arrays that are read before the array changes again."""

from __future__ import annotations

from collections.abc import Iterable

from s2sdiff.analyses.memories import changing, is_view
from s2sdiff.analyses.memory import made_and_changed
from s2sdiff.analyses.reads import count_uses
from s2sdiff.graph import (
    Atom,
    Block,
    Let,
    Return,
    Stmt,
    Update,
    Var,
    defined,
    inner_defined,
    leaves,
    uses,
    walk,
)
from s2sdiff.kinds import Array, ListOf, is_number, strip
from s2sdiff.optimize.rewrite import substitute, with_blocks

NEW = {"binary", "unary", "compare", "copy", "call"}


def spare(block: Block) -> Block:
    """The block without copies that stand for nothing but the values that they were made of."""
    return arguments_spared(views_spared(block, count_uses(block, None)))


def views_spared(block: Block, counts: dict[Var, int]) -> Block:
    """The block without copies of views that are read in the statements that follow, none of which changes anything."""
    found: dict[Var, Atom] = {}
    for k, s in enumerate(block):
        if not (isinstance(s, Let) and s.op.form == "copy" and s.place is None and isinstance(strip(s.target.kind), Array)):
            continue
        rest = counts.get(s.target, 0)
        for x in block[k + 1 :]:
            read = sum(a is s.target for a in uses(x))
            rest -= read
            if read and not gives_new(x) and not stores(x, s.target):
                break
            if not rest:
                found[s.target] = s.args[0]
            if not rest or not isinstance(x, Let):
                break
    kept = tuple(s for s in block if not (isinstance(s, Let) and s.target in found))
    return tuple(with_blocks(s, lambda b: views_spared(b, counts)) for s in substitute(kept, found))


def stores(s: Stmt, v: Var) -> bool:
    """Whether a statement does no more with an array than to write its elements to another."""
    return isinstance(s, Update) and s.old is not v and s.how in ("accumulate", "decrease") and s.spec is not None


def arguments_spared(block: Block) -> Block:
    """The block without copies, at its top, of arrays and lists that are read for their values only."""
    copies = {
        s.target: s.args[0]
        for s in block
        if isinstance(s, Let) and s.op.form == "copy" and isinstance(strip(s.target.kind), Array | ListOf)
    }
    if not copies:
        return block
    given = {v for s in walk(block) for v in (*defined(s), *inner_defined(s))}  # the others are arguments
    if changing(block) - given:  # an argument is changed, and another one may be the same object
        return block
    held = held_in(block)
    found = {
        t: a
        for t, a in copies.items()
        if t not in held and isinstance(a, Var) and a not in held and a not in given
    }
    if not found:
        return block
    return substitute(tuple(s for s in block if not isinstance(s, Let) or s.target not in found), found)


def held_in(block: Block, results: Iterable[Var] = ()) -> set[Var]:
    """The variables of which more is done with than to read their values: changed, returned or held by others."""
    held = changing(block) | set(results)
    for s in walk(block):
        if isinstance(s, Return):
            held.update(a for a in leaves(s.value) if isinstance(a, Var))
        elif not gives_new(s) and not (isinstance(s, Let) and is_view(s)):
            held.update(a for a in uses(s) if isinstance(a, Var))
    return held | made_and_changed(block, held)  # what is held may show a part of them


def gives_new(s: Stmt) -> bool:
    """Whether a statement makes a value of its own of what it reads."""
    if isinstance(s, Let) and s.op.form == "item" and is_number(s.target.kind):
        return True
    return isinstance(s, Let) and s.op.form in NEW and not is_view(s)
