"""Copies of arguments that nothing is changed in, and that nothing but new values is made of, are left out."""

from __future__ import annotations

from s2sdiff.backend.fold import changing, is_view
from s2sdiff.graph import Block, Let, Return, Stmt, Var, defined, inner_defined, leaves, uses, walk
from s2sdiff.kinds import Array, ListOf, is_number, strip
from s2sdiff.optimize.rewrite import substitute

NEW = {"binary", "unary", "compare", "copy", "call"}


def spare(block: Block) -> Block:
    """The block without copies, at its top, of arrays and lists that are read for their values only."""
    copies = {
        s.target: s.args[0]
        for s in block
        if isinstance(s, Let) and s.op.form == "copy" and isinstance(strip(s.target.kind), Array | ListOf)
    }
    if not copies:
        return block
    given = {v for s in walk(block) for v in (*defined(s), *inner_defined(s))}  # the others are arguments
    held = changing(block)
    if held - given:  # an argument is changed, and another one may be the same object
        return block
    for s in walk(block):
        if isinstance(s, Return):
            held.update(a for a in leaves(s.value) if isinstance(a, Var))
        elif not gives_new(s):
            held.update(a for a in uses(s) if isinstance(a, Var))
    found = {
        t: a
        for t, a in copies.items()
        if t not in held and isinstance(a, Var) and a not in held and a not in given
    }
    if not found:
        return block
    return substitute(tuple(s for s in block if not isinstance(s, Let) or s.target not in found), found)


def gives_new(s: Stmt) -> bool:
    """Whether a statement makes a value of its own of what it reads."""
    if isinstance(s, Let) and s.op.form == "item" and is_number(s.target.kind):
        return True
    return isinstance(s, Let) and s.op.form in NEW and not is_view(s)
