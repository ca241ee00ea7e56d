"""All sweeps of a Jacobian in one run: how each operation takes an axis of directions, and in what blocks they go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.linalg

import s2sdiff
from s2sdiff import hessian, jacfwd, jacrev
from s2sdiff.analyses import extents
from s2sdiff.directions import sweeps

RNG = np.random.default_rng(1)
V, W = RNG.normal(size=6), RNG.normal(size=4)
M, N = RNG.normal(size=(3, 4)), RNG.normal(size=(4, 2))
S = RNG.normal(size=(4, 4)) + 4.0 * np.eye(4)
T = RNG.normal(size=(2, 3, 4))
AT = np.array([2, 0, 0, 3])
MASK = np.array([True, False, True, True])


def one_by_one(take: Callable[..., Any], f: Any, *args: Any) -> Any:
    """The Jacobian, a sweep at a time."""
    many, sweeps.MANY = sweeps.MANY, 10**9
    try:
        return take(f)(*args)
    finally:
        sweeps.MANY = many


def check(f: Any, *args: Any, take: Callable[..., Any] = jacfwd) -> str:
    """Compare all sweeps at once with each by itself; gives the source of the program that was run."""
    derivative = take(f)
    found = derivative(*args)
    source: str = derivative.source
    assert ", sweeps)" in source, source
    expected = one_by_one(take, f, *args)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
    assert np.asarray(found).dtype == np.asarray(expected).dtype
    return source


LINEAR = {
    "sum": (lambda x: np.sum(x), M),
    "sum of columns": (lambda x: np.sum(x, axis=0) * np.sum(x, axis=-1, keepdims=True), M),
    "sum over two axes": (lambda x: np.sum(x, axis=(0, 2)), T),
    "mean": (lambda x: np.mean(x) + np.mean(x, axis=1), M),
    "cumsum": (lambda x: np.cumsum(x, axis=0), M),
    "cumsum of a vector": (lambda x: np.cumsum(x), W),
    "trace": (lambda x: np.trace(x) + x[0], S),
    "diagonal": (lambda x: np.diagonal(x), S),
    "vector and matrix": (lambda x: x @ S, W),
    "matrix and vector": (lambda x: S @ x, W),
    "transpose and vector": (lambda x: S.T @ x, W),
    "matrix of two": (lambda x: x @ N, M),
    "matrix with the second varying": (lambda x: M @ x, N),
    "matrix and vector, both of one": (lambda x: x @ x[0], S),
    "stack of matrices": (lambda x: T @ x, N),
    "vector and stack": (lambda x, t: x @ t, V, T.reshape(2, 6, 2)),
    "stack of matrices varying": (lambda x: x @ N, T),
    "stack and vector": (lambda x, t: t @ x, W, T),
    "dot": (lambda x: np.dot(x, W) + np.dot(S, x) + np.dot(x, S), W),
    "inner and vdot": (lambda x: np.inner(x, W) * x + np.vdot(W, x), W),
    "outer": (lambda x: np.outer(x, V) + np.outer(W, x[:1]), W),
    "outer of the second": (lambda x: np.outer(W, x), V),
    "einsum": (lambda x: np.einsum("ij,jk->ik", M, x), N),
    "einsum without arrow": (lambda x: np.einsum("ij,j", S, x), W),
    "einsum twice": (lambda x: np.einsum("i,ij,j->", x, S, x) * x, W),
    "tensordot": (lambda x, n: np.tensordot(x, n, 1), T, N),
    "tensordot of the second": (lambda x, m: np.tensordot(m, x, 1), N, M),
    "where": (lambda x: np.where(x > 0.0, 2.0 * x, x**2), M),
    "tril": (lambda x: np.tril(x) + np.triu(x, 1) ** 2, S),
    "reshape": (lambda x: np.reshape(x, (4, 3)) @ M, M),
    "ravel": (lambda x: np.ravel(x) * x.ravel()[::-1], M),
    "broadcast_to": (lambda x, m: np.broadcast_to(x, (3, 4)) * m, W, M),
    "broadcast by rank": (lambda x: x * S + x[:, np.newaxis] * S[:, 0], W),
    "atleast": (lambda x: np.atleast_2d(x) @ S, W),
    "transpose": (lambda x: np.transpose(x, (2, 0, 1)) * 2.0 + x.T[:, :2], RNG.normal(size=(2, 2, 2))),
    "swapaxes": (lambda x: np.swapaxes(x, 0, 2), T),
    "moveaxis": (lambda x: np.moveaxis(x, 0, -1), T),
    "expand_dims": (lambda x: np.expand_dims(x, 0) + np.expand_dims(x, 1), W),
    "squeeze": (lambda x: np.squeeze(np.expand_dims(x, 1), 1), W),
    "flip": (lambda x: np.flip(x) + np.flip(x, 1), M),
    "roll": (lambda x: np.roll(x, 1, axis=0), M),
    "roll of a vector": (lambda x: np.roll(x, 2), W),
    "repeat": (lambda x: np.repeat(x, 3), W),
    "diff": (lambda x: np.diff(x), V),
    "take": (lambda x: np.take(x, AT), W),
    "concatenate": (lambda x: np.concatenate((x, W, 2.0 * x)), W),
    "concatenate rows": (lambda x, m: np.concatenate([x, m], axis=0), M, M),
    "stack": (lambda x, w: np.stack([x, 2.0 * x, w]), W, W),
    "stack behind": (lambda x: np.stack([x, 2.0 * x], axis=-1), W),
    "vstack": (lambda x, w: np.vstack([x, w]), W, W),
    "hstack": (lambda x, m: np.hstack([x, m]), M, M),
    "column_stack": (lambda x: np.column_stack((x, x**2)), W),
    "append": (lambda x: np.append(x, 1.0), W),
    "array": (lambda x: np.array([x[0], x[1] * x[2], 1.0]), W),
    "split": (lambda x: np.split(x, 3)[1], V),
    "solve": (lambda x: np.linalg.solve(S, x), W),
    "solve for a matrix": (lambda x: np.linalg.solve(S, x), N),
    "inverse": (lambda x: np.linalg.inv(x), S),
    "solve_triangular": (lambda x: scipy.linalg.solve_triangular(S, x, lower=True), W),
    "fft": (lambda x: np.real(np.fft.fft(x)), V),
    "fft along an axis": (lambda x: np.imag(np.fft.fft(x, axis=0)), M),
    "fft2": (lambda x: np.real(np.fft.ifft2(np.fft.fft2(x) * M)), M),
    "fftshift": (lambda x: np.fft.fftshift(x), M),
    "element": (lambda x: x[1, 2] * x[0], M),
    "slices": (lambda x: x[1:, ::2] * x[:-1, 1::2], M),
    "newaxis": (lambda x: x[:, np.newaxis] - x[np.newaxis, :], W),
    "ellipsis": (lambda x: x[..., 0], T),
    "indices": (lambda x: x[:, AT] * 2.0, M),
    "indices first": (lambda x: x[AT], S),
    "indices apart": (lambda x: x[np.array([0, 1]), :, np.array([1, 2])], T),
    "mask": (lambda x: x[MASK], W),
}


@pytest.mark.parametrize("name", LINEAR)
def test_operations(name: str) -> None:
    """Each takes all directions at once, without a loop over them."""
    f, *args = LINEAR[name]
    assert "range(sweeps)" not in check(f, *args)


def written(x):
    y, at = np.zeros((3, 4)), np.array([2, 0, 0, 3])
    y[0] = x
    y[1:, ::2] = 2.0 * x[:2]
    y[:, 1] += x[0]
    y[1] *= x
    y[2, at] = x * x[3]
    np.add.at(y, (slice(None), np.array([1, 1])), x[2])
    y[-1][y[-1] > 0.5] = 0.0
    return y


def swapped(x):
    x = x.copy()
    for k in range(len(x) // 2):
        first = x[k]
        x[k] = x[-1 - k] * 2.0
        x[-1 - k] = first
    return x


def stepped(x):
    rows = []
    for _ in range(3):
        x = x + 0.1 * np.sin(x)
        rows.append(x)
    return np.stack(rows)


def chosen(x):
    total = 0.0
    for row in x:
        if row[0] > 0.0:
            total = total + row @ row
        else:
            total = total + row[1] ** 3
    return total * x


def by_dict(x):
    parts = {"a": x[0], "b": x[1]}
    for key in parts:
        parts[key] = parts[key] * x[2]
    return parts["a"] * parts["b"] * x


def by_list(x):
    values = [0.0] * 4
    for k in range(4):
        values[k] += x[k] * x[k - 1]
        values[0] += values[k]
    return np.array(values)


STATEMENTS = [(written, W), (swapped, V), (stepped, W), (chosen, M), (by_dict, W), (by_list, W)]


@pytest.mark.parametrize(("f", "x"), STATEMENTS, ids=lambda v: getattr(v, "__name__", ""))
@pytest.mark.parametrize("take", [jacfwd, jacrev])
def test_statements(f: Any, x: Any, take: Any) -> None:
    """What is changed in place, loops, branches, lists and dicts."""
    check(f, x, take=take)


@pytest.mark.parametrize(("f", "x"), STATEMENTS, ids=lambda v: getattr(v, "__name__", ""))
def test_second_order(f: Any, x: Any) -> None:
    check(lambda x: np.sum(np.sin(f(x))), x, take=hessian)


def test_what_is_not_known_is_called_for_each_direction() -> None:
    """Where that is most of the program, it is run as a whole for each."""
    assert "range(sweeps)" in check(lambda x: np.kron(np.sin(x) * x[::-1], V), W)
    alone = jacfwd(lambda x: np.kron(x, V))
    alone(W)
    assert "sweeps)" not in alone.source


def test_a_result_of_unknown_rank() -> None:
    assert "np.cross(x_dot, y)" in check(lambda x, y: np.cross(x, y), M[:, :3], V[:3])


def test_single_precision_stays() -> None:
    weights = RNG.normal(size=4).astype(np.float32)
    source = check(lambda x: np.sum(x) * weights * x, W.astype(np.float32))
    assert "float64" not in source


def test_structures() -> None:
    def f(p):
        return {"y": p["w"] @ p["m"], "z": [p["w"][0] * p["s"], p["s"]]}

    at = {"w": W, "m": N, "s": 2.0}
    for take in (jacfwd, jacrev):
        found, expected = take(f)(at), one_by_one(take, f, at)
        flat, other = (s2sdiff.numeric.tree.flatten(v)[0] for v in (found, expected))
        assert len(flat) == len(other) == 9
        for got, wanted in zip(flat, other, strict=True):
            np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-12)
            assert np.shape(got) == np.shape(wanted)


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def test_the_source_is_that_of_one_sweep_with_one_more_axis() -> None:
    second = hessian(rosenbrock)
    second(V)
    assert second.source == (
        "import numpy as np\n\n\n"
        "def rosenbrock_grad_jvps(x, x_dot, sweeps):\n"
        "    t = x[:-1]\n"
        "    t2_dot = x_dot[:, 1:] - 2 * t * x_dot[:, :-1]\n"
        "    x_bar = np.zeros((sweeps,) + x.shape)\n"
        "    x_bar[:, 1:] = 200 * t2_dot\n"
        "    x_bar[:, :-1] -= (400 * (x[1:] - t ** 2) - 2) * x_dot[:, :-1] + 400 * x[:-1] * t2_dot\n"
        "    return x_bar\n"
    )
    assert hessian(rosenbrock).lower(V).source == second.source


def test_few_sweeps_are_run_one_by_one() -> None:
    second = hessian(rosenbrock)
    second(V[:3])
    assert ", sweeps)" not in second.source


@pytest.mark.parametrize("count", [4, 7, 30, 131])
def test_blocks(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many directions go in blocks of like length, the last of which may be shorter."""
    x = np.cos(np.arange(count))
    monkeypatch.setattr(extents, "CACHED", 10 * count)
    monkeypatch.setattr(extents, "LEAST", 5)
    found = hessian(rosenbrock)(x)
    np.testing.assert_allclose(found, one_by_one(hessian, rosenbrock, x), rtol=1e-12, atol=1e-12)


