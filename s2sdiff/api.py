"""The transforms: each takes a function and gives a Derivative, as a call or as a decorator."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from s2sdiff.derivative import Argnums, Derivative
from s2sdiff.errors import UsageError
from s2sdiff.frontend.inner import register
from s2sdiff.numeric import tree as trees

_CACHE: OrderedDict[Any, Derivative] = OrderedDict()
_CACHED = 1024


def _derivative(fun: Any, goal: str, argnums: Argnums, mode: str, has_aux: bool, backend: str) -> Any:
    if backend == "numba":
        raise UsageError(
            "SD503", "the numba backend is not there yet", hint="put the generated source under numba.njit"
        )
    if backend != "python":
        raise UsageError("SD503", f"there is no backend {backend!r}", hint='use "python"')
    if fun is None:
        return functools.partial(
            _derivative, goal=goal, argnums=argnums, mode=mode, has_aux=has_aux, backend=backend
        )
    if not isinstance(argnums, int | str | Sequence):
        raise UsageError("SD501", f"argnums are positions or names, not {argnums!r}")
    chosen = tuple(argnums) if not isinstance(argnums, int | str) else argnums
    key = (fun, goal, chosen, type(chosen), mode, has_aux)
    try:
        found = _CACHE.get(key)
    except TypeError:
        return Derivative(fun, goal, argnums, mode=mode, has_aux=has_aux)
    if found is None:
        found = _CACHE[key] = Derivative(fun, goal, argnums, mode=mode, has_aux=has_aux)
        if len(_CACHE) > _CACHED:
            _CACHE.popitem(last=False)
    else:
        _CACHE.move_to_end(key)
    return found


def grad(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    mode: str = "reverse",
    backend: str = "python",
) -> Any:
    """The gradient of a function whose result is one real.

    Args:
        fun: the function; left out, `grad` is a decorator.
        argnums: the argument to differentiate by, as a position or a name, or a tuple of those.
        has_aux: the function returns a pair of the real and of something that is passed through.
        mode: "reverse", "forward", or "symbolic": the closed form that SymPy derives, for straight-line
            functions of reals.
        backend: "python".

    Returns:
        A Derivative that is called like `fun` and gives the derivative in the structure of the argument
        (a tuple of them for a tuple of argnums; with `has_aux`, a pair of that and of the rest).

    Raises:
        S2SDiffError: at the call, where the function cannot be differentiated; see ``.code``.
    """
    return _derivative(fun, "grad", argnums, mode, has_aux, backend)


def value_and_grad(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    mode: str = "reverse",
    backend: str = "python",
) -> Any:
    """Like `grad`, but gives the pair of the value and the gradient."""
    return _derivative(fun, "value_and_grad", argnums, mode, has_aux, backend)


def pushforward(
    fun: Callable[..., Any] | None = None, argnums: Argnums = 0, *, backend: str = "python"
) -> Any:
    """The generated tangent program: ``(*primals, *tangents) -> (value, tangent)``, a tangent per argnum."""
    return _derivative(fun, "pushforward", argnums, "forward", False, backend)


def pullback(fun: Callable[..., Any] | None = None, argnums: Argnums = 0, *, backend: str = "python") -> Any:
    """The generated adjoint program: ``(*primals, cotangent) -> (value, cotangents)``."""
    return _derivative(fun, "pullback", argnums, "reverse", False, backend)


def jacfwd(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    mode: str = "forward",
    backend: str = "python",
) -> Any:
    """The Jacobian in forward mode, a sweep per real of the argument; or by the symbolic mode, see `grad`."""
    if mode not in ("forward", "symbolic"):
        raise UsageError(
            "SD503", f"there is no jacfwd of mode {mode!r}", hint='use jacrev, or mode="symbolic"'
        )
    return _derivative(fun, "jacfwd", argnums, mode, False, backend)


def jacrev(fun: Callable[..., Any] | None = None, argnums: Argnums = 0, *, backend: str = "python") -> Any:
    """The Jacobian in reverse mode, a sweep per real of the result."""
    return _derivative(fun, "jacrev", argnums, "reverse", False, backend)


def hessian(fun: Callable[..., Any] | None = None, argnums: Argnums = 0, *, backend: str = "python") -> Any:
    """The second derivative of a function whose result is one real: forward mode over reverse mode."""
    if fun is None:
        return functools.partial(hessian, argnums=argnums, backend=backend)
    return jacfwd(grad(fun, argnums, backend=backend), argnums, backend=backend)


def jacobian(fun: Callable[..., Any] | None = None, argnums: Argnums = 0, *, backend: str = "python") -> Any:
    """The Jacobian in the mode that takes fewer sweeps: forward for no more arguments than results.

    Reals are counted at each call, elements of arrays one by one; see `jacfwd` and `jacrev`.
    """
    return _derivative(fun, "jacobian", argnums, "reverse", False, backend)


def hvp(fun: Callable[..., Any], argnums: Argnums = 0, *, backend: str = "python") -> Callable[..., Any]:
    """The product of the Hessian with a direction, by forward mode over reverse mode.

    Args:
        fun: a function whose result is one real.
        argnums: the argument to differentiate by, as a position or a name, or a tuple of those.
        backend: "python".

    Returns:
        A function that is called like `fun`, with the direction after the argument that it belongs to
        (``x, direction, *rest``, as scipy's ``hessp`` is called); with a tuple of argnums each of those
        arguments is followed by its direction. A chosen argument that is given by keyword takes its
        direction as ``NAME_dot``. The product has the structure of the argument (a tuple of them for a
        tuple of argnums).

    Raises:
        S2SDiffError: at the call, where the function cannot be differentiated (see ``.code``), or SD502
            where a direction is missing.
    """
    from s2sdiff.products import hessian_product

    return hessian_product(pushforward(grad(fun, argnums, backend=backend), argnums, backend=backend), fun)


def jvp(fun: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """The value and its tangent, for a tangent of every argument.

    Args:
        fun: the function.
        primals: its positional arguments.
        tangents: as many tangents, each of the structure of its argument.
    """
    if len(primals) != len(tangents):
        raise UsageError("SD502", f"{len(primals)} arguments and {len(tangents)} tangents do not fit")
    reals = [k for k, v in enumerate(primals) if trees.flatten(v, reals=True)[0]]
    d = pushforward(fun, tuple(reals))
    value, tangent = d(*primals, *[tangents[k] for k in reals])
    return value, tangent


def vjp(fun: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """The value, and a function from a cotangent of it to the cotangents of all arguments."""
    reals = tuple(k for k, v in enumerate(primals) if trees.flatten(v, reals=True)[0])
    d = pullback(fun, reals)
    bound = d._bind(primals, {})
    value = d.run(bound, "primal")

    def pull(cotangent: Any) -> tuple[Any, ...]:
        found = iter(d(*primals, cotangent)[1])
        return tuple(next(found) if k in reals else None for k in range(len(primals)))

    return value, pull


register(
    {
        grad: "grad", value_and_grad: "value_and_grad", pushforward: "pushforward", pullback: "pullback",
        jacfwd: "jacfwd", jacrev: "jacrev", jacobian: "jacobian", hessian: "hessian", hvp: "hvp", jvp: "jvp", vjp: "vjp",
    }
)  # fmt: skip
