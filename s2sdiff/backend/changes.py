"""Assignments, and changes of containers in place."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from s2sdiff.backend.expressions import Expressions
from s2sdiff.backend.imports import Imports
from s2sdiff.backend.structures import name
from s2sdiff.frontend.steps import taken_by
from s2sdiff.graph import Atom, Update
from s2sdiff.kinds import BOOL, COMPLEX, INT, REAL, Kind, plain, strip

#: What `a += b` cannot change in place.
NUMBERS = (REAL, INT, BOOL, COMPLEX)


def assign(target: str, value: ast.expr, kind: Kind) -> ast.stmt:
    """``target = value``, or ``target += ...`` where that is what it says: of an array, it would change the old one."""
    again = isinstance(value, ast.BinOp) and isinstance(value.left, ast.Name) and value.left.id == target
    if again and isinstance(value, ast.BinOp) and plain(strip(kind)) in NUMBERS:
        return ast.AugAssign(ast.Name(target, ast.Store()), value.op, value.right)
    return ast.Assign([ast.Name(target, ast.Store())], value)


def update(e: Expressions, s: Update) -> list[ast.stmt]:
    """A change in place."""
    rename: list[ast.stmt] = []
    if e.names.get(s.new) != e.names.get(s.old) and s.new in e.names and s.old in e.names:
        renamed = assign(e.names[s.new], e.atom(s.old), s.new.kind)
        if s.how != "pop":  # what is written may still be called as the new version is
            return [*update(e, replace(s, new=s.old)), renamed]
        rename.append(renamed)
    base = name(e.names[s.new])
    if s.spec is not None:
        return [*rename, add_at(e, s, base) if s.how == "add_at" else part_changed(e, s, base)]
    if s.how in ("store", "accumulate", "decrease"):
        return [*rename, written(s.how, item(e, base, s.args[:-1], ast.Store()), e.atom(s.args[-1]))]
    path, args = (s.args[:-1], [e.atom(s.args[-1])]) if s.how == "append" else (s.args, [])
    call = ast.Call(ast.Attribute(item(e, base, path, ast.Load()), s.how, ast.Load()), args, [])
    if s.item is not None and s.item in e.names and s.how == "pop":
        return [*rename, assign(e.names[s.item], call, s.item.kind)]
    return [*rename, ast.Expr(call)]


def item(e: Expressions, base: ast.expr, path: tuple[Atom, ...], context: ast.expr_context) -> ast.expr:
    """The item of nested containers to which a path leads."""
    for k in path:
        base = ast.Subscript(base, e.atom(k), ast.Load())
    if isinstance(base, ast.Subscript):
        base.ctx = context
    return base


def written(how: str, target: Any, value: ast.expr) -> ast.stmt:
    """``target = value``, ``target += value`` or ``target -= value``; what is negated is added with the other sign."""
    if how == "store":
        return ast.Assign([target], value)
    adds = how == "accumulate"
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub):
        adds, value = not adds, value.operand
    return ast.AugAssign(target, ast.Add() if adds else ast.Sub(), value)


def part_changed(e: Expressions, s: Update, base: ast.Name) -> ast.stmt:
    """A change in place of an array, or of a part of it."""
    *path, value = s.args
    if s.spec == (("e",),) and s.how != "store":
        return written(s.how, ast.Name(base.id, ast.Store()), e.atom(value))
    # An attribute or a call is changed in place and not bound anew.
    turned = bool(s.spec[-1]) and s.spec[-1][0][0] in "tw"
    target: Any = e.subscripted(base, (*s.spec, ("e",)) if turned else s.spec, tuple(path))
    target.ctx = ast.Store()
    return written(s.how, target, e.atom(value))


def add_at(e: Expressions, s: Update, base: ast.Name) -> ast.stmt:
    """``np.add.at(array, index, value)``, for indices that may repeat."""
    *path, value = s.args
    *head, last = s.spec
    used = len(path) - sum(map(taken_by, last))
    inner = e.subscripted(base, head, tuple(path[:used]))
    subscript = e.subscripted(base, [last], tuple(path[used:]))
    assert isinstance(subscript, ast.Subscript)
    index = subscript.slice
    if "s" in last:
        index = ast.Subscript(Imports.attribute(e.imports.module("numpy"), "s_"), index, ast.Load())
    at = Imports.attribute(e.imports.module("numpy"), "add.at")
    return ast.Expr(ast.Call(at, [inner, index, e.atom(value)], []))
