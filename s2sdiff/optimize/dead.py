"""Leaving out what nothing reads: statements, merges, what goes round a loop for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    Effect,
    For,
    If,
    Let,
    Multi,
    NewStack,
    Pop,
    Push,
    Return,
    Stmt,
    Try,
    Update,
    Var,
    While,
    blocks,
    leaves,
    walk,
)
from s2sdiff.optimize.rewrite import substitute
from s2sdiff.subfunctions import is_kept, link_of


def eliminate(block: Block, roots: Iterable[Atom]) -> Block:
    """The block without the statements of which neither an effect nor a root needs anything."""
    live: set[Var] = set()
    _need(live, *roots)
    return _sweep(block, live)


def _need(live: set[Var], *atoms: Atom) -> None:
    for a in atoms:
        if isinstance(a, Var):
            live.add(a)


def _sweep(block: Block, live: set[Var]) -> Block:
    kept: list[Stmt] = []
    for s in reversed(_reached(block)):
        changed = _keep(s, live)
        if changed is not None:
            kept.append(changed)
    kept.reverse()
    return tuple(kept)


def _reached(block: Block) -> Block:
    """A block as far as it is run, and what it ends with: nothing else comes after an exception that is raised."""
    for k, s in enumerate(block):
        if s.__class__ is Effect and s.how == "raise":
            return block[: k + 1] + tuple([s for s in block[k + 1 :] if isinstance(s, Return)])
    return block


def _keep(s: Stmt, live: set[Var]) -> Stmt | None:
    if isinstance(s, Let):
        if s.target not in live:
            return None
        live.update([a for a in s.args if isinstance(a, Var)])
    elif isinstance(s, Multi) and is_kept(s):
        _need(live, *s.args)
        return s if any(t in live for t in s.targets) else replace(s, targets=())
    elif isinstance(s, Multi):
        link = link_of(s)
        stacks = s.args[len(s.args) - link.stacks :] if link is not None else ()
        if (
            not any(t in live for t in s.targets)
            and not (link is not None and link.pops)
            and not any(a in live for a in stacks if isinstance(a, Var))
        ):
            return None
        _need(live, *s.args)
        count = len(s.targets) - len(link.updates) if link is not None else 0
        if count and not any(t in live for t in s.targets[:count]):
            return replace(s, targets=s.targets[count:])
    elif isinstance(s, Effect):
        _need(live, *s.args)
    elif isinstance(s, Update):
        if s.new not in live and (s.item is None or s.item not in live):
            return None
        _need(live, s.old, *s.args)
    elif isinstance(s, Push):
        if s.stack not in live:
            return None
        _need(live, s.value)
    elif isinstance(s, Pop):
        _need(live, s.stack)
    elif isinstance(s, NewStack):
        return s if s.stack in live else None
    elif isinstance(s, Return):
        _need(live, *leaves(s.value))
    elif isinstance(s, If):
        return _if(s, live)
    elif isinstance(s, Try):
        merges = tuple(m for m in s.merges if m.out in live)
        if (
            not merges
            and not any(_has_effect(b) for b in blocks(s))
            and not any(v in live for v in _inner(s))
        ):
            return None
        for m in merges:
            _need(live, *m.values)
        live.update(_inner_of(s.body))  # which handler is taken depends on them
        handlers = tuple(replace(h, body=_sweep(h.body, live)) for h in s.handlers)
        return replace(s, body=_sweep(s.body, live), handlers=handlers, merges=merges)
    else:
        assert isinstance(s, For | While)
        return _loop(s, live)
    return s


def _inner(s: Stmt) -> set[Var]:
    """The containers from outside that a statement changes, under their new names."""
    return {x.new for x in walk((s,)) if isinstance(x, Update)}


def _inner_of(body: Block) -> list[Var]:
    """What is computed or changed in a block by operations that may raise an exception."""
    return [
        x.target if isinstance(x, Let) else x.new
        for x in walk(body)
        if (isinstance(x, Let) and x.op.form not in ("compare", "global", "list", "tuple", "dict", "zeros", "copy"))
        or (isinstance(x, Update) and x.how in ("pop", "store"))
    ]


def _if(s: If, live: set[Var]) -> Stmt | None:
    merges = tuple(m for m in s.merges if m.out in live)
    for m in merges:
        _need(live, *m.values)
    then, orelse = _sweep(s.then, live), _sweep(s.orelse, live)
    if not then and not orelse and not merges:
        return None
    _need(live, s.cond)
    return replace(s, then=then, orelse=orelse, merges=merges)


def _has_effect(block: Block) -> bool:
    return any(
        isinstance(s, Effect | Push | Pop)
        or is_kept(s)
        or ((link := link_of(s)) is not None and (link.pops or link.stacks > 0))
        for s in walk(block)
    )


def _computes(block: Block, live: set[Var]) -> bool:
    """Whether a block computes something that is needed where it stands, since it may raise an exception there."""
    return any(isinstance(s, Let) and s.target in live for s in walk(block))


def _loop(s: For | While, live: set[Var]) -> Stmt | None:
    wanted = {c for c in s.carries if c.result in live}
    endless = isinstance(s, While)
    if not wanted and not endless and not _has_effect(s.body) and not _computes(s.body, live):
        return None
    while True:
        inside = set(live)
        for c in wanted:
            _need(inside, c.next, c.init)
        if s.stop is not None:
            _need(inside, s.stop)
        body = _sweep(s.body, inside)
        test: Block = ()
        if isinstance(s, While):
            _need(inside, s.cond)
            test = _sweep(s.test, inside)
        more = {c for c in s.carries if c.param in inside} - wanted
        if not more:
            break
        wanted |= more
    carries = tuple(c for c in s.carries if c in wanted)
    if isinstance(s, For) and not carries and not body:
        return None
    live |= inside
    if isinstance(s, For):
        _need(live, s.seq)
        return replace(s, body=body, carries=carries)
    return replace(s, test=test, body=body, carries=carries)


def settle(block: Block) -> Block:
    """Drop carries that never change, merges whose ways agree, and branches on literals."""
    if not any(map(blocks, block)):
        return block
    mapping: dict[Var, Atom] = {}
    return substitute(_settle(block, mapping), mapping)


def _settle(block: Block, mapping: dict[Var, Atom]) -> Block:
    kept: list[Stmt] = []
    for s in block:
        if isinstance(s, If):
            if isinstance(s.cond, Const):
                chosen = s.then if s.cond.value else s.orelse
                kept += _settle(chosen, mapping)
                for m in s.merges:
                    mapping[m.out] = m.values[0 if s.cond.value else 1]
                continue
            s = replace(s, then=_settle(s.then, mapping), orelse=_settle(s.orelse, mapping))
            for m in s.merges:
                a, b = m.values
                if a is b or (isinstance(a, Const) and a.same(b)):
                    mapping[m.out] = a
            s = replace(s, merges=tuple(m for m in s.merges if m.out not in mapping))
        elif isinstance(s, For | While):
            same = [c for c in s.carries if c.next is c.param]
            for c in same:
                mapping[c.param] = mapping[c.result] = c.init
            carries = tuple(c for c in s.carries if c.next is not c.param)
            if isinstance(s, For):
                s = replace(s, body=_settle(s.body, mapping), carries=carries)
            else:
                s = replace(s, test=_settle(s.test, mapping), body=_settle(s.body, mapping), carries=carries)
        elif isinstance(s, Try):
            s = replace(
                s,
                body=_settle(s.body, mapping),
                handlers=tuple(replace(h, body=_settle(h.body, mapping)) for h in s.handlers),
            )
        kept.append(s)
    return tuple(kept)
