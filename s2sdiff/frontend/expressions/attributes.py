"""Attributes: of modules, records, objects, arrays and numbers."""

from __future__ import annotations

import ast
import functools
from dataclasses import replace
from typing import Any

from s2sdiff.errors import S2SDiffError
from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays, numpys
from s2sdiff.frontend.data import objects, subscripts
from s2sdiff.frontend.expressions.expressions import OUTWARD
from s2sdiff.frontend.state.hopeless import refuse_attribute
from s2sdiff.frontend.state.lowerer import Lowerer, expression
from s2sdiff.frontend.state.outside import free_value, how_of_data, lasting, static_value, user_function
from s2sdiff.frontend.state.perhaps import sure
from s2sdiff.frontend.text.scope import Found, Where, is_library, library_method
from s2sdiff.frontend.values import (
    UNBOUND,
    Instance,
    Known,
    Lib,
    Member,
    Method,
    ModuleRef,
    Ref,
    Seq,
    Super,
    UserFn,
    Written,
)
from s2sdiff.frontend.verbs import call
from s2sdiff.graph import Const, External, Op, Var
from s2sdiff.kinds import (
    ANY,
    COMPLEX,
    REAL,
    TupleOf,
    is_number,
    kind_of,
    plain,
    strip,
)


@expression(ast.Attribute)
def attribute(ctx: Lowerer, node: ast.Attribute) -> Any:
    if node.attr in OUTWARD and is_plain_name(node.value):
        return ctx.asked(lambda: get_attribute(ctx, ctx.expr(node.value), node.attr))
    return get_attribute(ctx, sure(ctx, ctx.expr(node.value), "asked for an attribute"), node.attr)