def pairs(x):
    away = x[:, np.newaxis] - x
    return np.sum(np.exp(-(away**2)), axis=1)


def block_of(f: Any, x: Any) -> int:
    """How many directions are taken at once."""
    found = jacfwd(f)
    program = s2sdiff.Derivative(f, "along").prepared(found._bind((x,), {}), "along", ("x",)).specialization
    return program.at_once.extents.block(x.size, program.program.function.params, {"x": x})  # type: ignore[no-any-return, union-attr]


def test_large_values_go_in_small_blocks() -> None:
    """What counts is the largest value that varies: here a table of all pairs."""
    assert block_of(pairs, np.ones(60)) == 30
    assert block_of(pairs, np.ones(300)) == 23
    assert block_of(pairs, np.ones(1000)) == 2  # so few are taken one by one
    assert block_of(rosenbrock, np.ones(100)) == 100


def kept(x):
    for _ in range(2000):
        x = np.sin(x)
    return x


def test_what_is_kept_in_loops_counts() -> None:
    found = jacrev(kept)
    program = s2sdiff.Derivative(kept, "pullback").prepared(found._bind((V,), {}), "pullback", ("x",)).specialization
    assert program.at_once is not None and not program.at_once.extents.kept  # what is kept does not vary


def test_results_are_new() -> None:
    """Nothing that is returned shares memory with anything else that is."""
    first, second = jacfwd(lambda x: (x, x))(V)
    assert first.flags.writeable and not np.shares_memory(first, second)
    np.testing.assert_array_equal(first, np.eye(6))


def test_a_sweep_that_stops_says_why() -> None:
    def f(v):
        total = 0.0
        for x in v:
            total = total + x / v[0]
        return [total, v[0]]

    with pytest.raises(ZeroDivisionError):
        jacfwd(f)([0.0, 1.0, 2.0, 3.0])


@pytest.mark.parametrize("take", [jacfwd, jacrev])
def test_whole_numbers_in_a_result_do_not_vary(take: Any) -> None:
    def f(x):
        return x * 2.0, np.arange(4), [1, 2], "text", 3

    for found in (take(f)(W), one_by_one(take, f, W)):
        np.testing.assert_array_equal(found[0], 2.0 * np.eye(4))
        np.testing.assert_array_equal(found[1], np.zeros((4, 4)))
        np.testing.assert_array_equal(found[2], np.zeros((2, 4)))
        assert found[3] == "text"
        np.testing.assert_array_equal(found[4], np.zeros(4))
