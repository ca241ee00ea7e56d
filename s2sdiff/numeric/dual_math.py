"""The functions of `math`, on floats as they are, and on dual numbers as the rules say.

Use it in place of `math`: ``from s2sdiff.numeric import dual_math as math``. Constants are those of
`math`. A function without a rule takes floats only.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from s2sdiff.numeric.dual import is_dual
from s2sdiff.numeric.dual_rules import apply
from s2sdiff.numeric.tree import flatten

# The functions of any number of reals, which have no rules, in terms of those of two.
_TAKEN_APART: dict[str, Callable[..., Any]] = {
    "hypot": lambda *xs: functools.reduce(lambda x, y: apply(math.hypot, (x, y), {}), xs, 0.0),
    "dist": lambda p, q: _TAKEN_APART["hypot"](*(x - y for x, y in zip(p, q, strict=True))),
    "prod": lambda xs, *, start=1: functools.reduce(operator.mul, xs, start),
    "sumprod": lambda p, q: sum(x * y for x, y in zip(p, q, strict=True)),
}

# These ask the dual number itself, as those of `math` do.
_DISPATCHING = ("floor", "ceil", "trunc")


def _taking_duals(name: str, fn: Callable[..., Any]) -> Callable[..., Any]:
    on_duals = _TAKEN_APART.get(name) or functools.partial(_apply, fn)

    @functools.wraps(fn)
    def either(*args: Any, **kwargs: Any) -> Any:
        args = tuple(list(each) if hasattr(each, "__next__") else each for each in args)
        return (on_duals if flatten((args, kwargs), leaf=is_dual)[0] else fn)(*args, **kwargs)

    return either


def _apply(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return apply(fn, args, kwargs)


for _name, _value in list(vars(math).items()):
    if not _name.startswith("_"):
        _as_it_is = not callable(_value) or _name in _DISPATCHING
        globals()[_name] = _value if _as_it_is else _taking_duals(_name, _value)

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...
