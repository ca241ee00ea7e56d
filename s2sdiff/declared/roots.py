"""Functions whose result is declared to be where a residual is zero: `implicit`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from s2sdiff.declared.custom import Declared
from s2sdiff.errors import UsageError
from s2sdiff.frontend.calls.declared import TRANSFORMS
from s2sdiff.frontend.library.made import declared


class Implicit(Declared):
    """A function that solves an equation; see `implicit`.

    Attributes:
        residual: what is zero at the function's result.
    """

    def __init__(self, fun: Callable[..., Any], residual: Callable[..., Any]) -> None:
        super().__init__(fun)
        self.residual = residual


def implicit(residual: Callable[..., Any]) -> Callable[[Callable[..., Any]], Implicit]:
    """Declare that a function gives the solution of an equation, however it finds it.

    ::

        def residual(x, a, b):
            return x**3 + a * x - b

        @implicit(residual)
        def solve(a, b) -> float:
            x = 1.0
            while abs(residual(x, a, b)) > 1e-14:
                x -= residual(x, a, b) / (3 * x**2 + a)
            return x

    A derivative calls the function, does not look into it, and takes the rest from the implicit function
    theorem: one linear solve with the Jacobian of the residual at the result. That is as exact as the
    result is. The function may be written in any language; the residual is read from its source.

    Args:
        residual: ``residual(x, *args)``, zero for ``x = solve(*args)``: a real for a real, an array of the
            shape of `x` for an array.

    Returns:
        A decorator. Where the kind of the function's result does not show in its source, annotate it
        (``-> float``).

    Raises:
        UsageError: SD502, for what is not a function.
    """
    if not callable(residual):
        raise UsageError("SD502", f"a residual is a function, not {residual!r}")
    return functools.partial(declare, residual)


def declare(residual: Callable[..., Any], fun: Callable[..., Any]) -> Implicit:
    """Declare one function to give where a residual is zero."""
    return Implicit(fun, residual)


TRANSFORMS.update(dict.fromkeys([implicit, declare], declared))


__all__ = ["Implicit", "implicit"]
