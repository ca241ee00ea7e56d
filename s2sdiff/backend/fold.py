"""Which operations are written inside the statement that reads them, and which get a line of their own.

An operation that is read once, and whose value cannot change until then, is folded into its reader; so is the place
next to the index of a loop, as in ``u[i - 1]``, however often it is read.
Nothing is folded into a loop, past a change of a container that it reads, or beyond a readable size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from s2sdiff.analyses.memories import memories
from s2sdiff.analyses.reads import count_uses
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Const,
    Effect,
    For,
    If,
    Let,
    Merge,
    Multi,
    Stmt,
    Try,
    Update,
    Value,
    Var,
    While,
    blocks,
    leaves,
    uses,
    walk,
)
from s2sdiff.kinds import INT, strip
from s2sdiff.subfunctions import link_of, rewritten

LARGEST = 12  # operations in one expression
LARGEST_NAMED = 6  # operations in an expression into which a variable of the user's is folded


@dataclass
class Folding:
    """What is folded: `exprs` by variable (a Let, or an If that is a conditional expression)."""

    exprs: dict[Var, Let | If] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)

    def gone(self, stmt: Stmt) -> bool:
        """Whether a statement has no line of its own."""
        return id(stmt) in self.skipped


def is_definition(s: Stmt) -> bool:
    """Whether a statement defines a function that is more than one expression."""
    return isinstance(s, Let) and s.op.form == "lambda" and not s.op.payload.single


def cannot_raise(s: Stmt) -> bool:
    """Whether an operation by itself cannot raise an exception."""
    return isinstance(s, Let) and (
        s.op.form in ("compare", "unary") or (s.op.form == "binary" and s.op.name in ("add", "sub", "mul"))
    )


_CHANGING = (Update, Multi, For, While, Try, Effect, If)  # statements that may change a container


def neighbours(body: Block, result: Value | None) -> set[Var]:
    """The places next to the index of a loop, a literal more or less, that are read as subscripts only."""
    indices = {s.index for s in walk(body) if isinstance(s, For)}
    if not indices:
        return set()
    found: set[Var] = set()
    other: set[Atom] = set() if result is None else set(leaves(result))
    for s in walk(body):
        if isinstance(s, Let):
            near = s.op.form == "binary" and s.op.name in ("add", "sub") and s.args[0] in indices
            if near and isinstance(s.args[1], Const) and strip(s.target.kind) == INT:
                found.add(s.target)
            other.update(s.args[:1] if s.op.form == "item" and s.op.name in ("item", "index") else s.args)
        elif isinstance(s, Update) and s.how in ("store", "accumulate", "decrease"):
            other.add(s.args[-1])
        else:
            other.update(uses(s))
    return found - other


#: What may still be folded: when it was computed, by the clock of changes, and its definition.
Pending = dict[Var, tuple[int, Stmt]]


class _Folder:
    """Decides, going through a program once, what is folded."""

    def __init__(self, body: Block, result: Value | None) -> None:
        self.counts = count_uses(body, result)
        self.neighbours = neighbours(body, result)
        self.memory = memories(body)
        self.clock = 0  # counts the statements that change a container
        self.changed: dict[Var | None, int] = {}  # when each memory was changed last, under None when any may have been
        self.folding = Folding()
        self.size: dict[Var, int] = {}
        self.tried = False  # inside the body of a `try`

    def block(self, body: Block, last: list[Var] | None = None) -> None:
        """Decide for a block; `last` are the variables read at its very end (an expression's values)."""
        pending: Pending = {}
        for s in body:
            if isinstance(s, Let) and s.target in self.neighbours:
                self.take(s.target, s)
                continue
            size = self.folded_into(s, pending)
            if s.__class__ is not Let:
                self.inside(s)
            target = s.target if isinstance(s, Let) else s.merges[0].out if isinstance(s, If) and self.is_select(s) else None
            if target is None:
                self.note_changes(s)
                changes = self.tried and isinstance(s, _CHANGING)  # a handler sees what was changed before
                if changes or link_of(s) is not None:  # what may raise, or never ends, stays
                    pending = {v: row for v, row in pending.items() if self.harmless(row[1])}
            elif self.counts.get(target, 0) == 1 and self.foldable(s):
                self.size[target] = size + (self.select_size(s) if isinstance(s, If) else 0)
                pending[target] = (self.clock, s)
        for v in last or ():
            if v in pending:
                at, definition = pending.pop(v)
                short = self.size[v] <= LARGEST or (isinstance(definition, If) and junction(definition))
                if short and self.stands(definition, at):
                    self.take(v, definition)

    def folded_into(self, s: Stmt, pending: Pending) -> int:
        """Fold into a statement what it reads of what may be folded; gives how many operations it then has."""
        size = 1
        for v in self.read_here(s):
            entry = pending.pop(v, None)
            if entry is None:
                continue
            at, definition = entry
            limit = LARGEST if v.weak else LARGEST_NAMED
            if size + self.size[v] <= limit and self.stands(definition, at):
                self.take(v, definition)
                size += self.size[v]
        return size

    def inside(self, s: Stmt) -> None:
        """Decide for the blocks that a statement holds."""
        if isinstance(s, If):
            self.branch(s)
            return
        tried = self.tried
        for b in blocks(s):
            self.tried = tried or (isinstance(s, Try) and b is s.body)
            condition = isinstance(s, While) and b is s.test and isinstance(s.cond, Var)
            self.block(b, [s.cond] if condition else None)  # type: ignore[union-attr, list-item]
        self.tried = tried

    def note_changes(self, s: Stmt) -> None:
        """Note when a statement changes which memory."""
        if isinstance(s, _CHANGING):
            self.clock += 1
            self.changed[self.memory[s.old] if isinstance(s, Update) else None] = self.clock

    def take(self, v: Var, definition: Stmt) -> None:
        assert isinstance(definition, Let | If)
        self.folding.exprs[v] = definition
        self.folding.skipped.add(id(definition))

    def read_here(self, s: Stmt) -> list[Var]:
        """What a statement reads at its own line (a branch only its condition, a loop what it starts from)."""
        atoms: Iterable[Atom] = ()
        if isinstance(s, Let):
            atoms = () if is_definition(s) else s.args  # a function may be called often
        elif isinstance(s, If):
            atoms = [s.cond]
        elif isinstance(s, For):
            atoms = [s.seq]
        elif not isinstance(s, While | Try):
            olds = {s.old} if isinstance(s, Update) else {old for old, _ in rewritten(s)}
            atoms = [a for a in uses(s) if a not in olds]
        return [a for a in atoms if isinstance(a, Var)]

    def foldable(self, s: Stmt) -> bool:
        if isinstance(s, If):
            return True
        assert isinstance(s, Let)
        return not is_definition(s) and (
            s.op.form not in ("copy", "list", "dict", "order", "zeros", "sub")
            or (not any(isinstance(a, Var) for a in s.args) and s.target not in self.memory)
        )

    def harmless(self, s: Stmt) -> bool:
        """Whether an operation, with what is folded into it, cannot raise an exception."""
        exprs = self.folding.exprs
        return cannot_raise(s) and all(self.harmless(exprs[a]) for a in uses(s) if isinstance(a, Var) and a in exprs)

    def stands(self, s: Stmt, since: int) -> bool:
        """Whether nothing has changed what an operation reads, with what is folded into it, since a time."""
        if self.clock == since:
            return True
        if isinstance(s, If) and not all(
            self.stands(x, since) for x in (*s.then, *s.orelse) if isinstance(x, Let | If)
        ):
            return False
        if isinstance(s, Let) and s.op.form == "global":
            return True
        exprs, memory, changed = self.folding.exprs, self.memory, self.changed
        for a in uses(s):
            if isinstance(a, Var):
                if a in memory and max(changed.get(None, 0), changed.get(memory[a], 0)) > since:
                    return False
                if a in exprs and not self.stands(exprs[a], since):
                    return False
        return True

    def branch(self, s: If) -> None:
        """Fold inside both ways, and the whole branch to an expression where it is one."""
        for b, k in ((s.then, 0), (s.orelse, 1)):
            ends = [m.values[k] for m in s.merges] if len(s.merges) == 1 and self.small(b) else []
            self.block(b, [v for v in ends if isinstance(v, Var)])

    def small(self, body: Block) -> bool:
        return len(body) <= 8 and all(isinstance(s, Let | If) for s in body)

    def is_select(self, s: If) -> bool:
        """Whether a branch is one conditional expression."""
        if len(s.merges) != 1 or any(not self.folding.gone(x) for x in (*s.then, *s.orelse)):
            return False
        m: Merge = s.merges[0]
        if any(v is UNDEFINED for v in m.values):
            return False
        if self.select_size(s) > LARGEST_NAMED and not junction(s):
            return False
        return not any(
            isinstance(v, Var) and v not in self.folding.exprs and v.name == m.out.name and not m.out.weak
            for v in m.values
        )

    def select_size(self, s: If) -> int:
        return 1 + sum(
            self.size.get(v, 0) for v in s.merges[0].values if isinstance(v, Var) and v in self.folding.exprs
        )


def junction(s: If) -> str:
    """What a branch is as an expression of two conditions: "and", "or", or neither (then it is empty)."""
    then, orelse = s.merges[0].values
    if (isinstance(orelse, Const) and orelse.value is False) or orelse is s.cond:
        return "and"
    return "or" if (isinstance(then, Const) and then.value is True) or then is s.cond else ""


def fold(body: Block, result: Value | None) -> Folding:
    """Decide what is folded in a function's body."""
    folder = _Folder(body, result)
    folder.block(body, [a for a in leaves(result) if isinstance(a, Var)] if result is not None else None)
    work = [body]
    while work:
        for s in work.pop():
            if isinstance(s, If) and not folder.folding.gone(s) and folder.is_select(s):
                folder.folding.exprs.setdefault(s.merges[0].out, s)
            work.extend(blocks(s))
    return folder.folding
