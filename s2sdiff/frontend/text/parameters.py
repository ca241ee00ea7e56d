"""The parameters of a function: their names, and how each is passed."""

from __future__ import annotations

import ast
import inspect
from typing import Any

from s2sdiff.frontend.values import Inlined, Lib, Partial, Transform, UserFn


def every(a: ast.arguments) -> list[ast.arg]:
    """All parameters; those that take the rest stand last."""
    return [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, [a.vararg, a.kwarg])]


def positional(a: ast.arguments) -> list[str]:
    """The names of those that an argument may be passed to by its position."""
    return [p.arg for p in [*a.posonlyargs, *a.args]]


def names_of(fn: Any) -> list[str]:
    """The names of the positional parameters of a function value, as far as they are known."""
    if isinstance(fn, UserFn):
        names = positional(fn.node.args)
        return names[1:] if fn.self_value is not None else names
    if isinstance(fn, Inlined):
        return list(fn.params)
    if isinstance(fn, Transform):
        return names_of(fn.fn)
    if isinstance(fn, Partial):
        return [n for n in names_of(fn.fn)[len(fn.args) :] if n not in fn.keywords]
    target: Any = fn.external.value if isinstance(fn, Lib) else getattr(fn, "value", None)
    try:
        return [n for n, p in inspect.signature(target).parameters.items() if p.kind < p.VAR_POSITIONAL]
    except (TypeError, ValueError):
        return []


def parameters_of(fn: UserFn) -> list[tuple[str, int, Any]]:
    """Name, way of passing and default node of each parameter."""
    a = fn.node.args
    P = inspect.Parameter
    rows: list[tuple[str, int, Any]] = []
    names = positional(a)
    hows = [P.POSITIONAL_ONLY] * len(a.posonlyargs) + [P.POSITIONAL_OR_KEYWORD] * len(a.args)
    defaults = [None] * (len(names) - len(a.defaults)) + list(a.defaults)
    rows += [(name, int(how), d) for name, how, d in zip(names, hows, defaults, strict=True)]
    if a.vararg:
        rows.append((a.vararg.arg, int(P.VAR_POSITIONAL), None))
    rows += [(p.arg, int(P.KEYWORD_ONLY), d) for p, d in zip(a.kwonlyargs, a.kw_defaults, strict=True)]
    if a.kwarg:
        rows.append((a.kwarg.arg, int(P.VAR_KEYWORD), None))
    return rows
