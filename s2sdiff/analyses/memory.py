"""Which versions of containers show memory that is changed after they are defined.

Memory is told apart by where it comes from: a statement that makes a container is a *root*, and views,
merges, what goes round a loop and what a container is built of show the memory of their roots. A root in
a loop makes memory anew on each trip, so it is kept track of whether a version shows that of this trip,
or has gone round and may show that of an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from s2sdiff.analyses.memories import is_view
from s2sdiff.graph import (
    Atom,
    Block,
    Carry,
    For,
    If,
    Let,
    Multi,
    Stmt,
    Try,
    Update,
    Var,
    While,
    defined,
    has,
    walk,
)
from s2sdiff.kinds import Array, DictOf, ListOf, TupleOf, strip
from s2sdiff.subfunctions import rewritten

Root = tuple[Var, bool]  # where memory was made, and whether it has gone round the loop since
BUILT = ("list", "tuple", "dict")


def changed_later(body: Block) -> set[Var]:
    """The versions of containers, views among them, whose content is changed after they are defined."""
    if not has(body, Update, Multi) or not any(isinstance(s, Update) or rewritten(s) for s in walk(body)):
        return set()
    scan = Scan()
    scan.block(body, ())
    roots = scan.roots()
    changes: dict[Var, Change] = {}
    for old, position, loops in scan.changes:
        for root, round_ in roots.get(old, {(old, False)}):
            changes.setdefault(root, Change()).add(position, loops, round_)
    found = {v for v, _, _ in scan.changes}
    for v, own in roots.items():
        if any(r in changes and scan.exposed(v, r, round_, changes[r]) for r, round_ in own):
            found.add(v)
    return found


def made_and_changed(body: Block, returned: Iterable[Var] = ()) -> set[Var]:
    """The variables that make memory which is changed somewhere, be it through a view, or which is returned."""
    scan = Scan()
    scan.block(body, ())
    roots = scan.roots()
    shown = [old for old, _, _ in scan.changes] + list(returned)
    return {root for v in shown for root, _ in roots.get(v, {(v, False)})}


@dataclass
class Change:
    """When memory of one root is changed: how late, in which loops, and whether on a later trip than it was made."""

    last: int = -1
    loops: set[int] = field(default_factory=set)
    round: bool = False

    def add(self, position: int, loops: tuple[int, ...], round_: bool) -> None:
        """Note one statement."""
        self.loops.update(loops)
        if round_:
            self.round = True
        else:
            self.last = max(self.last, position)


class Scan:
    """Statements in order: where variables are defined, whose memory they show, and what is changed."""

    def __init__(self) -> None:
        self.position = 0
        self.at: dict[Var, tuple[int, tuple[int, ...]]] = {}
        self.shows: dict[Var, list[tuple[Var, int | None]]] = {}  # None, or the loop that is gone round
        self.changes: list[tuple[Var, int, tuple[int, ...]]] = []

    def block(self, body: Block, loops: tuple[int, ...]) -> None:
        """Note the statements of a block inside some loops."""
        for s in body:
            self.position += 1
            if isinstance(s, For | While):
                self.loop(s, (*loops, self.position))
                continue
            if isinstance(s, If):
                self.block(s.then, loops)
                self.block(s.orelse, loops)
            elif isinstance(s, Try):
                for part in (s.body, *(h.body for h in s.handlers)):
                    self.block(part, loops)
            self.position += 1
            self.statement(s, loops)

    def loop(self, s: For | While, loops: tuple[int, ...]) -> None:
        """Note a loop, which is told from others by its position."""
        carries: tuple[Carry, ...] = s.carries
        for c in carries:
            self.define(c.param, loops, (c.init,))
            self.link(c.param, c.next, loops[-1])
        if isinstance(s, While):
            self.block(s.test, loops)
        self.block(s.body, loops)
        self.position += 1
        for c in carries:
            self.define(c.result, loops[:-1], (c.init, c.next, c.param))

    def statement(self, s: Stmt, loops: tuple[int, ...]) -> None:
        """Note what one statement defines and changes."""
        if isinstance(s, If | Try):
            for m in s.merges:
                self.define(m.out, loops, m.values)
        elif isinstance(s, Update):
            self.changes.append((s.old, self.position, loops))
            kept = () if isinstance(strip(s.old.kind), Array) else s.args  # an array takes on values only
            self.define(s.new, loops, (s.old, *kept))
        elif isinstance(s, Multi):
            for old, _ in rewritten(s):
                self.changes.append((old, self.position, loops))
            for v in s.targets:
                self.define(v, loops, s.args if holds_memory(v) else ())
        else:
            shown = isinstance(s, Let) and (s.op.form in BUILT or is_view(s))
            for v in defined(s):
                self.define(v, loops, s.args if shown and holds_memory(v) else ())  # type: ignore[union-attr]

    def define(self, v: Var, loops: tuple[int, ...], shown: tuple[Atom, ...]) -> None:
        """Note a variable and what it may show."""
        self.at[v] = (self.position, loops)
        for a in shown:
            self.link(v, a, None)

    def link(self, v: Var, shown: Atom, loop: int | None) -> None:
        """Note that a variable may show the memory of another, of the trip before if by way of a `loop`."""
        if isinstance(shown, Var) and holds_memory(shown):
            self.shows.setdefault(v, []).append((shown, loop))

    def roots(self) -> dict[Var, set[Root]]:
        """Where the memory that each container may show was made."""
        readers: dict[Var, list[tuple[Var, int | None]]] = {}
        for v, sources in self.shows.items():
            for source, loop in sources:
                readers.setdefault(source, []).append((v, loop))
        found: dict[Var, set[Root]] = {v: {(v, False)} for v in readers if v not in self.shows}
        work = list(found)
        while work:
            source = work.pop()
            for v, loop in readers.get(source, ()):
                new = {(r, gone or (loop is not None and loop in self.home(r))) for r, gone in found[source]}
                own = found.setdefault(v, set())
                if not new <= own:
                    own |= new
                    work.append(v)
        return found

    def home(self, root: Var) -> tuple[int, ...]:
        """The loops in which memory is made."""
        return self.at[root][1] if root in self.at else ()

    def exposed(self, v: Var, root: Var, gone: bool, change: Change) -> bool:
        """Whether a change of a root's memory may come after `v`, which shows it, is defined."""
        position, loops = self.at.get(v, (0, ()))
        if change.round or (not gone and position < change.last):
            return True
        return any(loop in change.loops and loop not in self.home(root) for loop in loops)


