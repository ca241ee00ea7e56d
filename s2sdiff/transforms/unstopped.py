"""Calls of `stop_gradient` in source that is written down and not derived again: they are the values themselves."""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.analyses.reads import count_uses
from s2sdiff.graph import Atom, Block, Function, Let, Op, Return, Stmt, Var, walk
from s2sdiff.kinds import is_number, strip
from s2sdiff.optimize.rewrite import substitute, with_blocks
from s2sdiff.optimize.spare import gives_new, spare


def unstopped(f: Function) -> Function:
    """The function without calls of `stop_gradient`; of containers, copies stand in their place where they must."""
    f = replace(f, helpers=tuple(unstopped(h) for h in f.helpers))
    stops = [s for s in walk(f.body) if isinstance(s, Let) and is_stop(s)]
    if not stops:
        return f
    values: dict[Var, Atom] = {s.target: s.args[0] for s in stops if is_number(strip(s.target.kind))}
    marked = (*f.body, Return(f.result))
    *body, last = spare(substitute(_without(marked, values, count_uses(marked, None)), values))
    assert isinstance(last, Return)
    return replace(f, body=tuple(body), result=last.value)


def is_stop(s: Let) -> bool:
    """Whether a statement calls `stop_gradient`."""
    called = s.op.payload if s.op.form == "call" else None
    return called is not None and (called.module, called.name) == ("s2sdiff", "stop_gradient")


def _without(body: Block, values: dict[Var, Atom], counts: dict[Var, int]) -> Block:
    """A block in which the calls of numbers, and of what nothing else reads, are left out, and others are copies."""
    out: list[Stmt] = []
    fresh: set[Atom] = set()
    for s in body:
        if isinstance(s, Let) and is_stop(s):
            if s.args[0] in fresh:
                values[s.target] = s.args[0]
            if s.target in values:
                continue
            s = Let(s.target, Op("copy", "copy"), s.args)
        if isinstance(s, Let) and gives_new(s) and counts.get(s.target) == 1:
            fresh.add(s.target)
        out.append(with_blocks(s, lambda block: _without(block, values, counts)))
    return tuple(out)
