"""Functions inside a program: what a solver is given, as statements that can be copied to where they are wanted.

A `Procedure` is a value of the program. It is written as a lambda where it is one expression, and as a
function with a name otherwise; the transforms take its statements, with fresh variables, and differentiate
them in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from s2sdiff.analyses.free import free_vars
from s2sdiff.graph import (
    Atom,
    Block,
    For,
    If,
    Let,
    Multi,
    Op,
    Pop,
    Return,
    Stmt,
    Try,
    Update,
    Var,
    While,
    defined,
    inner_defined,
    uses,
    walk,
)
from s2sdiff.kinds import ANY
from s2sdiff.optimize.dead import eliminate, settle
from s2sdiff.optimize.rewrite import map_stmt, with_blocks

LARGEST = 12  # operations of a function that is written as a lambda


@dataclass(frozen=True)
class Procedure:
    """A function: its parameters, its statements, what it gives, and the variables that it closes over."""

    name: str
    params: tuple[Var, ...]
    block: Block
    result: Atom
    free: tuple[Var, ...]

    @cached_property
    def single(self) -> bool:
        """Whether it is one expression in which nothing is computed twice."""
        statements = list(walk(self.block))
        if len(statements) > LARGEST or not all(
            (isinstance(s, Let) and s.op.form not in ("lambda", "solver", "implicit"))
            or (isinstance(s, If) and len(s.merges) == 1)
            for s in statements
        ):
            return False
        read = [a for s in statements for a in uses(s) if isinstance(a, Var)]
        read += [self.result] if isinstance(self.result, Var) else []
        made = [v for s in statements for v in defined(s)]
        return all(read.count(v) == 1 for v in made)


def procedure(name: str, params: Sequence[Var], block: Block, result: Atom) -> Procedure:
    """A function of statements, those left out that its result does not need."""
    marked = settle((*block, Return(result)))
    last = marked[-1]
    assert isinstance(last, Return)
    result = last.value  # type: ignore[assignment]
    block = eliminate(marked[:-1], [result])
    inside = {v for s in block for v in defined(s)} | set(params)
    found = {v: None for s in (*block, Return(result)) for v in free_vars(s) if v not in inside}
    return Procedure(name, tuple(params), block, result, tuple(found))


def function_op(p: Procedure) -> Op:
    """The operation that gives a procedure as a value; its arguments are what stands for `p.free`."""
    return Op("lambda", p.name, p)


def function_let(p: Procedure) -> Let:
    """A procedure as a variable of the program."""
    return Let(Var(p.name, ANY, True), function_op(p), p.free)


def instance(p: Procedure, args: Sequence[Atom], free: Sequence[Atom]) -> tuple[Block, Atom]:
    """The statements of a call, with variables of their own, and what it gives."""
    now: dict[Var, Atom] = dict(zip((*p.params, *p.free), (*args, *free), strict=True))
    for s in walk(p.block):
        for v in (*defined(s), *inner_defined(s)):
            now[v] = Var(v.name, v.kind, v.weak)

    def change(a: Atom) -> Atom:
        return now.get(a, a) if isinstance(a, Var) else a

    return tuple(renamed(map_stmt(s, change), now) for s in p.block), change(p.result)


def renamed(s: Stmt, now: dict[Var, Atom]) -> Stmt:
    """A statement with what it defines, and what its blocks define, called anew."""

    def new(v: Var) -> Var:
        found = now[v]
        assert isinstance(found, Var)
        return found

    s = with_blocks(s, lambda block: tuple(renamed(x, now) for x in block))
    if isinstance(s, Let | Pop):
        return replace(s, target=new(s.target))
    if isinstance(s, Multi):
        return replace(s, targets=tuple(map(new, s.targets)))
    if isinstance(s, Update):
        return replace(s, new=new(s.new), item=None if s.item is None else new(s.item))
    if isinstance(s, If):
        return replace(s, merges=tuple(replace(m, out=new(m.out)) for m in s.merges))
    if isinstance(s, Try):
        handlers = tuple(h if h.name is None else replace(h, name=new(h.name)) for h in s.handlers)
        return replace(s, handlers=handlers, merges=tuple(replace(m, out=new(m.out)) for m in s.merges))
    if isinstance(s, For | While):
        s = replace(s, carries=tuple(replace(c, param=new(c.param), result=new(c.result)) for c in s.carries))
        return replace(s, index=new(s.index)) if isinstance(s, For) else s
    return s
