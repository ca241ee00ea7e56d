"""Ahead of time: modules of annotated arrays, whose rank is told by how they are used, or not at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from s2sdiff import differences
from s2sdiff.modules import compile_module

SOURCE = '''
import numpy as np
from numpy.typing import NDArray


def energy(p: np.ndarray):
    return np.sum(p * p)


def mixed(p: np.ndarray, q: np.ndarray) -> float:
    return np.sum(np.sin(p) * q) + np.mean(q) + np.max(p)


def repeated(p: NDArray[np.float64], n: int):
    for k in range(n):
        p = p * 0.5 + np.tanh(p)
    return np.sum(p)


def product(x: np.ndarray, w: np.ndarray):
    y = w @ x
    return np.linalg.norm(y) ** 2


def stencil(u: np.ndarray, c: float, steps: int):
    for _ in range(steps):
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    return np.sum(u * u)


def entries(a: np.ndarray):
    n = a.shape[0]
    t = 0.0
    for i in range(n):
        for j in range(n):
            t += a[i, j] ** 2 * (i + 1)
    return t


def statistics(x: np.ndarray):
    return x.mean() + x.std() + (x**2).sum() + np.log(x @ x)


def filled(x: np.ndarray):
    y = np.zeros_like(x)
    for i in range(len(x)):
        y[i] = x[i] ** 3
    return y.sum()


def heat(u: np.ndarray, alpha: float, nt: int) -> float:
    un = np.empty_like(u)
    for n in range(nt):
        un[:] = u
        u[1:-1, 1:-1] = un[1:-1, 1:-1] + alpha * (
            un[2:, 1:-1] + un[:-2, 1:-1] + un[1:-1, 2:] + un[1:-1, :-2] - 4 * un[1:-1, 1:-1]
        )
    return float(np.sum(u**2))


def scaled(m: "np.ndarray[tuple[int, int], np.dtype[np.float64]]"):
    return np.trace(m @ m)


def _helper(b: np.ndarray, i: int):
    return b[i, 0] * b[i, 1]


def through(b: np.ndarray):
    return _helper(b, 0) + _helper(b, 1)
'''

RNG = np.random.default_rng(3)
V, W, M = RNG.uniform(0.5, 1.5, 5), RNG.uniform(0.5, 1.5, 5), RNG.uniform(0.5, 1.5, (5, 5))
CALLS: list[tuple[str, tuple[Any, ...]]] = [
    ("energy", (V,)), ("energy", (M,)), ("energy", (RNG.uniform(0.5, 1.5, (2, 3, 2)),)),
    ("mixed", (V, W)), ("mixed", (M, V)), ("mixed", (V, M)), ("repeated", (V, 3)), ("repeated", (M, 2)),
    ("product", (V, M)), ("product", (V, W)), ("product", (M, M)), ("stencil", (V, 0.2, 3)), ("stencil", (M, 0.2, 3)),
    ("entries", (M,)), ("statistics", (V,)), ("filled", (V,)), ("filled", (M,)), ("heat", (M, 0.1, 3)),
    ("scaled", (M,)), ("through", (M,)),
]  # fmt: skip


def made(mode: str) -> dict[str, Any]:
    compiled = compile_module(SOURCE, "fields.py", mode=mode)
    assert not compiled.diagnostics, [str(d) for d in compiled.diagnostics]
    assert "s2sdiff" not in compiled.source.split("\n", 1)[1]
    space: dict[str, Any] = {}
    exec(compile(compiled.source, "fields_grad.py", "exec"), space)
    return space


@pytest.fixture(scope="module")
def primal() -> dict[str, Any]:
    space: dict[str, Any] = {}
    exec(SOURCE, space)
    return space


@pytest.fixture(scope="module")
def reverse() -> dict[str, Any]:
    return made("reverse")


@pytest.fixture(scope="module")
def forward() -> dict[str, Any]:
    return made("forward")


def copies(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(a.copy() if isinstance(a, np.ndarray) else a for a in args)


@pytest.mark.parametrize(("name", "args"), CALLS)
def test_gradients(name: str, args: tuple[Any, ...], primal: Any, reverse: Any, forward: Any) -> None:
    given = copies(args)
    gradient = reverse[f"{name}_grad"](*given)
    assert all(np.array_equal(a, b) for a, b in zip(given, args, strict=True))
    assert gradient.shape == args[0].shape
    expected = differences(lambda x: primal[name](x.copy(), *copies(args[1:])))(args[0])
    np.testing.assert_allclose(gradient, expected, rtol=1e-6, atol=1e-8)
    direction = np.cos(np.arange(args[0].size)).reshape(args[0].shape)
    _, slope = forward[f"{name}_jvp"](*copies(args), direction)
    np.testing.assert_allclose(slope, np.sum(gradient * direction), rtol=1e-11)


def test_rank_that_is_assumed_is_checked(reverse: Any) -> None:
    with pytest.raises(AssertionError, match="rank 2"):
        reverse["entries_grad"](np.ones((3, 3, 3)))


ARRAYS = """
import numpy as np


def predict(w: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.tanh(x @ w)


def squares(x: np.ndarray, out: np.ndarray) -> None:
    out[:] = x * x


def pair(x: float, y: float):
    return x * y, x + y
"""


def test_a_function_that_returns_an_array_has_a_pullback() -> None:
    compiled = compile_module(ARRAYS, "arrays.py")
    assert compiled.written == ("predict_pullback", "squares_pullback")
    (refused,) = compiled.diagnostics
    assert refused.code == "SD404"
    assert "--mode forward" in refused.hint
    space: dict[str, Any] = {}
    exec(compiled.source, space)
    w, x = np.linspace(-0.3, 0.9, 6).reshape(2, 3), np.array([[0.5, -0.2], [0.1, 0.7], [1.2, 0.4], [0.3, 0.3]])
    bar = np.cos(np.arange(12.0)).reshape(4, 3)
    value, w_bar = space["predict_pullback"](w, x, bar)
    np.testing.assert_allclose(value, np.tanh(x @ w))
    expected = differences(lambda w: np.sum(np.tanh(x @ w) * bar))(w)
    np.testing.assert_allclose(w_bar, expected, rtol=1e-6, atol=1e-8)
    _, x_bar = space["squares_pullback"](V, np.zeros_like(V), W)
    np.testing.assert_allclose(x_bar, 2.0 * V * W)
