"""The one IR: structured statements in A-normal form over single-assignment variables.

    Atom  = Var | Const
    Stmt  = Let(target, op, args)                     one operation
          | Multi(targets, op, args)                  one call with several results
          | Update(new, old, how, args, item)         a list, dict or array changed in place
          | Effect(how, args)                         print, raise, assert: kept, never differentiated
          | If(cond, then, orelse, merges)            merge = (out, value in then, value in orelse)
          | For(index, seq, body, carries, stop)      carry = (param, init, next, result)
          | While(test, cond, body, carries, stop)
          | Try(body, handlers, merges)
          | NewStack(stack) | Push(stack, value) | Pop(target, stack)

Each variable has one definition, and a kind. A container that is changed in place has one variable per
version: `Update` reads version `old`, which is dead from then on, and defines `new`, the same object.
Values that meet after a branch, or go round a loop, are named by merges and carries; there are no
jumps. A loop that may end early sets `stop`, which is read after the body. `UNDEFINED` stands where a
path leaves a variable without a value; reading it is what Python calls an UnboundLocalError.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from s2sdiff.errors import Place
from s2sdiff.kinds import Kind, kind_of
from s2sdiff.record import record

_ids = itertools.count()


class Var:
    """A variable with one definition; `name` is how it would like to be called, `weak` if it is ours."""

    __slots__ = ("id", "kind", "name", "weak")

    def __init__(self, name: str, kind: Kind, weak: bool = False) -> None:
        self.name, self.kind, self.weak = name, kind, weak
        self.id = next(_ids)

    def __repr__(self) -> str:
        return f"{self.name}.{self.id}"


@record(frozen=True, slots=True)
class Const:
    """A literal: a Python number, string, bool or None."""

    value: Any

    @property
    def kind(self) -> Kind:
        """The kind of the literal, so that every atom has one."""
        return kind_of(self.value)

    def same(self, other: object) -> bool:
        """Whether `other` is the same literal (1, 1.0 and True are three)."""
        return isinstance(other, Const) and atom_key(other) == atom_key(self)


Atom = Var | Const


def atom_key(a: Any) -> Any:
    """What makes two atoms the same: two literals are equal as records where their values are, as 1 and True."""
    return (a.value.__class__, repr(a.value)) if a.__class__ is Const else a


UNDEFINED = Const(Ellipsis)


@record(frozen=True, slots=True)
class Tree:
    """A structure that is known when the program is compiled: a tuple, list, dict or record of trees."""

    form: str
    items: tuple[Any, ...]
    keys: tuple[Any, ...] = ()
    cls: External | None = None


Value = Atom | Tree


@record(frozen=True, slots=True)
class External:
    """Something that lives in a module: `value` is the thing itself where it is at hand.

    `data` is read through its module each time, for it may be rebound.
    """

    module: str
    name: str
    value: Any = field(default=None, compare=False)
    data: bool = False


@record(frozen=True, slots=True)
class Op:
    """What a statement does: the form says how it prints, `name` which one it is.

    Forms: binary, unary, compare, item, tuple, list, dict, call (of `payload`, an External), template
    (`payload` is an expression with holes ``_0``, ``_1``), attr, global, and the ones of `builtin`.
    """

    form: str
    name: str
    payload: Any = field(default=None, compare=False)
    keywords: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Let:
    target: Var
    op: Op
    args: tuple[Atom, ...]
    place: Place | None = None


@record(frozen=True, slots=True)
class Multi:
    targets: tuple[Var, ...]
    op: Op
    args: tuple[Atom, ...]
    place: Place | None = None


@record(frozen=True, slots=True)
class Update:
    new: Var
    old: Var
    how: str
    args: tuple[Atom, ...]
    item: Var | None = None
    place: Place | None = None
    spec: Any = None


@record(frozen=True, slots=True)
class Effect:
    how: str
    op: Op
    args: tuple[Atom, ...]
    place: Place | None = None


@record(frozen=True, slots=True)
class Merge:
    out: Var
    values: tuple[Atom, ...]


@record(frozen=True, slots=True)
class If:
    cond: Atom
    then: Block
    orelse: Block
    merges: tuple[Merge, ...]
    place: Place | None = None


@record(frozen=True, slots=True)
class Carry:
    param: Var
    init: Atom
    next: Atom
    result: Var


@record(frozen=True, slots=True)
class For:
    index: Var
    seq: Atom
    body: Block
    carries: tuple[Carry, ...]
    stop: Atom | None = None
    place: Place | None = None


@record(frozen=True, slots=True)
class While:
    test: Block
    cond: Atom
    body: Block
    carries: tuple[Carry, ...]
    stop: Atom | None = None
    place: Place | None = None


@record(frozen=True, slots=True)
class Handler:
    types: Op | None
    name: Var | None
    body: Block


@record(frozen=True, slots=True)
class Try:
    body: Block
    handlers: tuple[Handler, ...]
    merges: tuple[Merge, ...]
    place: Place | None = None


@record(frozen=True, slots=True)
class NewStack:
    stack: Var


@record(frozen=True, slots=True)
class Push:
    stack: Var
    value: Atom


@record(frozen=True, slots=True)
class Pop:
    target: Var
    stack: Var


@record(frozen=True, slots=True)
class Return:
    """The end of a path; only the back end writes these, where `result` can be returned early."""

    value: Value


Stmt = Let | Multi | Update | Effect | If | For | While | Try | NewStack | Push | Pop | Return
Block = tuple[Stmt, ...]


@dataclass(frozen=True)
class Function:
    """A program: parameters, statements, and the value returned at the end.

    `signature` holds a parameter each: the name, how it is passed (``inspect.Parameter.kind``'s
    integer), and the source of its default, or None. `helpers` are the functions that it calls.
    """

    name: str
    params: tuple[Var, ...]
    body: Block
    result: Value
    signature: tuple[tuple[str, int, str | None], ...] = ()
    helpers: tuple[Function, ...] = ()


def leaves(value: Value) -> Iterator[Atom]:
    """The atoms of a structured value, in order."""
    if isinstance(value, Tree):
        for item in value.items:
            yield from leaves(item)
    else:
        yield value


def map_leaves(value: Value, change: Any) -> Any:
    """The same structure, with `change` applied to each atom."""
    if isinstance(value, Tree):
        return Tree(value.form, tuple(map_leaves(v, change) for v in value.items), value.keys, value.cls)
    return change(value)


def blocks(stmt: Stmt) -> tuple[Block, ...]:
    """The blocks that a statement holds."""
    return _BLOCKS[stmt.__class__](stmt) if stmt.__class__ in _BLOCKS else ()


_BLOCKS: dict[type, Callable[[Any], tuple[Block, ...]]] = {
    If: lambda s: (s.then, s.orelse),
    For: lambda s: (s.body,),
    While: lambda s: (s.test, s.body),
    Try: lambda s: (s.body, *(h.body for h in s.handlers)),
}


def uses(stmt: Stmt) -> tuple[Atom, ...]:
    """The atoms that a statement reads by itself, those of its blocks left out."""
    return _USES[stmt.__class__](stmt)


def _merged(stmt: If | Try) -> Iterator[Atom]:
    for m in stmt.merges:
        yield from m.values


def _going(stmt: For | While) -> Iterator[Atom]:
    if stmt.stop is not None:
        yield stmt.stop
    for c in stmt.carries:
        yield c.init
        yield c.next


_USES: dict[type, Callable[[Any], tuple[Atom, ...]]] = {
    Let: lambda s: s.args,
    Multi: lambda s: s.args,
    Effect: lambda s: s.args,
    Update: lambda s: (s.old, *s.args),
    If: lambda s: (s.cond, *_merged(s)),
    For: lambda s: (s.seq, *_going(s)),
    While: lambda s: (s.cond, *_going(s)),
    Try: lambda s: tuple(_merged(s)),
    NewStack: lambda s: (),
    Push: lambda s: (s.stack, s.value),
    Pop: lambda s: (s.stack,),
    Return: lambda s: tuple(leaves(s.value)),
}


def defined(stmt: Stmt) -> tuple[Var, ...]:
    """The variables that a statement defines, those defined inside its blocks left out."""
    return _DEFINED[stmt.__class__](stmt) if stmt.__class__ in _DEFINED else ()


_DEFINED: dict[type, Callable[[Any], tuple[Var, ...]]] = {
    Let: lambda s: (s.target,),
    Multi: lambda s: s.targets,
    Update: lambda s: (s.new,) if s.item is None else (s.new, s.item),
    If: lambda s: tuple([m.out for m in s.merges]),
    Try: lambda s: tuple([m.out for m in s.merges]),
    For: lambda s: tuple([c.result for c in s.carries]),
    While: lambda s: tuple([c.result for c in s.carries]),
    NewStack: lambda s: (s.stack,),
    Pop: lambda s: (s.target,),
}


def inner_defined(stmt: Stmt) -> Iterator[Var]:
    """The variables that a statement defines for its own blocks: parameters of loops, handler names."""
    if isinstance(stmt, For):
        yield stmt.index
    if isinstance(stmt, For | While):
        for c in stmt.carries:
            yield c.param
    if isinstance(stmt, Try):
        yield from [h.name for h in stmt.handlers if h.name is not None]


def walk(block: Block) -> Iterator[Stmt]:
    """All statements of a block, outer ones before those inside them."""
    return iter(block) if _BLOCKS.keys().isdisjoint(map(type, block)) else _within(block)


def has(block: Block, *types: type[Stmt]) -> bool:
    """Whether there are statements of some types in a block, or inside its statements."""
    flat = _BLOCKS.keys().isdisjoint(found := set(map(type, block)))
    return not (found if flat else set(map(type, _within(block)))).isdisjoint(types)


def _within(block: Block) -> Iterator[Stmt]:
    work = [iter(block)]
    while work:
        for stmt in work[-1]:
            yield stmt
            if stmt.__class__ in _BLOCKS:
                work.extend(iter(b) for b in reversed(blocks(stmt)))
                break
        else:
            work.pop()
