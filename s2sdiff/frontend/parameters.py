"""What the parameters of a function value are called, whatever kind of value it is."""

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
