"""Roots and integrals: derivatives by the implicit function theorem and by Leibniz."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import scipy.optimize
from scipy.integrate import quad
from scipy.optimize import brentq, newton, root_scalar

from s2sdiff import S2SDiffError, grad, hessian, jacfwd

MODES = pytest.mark.parametrize("take", [grad, jacfwd])


def slope(f: Callable[..., Any], args: tuple[float, ...], k: int = 0, h: float = 1e-5) -> Any:
    up, down = list(args), list(args)
    up[k] += h
    down[k] -= h
    return (f(*up) - f(*down)) / (2 * h)


def residual(y, p, q):
    if y > 0:
        z = y**3
    else:
        z = y
    return z - p * math.exp(-q * y)


def by_lambda(p, q):
    return brentq(lambda y: math.cos(q * y) - p * y, 0.0, 2.0) * p


def by_module(p, q):
    return scipy.optimize.bisect(residual, -1.0, 5.0, args=(p, q), xtol=1e-13)


def by_newton(p, q):
    return newton(residual, 1.0, args=(p * q, q))


def by_root_scalar(p, q):
    found = root_scalar(residual, args=(p, q), bracket=[-1.0, 5.0], method="brentq", xtol=1e-13)
    return found.root * q


def by_nested(p, q):
    def balance(y):
        decay = math.exp(-q * y)
        return y - p * decay

    root = brentq(balance, 0.0, 5.0, xtol=1e-13)
    return root * root + p


def in_a_loop(p, q):
    total = 0.0
    for k in range(3):
        total = total + brentq(lambda y: y**3 + y - p - total * k, 0.0, 5.0, xtol=1e-13) * q  # noqa: B023
    return total


def by_quad(p, q):
    value, _ = quad(lambda t: math.exp(-q * t * t) * math.sin(p * t), p * 0.1, p * p)
    return value * q


def by_quad_item(p, q):
    return quad(math.cos, 0.0, p)[0] + quad(residual, q, 2.0, args=(p, q))[0]


def by_newton_and_slope(p, q):
    return newton(lambda y: y**3 - p * y - q, 2.0, fprime=lambda y: 3 * y**2 - p, tol=1e-12) * q


def by_full_output(p, q):
    root, state = brentq(lambda y: math.cos(q * y) - p * y, 0.0, 2.0, full_output=True)
    if not state.converged:
        return 0.0
    return root * p + state.root


def by_loop(p, q):
    def long(y):
        total = 0.0
        for k in range(4):
            total += y**k * p
        return total - 5.0 * q

    return brentq(long, 0.0, 5.0, xtol=1e-13)


def by_quad_of_a_root(p, q):
    return quad(lambda t: brentq(lambda y: y**3 + q * y - p - t, 0.0, 5.0, xtol=1e-13), 0.0, 1.0)[0]


EVERY = [
    by_lambda, by_module, by_newton, by_root_scalar, by_nested, in_a_loop, by_quad, by_quad_item,
    by_newton_and_slope, by_full_output, by_loop, by_quad_of_a_root,
]  # fmt: skip


@MODES
@pytest.mark.parametrize("f", EVERY)
def test_first_derivatives(f: Callable[..., Any], take: Any) -> None:
    point = (1.3, 0.4)
    for k in (0, 1):
        assert take(f, k)(*point) == pytest.approx(slope(f, point, k), rel=1e-6)


@pytest.mark.parametrize("outer", [grad, jacfwd])
@pytest.mark.parametrize("f", [by_lambda, by_nested, by_quad, by_newton, by_loop, by_quad_of_a_root])
def test_second_derivatives(f: Callable[..., Any], outer: Any) -> None:
    point = (1.3, 0.4)
    assert outer(grad(f))(*point) == pytest.approx(slope(grad(f), point), rel=1e-5)
    assert hessian(f, (0, 1))(*point)[0][1] == pytest.approx(slope(grad(f), point, 1), rel=1e-5)


@pytest.mark.parametrize("f", [by_lambda, by_quad, by_loop])
def test_a_derivative_taken_inside_a_function_is_differentiated_too(f: Callable[..., Any]) -> None:
    def inner(p, q):
        return grad(f)(p * q, q) * p

    for k in (0, 1):
        for take in (grad, jacfwd):
            assert take(inner, k)(1.3, 0.4) == pytest.approx(slope(inner, (1.3, 0.4), k), rel=1e-5)


def test_the_value_is_that_of_the_solver() -> None:
    from s2sdiff import value_and_grad

    assert value_and_grad(by_lambda)(1.3, 0.4)[0] == by_lambda(1.3, 0.4)


@MODES
def test_an_integral_by_a_list(take: Any) -> None:
    def of_list(p, q):
        weights = [p, p * q]
        return quad(lambda t: weights[0] * t + weights[1] * math.sin(t), 0.0, 1.0)[0]

    for k in (0, 1):
        assert take(of_list, k)(1.3, 0.4) == pytest.approx(slope(of_list, (1.3, 0.4), k), rel=1e-6)


@MODES
def test_an_integrand_may_have_kinks(take: Any) -> None:
    def payoff(q, p):
        def value(t):
            if p > 5.0:
                return 0.0
            weight = 2.0 if t > -1.0 else 1.0
            return weight * max(t - q, 0.0) * p

        return quad(value, 0.0, 1.0)[0]

    assert take(payoff)(0.4, 1.5) == pytest.approx(-2.0 * 0.6 * 1.5, rel=1e-7)
    assert take(payoff, 1)(0.4, 1.5) == pytest.approx(0.36, rel=1e-7)
    with pytest.raises(S2SDiffError, match="jump") as error:
        hessian(payoff)(0.4, 1.5)
    assert error.value.code == "SD302"


@MODES
def test_the_source_stands_alone(take: Any) -> None:
    d = take(by_lambda)
    d(1.3, 0.4)
    assert "optimize.brentq(lambda y: math.cos(q * y) - p * y, 0.0, 2.0)" in d.source
    assert "s2sdiff" not in d.source


def with_a_jump(p):
    return quad(lambda t: 1.0 if t < p * 0.5 else 0.0, 0.0, 1.0)[0]


def with_steps(p):
    return quad(lambda t: math.floor(t * p), 0.0, 5.0)[0]


def with_a_loop_that_ends(p):
    def count(t):
        n = 0.0
        while n * p < t:
            n += 1.0
        return n

    return quad(count, 0.0, 5.0)[0]


def with_error(p):
    value, error = quad(math.cos, 0.0, p)
    return value + error


def with_minimum(p):
    return scipy.optimize.minimize_scalar(lambda y: (y - p) ** 2).x


def with_choice(p):
    return brentq(lambda y: y - p, 0.0, 5.0, full_output=p > 1.0)[0]


def with_vector(p):
    return brentq(lambda y: [y - p], 0.0, 5.0)


def with_change(p):
    seen = [0.0]

    def counted(y):
        seen[0] += 1.0
        return y - p

    return brentq(counted, 0.0, 5.0)


def with_complex(p):
    return newton(lambda y: y * y + p, 1j)


def with_recursion(p):
    def power(y, n):
        return 1.0 if n == 0 else y * power(y, n - 1)

    return brentq(lambda y: power(y, 3) - p, 0.0, 5.0)


@pytest.mark.parametrize(
    ("f", "args", "code"),
    [
        (with_a_jump, (), "SD302"), (with_steps, (), "SD302"), (with_a_loop_that_ends, (), "SD302"),
        (with_error, (), "SD305"), (with_minimum, (), "SD301"), (with_choice, (), "SD305"),
        (with_vector, (), "SD301"), (with_change, (), "SD206"), (with_complex, (), "SD402"),
        (with_recursion, (), "SD304"),
    ],
)  # fmt: skip
def test_what_is_not_covered_is_refused_by_name(
    f: Callable[..., Any], args: tuple[Any, ...], code: str
) -> None:
    with pytest.raises(S2SDiffError) as error:
        grad(f)(1.3, *args)
    assert error.value.code == code
