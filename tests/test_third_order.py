"""Third order of programs with containers that are changed: every mix of modes gives the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from s2sdiff import grad, pullback, pushforward

U = np.array([0.5, -0.2, 0.7])


def item_written_after_read(u):
    v = u * 1.0
    t = np.sum(v * v * v)
    rows = []
    rows.append(v)
    rows[0][0] = u[1] * u[2]
    return t * np.sum(rows[0] ** 2)


def dict_filled(u):
    named = {}
    for key in ("a", "b"):
        named[key] = u * u
    named["a"][0] = u[1] ** 3
    return np.sum(named["a"] * named["b"])


def rows_changed(u):
    rows = [u * 1.0, u**2]
    for k in range(2):
        rows[k][k] = u[2] ** 3
        rows[k] *= u
    return np.sum(rows[0] * rows[1])


def scan(u):
    total = np.zeros(3)
    for k in range(3):
        total[k:] = total[k:] * u[k] + np.sin(u[k:])
    return np.sum(total**2)


@pytest.mark.parametrize("f", [item_written_after_read, dict_filled, rows_changed, scan])
def test_third_order(f: Callable[..., Any]) -> None:
    """The third derivative along two directions: forward on forward on reverse, and two other orders."""
    v, w = np.array([0.3, 1.1, -0.4]), np.array([-0.7, 0.2, 0.9])

    def hvp_along(step: float) -> Any:
        return pushforward(grad(f))(U + step * w, v)[1]

    wanted = (hvp_along(1e-5) - hvp_along(-1e-5)) / 2e-5
    along = pushforward(pushforward(pullback(f)))(U, 1.0, v, w)[1][1][1]
    back = pullback(pushforward(pushforward(f)))(U, v, w, ((0.0, 0.0), (0.0, 1.0)))[1]
    between = pushforward(pullback(pushforward(f)))(U, v, (0.0, 1.0), w)[1][1]
    np.testing.assert_allclose(along, wanted, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(back, along, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(between, along, rtol=1e-10, atol=1e-12)
