"""Arrays that recursive functions are given: as copies where the caller changes them, so that they stay what was given."""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.analyses.memories import changing
from s2sdiff.graph import Atom, Block, Let, Multi, Op, Stmt, Var, has, walk
from s2sdiff.kinds import Array
from s2sdiff.optimize.rewrite import with_blocks


def handed(body: Block) -> Block:
    """The same statements, in which no recursive function is given an array that is changed here."""
    if not has(body, Multi) or not any(isinstance(s, Multi) and s.op.form == "sub" for s in walk(body)):
        return body
    changed = changing(body)

    def one(block: Block) -> Block:
        out: list[Stmt] = []
        for s in block:
            if isinstance(s, Multi) and s.op.form == "sub":
                given: list[Atom] = []
                for a in s.args:
                    if isinstance(a, Var) and isinstance(a.kind, Array) and a in changed:
                        out.append(Let(own := Var(a.name, a.kind, True), Op("copy", "copy"), (a,), s.place))
                        given.append(own)
                    else:
                        given.append(a)
                out.append(replace(s, args=tuple(given)))
            else:
                out.append(with_blocks(s, one))
        return tuple(out)

    return one(body)
