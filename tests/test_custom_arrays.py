"""Functions of arrays with derivatives of their own, in both modes, and arguments without derivative."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from s2sdiff import S2SDiffError, custom_jvp, custom_vjp, elemental, grad, hessian, jacfwd, jacrev, rule

MODES = pytest.mark.parametrize("take", [grad, jacfwd])
P = np.array([1.3, 0.4, 0.7])


def slopes(f: Callable[..., Any], x: Any, h: float = 1e-6) -> Any:
    """Central differences by a vector."""
    steps = np.eye(len(x)) * h
    return np.array([(np.asarray(f(x + d)) - np.asarray(f(x - d))) / (2 * h) for d in steps])


@custom_jvp
def turned(a, x):
    return a @ np.sin(x)


@turned.defjvp
def turned_jvp(primals, tangents):
    a, x = primals
    a_dot, x_dot = tangents
    return turned(a, x), a_dot @ np.sin(x) + a @ (np.cos(x) * x_dot)


@custom_jvp
def energy(x) -> float:
    return 0.5 * np.sum(x**2 * x[0])


@energy.defjvp
def energy_jvp(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    total = 0.5 * np.sum(x**2) * x_dot[0]
    for k in range(len(x)):
        total += x[0] * x[k] * x_dot[k]
    return energy(x), total


@custom_jvp
def cumulated(x, scale):
    return np.cumsum(x) * scale


@cumulated.defjvp
def cumulated_jvp(primals, tangents):
    x, scale = primals
    x_dot, scale_dot = tangents
    out = np.empty_like(x)
    total = 0.0
    for k in range(len(x)):
        total = total + x_dot[k]
        out[k] = total * scale
    return cumulated(x, scale), out + np.cumsum(x) * scale_dot


@functools.partial(custom_jvp, nondiff_argnums=(1,))
def powers(x, n):
    return x**n


@powers.defjvp
def powers_jvp(n, primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return powers(x, n), n * x ** (n - 1) * x_dot


@custom_vjp(nondiff_argnums=(0, 2))
def shrunk(n, x, bound):
    return np.clip(x, -bound, bound) * n


def shrunk_fwd(n, x, bound):
    return shrunk(n, x, bound), np.abs(x) <= bound


def shrunk_bwd(n, bound, inside, bar):
    return (np.where(inside, bar, 0.0) * n,)


shrunk.defvjp(shrunk_fwd, shrunk_bwd)


@custom_vjp
def outer(x, y):
    return np.outer(x, y)


def outer_fwd(x, y):
    return outer(x, y), (x, y)


def outer_bwd(residuals, bar):
    x, y = residuals
    return bar @ y, x @ bar


outer.defvjp(outer_fwd, outer_bwd)

softplus = elemental("softplus", "log(1 + exp(x))")
lens = elemental("lens", "x * y / (x + y)")


def kernel(x, n):
    return np.exp(-x / n)


@rule(kernel)
def _(x, n, x_dot, *, out):
    return -out / n * x_dot


def of_a_matrix(p):
    a = np.outer(p, p)
    return np.sum(turned(a, p * 2.0) ** 2)


def of_a_number(p):
    return energy(p * p) * p[1]


def of_a_loop(p):
    x = p
    for k in range(3):
        x = cumulated(x, 1.0 / (k + 1.0 + p[k]))
    return np.sum(x)


def of_powers(p):
    return np.sum(powers(p, 3) * p) + powers(p[0] * p[1], 2)


def of_outer(p):
    return np.sum(outer(p, np.sin(p)) ** 2)


def of_shrunk(p):
    return np.sum(shrunk(2, p * p, 1.0) * p)


def of_elements(p):
    return np.sum(softplus(p) * lens(p, p**2)) + lens(p[0], p[1])


def of_kernel(p):
    return np.sum(kernel(p * p, 2) * p)


FUNCTIONS = [of_a_matrix, of_a_number, of_a_loop, of_powers, of_elements, of_kernel, of_outer, of_shrunk]


@pytest.mark.parametrize("f", FUNCTIONS)
def test_gradients(f: Callable[..., Any]) -> None:
    np.testing.assert_allclose(grad(f)(P), slopes(f, P), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_the_modes_agree(f: Callable[..., Any]) -> None:
    np.testing.assert_allclose(jacfwd(f)(P), grad(f)(P), rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_second_derivatives(f: Callable[..., Any]) -> None:
    expected = slopes(grad(f), P)
    for found in (hessian(f)(P), jacrev(grad(f))(P), jacfwd(jacfwd(f))(P)):
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-7)


@custom_jvp
def bent(x):
    return x**2


@bent.defjvp
def bent_jvp(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return bent(x), 2 * x * x_dot + 1e-3 * x_dot**2


@custom_jvp
def tilted(x):
    return x**2


@tilted.defjvp
def tilted_jvp(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return tilted(x), 2 * x * np.abs(x_dot)


@pytest.mark.parametrize("f", [bent, tilted])
def test_a_tangent_that_is_not_linear_is_refused(f: Any) -> None:
    with pytest.raises(S2SDiffError, match="not linear") as error:
        grad(lambda p: np.sum(f(p)))(P)
    assert error.value.code == "SD302"


@MODES
def test_arguments_without_derivative_are_refused_where_they_have_one(take: Any) -> None:
    def f(p):
        return np.sum(powers(p, p[0]))

    with pytest.raises(S2SDiffError, match="nondiff_argnums") as error:
        take(f)(P)
    assert error.value.code == "SD302"


def test_positions_that_are_none_are_refused() -> None:
    with pytest.raises(S2SDiffError) as error:
        custom_jvp(math.sin, nondiff_argnums=(3,))
    assert error.value.code == "SD502"


def test_the_caller_s_arrays_stay() -> None:
    p = P.copy()
    grad(of_a_loop)(p)
    grad(of_outer)(p)
    np.testing.assert_array_equal(p, P)


def test_a_rule_for_a_function_whose_result_is_not_known() -> None:
    made = functools.partial(np.multiply, 2.0)

    class Compiled:
        """A function without source."""

        __module__ = "compiled"
        __name__ = __qualname__ = "compiled"

        def __call__(self, x):
            return made(x)

    compiled = Compiled()

    @rule(compiled)
    def _(x, x_dot):
        return 2.0 * x_dot

    with pytest.raises(S2SDiffError, match="not known") as error:
        grad(lambda p: np.sum(compiled(p)))(P)
    assert error.value.code == "SD302"
    assert grad(lambda p: compiled(p[0]) * p[1])(P)[1] == 2.0 * P[0]
