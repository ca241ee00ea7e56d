"""What is given where a derivative does not exist: the README's list, in both modes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from s2sdiff import grad, hessian, jacfwd

ZEROS, ONES = np.zeros(3), np.ones(4)


def absolute(x):
    return abs(x)


def norm(x):
    return np.linalg.norm(x)


def hypotenuse(x, y):
    return math.hypot(x, y)


def larger_first(x):
    return max(x, 1.0)


def larger_second(x):
    return max(1.0, x)


def smaller_of_list(v):
    return min(v)


def array_maximum(x):
    return np.maximum(x, 1.0)


def array_clip(x):
    return np.clip(x, 1.0, 2.0)


def largest(a):
    return np.max(a)


def rounded(x):
    return x * round(x) + x // 1 + math.floor(x) + int(x)


def to_the_zero(x):
    return x**0


def to_the(x, n):
    return x**n


def power(x, y):
    return x**y


def power_by_math(x, y):
    return math.pow(x, y)


def powers(x, y):
    return np.sum(x**y)


def rectified(x):
    return x if x > 0 else 0.0


def guarded_root(x):
    return np.where(x > 0, np.sqrt(x), 0.0)


def guarded_sum(a):
    return np.sum(np.where(a > 0, np.log(a), 0.0)) + np.sum(np.where(a != 0, 1 / a, 0.0))


CASES = [
    (absolute, 0, (0.0,), 0.0),
    (norm, 0, (ZEROS,), ZEROS),
    (hypotenuse, 0, (0.0, 0.0), 0.0),
    (larger_first, 0, (1.0,), 1.0),
    (larger_second, 0, (1.0,), 0.0),
    (smaller_of_list, 0, ([1.0, 1.0],), [1.0, 0.0]),
    (array_maximum, 0, (1.0,), 0.5),
    (array_clip, 0, (1.0,), 0.5),
    (largest, 0, (ONES,), ONES / 4),
    (rounded, 0, (2.0,), 2.0),
    (to_the_zero, 0, (0.0,), 0.0),
    (to_the, 0, (0.0, 0), 0.0),
    (to_the, 0, (0.0, 1), 1.0),
    *[(f, 0, (0.0, 0.0), 0.0) for f in (power, power_by_math)],
    *[(f, 1, (0.0, y), 0.0) for f in (power, power_by_math) for y in (0.0, 0.5, 2.0)],
    (powers, 0, (ZEROS, np.array([0.0, 1.0, 2.0])), np.array([0.0, 1.0, 0.0])),
    (powers, 1, (ZEROS, np.array([0.0, 1.0, 2.0])), ZEROS),
    (rectified, 0, (0.0,), 0.0),
    (guarded_root, 0, (0.0,), 0.0),
    (guarded_sum, 0, (np.array([0.0, 4.0, -1.0]),), np.array([0.0, 0.25 - 0.0625, -1.0])),
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("mode", [grad, jacfwd], ids=["reverse", "forward"])
@pytest.mark.parametrize(("f", "by", "at", "wanted"), CASES, ids=[f"{c[0].__name__}-{c[2]}" for c in CASES])
def test_convention(mode: Any, f: Any, by: int, at: tuple[Any, ...], wanted: Any) -> None:
    np.testing.assert_array_equal(mode(f, by)(*at), wanted)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_guard_holds_at_second_order() -> None:
    def f(a):
        return np.sum(np.where(a > 0, np.sqrt(a), 0.0))

    np.testing.assert_array_equal(hessian(f)(np.array([0.0, 4.0])), np.diag([0.0, -1 / 32]))


def test_an_infinite_derivative() -> None:
    """Numbers raise what their formula raises; arrays hold inf."""

    def root(x):
        return math.sqrt(x)

    def roots(a):
        return np.sum(np.sqrt(a))

    for mode in (grad, jacfwd):
        with pytest.raises(ZeroDivisionError):
            mode(root)(0.0)
        with np.errstate(divide="ignore"):
            assert mode(roots)(np.zeros(1))[0] == math.inf


def test_an_infinite_slope_is_not_what_a_try_catches() -> None:
    """Where the slope cannot be computed both modes raise, though the program catches that class of exception."""

    def f(x: float) -> float:
        try:
            y = math.sqrt(x) + math.asin(x)
        except ArithmeticError:
            y = 5.0 * x
        return y

    for take in (grad, jacfwd, lambda f: jacfwd(jacfwd(f))):
        for x in (0.0, 1.0):
            assert f(x) > -1.0
            with pytest.raises(ZeroDivisionError):
                take(f)(x)
