"""The world outside of what is lowered: functions, classes, modules and data that it finds by their names."""

from __future__ import annotations

import functools
from collections.abc import Container
from dataclasses import dataclass, field, replace
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.errors import Refusal, S2SDiffError
from s2sdiff.frontend.text.private import is_name_of
from s2sdiff.frontend.text.scope import (
    Found,
    LiveScope,
    Where,
    compiled,
    is_library,
    is_offered,
    literal,
    lives_in,
    public_module,
    served,
)
from s2sdiff.frontend.text.source import definition
from s2sdiff.frontend.values import (
    UNBOUND,
    Known,
    Lib,
    ModuleRef,
    MutableDefault,
    Poison,
    Seq,
    UserFn,
    Written,
    plain_data,
)
from s2sdiff.frontend.verbs import declared_value, vectorized
from s2sdiff.graph import Atom, Const, External, Let, Op, Var
from s2sdiff.kinds import ANY, Kind, kind_of

if TYPE_CHECKING:
    from s2sdiff.frontend.state.lowerer import Lowerer


@dataclass(frozen=True)
class Guard:
    """A fact about the world outside that a specialisation relies on."""

    where: Where
    value: Any
    how: str  # "is": the same object; "type": the same type; "equal": an equal value of the same type; "kind": the
    # same kind; "array": an array of the same type and rank, with the same axes of length one


@dataclass
class Kept:
    """The variable that stands for a place of the world outside which the program writes.

    `refusal` is of the first write; `start` is what is found there before, None where that is a literal; `written` is what
    the program has put there, and `read` says whether it reads anything else.
    """

    key: tuple[int, str]
    refusal: Refusal
    start: Atom | None = None
    written: list[Any] = field(default_factory=list)
    read: bool = False

    def matters(self, needed: Container[Var]) -> bool:
        """Whether a result that needs these variables depends on what was there before."""
        return self.read if self.start is None else self.start in needed


def how_of_data(value: Any) -> str:
    """How a specialisation relies on data that it reads when it runs."""
    return "array" if isinstance(value, np.ndarray) else "kind" if isinstance(value, list | dict | tuple) else "type"


def place_of(where: Where) -> tuple[int, str]:
    """What tells a place of the world outside from all others."""
    holder = vars(where.holder) if isinstance(where.holder, ModuleType) else where.holder
    return id(holder), where.key


def lasting(ctx: Lowerer, where: Where | None) -> Any:
    """What the program has at a place of the world outside; UNBOUND where it never writes there."""
    kept = ctx.lasting.get(place_of(where)) if where is not None and ctx.lasting else None
    if where is None or kept is None:
        return UNBOUND
    value = ctx.env.names.get(kept.key, UNBOUND)
    kept.read |= not any(value is v for v in kept.written)
    ctx.check_sound(value)
    if value is UNBOUND:
        what = f"`{where.key or 'a container'}`, which outlives the call, may have no value here"
        raise ctx.refuse("SD207", what, "pass it as an argument")
    return value


def free_value(ctx: Lowerer, found: Found) -> Any:
    """The value of a free name."""
    if not found.known:
        return read_global(ctx, found, ANY).atom
    written = lasting(ctx, found.where)
    if written is not UNBOUND:
        return written
    value = static_value(ctx, found.value, found.external)
    if value is not None:
        ctx.guard(found.where, found.value, "is")
        return value
    if type(found.value) in (str, bool, type(None)):
        ctx.guard(found.where, found.value, "equal")
        return Const(found.value)
    container = isinstance(found.value, list | dict | tuple | slice)
    ctx.guard(found.where, found.value, "is" if container else how_of_data(found.value))
    return read_global(ctx, found, kind_of(found.value))


def read_global(ctx: Lowerer, found: Found, kind: Kind) -> Known:
    """Read data of a module, or of a closure, once a function."""
    external = found.external
    if not external.module and found.where is not None:
        external = replace(external, name=cell_name(ctx, external.name, found.where))
    target = Var(external.name, kind)
    ctx.out.append(Let(target, Op("global", external.name, external), ()))
    return Known(target, found.value, found.where)


def cell_name(ctx: Lowerer, name: str, where: Where) -> str:
    """The name of a captured value in generated source; two functions may capture others by one name."""
    base, k = name, 1
    while name in ctx.cells and ctx.cells[name].holder is not where.holder:
        k += 1
        name = f"{base}_{k}"
    ctx.cells[name] = where
    return name