def holds_memory(a: Atom) -> bool:
    """Whether an atom is a container, which can be changed in place."""
    return isinstance(a, Var) and isinstance(strip(a.kind), Array | ListOf | DictOf | TupleOf)


def resized_later(body: Block, v: Var) -> bool:
    """Whether a container has another length at the end of the program than in version `v`."""
    links: dict[Var, list[Var]] = {}
    resized: set[Var] = set()
    for s in walk(body):
        if isinstance(s, Update):
            links.setdefault(s.old, []).append(s.new)
            grows = isinstance(strip(s.old.kind), DictOf) and s.how == "store"
            if grows or s.how in ("append", "pop"):
                resized.add(s.old)
        for old, new in rewritten(s):  # what a call does to a list may be to resize it
            links.setdefault(old, []).append(new)
            if not isinstance(strip(old.kind), Array):
                resized.add(old)
        for c in getattr(s, "carries", ()):
            for a, b in ((c.init, c.param), (c.next, c.param), (c.next, c.result), (c.init, c.result)):
                if isinstance(a, Var):
                    links.setdefault(a, []).append(b)
        for m in getattr(s, "merges", ()):
            for a in m.values:
                if isinstance(a, Var):
                    links.setdefault(a, []).append(m.out)
    seen, work = {v}, [v]
    while work:
        u = work.pop()
        if u in resized:
            return True
        fresh = [w for w in links.get(u, ()) if w not in seen]
        seen.update(fresh)
        work += fresh
    return False
