"""What `inspect` tells of the functions of a program: their parameters, which are known when it is compiled."""

from __future__ import annotations

import inspect
from typing import Any

from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value
from s2sdiff.frontend.text.parameters import parameters_of, positional
from s2sdiff.frontend.values import Poison, Seq, Table, UserFn
from s2sdiff.graph import Const, External

EMPTY = External("inspect", "Parameter.empty", inspect.Parameter.empty)


def names(found: list[str]) -> Seq:
    """A list of names."""
    return Seq(tuple(map(Const, found)), form="list")


def record(**fields: Any) -> Seq:
    """A value with attributes."""
    return Seq(tuple(fields.values()), tuple(fields))


@structural(inspect.getfullargspec)
def getfullargspec(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    fn = args[0]
    if not isinstance(fn, UserFn):
        return NotImplemented
    a = fn.node.args
    return record(
        args=names(positional(a)),
        varargs=Const(a.vararg.arg if a.vararg else None),
        varkw=Const(a.kwarg.arg if a.kwarg else None),
        defaults=Seq(fn.defaults) if fn.defaults else Const(None),
        kwonlyargs=names([p.arg for p in a.kwonlyargs]),
        kwonlydefaults=Table(dict(fn.kw_defaults)) if fn.kw_defaults else Const(None),
        annotations=Poison("SD301", "the annotations of a function are read", "read them outside of the function"),
    )


@structural(inspect.signature)
def signature(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    fn = args[0]
    inner = getattr(fn.external.value, "__wrapped__", None) if isinstance(fn, UserFn) and fn.external else None
    if inner is not None:
        fn = static_value(ctx, inner, External("", inner.__name__, inner))
    if not isinstance(fn, UserFn) or keywords:
        return NotImplemented
    given = {**dict(zip(reversed(positional(fn.node.args)), reversed(fn.defaults), strict=False)), **fn.kw_defaults}
    rows = parameters_of(fn)[0 if fn.self_value is None else 1 :]
    empty = static_value(ctx, EMPTY.value, EMPTY)
    return record(parameters=Table({n: record(name=Const(n), default=given.get(n, empty)) for n, _, _ in rows}))
