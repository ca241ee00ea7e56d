"""Systems of equations: vectors that solve them, by the implicit function theorem."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import fsolve, newton, root

from s2sdiff import S2SDiffError, grad, hessian, jacfwd, jacrev

P = np.array([0.5, 0.6, 0.7])
MODES = pytest.mark.parametrize("take", [grad, jacfwd])


def slopes(f: Callable[..., Any], x: Any, h: float = 1e-6) -> Any:
    """Central differences by a vector."""
    steps = np.eye(len(x)) * h
    return np.array([(np.asarray(f(x + d)) - np.asarray(f(x - d))) / (2 * h) for d in steps])


def pair(v, p, q):
    x, y = v
    return [x**3 + y - p, math.exp(q * x) - y - x * p]


def by_args(p):
    v = fsolve(pair, [1.0, 1.0], args=(p[0], p[1]), xtol=1e-13)
    return v[0] * v[1] + p[2]


def by_closure(p):
    def balance(v):
        w = np.empty(3)
        for i in range(3):
            w[i] = v[i] ** 3 + p[i] * np.sum(v)
        return w - 1

    found = root(balance, np.full(3, 0.5), tol=1e-13)
    if not found.success:
        raise ValueError(found.message)
    return np.sum(found.x**2 * p)


def by_jacobian(p):
    found = root(
        lambda v: v**3 + p * v - 1.0, np.ones(3), jac=lambda v: np.diag(3 * v**2 + p), method="lm", tol=1e-13
    )
    return np.prod(found.x)


def with_state(p):
    v, _, ier, message = fsolve(
        lambda v: np.array([v[0] + v[1] * p[0] - 1, v[0] * v[1] - p[1] * p[2]]), (0.1, 0.9), full_output=True,
        xtol=1e-13,
    )  # fmt: skip
    if ier != 1:
        raise ValueError(message)
    return v[0] ** 2 + v[1]


def by_elements(p):
    return np.sum(newton(lambda v: v**3 - p, np.ones(3), tol=1e-13) * p)


def by_slopes(p):
    return np.sum(
        newton(lambda v, a: v**3 - a, np.ones(3), fprime=lambda v, a: 3 * v**2, args=(p,), tol=1e-13)
    )


def of_one(p):
    return fsolve(lambda v: v**2 - p[0] * p[1], 1.0, xtol=1e-13)[0] * p[2]


def in_a_loop(p):
    v = np.array([1.0, 1.0])
    total = 0.0
    for k in range(3):
        v = fsolve(lambda w: [w[0] ** 2 - p[k], w[0] * w[1] - v[0] * p[0]], v, xtol=1e-13)  # noqa: B023
        total += v[1]
    return total


def through_a_solve(p):
    a = np.diag(p) + 0.1
    v = fsolve(lambda v: a @ v + v**3 - 1.0, np.zeros(3), xtol=1e-13)
    return np.sum(np.linalg.solve(a, v))


def with_a_list(p):
    weights = [p[0], p[1] * p[2]]
    v = fsolve(lambda v, w: [v[0] ** 3 - w[0], v[1] - w[1] * v[0]], [1.0, 1.0], args=(weights,), xtol=1e-13)
    return v[0] + v[1]


EVERY = [
    by_args, by_closure, by_jacobian, with_state, by_elements, by_slopes, of_one, in_a_loop, through_a_solve,
    with_a_list,
]  # fmt: skip


@MODES
@pytest.mark.parametrize("f", EVERY)
def test_first_derivatives(f: Callable[..., Any], take: Any) -> None:
    np.testing.assert_allclose(take(f)(P), slopes(f, P), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("outer", [jacfwd, jacrev])
@pytest.mark.parametrize("f", [by_args, by_closure, with_state, in_a_loop, through_a_solve])
def test_second_derivatives(f: Callable[..., Any], outer: Any) -> None:
    np.testing.assert_allclose(outer(grad(f))(P), slopes(grad(f), P), rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(hessian(f)(P), slopes(grad(f), P), rtol=1e-6, atol=1e-7)


def test_the_source_solves_once_with_the_jacobian() -> None:
    d = grad(by_closure)
    d(P)
    assert d.source.count("np.linalg.solve") == 1
    assert "optimize.root(balance, np.full(3, 0.5), tol=1e-13)" in d.source
    assert "s2sdiff" not in d.source


def test_the_caller_s_arrays_stay() -> None:
    p = P.copy()
    grad(by_elements)(p)
    np.testing.assert_array_equal(p, P)


def changes_its_argument(p):
    def balance(v):
        v[0] = 0.0
        return v - p

    return fsolve(balance, np.zeros(3))[0]


def of_a_matrix(p):
    return root(lambda v: v - np.outer(p, p), np.zeros((3, 3))).x[0, 0]


def gives_both(p):
    return root(lambda v: (v - p, np.eye(3)), np.zeros(3), jac=True).x[0]


def reads_more(p):
    v, info, _, _ = fsolve(lambda v: v - p, np.zeros(3), full_output=True)
    return v[0] + info["fvec"][0]


@pytest.mark.parametrize(
    ("f", "code"),
    [(changes_its_argument, "SD206"), (of_a_matrix, "SD305"), (gives_both, "SD305"), (reads_more, "SD305")],
)
def test_what_is_not_covered_is_refused(f: Callable[..., Any], code: str) -> None:
    with pytest.raises(S2SDiffError) as error:
        grad(f)(P)
    assert error.value.code == code
