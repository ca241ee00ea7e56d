"""Calls: arguments are bound to parameters, and the body of the callee is lowered in place.

A function that is being lowered already (recursion) is called instead; see `recursion`.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls import draws, producers, recursion
from s2sdiff.frontend.calls.aside import kept_aside, set_aside
from s2sdiff.frontend.calls.declared import call_declared
from s2sdiff.frontend.calls.entered import entered
from s2sdiff.frontend.calls.helped import helped, helped_again
from s2sdiff.frontend.calls.opaque import at_once, check_callable, opaque
from s2sdiff.frontend.calls.structural import STRUCTURAL
from s2sdiff.frontend.data import fields, methods, objects, shelves, specials
from s2sdiff.frontend.data.arraylike import arrays_of
from s2sdiff.frontend.data.containers import listed
from s2sdiff.frontend.data.defaults import mutable_default
from s2sdiff.frontend.data.outputs import written_out
from s2sdiff.frontend.data.shelves import as_seq, contents
from s2sdiff.frontend.state.hopeless import is_none
from s2sdiff.frontend.state.lowerer import Lowerer, Unreachable
from s2sdiff.frontend.state.outside import how_of_data, static_value, user_function
from s2sdiff.frontend.state.perhaps import sure
from s2sdiff.frontend.text.parameters import positional
from s2sdiff.frontend.text.scope import is_ours
from s2sdiff.frontend.text.source import definition_facts
from s2sdiff.frontend.values import (
    UNBOUND,
    Choice,
    Fleet,
    Inlined,
    Instance,
    Iter,
    Known,
    Lib,
    Member,
    Method,
    MutableDefault,
    Partial,
    Seq,
    Super,
    Transform,
    Unbound,
    UserFn,
)
from s2sdiff.frontend.verbs import call_transform, spelled_out
from s2sdiff.graph import Const, External, Op
from s2sdiff.kinds import ANY, kind_of

DEEPEST = 60  # calls of one function inlined inside one another


@verbs.call.defined
def call(ctx: Lowerer, fn: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a value with values."""
    if isinstance(fn, UserFn):
        return call_user(ctx, fn, args, keywords)
    if isinstance(fn, Method) and isinstance(fn.owner, Super):
        return objects.fill(ctx, fn.owner, args, keywords)
    if isinstance(fn, Method):
        return methods.call_method(ctx, fn, args, keywords)
    if isinstance(fn, Lib):
        return call_library(ctx, fn, args, keywords)
    if isinstance(fn, Partial):
        return call(ctx, fn.fn, [*fn.args, *args], {**fn.keywords, **keywords})
    if isinstance(fn, Transform):
        return call_transform(ctx, fn, args, keywords)
    if isinstance(fn, Inlined):
        return fn.emit(ctx, args)
    if isinstance(fn, Choice):
        return ctx.branch(
            fn.cond, lambda: call(ctx, fn.then, args, keywords), lambda: call(ctx, fn.orelse, args, keywords)
        )
    if isinstance(fn, Known):
        return call_object(ctx, fn, args, keywords)
    if isinstance(fn, Instance | Member):
        return call(ctx, objects.get(ctx, fn, "__call__"), args, keywords)
    if isinstance(fn, Const):
        raise ctx.ends(TypeError, (f"{type(fn.value).__name__!r} object is not callable",))
    raise ctx.refuse("SD301", "what is called here is not known when the program is compiled")


