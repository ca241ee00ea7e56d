"""Where each variable is alive, as stretches of positions in the text.

Positions number the lines to come. A variable is alive from its definition to its last use; a use
inside a loop of a variable from outside keeps it alive for the whole loop; a use in one way of a
branch does not keep it alive in the other.
"""

from __future__ import annotations

from s2sdiff.analyses.free import read_by
from s2sdiff.backend.fold import Folding, cannot_raise
from s2sdiff.graph import (
    Atom,
    Block,
    For,
    If,
    Let,
    NewStack,
    Push,
    Return,
    Stmt,
    Try,
    Var,
    While,
    defined,
    leaves,
    uses,
)


def needed_by_handlers(s: Try) -> set[Var]:
    """The variables that the handlers of a ``try`` read, or leave as they were."""
    read = {a for h in s.handlers for a in read_by(h.body)}
    return read | {a for m in s.merges for a in m.values[1:] if isinstance(a, Var)}


Stretch = tuple[float, float]


class Region:
    """A block, or a loop as a whole, and where it stands in the region around it."""

    __slots__ = ("end", "loop", "outer", "outer_at", "start")

    def __init__(self, outer: Region | None, outer_at: float, start: float, loop: bool = False) -> None:
        self.outer, self.outer_at, self.start, self.loop = outer, outer_at, start, loop
        self.end = start


class Lifetimes:
    """The stretches of a function's variables, given what is folded."""

    def __init__(self, params: tuple[Var, ...], body: Block, folding: Folding) -> None:
        self.folding = folding
        self.position = 0.0
        self.raised = 0.0  # the position of the last statement that may raise an exception
        self.home: dict[Var, tuple[Region, float]] = {}
        self.alive: dict[Var, dict[Region, Stretch]] = {}
        self.order: list[Var] = []
        root = Region(None, 0.0, 0.0)
        for p in params:
            self.define(p, root, 0.0)
        self.block(body, root)
        root.end = self.tick()

    def tick(self) -> float:
        self.position += 1.0
        return self.position

    def define(self, v: Var, region: Region, at: float) -> None:
        self.home[v] = region, at
        self.alive[v] = {region: (at, at + 0.5)}
        self.order.append(v)

    def use(self, a: Atom | None, region: Region, at: float) -> None:
        if not isinstance(a, Var):
            return
        if a not in self.folding.exprs:
            self.reach(a, region, at)
            return
        exprs, skipped = self.folding.exprs, self.folding.skipped
        work: list[Atom | None] = [a]
        while work:
            v = work.pop()
            if not isinstance(v, Var):
                continue
            expr = exprs.get(v)
            if expr is not None and id(expr) in skipped:
                work.extend(self.expression_atoms(expr))
            else:
                self.reach(v, region, at)

    def expression_atoms(self, expr: Let | If) -> list[Atom | None]:
        if isinstance(expr, Let):
            return list(expr.args)
        return [expr.cond, *expr.merges[0].values]

    def reach(self, v: Var, region: Region, at: float) -> None:
        home = self.home.get(v)
        if home is None:
            return
        target, start = home
        stretches = self.alive[v]
        here: Region | None = region
        while here is not None and here is not target:
            if here.loop:
                at = float("inf")
            known = stretches.get(here)
            if known is not None:  # and alive in the regions around it, up to there
                stretches[here] = known[0], max(at, known[1])
                return
            stretches[here] = here.start, at
            at = here.outer_at
            here = here.outer
        if here is target:
            stretches[target] = start, max(at, stretches[target][1])

    def stretches(self, v: Var) -> list[Stretch]:
        """Where a variable is alive: sorted, and nowhere overlapping."""
        rows = [(a, b if b != float("inf") else r.end) for r, (a, b) in self.alive[v].items()]
        if len(rows) == 1:
            return rows
        rows.sort()
        merged: list[Stretch] = []
        for a, b in rows:
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return merged

    def block(self, body: Block, region: Region) -> None:
        for s in body:
            if self.folding.gone(s):
                continue
            at = self.tick()
            if self.may_raise(s):
                self.raised = at
            self.statement(s, region, at)

    def may_raise(self, s: Stmt) -> bool:
        """Whether a statement, with what is folded into it, may raise an exception."""
        if isinstance(s, Let) and (cannot_raise(s) or s.op.form in ("copy", "list", "tuple", "dict", "zeros", "global")):
            return any(a in self.folding.exprs for a in s.args)
        return not isinstance(s, Push | NewStack)

    def statement(self, s: Stmt, region: Region, at: float) -> None:
        if s.__class__ is Let:
            for read in s.args:
                self.use(read, region, at)
            self.define(s.target, region, at)
        elif isinstance(s, If) and s.merges and s.merges[0].out in self.folding.exprs:
            for a in self.expression_atoms(s):
                self.use(a, region, at)
            self.define(s.merges[0].out, region, at)
        elif isinstance(s, If):
            self.use(s.cond, region, at)
            for k, b in enumerate((s.then, s.orelse)):
                inner = Region(region, at, self.tick())
                self.block(b, inner)
                inner.end = self.tick()
                for m in s.merges:
                    self.use(m.values[k], inner, inner.end)
            end = self.tick()
            for m in s.merges:
                self.define(m.out, region, end)
        elif isinstance(s, For | While):
            self.loop(s, region, at)
        elif isinstance(s, Try):
            known = set(self.home)
            for k, b in enumerate((s.body, *(h.body for h in s.handlers))):
                inner = Region(region, at, self.tick())
                if not k:
                    tried = inner
                if k and s.handlers[k - 1].name is not None:
                    self.define(s.handlers[k - 1].name, inner, inner.start)  # type: ignore[arg-type]
                self.block(b, inner)
                inner.end = self.tick()
                for m in s.merges:
                    self.use(m.values[k], inner, inner.end)
                if not k:
                    raised = self.raised
            for v in needed_by_handlers(s):  # as they were before what raises
                if v in known:
                    self.reach(v, tried, raised)
            self.raised = max(self.raised, raised)
            end = self.tick()
            for m in s.merges:
                self.define(m.out, region, end)
        else:
            atoms = leaves(s.value) if isinstance(s, Return) else uses(s)
            for a in atoms:
                self.use(a, region, at)
            for v in defined(s):
                self.define(v, region, at)

    def loop(self, s: For | While, region: Region, at: float) -> None:
        for c in s.carries:
            self.use(c.init, region, at)
        whole = Region(region, at, self.tick(), loop=True)
        if isinstance(s, For):  # read after the parameters have got their first values
            self.use(s.seq, region, whole.start + 0.25)
        for c in s.carries:
            self.define(c.param, whole, whole.start)
        if isinstance(s, For):
            self.define(s.index, whole, whole.start)
        else:
            test = Region(whole, self.tick(), self.position)
            self.block(s.test, test)
            test.end = self.tick()
            self.use(s.cond, test, test.end)
            for c in s.carries:  # what the loop leaves is what went into its last test
                self.use(c.param, test, test.end)
        body = Region(whole, self.tick(), self.position)
        self.block(s.body, body)
        body.end = self.tick()
        if s.stop is not None:
            self.use(s.stop, body, body.end)
        for c in s.carries:
            self.use(c.next, body, body.end)
        whole.end = self.tick()
        for c in s.carries:
            self.define(c.result, region, whole.end)
