"""Which variables hold memory that is changed in place somewhere, and which of them hold the same."""

from __future__ import annotations

from s2sdiff.analyses.unset import received
from s2sdiff.frontend.arrays.arrays import SHARING
from s2sdiff.graph import Block, Let, Multi, Update, Var, has, walk
from s2sdiff.kinds import Array, DictOf, ListOf, TupleOf, holds_array, strip
from s2sdiff.subfunctions import rewritten


def changing(body: Block) -> set[Var]:
    """The variables that hold a container which is changed in place somewhere."""
    return set(memories(body))


def memories(body: Block) -> dict[Var, Var]:
    """The variables that hold a container which is changed in place somewhere, each with the one that stands for its memory."""
    if not has(body, Update, Multi):  # a call of a function of the module is the latter
        return {}
    parent: dict[Var, Var] = {}

    def find(v: Var) -> Var:
        while parent.get(v, v) is not v:
            parent[v] = v = parent.get(parent[v], parent[v])
        return v

    roots: list[Var] = []
    deep = any(isinstance(s, Update) and changes_item(s) for s in walk(body))
    for out, values in received(body):
        for v in values:
            if isinstance(v, Var):
                parent[find(out)] = find(v)
    for s in walk(body):
        if not deep and isinstance(s, Let) and not shows_arrays(s):
            continue
        if deep and isinstance(s, Update | Let) and holds_items(s):
            whole = s.new if isinstance(s, Update) else s.target
            for a in s.args:
                if isinstance(a, Var) and isinstance(strip(a.kind), Array | ListOf | DictOf | TupleOf):
                    parent[find(a)] = find(whole)
        if isinstance(s, Update):
            parent[find(s.new)] = find(s.old)
            roots.append(s.old)
        for old, new in rewritten(s):
            parent[find(new)] = find(old)
            roots.append(old)
        if isinstance(s, Let) and shows_arrays(s) and is_view(s) and isinstance(s.args[0], Var):
            parent[find(s.target)] = find(s.args[0])  # what shows a part of it changes with it, and it with that
    tops = {find(r) for r in roots}
    if not tops:
        return {}
    changed = {v for v in parent if find(v) in tops} | tops
    for s in walk(body):
        if isinstance(s, Multi):  # what a function returns may show what it is given
            held = [a for a in (*s.args, *s.targets) if isinstance(a, Var) and a in changed]
            for a in held[1:]:
                parent[find(a)] = find(held[0])
    return {v: find(v) for v in changed}


def changes_item(s: Update) -> bool:
    """Whether a change in place is one of an item of a container, which may have a name of its own."""
    if isinstance(strip(s.old.kind), Array):
        return False
    return s.spec is not None or len(s.args) > {"append": 1, "pop": 0}.get(s.how, 2)


def holds_items(s: Update | Let) -> bool:
    """Whether a statement puts containers into others, or takes them out."""
    if isinstance(s, Update):
        return not isinstance(strip(s.old.kind), Array)
    return s.op.form in ("list", "tuple", "dict", "item", "attr")


def shows_arrays(s: Let) -> bool:
    """Whether an operation gives an array, or a list that holds some."""
    return isinstance(s.target.kind, Array | ListOf) and holds_array(s.target.kind)


def is_view(s: Let) -> bool:
    """Whether an operation on an array gives what may be a view of it."""
    if s.op.form == "item":
        return True
    if s.op.form == "attr":
        return s.op.name == "T"
    if s.op.form == "call" and s.op.name == "list":  # its items are rows
        return len(s.args) == 1 and isinstance(s.args[0], Var) and isinstance(strip(s.args[0].kind), Array)
    return s.op.form == "call" and (s.op.name in SHARING or s.op.name == "unbroadcast")
