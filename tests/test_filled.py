"""Functions that return nothing and change their arguments: those are what is differentiated."""

from __future__ import annotations

import numpy as np
import pytest

import s2sdiff


def diffuse(u, rate, steps):
    for _ in range(steps):
        u[1:-1] += rate * (u[2:] - 2 * u[1:-1] + u[:-2])


def exchange(a, b, k):
    if k > 0:
        a *= k
    b[:] = np.sin(a) * b[0]


def fill_parts(state, x):
    state["u"][:] = x**2
    state["v"] += x


def diffused(u, rate, steps):
    u = u.copy()
    diffuse(u, rate, steps)
    return u


def exchanged(a, b, k):
    a, b = a.copy(), b.copy()
    exchange(a, b, k)
    return a, b


U = np.array([0.3, 1.0, -0.5, 0.8])
V = np.array([0.2, -0.1, 0.4, 0.7])


def test_pullback_takes_the_cotangent_of_the_argument() -> None:
    u = U.copy()
    value, (u_bar, rate_bar) = s2sdiff.pullback(diffuse, ("u", "rate"))(u, 0.2, 3, V)
    wanted, (u_wanted, rate_wanted) = s2sdiff.pullback(diffused, ("u", "rate"))(u, 0.2, 3, V)
    assert np.array_equal(value, wanted) and np.array_equal(u, U)
    assert np.allclose(u_bar, u_wanted, rtol=1e-14) and np.isclose(rate_bar, rate_wanted, rtol=1e-14)


def test_pushforward_gives_the_tangent_of_the_argument() -> None:
    value, dot = s2sdiff.pushforward(diffuse, ("u", "rate"))(U.copy(), 0.2, 3, V, 1.0)
    wanted, dot_wanted = s2sdiff.pushforward(diffused, ("u", "rate"))(U.copy(), 0.2, 3, V, 1.0)
    assert np.array_equal(value, wanted) and np.allclose(dot, dot_wanted, rtol=1e-14)


def test_several_arguments_are_a_tuple() -> None:
    found = s2sdiff.pullback(exchange, ("a", "b", "k"))(U.copy(), V.copy(), 1.5, (V, U))
    wanted = s2sdiff.pullback(exchanged, ("a", "b", "k"))(U.copy(), V.copy(), 1.5, (V, U))
    for one, other in zip((*found[0], *found[1]), (*wanted[0], *wanted[1]), strict=True):
        assert np.allclose(one, other, rtol=1e-14)
    jacobian = s2sdiff.jacfwd(exchange, "k")(U.copy(), V.copy(), 1.5)
    assert np.allclose(jacobian[0], U) and len(jacobian) == 2


def test_arrays_within_a_dict() -> None:
    state = {"u": np.zeros(4), "v": V.copy()}
    value, dot = s2sdiff.pushforward(fill_parts, "x")(state, U, np.ones(4))
    assert np.allclose(value["u"], U**2) and np.allclose(value["v"], V + U)
    assert np.allclose(dot["u"], 2 * U) and np.allclose(dot["v"], 1.0)


def test_gradient_names_the_alternative() -> None:
    with pytest.raises(s2sdiff.S2SDiffError, match=r"changes `a` and `b`.*pullback or pushforward") as caught:
        s2sdiff.grad(exchange)(U.copy(), V.copy(), 1.5)
    assert caught.value.code == "SD404"
