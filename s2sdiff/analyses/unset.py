"""Variables that some path leaves without a value, and what stands there where they are handed on all the same."""

from __future__ import annotations

from collections.abc import Iterable

from s2sdiff.graph import UNDEFINED, Atom, Block, Const, Var, walk
from s2sdiff.kinds import BOOL, INT, REAL, Kind, strip

Sources = dict[Var, tuple[Atom, ...]]


def unset(body: Block) -> set[Var]:
    """The variables that some path may leave without a value."""
    found: set[Var] = set()
    readers: dict[Var, list[Var]] = {}
    for s in walk(body):
        rows = [(m.out, m.values) for m in getattr(s, "merges", ())]
        rows += [(v, (c.init, c.next)) for c in getattr(s, "carries", ()) for v in (c.param, c.result)]
        for out, values in rows:
            if any(a is UNDEFINED for a in values):
                found.add(out)
            for a in values:
                if isinstance(a, Var):
                    readers.setdefault(a, []).append(out)
    work = list(found)
    while work:
        fresh = [v for v in readers.get(work.pop(), ()) if v not in found]
        found.update(fresh)
        work += fresh
    return found


def sources_of(body: Block) -> Sources:
    """What branches and loops give a variable its value from."""
    found: Sources = {}
    for s in walk(body):
        found.update((m.out, m.values) for m in getattr(s, "merges", ()))
        for c in getattr(s, "carries", ()):
            found[c.param] = found[c.result] = (c.init, c.next)
    return found


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
