"""The transforms: each takes a function and gives a Derivative, as a call or as a decorator."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from s2sdiff.arguments import Argnums
from s2sdiff.derivative import Derivative
from s2sdiff.errors import UsageError
from s2sdiff.frontend.inner.inner import register
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
        hint = "the arguments go to the derivative: grad(f)(x)"
        raise UsageError("SD501", f"argnums are positions or names, not {argnums!r}", hint=hint)
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
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    backend: str = "python",
) -> Any:
    """The generated tangent program: ``(*primals, *tangents) -> (value, tangent)``, a tangent per argnum.

    The tangents may be given by name, as ``x_dot``. With `has_aux`, the rest of the result follows. The value
    of a function that returns nothing is the argument that it changes, or a tuple of those.
    """
    return _derivative(fun, "pushforward", argnums, "forward", has_aux, backend)


def pullback(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    backend: str = "python",
) -> Any:
    """The generated adjoint program: ``(*primals, cotangent) -> (value, cotangents)``.

    The cotangent of `f` may be given by name, as ``f_bar``. With `has_aux`, the rest of the result follows.
    The value of a function that returns nothing is the argument that it changes, or a tuple of those; the
    cotangent is built like it.
    """
    return _derivative(fun, "pullback", argnums, "reverse", has_aux, backend)


def jacfwd(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    mode: str = "forward",
    backend: str = "python",
) -> Any:
    """The Jacobian in forward mode, a sweep per real of the argument; or by the symbolic mode, see `grad`.

    Returns:
        A Derivative that gives the structure of the result and, in the place of each real or array in it,
        that of the argument (a tuple for a tuple of argnums): an array of m reals by one of n gives an
        (m, n) array. With `has_aux`, a pair of that and of the rest of the result. The sweeps are runs of
        one program; many of a program of floats are one run on vectors.

    Raises:
        S2SDiffError: at the call, where the function cannot be differentiated; see ``.code``.
    """
    if mode not in ("forward", "symbolic"):
        raise UsageError(
            "SD503", f"there is no jacfwd of mode {mode!r}", hint='use jacrev, or mode="symbolic"'
        )
    return _derivative(fun, "jacfwd", argnums, mode, has_aux, backend)


def jacrev(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    backend: str = "python",
) -> Any:
    """The Jacobian in reverse mode, a sweep per real of the result; see `jacfwd`."""
    return _derivative(fun, "jacrev", argnums, "reverse", has_aux, backend)


def hessian(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    backend: str = "python",
) -> Any:
    """The second derivative of a function whose result is one real: forward mode over reverse mode.

    It has the structure of the argument twice. By several arguments, ``hessian(f, (0, 1))(x, y)[0][1]`` is
    the derivative by `x` and `y`, with the axes of `x` before those of `y`.
    """
    if fun is None:
        return functools.partial(hessian, argnums=argnums, has_aux=has_aux, backend=backend)
    first = grad(fun, argnums, has_aux=has_aux, backend=backend)
    return jacfwd(first, argnums, has_aux=has_aux, backend=backend)


def jacobian(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    backend: str = "python",
) -> Any:
    """The Jacobian in the mode that takes fewer sweeps: forward for no more arguments than results.

    Reals are counted at each call, elements of arrays one by one; see `jacfwd` and `jacrev`.
    """
    return _derivative(fun, "jacobian", argnums, "reverse", has_aux, backend)


def hvp(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    backend: str = "python",
) -> Any:
    """The product of the Hessian with a direction, by forward mode over reverse mode.

    Args:
        fun: a function whose result is one real, or with `has_aux` a pair of it and anything else.
        argnums: the argument to differentiate by, as a position or a name, or a tuple of those.
        has_aux: the rest of the result is returned beside the product, and is not differentiated.
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
    from s2sdiff.directions.products import HessianProduct

    if fun is None:
        return functools.partial(hvp, argnums=argnums, has_aux=has_aux, backend=backend)
    first = grad(fun, argnums, has_aux=has_aux, backend=backend)
    return HessianProduct(_derivative(first, "along", argnums, "forward", has_aux, backend), fun)


def jvp(
    fun: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any], *, has_aux: bool = False
) -> tuple[Any, ...]:
    """The value and its tangent, for a tangent of every argument; with `has_aux`, and the rest of the result.

    Args:
        fun: the function.
        primals: its positional arguments.
        tangents: as many tangents, each of the structure of its argument.
    """
    if not (isinstance(primals, Sequence) and isinstance(tangents, Sequence)):
        raise UsageError(
            "SD502", "jvp takes its arguments and their tangents as tuples", hint="write (x,), (x_dot,)"
        )
    if len(primals) != len(tangents):
        raise UsageError("SD502", f"{len(primals)} arguments and {len(tangents)} tangents do not fit")
    reals = [k for k, v in enumerate(primals) if trees.flatten(v, leaf=trees.is_any_number)[0]]
    refuse_none(reals)
    d = pushforward(fun, tuple(reals), has_aux=has_aux)
    found: tuple[Any, ...] = d(*primals, *[tangents[k] for k in reals])
    return found


def vjp(fun: Callable[..., Any], *primals: Any, has_aux: bool = False) -> tuple[Any, ...]:
    """The value, and a function from a cotangent of it to the cotangents of all arguments.

    With `has_aux`, the rest of the result follows.
    """
    primals = trees.fresh(primals)  # as they are now, whatever is written to them before the cotangent comes
    reals = tuple(k for k, v in enumerate(primals) if trees.flatten(v, leaf=trees.is_any_number)[0])
    refuse_none(reals)
    d = pullback(fun, reals, has_aux=has_aux)
    bound = d._bind(primals, {})
    value = d.value(bound)

    def pull(cotangent: Any) -> tuple[Any, ...]:
        found = iter(d(*primals, cotangent)[1])
        return tuple(next(found) if k in reals else None for k in range(len(primals)))

    return (value[0], pull, value[1]) if has_aux else (value, pull)


def refuse_none(reals: Sequence[int]) -> None:
    """Refuse arguments of which none may vary."""
    if not reals:
        raise UsageError("SD403", "none of the arguments is, or holds, a number that may vary")


register(
    {
        grad: "grad", value_and_grad: "value_and_grad", pushforward: "pushforward", pullback: "pullback",
        jacfwd: "jacfwd", jacrev: "jacrev", jacobian: "jacobian", hessian: "hessian", hvp: "hvp", jvp: "jvp", vjp: "vjp",
    }
)  # fmt: skip
