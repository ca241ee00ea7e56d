"""The parameters of a function: their names, and how each is passed."""

from __future__ import annotations

import inspect
from typing import Any

from s2sdiff.frontend.values import Inlined, Lib, Partial, Transform, UserFn


def names_of(fn: Any) -> list[str]:
    """The names of the positional parameters of a function value, as far as they are known."""
    if isinstance(fn, UserFn):
        names = [p.arg for p in [*fn.node.args.posonlyargs, *fn.node.args.args]]
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
    positional = [(p, P.POSITIONAL_ONLY) for p in a.posonlyargs] + [
        (p, P.POSITIONAL_OR_KEYWORD) for p in a.args
    ]
    defaults = [None] * (len(positional) - len(a.defaults)) + list(a.defaults)
    rows += [(p.arg, int(how), d) for (p, how), d in zip(positional, defaults, strict=True)]
    if a.vararg:
        rows.append((a.vararg.arg, int(P.VAR_POSITIONAL), None))
    rows += [(p.arg, int(P.KEYWORD_ONLY), d) for p, d in zip(a.kwonlyargs, a.kw_defaults, strict=True)]
    if a.kwarg:
        rows.append((a.kwarg.arg, int(P.VAR_KEYWORD), None))
    return rows
