"""Builtins that ask what a value is: its class, its attributes, its truth."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import containers, objects
from s2sdiff.frontend.expressions.attributes import get_attribute
from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.hopeless import SAMPLES
from s2sdiff.frontend.state.lasting import absence
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import place_of
from s2sdiff.frontend.text.scope import Where
from s2sdiff.frontend.values import (
    UNBOUND,
    Instance,
    Known,
    Lib,
    Member,
    Partial,
    Ref,
    Seq,
    Table,
    UserFn,
)
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import (
    ANY,
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
    TupleOf,
    plain,
)
from s2sdiff.operations import builtin_call

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
    if isinstance(value, Known) and not isinstance(value.value, numbers.Number):
        return Const(isinstance(value.value, classes))
    if isinstance(value, Seq):
        cls = value.cls.value if value.cls else SEQUENCES[value.form]
        return Const(isinstance(cls, type) and issubclass(cls, classes))
    if isinstance(value, Instance | Member):
        return Const(issubclass(getattr(value.cls, "STANDS_FOR", value.cls), classes))
    if isinstance(value, UserFn | Lib | Partial):
        return Const(any(c.__name__ in ("Callable", "function", "FunctionType", "object") for c in classes))
    return agreed(ctx, value, lambda own: issubclass(own, classes))


#: The classes that values of a kind may have: numbers come from Python or from NumPy.
_CLASSES_OF: dict[Kind, tuple[type, ...]] = {
    REAL: (float, np.float64),
    INT: (int, np.int64),
    BOOL: (bool, np.bool_),
    COMPLEX: (complex, np.complex128),
    STR: (str,),
    NONE: (type(None),),
}


def classes_of_kind(kind: Kind) -> tuple[type, ...]:
    """The classes that values of a kind may have; none where the kind does not say."""
    if isinstance(kind, ListOf | DictOf):
        return (list,) if isinstance(kind, ListOf) else (dict,)
    if isinstance(kind, TupleOf):
        return (kind.cls or tuple,)
    if isinstance(kind, Array):  # what NumPy makes of arrays without axes is a number
        return (np.ndarray,) if kind.rank else (np.ndarray, np.dtype(kind.dtype).type)
    return _CLASSES_OF.get(kind, ())


def agreed(ctx: Lowerer, value: Any, question: Callable[[type], Any]) -> Any:
    """The answer that all classes agree on which a value may have; NotImplemented leaves it to the run."""
    classes = classes_of_kind(kind_asked(ctx, value))
    answers = {question(own) for own in (classes[:1] if ctx.ours else classes)}  # to a rule a number is Python's
    if len(answers) == 1:
        return Const(answers.pop())
    if answers and atom_of(ctx, value) in ctx.converted:
        raise ctx.refuse(
            "SD401",
            "whether this number is Python's or NumPy's is asked after `float`, which the derivative leaves out",
            "ask before it is converted",
        )
    return NotImplemented


def kind_asked(ctx: Lowerer, value: Any) -> Kind:
    """The kind of a value that is asked for its class."""
    return containers.ref_kind(ctx, value) if isinstance(value, Ref) else plain(atom_of(ctx, value).kind)


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


@structural(np.isscalar)
def isscalar_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if isinstance(args[0], Const):
        return Const(np.isscalar(args[0].value))
    if not isinstance(args[0], Var | Ref):
        return Const(False) if isinstance(args[0], Seq | Table) else NotImplemented
    return agreed(ctx, args[0], lambda own: issubclass(own, np.generic | numbers.Number | str | bytes))


@structural(super)
def super_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return objects.above(ctx, args)


@structural(hasattr)
def hasattr_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    name = args[1].value if isinstance(args[1], Const) else None
    if name is None:
        return NotImplemented
    if isinstance(args[0], Known):
        return Const(has_outside(ctx, args[0].value, name))
    if isinstance(args[0], Member):
        own = verbs.read_member(ctx, args[0], name)
        return Const(own is not UNBOUND or hasattr(args[0].cls, name))
    if isinstance(args[0], Instance):
        return Const(objects.has(ctx, args[0], name))
    if isinstance(args[0], Seq):
        return Const(name in args[0].fields or hasattr(tuple, name))
    return agreed(ctx, args[0], lambda own: hasattr(own, name))


def agrees(ctx: Lowerer, number: Any, attr: str, default: Any) -> bool:
    """Whether a default, such as ``()`` for the shape, is what numbers of NumPy have; Python's have no such attribute."""
    sample = SAMPLES.get(kind_asked(ctx, number))
    own = getattr(np.asarray(sample)[()], attr, UNBOUND) if sample is not None else UNBOUND
    if isinstance(default, Seq):
        return bool(own == () and not default.items)
    return isinstance(default, Const) and type(own) is type(default.value) and own == default.value


def has_outside(ctx: Lowerer, owner: Any, name: str) -> bool:
    """Whether an object of the world outside has an attribute, which the program may have given it."""
    kept = ctx.lasting.get(place_of(Where("attr", owner, name)))
    if kept is None:
        if not hasattr(owner, name):
            absence(ctx, owner, name)
        return hasattr(owner, name)
    value = ctx.env.names.get(kept.key, UNBOUND)
    ctx.check_sound(value)
    return value is not UNBOUND


@structural(getattr)
def getattr_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if isinstance(args[1], Const) and isinstance(args[1].value, str):
        there = hasattr_(ctx, args, {}) if len(args) == 3 else Const(True)
        if isinstance(there, Const):
            return get_attribute(ctx, args[0], args[1].value) if there.value else args[2]
        if agrees(ctx, args[0], args[1].value, args[2]):
            return args[2]
        raise ctx.refuse(
            "SD401", f"whether there is an attribute `{args[1].value}` here is known only at run time", "pass it as an argument"
        )
    raise ctx.refuse("SD201", "`getattr` of a computed name is not in the language")


@structural(bool)
def bool_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    truth = truth_of(ctx, args[0])
    return truth if isinstance(truth, Const) or truth.kind == BOOL else NotImplemented


@structural(type)
def type_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    if isinstance(args[0], Const):
        return Lib(External("builtins", type(args[0].value).__name__, type(args[0].value)))
    if isinstance(args[0], Seq):
        return Lib(args[0].cls or External("builtins", args[0].form, SEQUENCES[args[0].form]))
    found = agreed(ctx, args[0], lambda own: own)
    if not isinstance(found, Const):
        asked = ctx.let(builtin_call(type), (atom_of(ctx, args[0]),), ANY)
        ctx.classes[asked] = classes_of_kind(kind_asked(ctx, args[0]))
        return asked
    cls = found.value
    return Lib(External("numpy" if cls is np.ndarray else "builtins", cls.__name__, cls))
