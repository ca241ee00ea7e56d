"""Views by functions and other shapes: an array is changed by one name and read by the other.

Each program is right, or refused with a code; those that are known to be decided must be right.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from alias_checks import S, U, check_right_or_refused, program

import s2sdiff

#: What shows the array `a`, and is written to.
WRITTEN = (
    "a.reshape(-1)", "a.ravel()", "np.ravel(a)", "a.view()", "np.asarray(a)", "a.T", "np.flip(a)", "np.expand_dims(a, 1)",
    "np.atleast_2d(a)", "np.ascontiguousarray(a)", "a.real", "np.fliplr(a)", "np.einsum('ii->i', a)", "np.moveaxis(a, 0, -1)",
    "a.reshape(a.shape[0], -1)", "a.reshape(3, 1, -1)", "np.squeeze(a[None])", "a.reshape(-1)[1:].reshape(2, -1)",
    "a[1:].reshape(-1)", "a[0].reshape(-1)", "np.einsum('ii->i', a)[::-1]",
)  # fmt: skip
#: What shows it, and is only read; or may be a copy, as the run decides.
READ = ("a.diagonal()", "np.diag(a)", "np.diagonal(a, 1)", "np.diagonal(a, -1)")
UNDECIDED = (
    "a.squeeze()", "a.reshape(-1).squeeze()",
    "np.rot90(a)", "a[:, 1:].ravel()", "a.transpose()[0].ravel()", "a.ravel('F')", "np.split(a, [1])[1]",
    "np.broadcast_to(a, (2, 3, 3))", "a.T.reshape(-1)", "np.flip(np.einsum('ii->i', a))",
)  # fmt: skip
BY_VIEW = (
    ("z[1] = s", "np.sum(a * a) * s"),
    ("z[1] *= s", "np.sum(a * a) + np.sum(z[0])"),
    ("z[:] = z * z + s", "np.sum(a**3)"),
    ("y = z[::-1]\n    y[0] = s", "np.sum(a * a) + np.sum(z[0])"),
    ("z.fill(s)", "np.sum(a * a) + np.sum(z[0])"),
    ("np.add.at(z, 0, s)", "np.sum(a * a) + np.sum(z[0])"),
    ("for k in range(2):\n        z[k] = z[1 - k] * s\n        a[0] = a[0] * z[1]", "np.sum(a * a) + np.sum(z[1])"),
)
BY_NAME = (
    ("a[1] = s * a[0]", "np.sum(np.sin(z)) * s"),
    ("a *= s", "np.sum(np.array(z) ** 2) + a[0, 1]"),
)
PROGRAMS = [
    *((view, *rest, True) for view in WRITTEN for rest in (*BY_VIEW, *BY_NAME)),
    *((view, *rest, True) for view in READ for rest in BY_NAME),
    *((view, *rest, False) for view in UNDECIDED for rest in (*BY_VIEW, *BY_NAME)),
]


@pytest.mark.parametrize(("view", "change", "result", "decided"), PROGRAMS)
def test_a_view_is_right_or_refused(view: str, change: str, result: str, decided: bool, tmp_path: Path) -> None:
    f = program(["a = np.outer(u, u) + s", f"z = {view}", change, f"return {result}"], tmp_path)
    try:
        f(U.copy(), S)
    except (ValueError, IndexError):
        pytest.skip("the view is too small, or is not written to")
    check_right_or_refused(f, () if decided else ("SD205", "SD206"))


def flat(x: np.ndarray, s: float) -> float:
    y = x * s
    y.reshape(-1)[1] = s
    return np.sum(y**3)


def test_an_argument_in_another_order_is_refused_by_the_run() -> None:
    x = np.arange(6.0).reshape(2, 3)
    assert np.shape(s2sdiff.grad(flat)(x, S)) == (2, 3)
    with pytest.raises(AssertionError, match="`x` must be C-contiguous"):
        s2sdiff.grad(flat)(np.asfortranarray(x), S)


def test_cotangents_and_tangents_in_another_order() -> None:
    def f(x: np.ndarray) -> np.ndarray:
        y = np.sin(x)
        y.reshape(-1)[1:3] *= x[0, 0]
        return y

    x, seed = np.linspace(0.3, 1.4, 6).reshape(2, 3), np.arange(1.0, 7.0).reshape(2, 3)
    expected = s2sdiff.pullback(f)(x, seed)[1]
    assert np.array_equal(s2sdiff.pullback(f)(x, np.asfortranarray(seed))[1], expected)
    pushed = s2sdiff.pushforward(f)(x, np.asfortranarray(seed))[1]
    assert np.array_equal(pushed, s2sdiff.pushforward(f)(x, seed)[1])
