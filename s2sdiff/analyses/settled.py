"""Places that nothing overwrites after they are read or written: what was there is still there when the loop has ended.

A recurrence such as ``u[n + 1] = f(u[n])`` fills an array place by place and never comes back. Going back it can
read ``u[n]`` off the array itself, and nothing has to be kept. A place is told by one subscript that is the index of
the loop and a literal more or less; a range with known signs tells which places later trips write to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from s2sdiff.analyses.memories import memories
from s2sdiff.frontend.steps import taken_by
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    Effect,
    For,
    If,
    Let,
    Multi,
    Op,
    Stmt,
    Try,
    Update,
    Var,
    While,
    blocks,
    defined,
    inner_defined,
    walk,
)
from s2sdiff.kinds import REAL, Array, ListOf, strip
from s2sdiff.subfunctions import rewritten

Path = tuple[int, ...]  # where a block is: statements and their blocks, from the outermost inwards


def settled(body: Block) -> dict[Var, Let]:
    """What reads such places once their loop has ended, by the variables that were read from or written to them."""
    memory = memories(body)
    found: dict[Var, Let] = {}
    if not memory or not any(isinstance(s, For) for s in body):
        return found
    homes = _Homes(memory)
    homes.block(body, ())
    defs = {s.target: s for s in walk(body) if isinstance(s, Let)}
    for loop, root in homes.last_changes():
        found.update(_Filling(loop, root, memory, defs).reads_again())
    return found


class _Homes:
    """The block in which each memory lives, and the loop there that changes it last."""

    def __init__(self, memory: dict[Var, Var]) -> None:
        self.memory = memory
        self.home: dict[Var, Path] = {}
        self.changes: dict[Var, list[Path]] = {}
        self.loops: dict[Path, For] = {}
        self.defined: set[Var] = set()

    def block(self, body: Block, path: Path) -> None:
        """Note the statements of a block."""
        for k, s in enumerate(body):
            at = (*path, k)
            self.note(defined(s), path)
            inner = blocks(s)
            if inner:
                self.note(inner_defined(s), (*at, 0))
            for n, b in enumerate(inner):
                self.block(b, (*at, n))
            if isinstance(s, For):
                self.loops[at] = s
            for old in [s.old] if isinstance(s, Update) else [old for old, _ in rewritten(s)]:
                self.changes.setdefault(self.memory[old], []).append(at)

    def note(self, found: Iterable[Var], path: Path) -> None:
        """Note where variables are defined."""
        for v in found:
            root = self.memory.get(v)
            if root is not None:
                self.defined.add(v)
                self.home[root] = common(self.home.get(root, path), path)

    def last_changes(self) -> list[tuple[For, Var]]:
        """The memories that are changed last by a loop over something, with that loop."""
        given = {root for v, root in self.memory.items() if v not in self.defined}
        found = []
        for root, changes in self.changes.items():
            home = () if root in given else self.home[root]
            last = max(at[len(home)] for at in changes)
            loop = self.loops.get((*home, last))
            if loop is not None:
                found.append((loop, root))
        return found


def common(a: Path, b: Path) -> Path:
    """The innermost block that holds two others."""
    n = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[: n - n % 2]


class _Filling:
    """A loop that changes one container as a whole, trip by trip."""

    def __init__(self, loop: For, root: Var, memory: dict[Var, Var], defs: dict[Var, Let]) -> None:
        self.loop, self.root, self.memory, self.defs = loop, root, memory, defs
        self.versions: set[Var] = set()
        self.written: list[tuple[int, Update, dict[int, Atom]]] = []  # at which statement of the body, and where
        self.read: list[tuple[int, Let]] = []
        self.known = True

    def reads_again(self) -> dict[Var, Let]:
        """What reads the places again after the loop, by the variables that have the values."""
        carried = [c for c in self.loop.carries if self.memory.get(c.param) is self.root]
        order = direction(self.loop.seq, self.defs)
        if len(carried) != 1 or order is None or not isinstance(strip(carried[0].param.kind), Array | ListOf):
            return {}
        carry = carried[0]
        self.versions.add(carry.param)
        for k, s in enumerate(self.loop.body):
            self.statement(s, k)
        if not self.known or carry.next not in self.versions:
            return {}
        direct = set(self.loop.body)
        made = {v for s in self.loop.body for v in defined(s)}  # what is made outside is read where there is no index
        found: dict[Var, Let] = {}
        for k, s, where in self.written:
            stored = s in direct and is_number_stored(s) and s.args[-1] in made
            if stored and any(self.stays(n, k, a, *order, s) for n, a in where.items()):
                op = Op("item", "item" if s.spec is None else "index", s.spec)
                found[s.args[-1]] = Let(s.args[-1], op, (carry.result, *s.args[:-1]), s.place)  # type: ignore[index, arg-type]
        for k, s in self.read:
            if any(self.stays(n, k, a, *order) for n, a in places(s.op.payload, s.args[1:]).items()):
                found[s.target] = replace(s, args=(carry.result, *s.args[1:]))
        return found

    def statement(self, s: Stmt, k: int) -> None:
        """Note what a statement reads and writes of the container."""
        mine = self.versions
        if isinstance(s, Let):
            if s.op.form == "item" and s.op.name in ("item", "index") and s.args[0] in mine:
                self.read.append((k, s))
        elif isinstance(s, Update):
            if s.old in mine:
                self.versions.add(s.new)
                plain = s.how in ("store", "accumulate", "decrease")
                self.written.append((k, s, places(s.spec, s.args[:-1]) if plain else {}))
            elif self.memory.get(s.old) is self.root:
                self.known = False
        elif isinstance(s, Multi | Effect):
            self.known = self.known and not any(self.memory.get(a) is self.root for a in s.args if isinstance(a, Var))
        elif isinstance(s, For | While):
            ours = [c for c in s.carries if c.init in mine]
            self.versions |= {c.param for c in ours} | {c.result for c in ours}
            self.inside(s, k)
            self.known = self.known and all(c.next in self.versions for c in ours)
        elif isinstance(s, If | Try):
            self.inside(s, k)
            self.versions |= {m.out for m in s.merges if all(v in self.versions for v in m.values)}

    def inside(self, s: Stmt, k: int) -> None:
        """Note what the statements in the blocks of another read and write."""
        for block in blocks(s):
            for inner in block:
                self.statement(inner, k)

    def stays(self, axis: int, k: int, subscript: Atom, step: int, least: int, by: Update | None = None) -> bool:
        """Whether nothing overwrites a place after statement `k` of the body, which reads it, or writes to it (`by`)."""
        place = self.offset(subscript)
        if place is None or least + place < 0:
            return False
        for at, s, where in self.written:
            other = self.offset(where[axis]) if axis in where else None
            if other is None or least + other < 0:
                return False
            if (other - place) * step < 0 or (other == place and at >= k and s is not by):
                return False
        return True

    def offset(self, a: Atom) -> int | None:
        """How much more than the index of the loop a subscript is."""
        if a is self.loop.index:
            return 0
        d = self.defs.get(a) if isinstance(a, Var) else None
        if d is None or d.op.form != "binary" or d.op.name not in ("add", "sub"):
            return None
        left, right = d.args
        if d.op.name == "add" and isinstance(left, Const):
            left, right = right, left
        if not isinstance(right, Const) or type(right.value) is not int:
            return None
        more = self.offset(left)
        return None if more is None else more + (right.value if d.op.name == "add" else -right.value)


def is_number_stored(s: Update) -> bool:
    """Whether a statement stores a real in a place that holds it as it is."""
    kind = strip(s.old.kind)
    if s.how != "store" or not isinstance(s.args[-1], Var) or s.args[-1].kind != REAL:
        return False
    if isinstance(kind, Array):
        return kind.dtype == "float64" and s.spec == (("i",) * (kind.rank or 0),)
    return isinstance(kind, ListOf) and kind.item == REAL and len(s.args) == 2


def places(spec: object, path: tuple[Atom, ...]) -> dict[int, Atom]:
    """The whole numbers of a subscript by their axes, up to what is neither a number nor a slice."""
    codes = spec[0] if isinstance(spec, tuple) else ("i",)
    found: dict[int, Atom] = {}
    at = 0
    for axis, code in enumerate(codes):
        if code not in ("i", "s"):
            break
        if code == "i":
            found[axis] = path[at]
        at += taken_by(code)
    return found


def direction(seq: Atom, defs: dict[Var, Let]) -> tuple[int, int] | None:
    """Of a range whether it goes up or down, and a number that nothing in it is below; None if that is not known."""
    d = defs.get(seq) if isinstance(seq, Var) else None
    if d is None:
        return None
    if (d.op.form, d.op.name) == ("item", "slice"):
        parts = [a.value if isinstance(a, Const) else a for a in d.args[1:]]
        whole = direction(d.args[0], defs)
        return (-whole[0], whole[1]) if parts == [None, None, -1] and whole is not None else None
    if (d.op.form, d.op.name) != ("call", "range"):
        return None
    start, stop, step = (
        (Const(0), d.args[0], Const(1)) if len(d.args) == 1 else (*d.args, Const(1)) if len(d.args) == 2 else d.args
    )
    if not isinstance(step, Const) or not step.value:
        return None
    end = start if step.value > 0 else stop
    if not isinstance(end, Const) or type(end.value) is not int:
        return None
    return (1, end.value) if step.value > 0 else (-1, end.value + 1)
