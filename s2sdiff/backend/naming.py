"""The names of variables: versions of one variable share a name where they are not alive at once."""

from __future__ import annotations

import keyword
from bisect import bisect_left, insort
from collections.abc import Iterable

from s2sdiff.backend.lifetimes import Lifetimes, Stretch
from s2sdiff.graph import Atom, Block, For, If, Let, Stmt, Try, Update, Var, While, walk
from s2sdiff.kinds import ANY, BOOL, INT, is_number, plain, strip
from s2sdiff.subfunctions import rewritten

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

    def __init__(self, name: str, kind: object) -> None:
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


class Groups:
    """Variables that share a name: what a loop or a branch hands on, where the two are not alive at once."""

    def __init__(self, params: Iterable[Var], body: Block, lifetimes: Lifetimes) -> None:
        self.pinned = set(params)
        self.parent: dict[Var, Var] = {}
        self.stretches: dict[Var, list[Stretch]] = {v: lifetimes.stretches(v) for v in lifetimes.order}
        joining = others(body)
        for s in joining:  # first: the versions of what is changed in place are one object
            for old, new in [(s.old, s.new)] if isinstance(s, Update) else rewritten(s):
                self.unite(old, new, same=True, always=True)
        for s in joining:
            if isinstance(s, For | While):
                for c in s.carries:
                    for other in (c.result, c.next, c.init):
                        self.unite(c.param, other)
            elif isinstance(s, If | Try):
                for m in s.merges:
                    for v in m.values:
                        self.unite(m.out, v)

    def find(self, v: Var) -> Var:
        """The variable that stands for the group of another."""
        parent = self.parent
        while (up := parent.get(v, v)) is not v:
            parent[v] = parent.get(up, up)
            v = parent[v]
        return v

    def unite(self, a: Var, b: Atom, same: bool = False, always: bool = False) -> None:
        """Make two groups one, if they want one name (or are the `same`) and are not alive at once (or `always`)."""
        stretches = self.stretches
        if not isinstance(b, Var) or b not in stretches or a not in stretches:
            return
        x, y = self.find(a), self.find(b)
        if x is y or (x.name != y.name and not same):
            return
        both = overlap(stretches[x], stretches[y])
        if both and not always:
            return
        if y in self.pinned:
            x, y = y, x
        self.parent[y] = x
        joined = disjoint(sorted(stretches[x] + stretches[y])) if both else union(stretches[x], stretches[y])
        stretches[x] = stretches[y] = joined


class Names:
    """The names that are given away, each for the stretches of the groups that have it."""

    def __init__(self, reserved: set[str], bases: set[str]) -> None:
        self.reserved, self.bases = reserved, bases
        self.pools: dict[str, list[_Occupied]] = {}
        self.counter: dict[str, int] = {}
        self.used: set[str] = set()

    def keep(self, name: str, sort: object) -> _Occupied:
        """The name of a parameter, which is as it is."""
        self.counter[name] = 1
        return self.add(name, name, sort)

    def take(self, base: str, sort: object, wanted: list[Stretch]) -> _Occupied:
        """A name like `base` that is free for some stretches and stands for nothing of another sort."""
        pool = self.pools.get(base, [])
        candidates = pool[:2] + pool[max(2, len(pool) - TRIES) :]
        found = next((slot for slot in candidates if slot.kind == sort and slot.free(wanted)), None)
        return found or self.add(self.fresh(base), base, sort)

    def add(self, name: str, base: str, sort: object) -> _Occupied:
        """Note that a name is given away."""
        self.used.add(name)
        slot = _Occupied(name, sort)
        self.pools.setdefault(base, []).append(slot)
        return slot

    def fresh(self, base: str) -> str:
        """A name like `base` that nothing has."""
        k = self.counter.get(base, 0)
        while True:
            k += 1
            name = base if k == 1 else f"{base}{k}" if not base[-1:].isdigit() else f"{base}_{k}"
            if name not in self.reserved and name not in self.used and (k == 1 or name not in self.bases):
                self.counter[base] = k
                return name


def assign_names(
    params: tuple[Var, ...], body: Block, lifetimes: Lifetimes, taken: Iterable[str]
) -> dict[Var, str]:
    """A name for each variable that has a line of its own."""
    groups = Groups(params, body, lifetimes)
    names = Names({*keyword.kwlist, *taken}, {v.name for v in lifetimes.order})
    slots: dict[Var, _Occupied] = {}
    for p in params:
        root = groups.find(p)
        slots[root] = names.keep(p.name, sort_of(p))
        slots[root].take(groups.stretches[root])
    for v in lifetimes.order:
        root = groups.find(v)
        if root not in slots:
            slots[root] = names.take(root.name, sort_of(root), groups.stretches[root])
            slots[root].take(groups.stretches[root])
    return {v: slots[groups.find(v)].name for v in lifetimes.order}
