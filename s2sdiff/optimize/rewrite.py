"""Replacing variables in statements, and rebuilding statements block by block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from s2sdiff.graph import (
    Atom,
    Block,
    Carry,
    Effect,
    For,
    Handler,
    If,
    Let,
    Merge,
    Multi,
    Push,
    Return,
    Stmt,
    Try,
    Update,
    Var,
    While,
    map_leaves,
)


def substitute(block: Block, mapping: Mapping[Var, Atom]) -> Block:
    """The block with variables that are read replaced; definitions stay."""
    if not mapping:
        return block

    def change(a: Any) -> Any:
        while isinstance(a, Var) and a in mapping:
            a = mapping[a]
        return a

    return tuple(map_stmt(s, change) for s in block)


def map_stmt(
    s: Stmt, change: Callable[[Any], Any], inner: Callable[[Block], Block] | None = None
) -> Stmt:
    """A statement with `change` applied to every atom that it, or a statement inside it, reads.

    `inner` is what is done with the blocks inside it, if something else is.
    """
    if isinstance(s, Let):
        return Let(s.target, s.op, tuple([change(a) for a in s.args]), s.place)

    def atoms(values: tuple[Atom, ...]) -> tuple[Atom, ...]:
        return tuple([change(a) for a in values])

    block = inner or (lambda b: tuple([map_stmt(x, change) for x in b]))
    if isinstance(s, Multi):
        return Multi(s.targets, s.op, atoms(s.args), s.place)
    if isinstance(s, Effect):
        return Effect(s.how, s.op, atoms(s.args), s.place)
    if isinstance(s, Update):
        return Update(s.new, change(s.old), s.how, atoms(s.args), s.item, s.place, s.spec)
    if isinstance(s, If):
        return If(
            change(s.cond),
            block(s.then),
            block(s.orelse),
            tuple(Merge(m.out, atoms(m.values)) for m in s.merges),
            s.place,
        )
    if isinstance(s, For):
        return For(
            s.index,
            change(s.seq),
            block(s.body),
            _carries(s.carries, change),
            None if s.stop is None else change(s.stop),
            s.place,
        )
    if isinstance(s, While):
        return While(
            block(s.test),
            change(s.cond),
            block(s.body),
            _carries(s.carries, change),
            None if s.stop is None else change(s.stop),
            s.place,
        )
    if isinstance(s, Try):
        handlers = tuple(Handler(h.types, h.name, block(h.body)) for h in s.handlers)
        return Try(block(s.body), handlers, tuple(Merge(m.out, atoms(m.values)) for m in s.merges), s.place)
    if isinstance(s, Push):
        return Push(s.stack, change(s.value))
    if isinstance(s, Return):
        return Return(map_leaves(s.value, change))
    return s


def _carries(carries: tuple[Carry, ...], change: Callable[[Any], Any]) -> tuple[Carry, ...]:
    return tuple(Carry(c.param, change(c.init), change(c.next), c.result) for c in carries)


def with_blocks(s: Stmt, change: Callable[[Block], Block]) -> Stmt:
    """A statement with its blocks replaced."""
    if s.__class__ is Let:
        return s
    if isinstance(s, If):
        return replace(s, then=change(s.then), orelse=change(s.orelse))
    if isinstance(s, For):
        return replace(s, body=change(s.body))
    if isinstance(s, While):
        return replace(s, test=change(s.test), body=change(s.body))
    if isinstance(s, Try):
        return replace(
            s, body=change(s.body), handlers=tuple(replace(h, body=change(h.body)) for h in s.handlers)
        )
    return s
