"""Builtins that ask what a value is: its class, its attributes, its truth."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend import containers, objects
from s2sdiff.frontend.builtin import structural
from s2sdiff.frontend.expressions import truth_of
from s2sdiff.frontend.lowerer import Lowerer, atom_of
from s2sdiff.frontend.values import Instance, Known, Lib, Partial, Ref, Seq, UserFn, kind_of_atom
from s2sdiff.graph import Const, External
from s2sdiff.kinds import (
    BOOL,
    COMPLEX,
    INT,
    NONE,
    REAL,
    STR,
    Array,
    DictOf,
    Kind,
    ListOf,
    Maybe,
    TupleOf,
    is_number,
    plain,
)

#: The classes of sequences whose items are known one by one.
SEQUENCES: dict[str, type] = {"tuple": tuple, "list": list}


@structural(isinstance)
def isinstance_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    classes = classes_of(args[1])
    if classes is None:
        return NotImplemented
    value = args[0]
    if isinstance(value, Const):
        return Const(isinstance(value.value, classes))
    if isinstance(value, Known) and not is_number(kind_of_atom(value.atom)):
        return Const(isinstance(value.value, classes))
    if isinstance(value, Seq):
        cls = value.cls.value if value.cls else SEQUENCES[value.form]
        return Const(isinstance(cls, type) and issubclass(cls, classes))
    if isinstance(value, Instance):
        return Const(issubclass(value.cls, classes))
    if isinstance(value, UserFn | Lib | Partial):
        return Const(any(c.__name__ in ("Callable", "function", "FunctionType", "object") for c in classes))
    kind = (
        containers.ref_kind(ctx, value)
        if isinstance(value, Ref)
        else plain(kind_of_atom(atom_of(ctx, value)))
    )
    answers = {isinstance_of_kind(kind, c) for c in classes}
    if True in answers:
        return Const(True)
    return Const(False) if answers == {False} else NotImplemented


_CLASS_OF: dict[Kind, type] = {
    REAL: float,
    INT: int,
    BOOL: bool,
    STR: str,
    NONE: type(None),
    COMPLEX: complex,
}


def isinstance_of_kind(kind: Kind, cls: type) -> bool | None:
    """Whether values of a kind are instances of a class; None where the kind does not say."""
    if kind == REAL and issubclass(int, cls) and not issubclass(float, cls):
        return not cls is not object
    if kind in _CLASS_OF:
        return issubclass(_CLASS_OF[kind], cls)
    if isinstance(kind, ListOf | DictOf | TupleOf):
        own = {ListOf: list, DictOf: dict, TupleOf: tuple}[type(kind)]
        return issubclass(own, cls)
    if isinstance(kind, Array):
        import numpy as np

        return issubclass(np.ndarray, cls)
    if isinstance(kind, Maybe):
        return None
    return None


def classes_of(value: Any) -> tuple[type, ...] | None:
    """The classes that an argument of isinstance names."""
    if isinstance(value, Seq):
        parts = [classes_of(v) for v in value.items]
        return None if None in parts else tuple(c for p in parts for c in p or ())
    if isinstance(value, Lib) and isinstance(value.external.value, type):
        return (value.external.value,)
    if (
        isinstance(value, Known)
        and isinstance(value.value, tuple)
        and all(isinstance(c, type) for c in value.value)
    ):
        return value.value
    return None


@structural(callable)
def callable_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Const(
        isinstance(args[0], UserFn | Lib | Partial)
        or (isinstance(args[0], Known) and callable(args[0].value))
    )


@structural(super)
def super_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return objects.above(ctx, args)


@structural(hasattr)
def hasattr_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    name = args[1].value if isinstance(args[1], Const) else None
    if name is None:
        return NotImplemented
    if isinstance(args[0], Known):
        return Const(hasattr(args[0].value, name))
    if isinstance(args[0], Instance):
        return Const(objects.has(ctx, args[0], name))
    if isinstance(args[0], Seq):
        return Const(name in args[0].fields or hasattr(tuple, name))
    if isinstance(args[0], Ref):
        return Const(hasattr(list, name))
    kind = plain(kind_of_atom(atom_of(ctx, args[0])))
    return Const(hasattr(_CLASS_OF[kind], name)) if kind in _CLASS_OF else NotImplemented


@structural(getattr)
def getattr_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    from s2sdiff.frontend.expressions import get_attribute

    if isinstance(args[1], Const) and len(args) == 2:
        return get_attribute(ctx, args[0], args[1].value)
    raise ctx.refuse("SD201", "`getattr` of a computed name is not in the language")


@structural(bool)
def bool_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    truth = truth_of(ctx, args[0])
    return truth if isinstance(truth, Const) or kind_of_atom(truth) == BOOL else NotImplemented


@structural(type)
def type_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if isinstance(args[0], Const):
        return Lib(External("builtins", type(args[0].value).__name__, type(args[0].value)))
    if isinstance(args[0], Ref):
        kind = containers.ref_kind(ctx, args[0])
        cls: type = list if isinstance(kind, ListOf) else dict
        return Lib(External("builtins", cls.__name__, cls))
    if isinstance(args[0], Seq):
        return Lib(args[0].cls or External("builtins", args[0].form, SEQUENCES[args[0].form]))
    kind = plain(kind_of_atom(atom_of(ctx, args[0])))
    if kind in _CLASS_OF and kind not in (REAL, INT):
        return Lib(External("builtins", _CLASS_OF[kind].__name__, _CLASS_OF[kind]))
    return NotImplemented
