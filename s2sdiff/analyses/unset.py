"""Variables that some path leaves without a value, and what stands there where they are handed on all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s2sdiff.graph import UNDEFINED, Atom, Block, Const, For, If, Let, Try, Var, While, walk
from s2sdiff.kinds import BOOL, INT, REAL, Kind, strip

Sources = dict[Var, tuple[Atom, ...]]


def received(block: Block) -> Iterator[tuple[Var, tuple[Atom, ...]]]:
    """The variables that branches and loops give their values, each with those that it may get."""
    for s in walk(block):
        if s.__class__ is Let:
            continue
        if isinstance(s, If | Try):
            for m in s.merges:
                yield m.out, m.values
        elif isinstance(s, For | While):
            for c in s.carries:
                yield c.param, (c.init, c.next)
                yield c.result, (c.init, c.next)


def unset(body: Block) -> set[Var]:
    """The variables that some path may leave without a value."""
    found: set[Var] = set()
    readers: dict[Var, list[Var]] = {}
    for out, values in received(body):
        for a in values:
            if a is UNDEFINED:
                found.add(out)
            elif isinstance(a, Var):
                readers.setdefault(a, []).append(out)
    work = list(found)
    while work:
        fresh = [v for v in readers.get(work.pop(), ()) if v not in found]
        found.update(fresh)
        work += fresh
    return found


def sources_of(body: Block) -> Sources:
    """What branches and loops give a variable its value from."""
    return dict(received(body))


def passed_on(sources: Sources, variables: Iterable[Var]) -> set[Var]:
    """Some variables, and those that they get their values from."""
    seen = set(variables)
    work = list(seen)
    while work:
        fresh = [a for a in sources.get(work.pop(), ()) if isinstance(a, Var) and a not in seen]
        seen.update(fresh)
        work += fresh
    return seen


def to_be_set(body: Block, names: dict[Var, str]) -> set[Var]:
    """Those that a path leaves unset, though they are copied to a variable of another name, looked at or not."""
    sources = sources_of(body)
    copied = [
        a
        for out, values in sources.items()
        for a in values
        if isinstance(a, Var) and a in names and names[a] != names.get(out, names[a])
    ]
    return {v for v in passed_on(sources, copied) if any(a is UNDEFINED for a in sources.get(v, ()))}


def harmless(v: Var) -> Const:
    """A literal of the kind of a variable, which stands where it has no value and is never looked at."""
    literals: dict[Kind, Const] = {REAL: Const(0.0), INT: Const(0), BOOL: Const(False)}
    return literals.get(strip(v.kind), Const(None))
