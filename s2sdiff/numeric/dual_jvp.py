"""Derivatives of a function by dual numbers, which may be taken within each other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from s2sdiff.numeric.dual import Dual, is_part, make, primal, tangent_part, value_part
from s2sdiff.numeric.tree import flatten

# A derivative that is taken within another one starts later, and so has the greater tag.
_tags = itertools.count(1)


def jvp(fun: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """The value of `fun`, and its derivative along `tangents`, by dual numbers of a new tag.

    Args:
        fun: a function of reals, arrays, and structures of them.
        primals: its arguments.
        tangents: for each argument its tangent, of the same structure and shapes; what stands for an
            argument without reals is ignored.

    Returns:
        The result, and its tangent in the same structure.
    """
    tag, duals = (next(_tags), 0), []
    for value, dot in zip(primals, tangents, strict=True):
        leaves, rebuild = flatten(value, leaf=is_part)
        dots = flatten(dot, leaf=is_part)[0] if leaves else []
        if len(dots) != len(leaves):
            raise ValueError(f"{len(leaves)} reals have {len(dots)} tangents")
        pairs = [Dual(_own(x), _own(t)) for x, t in zip(leaves, dots, strict=True)]
        duals.append(rebuild([make(pair.value, pair.tangent, tag) for pair in pairs]))
    leaves, rebuild = flatten(fun(*duals), leaf=is_part)
    return rebuild([value_part(x, tag) for x in leaves]), rebuild([tangent_part(x, tag) for x in leaves])


def derivative(fun: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The derivative of a function of one real; it may be taken again, or within `fun`."""
    return lambda x: jvp(fun, (x,), (1.0,))[1]


def _own(value: Any) -> Any:
    return value.copy() if isinstance(primal(value), np.ndarray) else value
