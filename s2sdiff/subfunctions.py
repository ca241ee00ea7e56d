"""Functions that a program calls and that are compiled beside it, as recursive ones are: what they are, and their calls."""

from __future__ import annotations

from typing import Any

from s2sdiff.graph import Atom, Block, Multi, Stmt, Var
from s2sdiff.record import record


class SubFunction:
    """A function that is called, not inlined: a recursive one, lowered once for arguments of one shape.

    Attributes:
        params: a variable for each atom of its arguments, captured values after them.
        results: the atoms of what it returns.
        updates: the positions of the containers among `params` that it changes in place.
        finals: the last version of each of those.
        flows: by result and then by final, the parameters that it varies with; None until asked for.
        names: the names that its text uses.
    """

    __slots__ = ("body", "finals", "flows", "name", "names", "params", "results", "updates")

    def __init__(self, name: str, names: frozenset[str]) -> None:
        self.name, self.names = name, names
        self.params: tuple[Var, ...] = ()
        self.body: Block = ()
        self.results: tuple[Atom, ...] = ()
        self.updates: tuple[int, ...] = ()
        self.finals: tuple[Var, ...] = ()
        self.flows: list[frozenset[int]] | None = None


@record(frozen=True, slots=True)
class Link:
    """What a `Multi` of the form "sub" calls.

    Its targets are the results, then the new version of each container that `updates` tells to be
    changed in place, by position among the arguments. The last `stacks` arguments are stacks, which it
    pushes on, or pops from if `pops`.
    """

    to: Any
    updates: tuple[int, ...] = ()
    stacks: int = 0
    pops: bool = False


def link_of(stmt: Stmt) -> Link | None:
    """What a statement calls that is a function of the same module, None for any other statement."""
    if stmt.__class__ is Multi and stmt.op.form == "sub":
        link: Link = stmt.op.payload
        return link
    return None


def is_kept(stmt: Stmt) -> bool:
    """Whether a statement calls what nothing is known of: that stays where it is, and is done once."""
    return stmt.__class__ is Multi and stmt.op.form == "kept"


def rewritten(stmt: Stmt) -> list[tuple[Var, Var]]:
    """The old and the new version of each container that a call changes in place."""
    if not isinstance(stmt, Multi) or (link := link_of(stmt)) is None:
        return []
    news = stmt.targets[len(stmt.targets) - len(link.updates) :]
    pairs = [(stmt.args[at], new) for at, new in zip(link.updates, news, strict=True)]
    return [(old, new) for old, new in pairs if isinstance(old, Var)]