def static_value(ctx: Lowerer, value: Any, external: External) -> Any:
    """Functions, classes and modules as values; None for data."""
    if isinstance(value, UserFn | Lib | ModuleRef | Const):
        return value
    if isinstance(value, Written):
        return value.value
    declared = declared_value(ctx, value, external)
    if declared is not None:
        return declared
    if isinstance(value, ModuleType):
        return ModuleRef(value.__name__, value)
    value = served(value)
    if type(value) is np.vectorize:
        return vectorized(ctx, value, external)
    origin = getattr(value, "__s2sdiff_primal__", None)
    if origin is not None:
        return Lib(External(external.module, external.name, value))
    if type(value).__module__ == "uarray":
        return Lib(External(public_module(value), value.__qualname__, value))
    if isinstance(value, FunctionType):
        if is_library(value.__module__):
            return Lib(External(public_module(value), value.__qualname__, value))
        try:
            return user_function(ctx, value, External(external.module, external.name, value))
        except S2SDiffError as e:
            if isinstance(e, Refusal) or e.code != "SD102":
                raise
        module = "" if external.module.startswith("<s2sdiff ") else external.module
        return Lib(External(module, external.name, value))  # no source: called as it is, on constants
    if isinstance(value, type):
        module = value.__module__
        home = module if is_library(module) or lives_in(module, value) else external.module
        return Lib(External(home, value.__qualname__ if home else external.name.rpartition(".")[2], value))
    if callable(value) and is_offered(value):
        return Lib(compiled(value, external))
    if isinstance(value, MethodType) and isinstance(value.__func__, FunctionType | Written):
        fn = user_function(ctx, value.__func__, External(external.module, external.name, value))
        if isinstance(value.__self__, type):
            owner: Any = static_value(ctx, value.__self__, External("", value.__self__.__name__, value.__self__))
        else:
            method = ctx.let(Op("global", external.name, external), (), ANY)
            owner = Known(ctx.let(Op("attr", "__self__"), (method,), ANY), value.__self__)
        return replace(fn, external=None, self_value=owner)
    if isinstance(value, BuiltinFunctionType) or (
        callable(value) and is_library(getattr(type(value), "__module__", ""))
    ):
        return None if isinstance(value, functools.partial) else Lib(compiled(value, external))
    return None


def user_function(ctx: Lowerer, fn: FunctionType | Written, external: External) -> UserFn:
    """A function object, with its definition."""
    if isinstance(fn, Written):
        return fn.value  # type: ignore[no-any-return]
    wrapped = getattr(fn, "__wrapped__", None)
    node = definition(fn)
    if (
        wrapped is None
        and getattr(node, "decorator_list", None)
        and not is_name_of(getattr(node, "name", fn.__name__), fn.__name__)
    ):
        raise ctx.refuse("SD303", f"the decorator of `{fn.__name__}` cannot be followed", "call the plain function")
    scope = LiveScope(fn)
    ctx.guard(Where("attr", fn, "__code__"), fn.__code__, "is")
    ctx.guard(Where("attr", fn, "__defaults__"), fn.__defaults__, "is")
    if fn.__code__.co_kwonlyargcount:
        ctx.guard(Where("attr", fn, "__kwdefaults__"), fn.__kwdefaults__, "is")
    defaults = tuple(default_value(ctx, v) for v in fn.__defaults__ or ())
    kw_defaults = {k: default_value(ctx, v) for k, v in (fn.__kwdefaults__ or {}).items()}
    return UserFn(fn.__name__, node, scope, fn.__code__.co_filename, defaults, kw_defaults, (), external)


def default_value(ctx: Lowerer, value: Any) -> Any:
    """The value of a default argument, which is read when the function is defined."""
    if isinstance(value, Written):
        return value.value
    known = literal(value)
    if known is not None:
        return known
    if isinstance(value, tuple):
        return Seq(tuple(default_value(ctx, v) for v in value))
    static = static_value(ctx, value, External("", getattr(value, "__name__", "default"), value))
    if static is not None:
        return static
    if type(value) in (list, dict, set) and plain_data(value):
        return MutableDefault(value)
    return Poison("SD206", "a mutable default argument is read here", "give the argument explicitly")
