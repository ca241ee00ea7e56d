"""Functions that were declared with `implicit`."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import import_file

from s2sdiff import S2SDiffError, grad, hessian, implicit, jacfwd, jacrev, value_and_grad

MODES = pytest.mark.parametrize("take", [grad, jacfwd])
P = np.array([1.3, 0.4, 0.7])


def slopes(f: Callable[..., Any], x: Any, h: float = 1e-6) -> Any:
    """Central differences by a vector."""
    steps = np.eye(len(x)) * h
    return np.array([(np.asarray(f(x + d)) - np.asarray(f(x - d))) / (2 * h) for d in steps])


def cubic(x, a, b):
    return x**3 + a * x - b


@implicit(cubic)
def cubic_root(a, b=2.0) -> float:
    """By halving, whose own derivative is zero."""
    low, high = -10.0, 10.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        if cubic(middle, a, b) > 0:
            high = middle
        else:
            low = middle
    return 0.5 * (low + high)


@implicit(lambda x, p: x - np.tanh(p * np.roll(x, 1)) - 1.0)
def fixed(p):
    x = np.zeros(len(p))
    for _ in range(2000):
        x = np.tanh(p * np.roll(x, 1)) + 1.0
    return x


def riccati(x, a, q):
    return a.T @ x + x @ a - x @ x + q


@implicit(riccati)
def riccati_solution(a, q) -> np.ndarray:
    x = np.eye(2)
    for _ in range(5000):
        x = x + 0.02 * riccati(x, a, q)
    return x


@implicit(lambda x, weights, n: sum(w * x**k for k, w in enumerate(weights)) - n)
def polynomial_root(weights, n) -> float:
    x = 1.0
    for _ in range(100):
        x -= (sum(w * x**k for k, w in enumerate(weights)) - n) / sum(
            k * w * x ** (k - 1) for k, w in enumerate(weights)
        )
    return x


def of_reals(p):
    return cubic_root(p[0], p[1]) * p[2] + cubic_root(p[1] * p[2])


def by_keyword(p):
    return cubic_root(b=p[0], a=p[1] ** 2)


def of_vectors(p):
    return np.sum(fixed(p) ** 2 * p)


def of_matrices(p):
    a = np.array([[p[0], p[1]], [0.3, p[2]]])
    x = riccati_solution(a, np.eye(2) * p[1])
    return x[0, 1] + np.trace(x @ x)


def of_lists(p):
    return polynomial_root([p[0], p[1], p[2], 1.0], 3)


def nested(p):
    def helper(a):
        return cubic_root(a, cubic_root(a, p[2]))

    total = 0.0
    for k in range(3):
        total += helper(p[k] + total)
    return total


EVERY = [of_reals, by_keyword, of_vectors, of_matrices, of_lists, nested]


@MODES
@pytest.mark.parametrize("f", EVERY)
def test_first_derivatives(f: Callable[..., Any], take: Any) -> None:
    np.testing.assert_allclose(take(f)(P), slopes(f, P), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("outer", [jacfwd, jacrev])
@pytest.mark.parametrize("f", EVERY)
def test_second_derivatives(f: Callable[..., Any], outer: Any) -> None:
    np.testing.assert_allclose(outer(grad(f))(P), slopes(grad(f), P), rtol=1e-6, atol=1e-7)


def test_all_compositions_agree() -> None:
    expected = hessian(of_vectors)(P)
    for outer in (jacfwd, jacrev):
        for inner in (jacfwd, jacrev):
            np.testing.assert_allclose(outer(inner(of_vectors))(P), expected, rtol=1e-9, atol=1e-11)


def test_the_function_itself_is_called() -> None:
    assert cubic_root(1.0, 2.0) == pytest.approx(1.0)
    d = grad(cubic_root)
    assert d(1.0, 2.0) == pytest.approx(-0.25)
    value, slope = value_and_grad(cubic_root, "b")(1.0, 2.0)
    assert value == cubic_root(1.0, 2.0)
    assert slope == pytest.approx(0.25)
    assert pickle.loads(pickle.dumps(cubic_root)) is cubic_root


def test_derivatives_taken_inside_of_a_function() -> None:
    def inner(a):
        return grad(cubic_root)(a * a, a)

    h = 1e-6
    expected = (inner(1.1 + h) - inner(1.1 - h)) / (2 * h)
    assert grad(inner)(1.1) == pytest.approx(expected, rel=1e-7)
    assert jacfwd(inner)(1.1) == pytest.approx(expected, rel=1e-7)


def test_what_the_residual_closes_over_is_read_when_it_is_called() -> None:
    scale = 2.0

    @implicit(lambda x, a: x * x * scale - a)
    def root(a) -> float:
        return math.sqrt(a / scale)

    d = grad(root)
    assert d(3.0) == pytest.approx(0.5 / math.sqrt(6.0))
    scale = 8.0
    assert d(3.0) == pytest.approx(0.5 / math.sqrt(24.0))


def test_a_written_derivative_imports_the_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    d = grad(of_reals)
    d(P)
    assert "s2sdiff" not in d.source
    path = tmp_path / "written.py"
    d.save(path)
    module = import_file(path, "written")
    np.testing.assert_allclose(module.of_reals_grad(P), d(P))


@implicit(cubic)
def unknown(a, b):
    return [a, b]


@implicit(lambda x, a: [x - a, x])
def of_another_shape(a) -> float:
    return a


def test_what_cannot_be_known_is_refused() -> None:
    for f, args, code in ((unknown, (1.0, 2.0), "SD302"), (of_another_shape, (1.0,), "SD301")):
        with pytest.raises(S2SDiffError) as error:
            grad(f)(*args)
        assert error.value.code == code
    with pytest.raises(S2SDiffError) as error:
        implicit(3.0)  # type: ignore[arg-type]
    assert error.value.code == "SD502"
