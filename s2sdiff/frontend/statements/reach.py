"""Which handlers of a ``try`` can be reached, as far as the kinds of what its body computes tell."""

from __future__ import annotations

import ast
import math
from typing import Any

import numpy as np

from s2sdiff.graph import Atom, Block, Effect, For, If, Let, Op, Stmt, Update, While, walk
from s2sdiff.kinds import BOOL, INT, NONE, REAL, Array, ListOf, plain

#: What the kinds of the operands may rule out.
OF_KINDS = (TypeError, AttributeError, NameError, ImportError)
CALLS = {
    abs, *(f for f in vars(math).values() if callable(f)), np.any, np.all, np.sum, np.mean, np.max, np.min, np.where, np.clip,
    np.asarray, np.array, np.atleast_1d,
}  # fmt: skip


def is_reached(types: Op | None, body: Block) -> bool:
    """Whether the body of a ``try`` may raise what a handler of these types catches."""
    classes = classes_of(types)
    if not classes or not all(issubclass(c, OF_KINDS) for c in classes):
        return True
    named = names_of(body)
    return any(may_raise(s, classes, named) for s in body)


def sure(body: Block) -> type[BaseException] | None:
    """The class of the exception that a body ends in, None where something else may be raised before it, or is."""
    *before, last = body or (None,)
    if not isinstance(last, Effect) or last.how != "raise" or not all(map(cannot_raise, before)):
        return None
    return raised(last, names_of(body))


def classes_of(types: Op | None) -> tuple[type[BaseException], ...]:
    """The classes that a handler catches; none where they are not known."""
    found = [e.value for e in types.payload] if types is not None else [BaseException]
    return tuple(found) if all(isinstance(c, type) for c in found) else ()


def names_of(body: Block) -> dict[Any, Any]:
    """What the names are that a block reads from the world outside."""
    return {s.target: s.op.payload.value for s in walk(body) if isinstance(s, Let) and s.op.form == "global"}


def raised(s: Effect, named: dict[Any, Any]) -> type[BaseException] | None:
    """The class of exception that a statement raises, None where that is not seen."""
    made = s.op.payload.exc
    cls = made.func if isinstance(made, ast.Call) else made
    value = named.get(s.args[int(cls.id[1:])]) if isinstance(cls, ast.Name) else None
    return value if isinstance(value, type) and issubclass(value, BaseException) else None


def may_raise(s: Stmt, classes: tuple[type[BaseException], ...], named: dict[Any, Any]) -> bool:
    """Whether a statement may raise one of `classes`, which are all `OF_KINDS`."""
    if isinstance(s, If | For | While):
        inner = (
            (s.then, s.orelse) if isinstance(s, If) else (s.body,) if isinstance(s, For) else (s.test, s.body)
        )
        return any(may_raise(t, classes, named) for b in inner for t in b)
    if isinstance(s, Effect) and s.how == "raise":
        cls = raised(s, named)
        return cls is None or issubclass(cls, classes)
    if isinstance(s, Update):
        return not holds_numbers(s.old) or not all(is_number(a) or is_nothing(a) for a in s.args)
    if not isinstance(s, Let):
        return True
    if s.op.form == "item":
        return not holds_numbers(s.args[0]) or not all(is_number(a) or is_nothing(a) for a in s.args[1:])
    return s.op.form != "global" and not (is_of_numbers(s) and all(map(is_number, s.args)))


def is_of_numbers(s: Let) -> bool:
    """Whether an operation takes any numbers: powers are left out, which may be complex and have no order then."""
    if s.op.form == "call":
        called = s.op.payload.value
        return callable(called) and (isinstance(called, np.ufunc) or called in CALLS)
    return s.op.form in ("binary", "unary", "compare") and s.op.name not in (
        "pow",
        "in",
        "notin",
        "and_",
        "or_",
        "xor",
    )


def cannot_raise(s: Stmt) -> bool:
    """Whether a statement is an operation that raises no exception at all."""
    if not isinstance(s, Let) or s.op.form == "global":
        return isinstance(s, Let)
    simple = s.op.form in ("compare", "unary") or s.op.name in ("add", "sub", "mul", "abs")
    return simple and is_of_numbers(s) and all(a.kind in (REAL, INT) for a in s.args)


def is_number(atom: Atom) -> bool:
    """Whether a value is certainly a number, or an array of numbers."""
    kind = plain(atom.kind)
    return np.dtype(kind.dtype).kind in "fiub" if isinstance(kind, Array) else kind in (REAL, INT, BOOL)


def holds_numbers(atom: Atom) -> bool:
    """Whether a value is certainly an array of numbers, or a list of numbers."""
    kind = atom.kind
    if isinstance(kind, ListOf):
        return kind.item in (REAL, INT, BOOL)
    return isinstance(kind, Array) and is_number(atom)


def is_nothing(atom: Atom) -> bool:
    """Whether a value is None: a bound of a slice that is left out."""
    return plain(atom.kind) == NONE
