"""Functions that call one another made lean together: parameters that nothing reads are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s2sdiff.graph import Block, Function, Let, Multi, Op, Stmt, Value, Var, leaves, uses, walk
from s2sdiff.optimize.rewrite import with_blocks
from s2sdiff.subfunctions import Link, link_of


def called(f: Function, helpers: Sequence[Function]) -> Function:
    """A function with the functions that it calls, directly or not, in the order of their calls."""
    by_name = {h.name: h for h in helpers}
    while True:
        wanted = reached(f, by_name)
        by_name = {n: by_name[n] for n in wanted}
        dead = {n: unread(by_name[n], by_name, live) for live in [live_parameters(by_name)] for n in by_name}
        if not any(dead.values()):
            return replace(f, helpers=tuple(by_name.values()))
        f = without(f, dead)
        by_name = {n: without(h, dead) for n, h in by_name.items()}


def reached(f: Function, by_name: dict[str, Function]) -> list[str]:
    """The names of the functions that are called, in the order of their calls."""
    found: dict[str, None] = {}
    work = [f]
    while work:
        for s in walk(work.pop().body):
            if isinstance(s, Multi) and link_of(s) is not None and s.op.name not in found:
                found[s.op.name] = None
                work.append(by_name[s.op.name])
    return list(found)


def live_parameters(by_name: dict[str, Function]) -> dict[str, set[Var]]:
    """By function, the parameters that are read for more than to be passed on as one that is not."""
    live: dict[str, set[Var]] = {n: set() for n in by_name}
    stable = False
    while not stable:
        stable = True
        for n, f in by_name.items():
            read = {a for a in leaves(f.result) if isinstance(a, Var)}
            for s in walk(f.body):
                link = link_of(s)
                if link is None or not isinstance(s, Multi):
                    read.update(a for a in uses(s) if isinstance(a, Var))
                    continue
                target = by_name[s.op.name]
                read.update(
                    a
                    for p, a in zip(target.params, s.args, strict=True)
                    if p in live[target.name] and isinstance(a, Var)
                )
                read.update(a for a in (s.args[k] for k in link.updates) if isinstance(a, Var))
            stable &= read == live[n]
            live[n] |= read
    return live


def unread(f: Function, by_name: dict[str, Function], live: dict[str, set[Var]]) -> list[int]:
    """The positions of the parameters of a function that nothing reads."""
    return [k for k, p in enumerate(f.params) if p not in live[f.name]]


def without(f: Function, dead: dict[str, list[int]]) -> Function:
    """A function that neither takes nor passes the parameters at the positions in `dead`."""

    def call(s: Stmt) -> Stmt:
        link = link_of(s)
        gone = dead[s.op.name] if link is not None and isinstance(s, Multi) else []
        if not gone or not isinstance(s, Multi) or link is None:
            return s
        kept = [k for k in range(len(s.args)) if k not in gone]
        at = {k: i for i, k in enumerate(kept)}
        stacks = sum(k >= len(s.args) - link.stacks for k in kept) if link.stacks else 0
        changed = Link(link.to, tuple(at[k] for k in link.updates), stacks, link.pops)
        return Multi(s.targets, Op("sub", s.op.name, changed), tuple(s.args[k] for k in kept), s.place)

    def block(body: Block) -> Block:
        return tuple(with_blocks(call(s), block) for s in body)

    params = tuple(p for k, p in enumerate(f.params) if k not in dead.get(f.name, []))
    return replace(f, params=params, body=needed(block(f.body), f.result))


def needed(body: Block, result: Value) -> Block:
    """The statements without the operations whose values nothing reads any more."""
    while True:
        read = {a for a in leaves(result) if isinstance(a, Var)}
        read.update(a for s in walk(body) for a in uses(s) if isinstance(a, Var))
        if not any(isinstance(s, Let) and s.target not in read for s in walk(body)):
            return body
        body = _reading(body, read)


def _reading(body: Block, read: set[Var]) -> Block:
    kept = [s for s in body if not isinstance(s, Let) or s.target in read]
    return tuple(with_blocks(s, lambda b: _reading(b, read)) for s in kept)


def flattened(functions: Sequence[Function]) -> list[Function]:
    """Functions with those that they call before them, no two of one name."""
    taken = {f.name for f in functions}
    out: list[Function] = []
    for f in functions:
        mapping: dict[str, str] = {}
        for h in f.helpers:
            name, k = h.name, 1
            while name in taken:
                k += 1
                name = f"{h.name}_{k}"
            taken.add(name)
            mapping[h.name] = name
        out += [renamed(g, mapping) for g in (*f.helpers, f)]
    return out


def renamed(f: Function, mapping: dict[str, str]) -> Function:
    """A function with what it is called, and what it calls, renamed."""
    if all(a == b for a, b in mapping.items()):
        return f

    def block(body: Block) -> Block:
        return tuple(
            with_blocks(
                replace(s, op=Op("sub", mapping[s.op.name], s.op.payload))
                if link_of(s) is not None and isinstance(s, Multi)
                else s,
                block,
            )
            for s in body
        )

    return replace(f, name=mapping.get(f.name, f.name), body=block(f.body))
