"""The names of variables: versions of one variable share a name where they are not alive at once."""

from __future__ import annotations

import builtins
import keyword
from bisect import bisect_left, insort
from collections.abc import Iterable

from s2sdiff.backend.lifetimes import Lifetimes, Stretch
from s2sdiff.graph import Atom, Block, For, If, Let, Stmt, Try, Update, Var, While, rewritten, walk
from s2sdiff.kinds import ANY, BOOL, INT, is_number, plain, strip

TRIES = 6  # names that are looked at for a free stretch before a new one is made


def others(body: Block) -> list[Stmt]:
    """The statements that do more than to define a variable by an operation."""
    return [s for s in walk(body) if s.__class__ is not Let]


def inherit(body: Block, params: Iterable[Var]) -> None:
    """Let temporaries that become a named variable take its name."""
    fixed = set(params)
    for s in others(body):
        pairs: list[tuple[Var, tuple[Atom, ...]]] = []
        if isinstance(s, If | Try):
            pairs = [(m.out, m.values) for m in s.merges]
        elif isinstance(s, For | While):
            pairs = [(c.param, (c.result, c.next, c.init)) for c in s.carries]
        elif isinstance(s, Update):
            pairs = [(s.old, (s.new,))]
        else:
            pairs = [(old, (new,)) for old, new in rewritten(s)]
        for out, values in pairs:
            for v in values:
                if isinstance(v, Var) and v not in fixed:
                    if v.weak and not out.weak:
                        v.name, v.weak = out.name, False
                    elif out.weak and not v.weak:
                        out.name = v.name
                        out.weak = False


def disjoint(rows: list[Stretch]) -> list[Stretch]:
    """Sorted stretches with those that overlap made into one."""
    merged: list[Stretch] = []
    for a, b in rows:
        if merged and a < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged


def sort_of(v: Var) -> object:
    """What a name stands for all the time: a whole number, another number, or one kind of container.

    Where a name held a count here and a real there, the next order would take the count for a real.
    """
    kind = plain(strip(v.kind))
    if kind in (INT, BOOL):
        return INT
    return "number" if is_number(kind) and kind != ANY else kind if kind == ANY else type(kind)


def overlap(a: list[Stretch], b: list[Stretch]) -> bool:
    """Whether two sorted lists of stretches have anything in common."""
    few, many = (a, b) if len(a) < len(b) else (b, a)
    for s in few:
        k = bisect_left(many, s)
        for near in many[max(0, k - 1) : k + 1]:
            if near[0] < s[1] and s[0] < near[1]:
                return True
    return False


def union(a: list[Stretch], b: list[Stretch]) -> list[Stretch]:
    """The stretches of two sorted lists that have nothing in common; the longer one is changed in place."""
    few, many = (a, b) if len(a) < len(b) else (b, a)
    for s in few:
        insort(many, s)
    return many


class _Occupied:
    """The stretches during which a name is in use."""

    __slots__ = ("end", "kind", "name", "stretches")

    def __init__(self, name: str, kind: object = None) -> None:
        self.name, self.kind = name, kind
        self.stretches: list[Stretch] = []
        self.end = 0.0

    def free(self, wanted: list[Stretch]) -> bool:
        if self.end <= wanted[0][0]:
            return True
        first, last = wanted[0], self.stretches[-1]
        if last[0] < first[1] and first[0] < last[1]:
            return False
        return not overlap(self.stretches, wanted)

    def take(self, wanted: list[Stretch]) -> None:
        self.end = max(self.end, wanted[-1][1])
        self.stretches = union(self.stretches, [*wanted])


def assign_names(
    params: tuple[Var, ...], body: Block, lifetimes: Lifetimes, taken: Iterable[str]
) -> dict[Var, str]:
    """A name for each variable that has a line of its own."""
    parent: dict[Var, Var] = {}
    stretches: dict[Var, list[Stretch]] = {v: lifetimes.stretches(v) for v in lifetimes.order}

    def find(v: Var) -> Var:
        while (up := parent.get(v, v)) is not v:
            parent[v] = parent.get(up, up)
            v = parent[v]
        return v

    def unite(a: Var, b: Atom | None, same: bool = False, always: bool = False) -> None:
        if not isinstance(b, Var) or b not in stretches or a not in stretches:
            return
        x, y = find(a), find(b)
        if x is y or (x.name != y.name and not same):
            return
        both = overlap(stretches[x], stretches[y])
        if both and not always:
            return
        if y in pinned:
            x, y = y, x
        parent[y] = x
        joined = disjoint(sorted(stretches[x] + stretches[y])) if both else union(stretches[x], stretches[y])
        stretches[x] = stretches[y] = joined

    pinned = set(params)
    joining = others(body)
    for s in joining:  # first: the versions of what is changed in place are one object
        for old, new in [(s.old, s.new)] if isinstance(s, Update) else rewritten(s):
            unite(old, new, same=True, always=True)
    for s in joining:
        if isinstance(s, For | While):
            for c in s.carries:
                unite(c.param, c.result)
                unite(c.param, c.next)
                unite(c.param, c.init)
        elif isinstance(s, If | Try):
            for m in s.merges:
                for v in m.values:
                    unite(m.out, v)
    reserved = {*keyword.kwlist, *taken}
    bases = {v.name for v in lifetimes.order}
    pools: dict[str, list[_Occupied]] = {}
    counter: dict[str, int] = {}
    used: set[str] = set()
    names: dict[Var, str] = {}

    def fresh(base: str) -> _Occupied:
        k = counter.get(base, 0)
        while True:
            k += 1
            name = base if k == 1 else f"{base}{k}" if not base[-1:].isdigit() else f"{base}_{k}"
            if name not in reserved and name not in used and (k == 1 or name not in bases):
                counter[base] = k
                used.add(name)
                slot = _Occupied(name)
                pools.setdefault(base, []).append(slot)
                return slot

    groups: dict[Var, _Occupied] = {}
    for p in params:
        root = find(p)
        slot = _Occupied(p.name, sort_of(p))
        used.add(p.name)
        counter[p.name] = 1
        pools.setdefault(p.name, []).append(slot)
        slot.take(stretches[root])
        groups[root] = slot
    for v in lifetimes.order:
        root = find(v)
        slot = groups.get(root)  # type: ignore[assignment]
        if slot is None:
            wanted = stretches[root]
            pool = pools.get(root.name, [])
            candidates = pool[:2] + pool[max(2, len(pool) - TRIES) :]
            sort = sort_of(root)
            slot = next((s for s in candidates if s.kind == sort and s.free(wanted)), None) or fresh(
                root.name
            )
            slot.kind = sort
            slot.take(wanted)
            groups[root] = slot
        names[v] = slot.name
    return names


BUILTINS = frozenset(dir(builtins))