def call_object(ctx: Lowerer, fn: Known, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call an object of the world outside: a partial, or an instance with ``__call__``."""
    value = fn.value
    result = verbs.call_stand_in(ctx, fn, args, keywords)
    if result is not NotImplemented:
        return result
    if type(value).__name__ == "partial" and hasattr(value, "func"):
        inner = static_value(ctx, value.func, External("", getattr(value.func, "__name__", "f"), value.func))
        if inner is not None:
            ctx.rely(fn, ".func", value.func, "is")
            bound = [_known(ctx, v, k, fn) for k, v in enumerate(value.args)]
            named = {k: _known(ctx, v, k, fn) for k, v in value.keywords.items()}
            return call(ctx, inner, [*bound, *args], {**named, **keywords})
    if isinstance(value, FunctionType | BuiltinFunctionType | MethodType | type) or type(value).__name__ == "ufunc":
        static = static_value(ctx, value, External("", getattr(value, "__name__", "f"), value))
        if (
            isinstance(static, UserFn)
            and isinstance(value, MethodType)
            and isinstance(static.self_value, Known)
        ):
            owner = Known(ctx.let(Op("attr", "__self__"), (fn.atom,), ANY), value.__self__)
            static = replace(static, self_value=owner)
        if static is not None and not (isinstance(static, Lib) and not static.external.module and not isinstance(value, type)):
            return call(ctx, static, args, keywords)
        if isinstance(static, Lib):
            raise ctx.refuse(
                "SD301", f"the source of `{static.external.name}` cannot be had", "declare a rule for it"
            )
    method: Any = getattr(type(value), "__call__", None)  # noqa: B004 - the method itself is wanted
    if hasattr(method, "__code__"):
        objects.relied_on(ctx, type(value), "__call__")
        user = user_function(ctx, method, External("", "__call__", method))
        return call_user(
            ctx,
            UserFn(
                user.name, user.node, user.scope, user.filename, user.defaults, user.kw_defaults, (), None, fn
            ),
            args,
            keywords,
        )
    raise ctx.refuse("SD301", "the source of what is called here cannot be had")


def _known(ctx: Lowerer, value: Any, key: Any, owner: Known) -> Any:
    """An argument that a partial holds, read from it at run time."""
    held = "args" if isinstance(key, int) else "keywords"
    path = f".{held}[{key!r}]"
    static = static_value(ctx, value, External("", str(key), value))
    if static is not None:
        ctx.rely(owner, path, value, "is")
        return static
    if type(value) in (str, bool, type(None), int):
        ctx.rely(owner, path, value, "equal")
        return Const(value)
    where = ctx.rely(owner, path, value, how_of_data(value))
    holder = ctx.let(Op("attr", held), (owner.atom,), ANY)
    return Known(ctx.let(Op("item", "item"), (holder, Const(key)), kind_of(value)), value, where)


@verbs.bind.defined
def bind(ctx: Lowerer, fn: UserFn, args: list[Any], keywords: dict[str, Any]) -> dict[str, Any]:
    """Which parameter gets which value."""
    a = fn.node.args
    names = positional(a)
    bound: dict[str, Any] = dict(zip(names, args, strict=False))
    if a.vararg is not None:
        bound[a.vararg.arg] = Seq(tuple(args[len(names) :]))
    elif len(args) > len(names):
        raise ctx.refuse("SD502", f"`{fn.name}` takes {len(names)} arguments, {len(args)} are given")
    allowed = [p.arg for p in [*a.args, *a.kwonlyargs]]
    extra: dict[str, Any] = {}
    for k, v in keywords.items():
        if k in allowed and k not in bound:
            bound[k] = v
        elif a.kwarg is not None and k not in allowed:
            extra[k] = v
        else:
            raise ctx.refuse("SD502", f"`{fn.name}` does not take the argument `{k}` here")
    if a.kwarg is not None:
        bound[a.kwarg.arg] = shelves.keywords(ctx, a.kwarg, extra)
    for name, default in zip(names[len(names) - len(fn.defaults) :], fn.defaults, strict=True):
        if name not in bound:
            bound[name] = default_of(ctx, fn, default)
    for name, default in fn.kw_defaults.items():
        if name not in bound:
            bound[name] = default_of(ctx, fn, default)
    missing = [n for n in [*names, *(p.arg for p in a.kwonlyargs)] if n not in bound]
    if missing:
        raise ctx.refuse("SD502", f"`{fn.name}` misses the argument `{missing[0]}`")
    return bound


def default_of(ctx: Lowerer, fn: UserFn, default: Any) -> Any:
    """The value of a parameter that is not given."""
    if isinstance(default, MutableDefault):
        return mutable_default(ctx, getattr(fn.scope, "function", None), default.value)
    return default


def call_user(ctx: Lowerer, fn: UserFn, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Lower the body of a function in place of its call."""
    if fn.self_value is not None:
        state = draws.state_of(ctx, fn.self_value)
        if state is not None:
            return draws.draw(ctx, state, fn.name, None, fn.self_value, args, keywords)
        args = [fn.self_value, *args]
    handler = STRUCTURAL.get(fn.external.value) if fn.external is not None else None
    if handler is not None and (result := handler(ctx, args, keywords)) is not NotImplemented:
        return result
    if ctx.fold and fn.external is not None and fn.external.module.startswith("s2sdiff.rules"):
        result = helped(ctx, fn, args)
        if result is not NotImplemented:
            return result
        known = at_once(fn.external.value, [listed(ctx, a) for a in args], keywords)
        if known is not None:
            return known
    if not ctx.fold and not keywords:
        result = helped_again(ctx, fn, args)
        if result is not NotImplemented:
            return result
    if isinstance(fn.node, ast.FunctionDef):
        check_callable(ctx, fn)
    bound = bind(ctx, fn, args, keywords)
    if definition_facts(fn.node).generator:
        return Iter("producer", (producers.Producer(fn, bound),))
    if recursion.is_recursive(ctx, fn, bound):
        return recursion.call_recursive(ctx, fn, bound)
    kept = kept_aside(ctx, fn)
    if kept is not None:
        return opaque(ctx, kept, args, keywords)
    try:
        return inline(ctx, fn, bound)
    except Refusal as refusal:
        raise set_aside(ctx, fn, args, keywords, refusal) from None


def inline(ctx: Lowerer, fn: UserFn, bound: dict[str, Any]) -> Any:
    """Lower the body of `fn` with its parameters bound to values; gives what it returns."""
    if len(ctx.frames) > DEEPEST and [f.fn.node for f in ctx.frames].count(fn.node) > DEEPEST:
        raise ctx.refuse("SD304", "the calls are nested too deeply")
    caller, pinned = ctx.node, ctx.pinned
    if is_ours(fn.filename):  # what goes wrong there goes wrong where it is called
        ctx.pinned = ctx.place()
    frame = entered(ctx, fn, bound)
    ctx.frames.append(frame)
    remaining = ctx.remaining
    try:
        result = run_body(ctx, fn.node)
        if ctx.env.dead:
            raise Unreachable
    finally:
        ctx.remaining, ctx.pinned = remaining, pinned
        ctx.frames.pop()
    stored = (v for (slot, _), v in ctx.env.names.items() if slot != frame.id)
    closures = definition_facts(fn.node).closures
    if not closures or not any(keeps_frame(v, frame.id) for v in (result, *stored)):
        for key in [k for k in ctx.env.names if k[0] == frame.id]:
            del ctx.env.names[key]
    ctx.node = caller
    return result


def keeps_frame(value: Any, frame: int) -> bool:
    """Whether a value is a function that may still read the variables of a frame."""
    if isinstance(value, UserFn):
        return frame in value.frame
    if isinstance(value, Seq):
        return any(keeps_frame(v, frame) for v in value.items)
    if isinstance(value, Fleet):
        return any(frame in getattr(cls, "LOCAL_TO", ()) for cls in value.classes)
    if isinstance(value, Instance | Member | Lib):
        cls = value.external.value if isinstance(value, Lib) else value.cls
        return frame in getattr(cls, "LOCAL_TO", ())
    return isinstance(value, Partial | Transform | Choice)


@verbs.run_body.defined
def run_body(ctx: Lowerer, node: ast.FunctionDef | ast.Lambda) -> Any:
    """Lower a function's body in the current frame; gives what it returns."""
    if isinstance(node, ast.Lambda):
        return ctx.expr(node.body)
    ctx.stmts(node.body)
    if ctx.env.dead:
        return Const(None)
    skip = ctx.get_flag("%skip")
    if isinstance(skip, Const):
        return ctx.env.names.get((ctx.frame.id, "%ret"), UNBOUND) if skip.value else Const(None)
    if isinstance(ctx.env.names.get((ctx.frame.id, "%ret"), UNBOUND), Unbound):
        return Const(None)
    return ctx.branch(skip, lambda: ctx.lookup("%ret"), lambda: Const(None))


def counted(ctx: Lowerer, value: Any) -> Any:
    """What NumPy is given: of a range, the array of what it counts."""
    if isinstance(value, Iter) and value.how == "range":
        return arrays.library(ctx, "arange", list(value.args), {})
    return value


@verbs.call_library.defined
def call_library(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a function that is not followed: known structurally, by a rule, or opaque."""
    written = written_out(ctx, fn, args, keywords)
    if written is not NotImplemented:
        return written
    if fn.external.module.startswith(("numpy", "scipy")):
        args = [sure(ctx, a, "an argument of a function of arrays") for a in args]
        args = [counted(ctx, as_seq(ctx, contents(ctx, a))) for a in args]
        keywords = {k: as_seq(ctx, contents(ctx, v)) for k, v in keywords.items() if k != "out" or not is_none(v)}
    made = specials.called(ctx, fn.external.value, args)
    if made is not NotImplemented:
        return made
    args, keywords = arrays_of(ctx, fn.external, args, keywords)
    value = fn.external.value
    result = call_declared(ctx, fn, args, keywords)
    if result is not NotImplemented:
        return result
    try:
        handler = STRUCTURAL.get(value)
    except TypeError:
        handler = None
    if handler is not None:
        result = handler(ctx, args, keywords)
        if result is not NotImplemented:
            return result
    if draws.is_random(fn.external):
        return draws.function(ctx, fn.external, args, keywords)
    result = spelled_out(ctx, fn.external, args, keywords)
    if result is NotImplemented:
        result = verbs.make_stand_in(ctx, fn, args, keywords)
    if result is not NotImplemented:
        return result
    if fields.is_plain(value) and objects.is_living(ctx, value):
        return objects.create(ctx, value, args, keywords)
    if fields.is_plain(value):
        return fields.record(ctx, fn.external, value, args, keywords)
    if objects.followed(value):
        return objects.create(ctx, value, args, keywords)
    primal = getattr(value, "__s2sdiff_primal__", None)
    if primal is not None:
        raise ctx.refuse(
            "SD301", f"a derivative, `{fn.external.name}`, is called inside a function that is differentiated"
        )
    return opaque(ctx, fn.external, args, keywords)