def is_plain_name(node: ast.expr) -> bool:
    """Whether an expression is a name, or an attribute of one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


@verbs.get_attribute.defined
def get_attribute(ctx: Lowerer, owner: Any, attr: str) -> Any:
    """``owner.attr``."""
    if isinstance(owner, ModuleRef):
        return module_attribute(ctx, owner, attr)
    if attr == "__class__" and isinstance(owner, Var | Ref | Seq):
        return verbs.call(ctx, Lib(External("builtins", "type", type)), [owner], {})
    if arrays.is_array(owner, ctx):
        found = arrays.attribute(ctx, owner, attr)
        return Method(owner, attr) if found is NotImplemented else found
    if isinstance(owner, slice):
        return getattr(owner, attr) if attr in ("start", "stop", "step") else Method(owner, attr)
    if isinstance(owner, Seq) and attr in owner.fields:
        return owner.items[owner.fields.index(attr)]
    if isinstance(owner, Seq) and owner.cls is not None and owner.cls.value is not None:
        found = record_attribute(ctx, owner, owner.cls.value, attr)
        if found is not None:
            return found
    if isinstance(owner, Var) and isinstance(owner.kind, TupleOf) and attr in owner.kind.fields:
        return subscripts.get_item(ctx, owner, Const(owner.kind.fields.index(attr)))
    if isinstance(owner, Instance | Member):
        return objects.get(ctx, owner, attr)
    if isinstance(owner, Super):
        return objects.inherited(ctx, owner.owner, owner.home, attr)
    if isinstance(owner, Known):
        return known_attribute(ctx, owner, attr)
    if isinstance(owner, UserFn) and owner.external is not None and hasattr(owner.external.value, attr):
        return function_attribute(ctx, owner.external, attr)
    if isinstance(owner, Lib) and owner.external.value is not None:
        found = library_attribute(ctx, owner, attr)
        if found is not None:
            return found
    if numpys.is_numpys(ctx, owner):
        found = numpys.attribute(ctx, owner, attr)
        if found is not NotImplemented:
            return found
    if isinstance(owner, Var) and is_number(owner.kind) and attr in ("real", "imag"):
        if plain(strip(owner.kind)) == COMPLEX:
            return arrays.library(ctx, attr, [owner], {})
        if plain(strip(owner.kind)) == ANY:
            return ctx.let(Op("attr", attr), (owner,), REAL, attr)
        return owner if attr == "real" else Const(0.0)
    refuse_attribute(ctx, owner, attr)
    return Method(owner, attr)


def function_attribute(ctx: Lowerer, owner: External, attr: str) -> Any:
    """An attribute of a function that can be followed, such as a count of its calls."""
    value = getattr(owner.value, attr)
    return free_value(ctx, Found(value, External("", attr, value, data=True), Where("attr", owner.value, attr)))


def library_attribute(ctx: Lowerer, owner: Lib, attr: str) -> Any:
    """An attribute of a class, or of a function of a library; None where there is none."""
    holder, name = owner.external.value, owner.external.name
    value = getattr(holder, attr, None)
    external = External(owner.external.module, f"{name}.{attr}", value)
    static = static_value(ctx, value, external)
    changing = isinstance(holder, type) and not is_library(owner.external.module)
    if static is not None:
        if changing:
            objects.relied_on(ctx, holder, attr)
        return static
    if value is None:
        return None
    where = Where("attr", holder, attr) if changing else None
    exact = changing and type(value) in (str, bool)
    ctx.guard(where, value, "equal" if exact else how_of_data(value))
    if exact:
        return Const(value)
    if owner.external.module:
        return Known(ctx.let(Op("global", attr, external), (), kind_of(value)), value, where)
    made = ctx.let(Op("global", name, owner.external), (), ANY)  # a class that a function made lives in no module
    return Known(ctx.let(Op("attr", attr), (made,), kind_of(value), attr), value, where)


def record_attribute(ctx: Lowerer, owner: Seq, cls: type, attr: str) -> Any:
    """A method or property of a record, which is followed, or a constant of its class; None where there is none."""
    import inspect
    from types import FunctionType

    value = inspect.getattr_static(cls, attr, None)
    objects.relied_on(ctx, cls, attr)
    if isinstance(value, staticmethod):
        return static_value(ctx, value.__func__, External("", attr, value.__func__))
    getter = value.fget if isinstance(value, property) else getattr(value, "func", None)  # of a cached_property
    if isinstance(value, property | functools.cached_property) and isinstance(getter, FunctionType | Written):
        return objects.run(ctx, getter, [owner])
    method = isinstance(value, Written) and isinstance(value.value, UserFn)
    if method or (isinstance(value, FunctionType) and not is_library(value.__module__)):
        return replace(user_function(ctx, value, External("", attr, value)), external=None, self_value=owner)
    if value is None or callable(value) or isinstance(value, classmethod | property) or hasattr(tuple, attr):
        return None
    assert owner.cls is not None
    return get_attribute(ctx, Lib(owner.cls), attr)


def module_attribute(ctx: Lowerer, owner: ModuleRef, attr: str) -> Any:
    """A name of a module."""
    if owner.scope is not None:
        found = owner.scope.find(attr)
        if found is None:
            raise ctx.refuse("SD301", f"`{owner.name}.{attr}` is not known")
        return free_value(ctx, found)
    if not hasattr(owner.value, attr):
        if ctx.choices and is_library(owner.name):  # the run decides whether it is asked for
            raise ctx.ends(AttributeError, (f"module {owner.name!r} has no attribute {attr!r}",))
        raise ctx.refuse("SD301", f"`{owner.name}` has no `{attr}`")
    module = owner.value
    value = getattr(module, attr)
    fixed = is_library(owner.name)
    external = External(owner.name, attr, value, data=not fixed)
    if not fixed:
        return free_value(ctx, Found(value, external, Where("attr", module, attr)))
    static = static_value(ctx, value, external)
    return Known(ctx.let(Op("global", attr, external), (), kind_of(value)), value) if static is None else static


def known_attribute(ctx: Lowerer, owner: Known, attr: str) -> Any:
    """An attribute of an object of the world outside: data is read at run time, methods are followed."""
    written = lasting(ctx, Where("attr", owner.value, attr))
    if written is not UNBOUND:
        return written
    if attr == "__dict__" and ctx.lasting:
        raise ctx.refuse("SD208", "the attributes of an object are read as a dict, and some are written", "read them by name")
    try:
        value = getattr(owner.value, attr)
    except AttributeError:
        raise ctx.refuse("SD201", f"the object has no attribute `{attr}`") from None
    data = isinstance(owner.value, str | list | dict | tuple | int | float)
    if data and callable(value) and not hasattr(type(owner.value), "_fields"):
        return Method(owner, attr)
    func = getattr(value, "__func__", None)
    library = library_method(value) if func is not None else None
    if library is not None:
        return Lib(library)
    if (
        func is not None
        and getattr(value, "__self__", None) is owner.value
        and is_library(getattr(func, "__module__", None))
    ):
        return Method(owner, attr)
    if func is not None and getattr(value, "__self__", None) is owner.value:
        objects.relied_on(ctx, owner.value if isinstance(owner.value, type) else type(owner.value), attr)
        own = getattr(owner.value, "__dict__", None)
        if own is not None and attr not in own:
            ctx.rely(owner, f".__dict__.get({attr!r})", None, "is")
        fn = user_function(ctx, func, External("", attr, value))
        return UserFn(fn.name, fn.node, fn.scope, fn.filename, fn.defaults, fn.kw_defaults, (), None, owner)
    if isinstance(getattr(type(owner.value), attr, None), property):
        objects.relied_on(ctx, type(owner.value), attr)
        try:
            return property_of(ctx, owner, getattr(type(owner.value), attr).fget)
        except S2SDiffError:  # what an object of the world outside computes for itself is constant
            if ctx.lasting:  # unless the program writes to it
                raise
    if callable(value) and not isinstance(value, type):
        static = static_value(ctx, value, External("", attr, value))
        if static is not None:
            ctx.rely(owner, f".{attr}", value, "equal" if func is not None else "is")
            return static
    if type(value) in (str, bool, type(None)):
        ctx.rely(owner, f".{attr}", value, "equal")
        return Const(value)
    where = ctx.rely(owner, f".{attr}", value, how_of_data(value))
    return Known(ctx.let(Op("attr", attr), (owner.atom,), kind_of(value), attr), value, where)


def property_of(ctx: Lowerer, owner: Known, getter: Any) -> Any:
    """What a property gives, its function followed; where that is refused, nothing is left of the attempt."""
    out, size, env, node = ctx.out, len(ctx.out), ctx.env.copy(), ctx.node
    frames, rolling, choices = list(ctx.frames), list(ctx.rolling), ctx.choices
    try:
        return call(ctx, user_function(ctx, getter, External("", getter.__name__, getter)), [owner], {})
    except S2SDiffError:
        del out[size:]
        ctx.out, ctx.env, ctx.node = out, env, node
        ctx.frames, ctx.rolling, ctx.choices = frames, rolling, choices
        raise
