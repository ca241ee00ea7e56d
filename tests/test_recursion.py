"""Functions that call themselves: what the generated module looks like, and what is refused."""

from __future__ import annotations

import math
from typing import Any

import pytest

import s2sdiff


def power(x, n):
    if n == 0:
        return 1.0
    return x * power(x, n - 1)


REVERSE = """\
def power_fwd(x, n, power_stack):
    if n == 0:
        return 1.0
    t = power_fwd(x, n - 1, power_stack)
    power_stack.append(t)
    return x * t


def power_rev(x, n, power_bar, power_stack):
    if n == 0:
        return 0.0
    t = power_stack.pop()
    x_bar = power_rev(x, n - 1, x * power_bar, power_stack)
    return t * power_bar + x_bar


def power_grad(x, n):
    power_stack = []
    power_fwd(x, n, power_stack)
    x_bar = power_rev(x, n, 1.0, power_stack)
    return x_bar
"""

FORWARD = """\
def power_jvp_2(x, n, x_dot):
    if n == 0:
        return 1.0, 0.0
    t, t_dot = power_jvp_2(x, n - 1, x_dot)
    return x * t, t * x_dot + x * t_dot


def power_jvp(x, n):
    t, t_dot = power_jvp_2(x, n, 1.0)
    return t_dot
"""


def source(derivative: Any, *args: Any) -> str:
    derivative(*args)
    return derivative.source


def test_reverse_mode_reads_as_written_by_hand() -> None:
    assert source(s2sdiff.grad(power), 0.7, 3) == REVERSE


def test_forward_mode_reads_as_written_by_hand() -> None:
    assert source(s2sdiff.jacfwd(power), 0.7, 3) == FORWARD


def test_the_source_is_the_same_each_time() -> None:
    assert source(s2sdiff.grad(power), 0.7, 3) == source(s2sdiff.grad(power), 1.1, 2)


def test_third_order() -> None:
    for outer in (s2sdiff.grad, s2sdiff.jacfwd):
        third = outer(s2sdiff.grad(outer(power)))
        assert third(0.7, 5) == pytest.approx(60 * 0.7**2)


def test_both_modes_go_hundreds_deep() -> None:
    for take in (s2sdiff.grad, s2sdiff.jacfwd):
        assert take(power)(1.0, 300) == 300.0


def test_a_recursion_that_is_constant_is_called_as_it_is() -> None:
    def factorial(n):
        return 1 if n < 2 else n * factorial(n - 1)

    def series(x, n):
        total = 0.0
        for k in range(n):
            total += x**k / factorial(k)
        return total

    text = source(s2sdiff.grad(series), 0.5, 4)
    assert "factorial_fwd" not in text and "factorial_rev" not in text
    assert s2sdiff.grad(series)(0.5, 12) == pytest.approx(math.exp(0.5))


def test_what_nothing_reads_is_not_passed() -> None:
    def deep(x, n, label):
        return x if n == 0 else deep(x * x, n - 1, label)

    text = source(s2sdiff.jacfwd(deep), 0.9, 2, 3.0)
    assert "deep_jvp_2(x, n, x_dot)" in text


def newton(g, y):
    for _ in range(30):
        slope = (g(y + 1e-4) - g(y - 1e-4)) / 2e-4
        y = y - g(y) / slope
    return y


def test_a_solver_inside_what_it_solves_is_no_recursion() -> None:
    def f(x):
        def outer(z):
            return z * z + newton(lambda q: q * q * q - z * x - 1.0, 1.0) - 4.0

        return newton(outer, 1.0)

    quotient = (f(0.8 + 1e-5) - f(0.8 - 1e-5)) / 2e-5
    assert s2sdiff.grad(f)(0.8) == pytest.approx(quotient, rel=1e-6)
    assert s2sdiff.jacfwd(f)(0.8) == pytest.approx(quotient, rel=1e-6)
    assert "newton_fwd" not in source(s2sdiff.grad(f), 0.8)


def test_names_of_the_user_are_left_alone() -> None:
    def power_fwd(x, power_rev):
        return power_rev * x if power_rev < 1 else x * power_fwd(x, power_rev - 1)

    assert s2sdiff.grad(power_fwd)(0.7, 2) == 0.0

    def f(x, power_stack):
        return power(x, 3) * power_stack

    assert s2sdiff.grad(f)(0.7, 2.0) == pytest.approx(6 * 0.7**2)


# ---------------------------------------------------------------- refusals


def closure_grows(x, n):
    def go(k, then):
        return then(x) if k == 0 else go(k - 1, lambda v: then(v) * x)

    return go(n, lambda v: v)


def tuple_grows(x, rest):
    return x if len(rest) > 9 else tuple_grows(x, (*rest, x))


def gives_back(u, n):
    return u if n == 0 else gives_back([v * 0.5 for v in u], n - 1)


def returns_argument(x, n):
    return sum(gives_back([x, x * x], n))


def rebinds(x, n):
    count = 0.0

    def go(k):
        nonlocal count
        count += x * k
        if k > 0:
            go(k - 1)

    go(n)
    return count


def endless(x, n):
    return x * endless(x, n)


@pytest.mark.parametrize("f", [closure_grows, returns_argument, rebinds, endless])
def test_undecidable_recursion_is_refused(f: Any) -> None:
    for take in (s2sdiff.grad, s2sdiff.jacfwd):
        with pytest.raises(s2sdiff.S2SDiffError) as caught:
            take(f)(0.7, 2)
        assert caught.value.code == "SD304"
        assert caught.value.lineno is not None


def test_a_tuple_that_grows_is_right_or_refused() -> None:
    try:
        assert s2sdiff.grad(tuple_grows)(0.7, ()) == 1.0
    except s2sdiff.S2SDiffError as error:
        assert error.code == "SD304"


def test_recursion_inside_try_is_refused_in_reverse_mode() -> None:
    def f(x, n):
        try:
            return math.log(x) + f(x - 1.0, n)
        except ValueError:
            return x

    assert s2sdiff.jacfwd(f)(2.5, 0) == pytest.approx(1 / 2.5 + 1 / 1.5 + 1 / 0.5 + 1)
    with pytest.raises(s2sdiff.S2SDiffError, match="SD203"):
        s2sdiff.grad(f)(2.5, 0)
