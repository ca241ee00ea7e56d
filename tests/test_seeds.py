"""Seeds: tangents and cotangents are built like what they belong to, and anything else is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from s2sdiff import S2SDiffError, check_grads, hvp, jvp, pullback, pushforward, vjp

PAIR = np.array([1.0, 2.0])


def doubled(x):
    return x * 2.0


def first_and_rest(x):
    return x[0] * 2.0, {"rest": x[1]}


def cubes(x):
    return np.sum(x**3)


@pytest.mark.parametrize(
    "seed", [np.ones(3), np.ones(1), np.ones((2, 2)), 1.0, [1.0, 1.0], (1.0, 1.0), None, "a", {"a": 1.0}]
)
def test_seeds_of_an_array(seed: Any) -> None:
    """Also at the second call, which looks at the arguments at a glance."""
    back, ahead = pullback(doubled), pushforward(doubled)
    for _ in range(2):
        with pytest.raises(S2SDiffError, match=r"SD502.*`doubled_bar`"):
            back(PAIR, seed)
        with pytest.raises(S2SDiffError, match=r"SD502.*`x_dot`"):
            ahead(PAIR, seed)
        assert back(PAIR, np.ones(2))[1] == pytest.approx([2.0, 2.0])
    with pytest.raises(S2SDiffError, match="SD502"):
        vjp(doubled, PAIR)[1](seed)
    with pytest.raises(S2SDiffError, match="SD502"):
        jvp(doubled, (PAIR,), (seed,))
    with pytest.raises(S2SDiffError, match="SD502"):
        hvp(cubes)(PAIR, seed)


@pytest.mark.parametrize(
    "seed", [1.0, (1.0,), (1.0, 1.0), (1.0, {}), (1.0, {"other": 1.0}), (np.ones(2), {"rest": 1.0})]
)
def test_cotangents_of_a_structure(seed: Any) -> None:
    with pytest.raises(S2SDiffError, match="SD502"):
        pullback(first_and_rest)([1.0, 2.0], seed)


@pytest.mark.parametrize("seed", [[1.0], [1.0, 1.0, 1.0], 1.0, np.ones(2), (1.0, 1.0)])
def test_tangents_of_a_list(seed: Any) -> None:
    for _ in range(2):
        with pytest.raises(S2SDiffError, match="SD502"):
            pushforward(first_and_rest)([1.0, 2.0], seed)
        pushforward(first_and_rest)([1.0, 2.0], [1.0, 1.0])


def test_ints_in_seeds_are_reals() -> None:
    for _ in range(2):
        bar = pullback(doubled)(PAIR, np.array([1, 2]))[1]
        assert bar.dtype == float
        assert bar == pytest.approx([2.0, 4.0])
        assert type(pullback(doubled)(3.0, 1)[1]) is float


def test_jvp_takes_tuples() -> None:
    with pytest.raises(S2SDiffError, match="as tuples"):
        jvp(doubled, 1.0, 1.0)  # type: ignore[arg-type]


def test_seeds_of_seeds_have_the_names_that_signatures_tell() -> None:
    """To any depth: here a tangent of the cotangents of the tangent of an array."""
    check_grads(cubes, (PAIR,), order=3)
    twice = pullback(pushforward(cubes), argnums=("x", "x_dot"))
    assert list(twice.seeds) == ["cubes_bar"]
    assert twice(PAIR, PAIR, cubes_bar=(1.0, 1.0))[1][1] == pytest.approx(3.0 * PAIR**2)


def scaled(*parts):
    return parts[0] * parts[1] ** 2


def test_seeds_after_any_number_of_arguments_are_not_differentiated_by() -> None:
    """Which of them a position means would depend on the call."""
    assert pushforward(scaled, (0, 1))(2.0, 3.0, 1.0, 0.0) == (18.0, 9.0)
    with pytest.raises(S2SDiffError, match="SD503"):
        pushforward(pushforward(scaled, (0, 1)))
    with pytest.raises(S2SDiffError, match="SD503"):
        pushforward(hvp(scaled))
