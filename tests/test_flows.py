"""Solutions of differential equations: sensitivities by differentiating the right-hand side."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.integrate import odeint, solve_ivp

from s2sdiff import S2SDiffError, grad, hessian, jacfwd, jacrev

P = np.array([1.3, 0.4, 0.7])
MODES = pytest.mark.parametrize("take", [grad, jacfwd])


def slopes(f: Callable[..., Any], x: Any, h: float = 1e-5) -> Any:
    """Central differences by a vector."""
    steps = np.eye(len(x)) * h
    return np.array([(np.asarray(f(x + d)) - np.asarray(f(x - d))) / (2 * h) for d in steps])


def prey(t, y, a, b):
    return [a * y[0] - b * y[0] * y[1], -y[1] + 0.5 * b * y[0] * y[1] * math.exp(-0.1 * t)]


def by_args(p):
    found = solve_ivp(
        prey, (0.0, 2.0), [p[2], 1.0], args=(p[0], p[1]), rtol=1e-11, atol=1e-12, method="DOP853"
    )
    return found.y[0, -1] + p[0] * found.y[1][-1]


def by_start(p):
    times = np.linspace(0.0, 1.0, 5)
    found = solve_ivp(
        lambda t, y: -2.0 * y * np.roll(y, 1), [0.0, 1.0], p, t_eval=times, rtol=1e-11, atol=1e-12
    )
    return np.sum(found.y**2 * found.t)


def by_method(p):
    def stiff(t, y):
        d = np.empty(2)
        d[0] = -200.0 * p[0] * (y[0] - math.cos(t))
        d[1] = y[0] - p[1] * y[1]
        return d

    found = solve_ivp(
        stiff, (0.0, 1.0), np.array([0.0, p[2]]), method="Radau", rtol=1e-10, atol=1e-12,
        jac=lambda t, y: np.array([[-200.0 * p[0], 0.0], [1.0, -p[1]]]),
    )  # fmt: skip
    if not found.success:
        raise ValueError(found.message)
    return found.y[1, -1]


def by_odeint(p):
    times = np.linspace(0.0, 1.0, 5)

    def rates(y, t):
        d = np.empty_like(y)
        for i in range(len(y)):
            d[i] = -p[i] * y[i] * y[i - 1]
        return d

    y = odeint(rates, p * p, times, rtol=1e-12, atol=1e-12)
    return np.sum(y[-1] ** 2) + y[2, 0]


def of_one(p):
    times = np.linspace(0.0, 2.0, 3)
    y, _ = odeint(
        lambda t, y, k: -k * y[0], p[1], times, args=(p[0],), tfirst=True, rtol=1e-12, atol=1e-12,
        full_output=True,
    )  # fmt: skip
    return y[-1, 0] * p[2]


def twice(p):
    y = p
    for k in range(2):
        y = solve_ivp(lambda t, v: v * (1.0 - v) * p[k], (0.0, 0.5), y, rtol=1e-11, atol=1e-12).y[:, -1]  # noqa: B023
    return np.sum(y)


def with_a_matrix(p):
    a = np.outer(p, p) + 2.0 * np.eye(3)
    return solve_ivp(lambda t, y: -a @ y, (0.0, 0.5), np.ones(3), rtol=1e-11, atol=1e-12).y[0, -1]


def with_a_list(p):
    k = [p[0], p[1] * p[2]]
    found = solve_ivp(
        lambda t, y, k: [-k[0] * y[0], k[1] * y[0]], (0.0, 1.0), p[:2], args=(k,), rtol=1e-11, atol=1e-12
    )
    return found.y[0, -1] + found.y[1, -1] * k[0]


EVERY = [with_a_matrix, with_a_list, by_args, by_start, by_method, by_odeint, of_one, twice]


@MODES
@pytest.mark.parametrize("f", EVERY)
def test_first_derivatives(f: Callable[..., Any], take: Any) -> None:
    np.testing.assert_allclose(take(f)(P), slopes(f, P), rtol=2e-6, atol=1e-8)


@pytest.mark.parametrize("f", EVERY)
def test_the_modes_agree(f: Callable[..., Any]) -> None:
    np.testing.assert_allclose(grad(f)(P), jacfwd(f)(P), rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("f", [by_args, by_start, of_one, with_a_matrix, with_a_list])
def test_second_derivatives(f: Callable[..., Any]) -> None:
    np.testing.assert_allclose(hessian(f)(P), slopes(grad(f), P), rtol=1e-5, atol=1e-7)


def test_it_is_the_exact_derivative() -> None:
    def decay(k):
        return solve_ivp(lambda t, y: -k * y, (0.0, 1.0), [2.0], rtol=1e-11, atol=1e-13).y[0, -1]

    assert grad(decay)(0.7) == pytest.approx(-2.0 * math.exp(-0.7), rel=1e-9)
    assert grad(grad(decay))(0.7) == pytest.approx(2.0 * math.exp(-0.7), rel=1e-8)


@MODES
def test_the_right_hand_side_may_have_kinks(take: Any) -> None:
    def relaxed(p):
        def rates(t, y):
            rate = p[1] if t > -1.0 else 0.0
            return [-rate * max(y[0] - 0.5, 0.0)]

        return solve_ivp(rates, (0.0, 1.0), [p[0]], rtol=1e-11, atol=1e-12).y[0, -1]

    expected = [math.exp(-0.4), -0.8 * math.exp(-0.4), 0.0]
    np.testing.assert_allclose(take(relaxed)(P), expected, rtol=1e-8, atol=1e-10)


def test_the_source_stands_alone() -> None:
    d = grad(by_args)
    d(P)
    assert "integrate.solve_ivp(prey, " in d.source
    assert "s2sdiff" not in d.source


def with_two_ends(p):
    def low(t, y):
        return y[0] - 0.5

    def high(t, y):
        return y[1] - 2.0

    low.terminal = True
    high.terminal = True
    return solve_ivp(lambda t, y: -p * y, (0.0, 1.0), p, events=[low, high]).y[0, -1]


def with_a_callable(p):
    return solve_ivp(lambda t, y: -p * y, (0.0, 1.0), p, events=functools.partial(ground)).y[0, -1]


def with_tolerances(p):
    return solve_ivp(lambda t, y: -p * y, (0.0, 1.0), p, atol=[1e-6, 1e-7, 1e-8]).y[0, -1]


def begun_at_a_switch(p):
    return solve_ivp(lambda t, y: -y * (1.0 if y[0] > 0.5 else 2.0), (p[0], 2.0), [1.0]).y[0, -1]


def with_a_switch(p):
    return solve_ivp(lambda t, y: -p * (1.0 if y[0] > 0.5 else 2.0), (0.0, 1.0), p).y[0, -1]


def with_a_moving_switch(p):
    return solve_ivp(lambda t, y: -p * np.where(t > p[0], 1.0, 2.0), (0.0, 1.0), p).y[0, -1]


REFUSED = {
    begun_at_a_switch: "SD302",
    with_a_switch: "SD302",
    with_a_moving_switch: "SD302",
    with_two_ends: "SD305",
    with_a_callable: "SD305",
    with_tolerances: "SD305",
}


@pytest.mark.parametrize(("f", "code"), REFUSED.items())
@MODES
def test_what_is_not_covered_is_refused(f: Callable[..., Any], code: str, take: Any) -> None:
    with pytest.raises(S2SDiffError) as error:
        take(f)(P)
    assert error.value.code == code


# ---------------------------------------------------------------- times that move

FINE = {"rtol": 1e-10, "atol": 1e-11}


def to_an_end(p):
    s = solve_ivp(lambda t, y: [y[1], -p[1] * np.sin(y[0]) * t], (0, p[0]), [1.0, p[2]], **FINE)
    return s.y[0, -1] * s.y[1, -1]


def from_a_beginning(p):
    s = solve_ivp(lambda t, y: [-p[2] * y[0] * t, y[0]], (p[1], p[0]), [1.0, p[2]], **FINE)
    return s.y[1, -1] * s.y[0, -1] + s.y[0, 0] + s.t[-1] ** 2 - s.t[0]


def backwards_in_time(p):
    return solve_ivp(lambda t, y: [-y[0] * t * p[2]], [p[0], p[1]], [1.0], **FINE).y[0, -1]


def at_times(p):
    times = np.linspace(0.0, p[0], 4)
    s = solve_ivp(lambda t, y: [-y[0] * t + p[1]], (0.0, p[0]), [1.0], t_eval=times, **FINE)
    return np.sum(s.y[0] ** 2 * s.t)


def at_listed_times(p):
    span = np.array([p[1], 3.0])
    s = solve_ivp(lambda t, y: [-y[0] * t + p[2]], span, [1.0], t_eval=[0.5, p[0], 2.0 * p[0]], **FINE)
    return np.sum(s.y[0] * s.t)


def at_times_of_odeint(p):
    y = odeint(lambda y, t, k: [-k * y[0] * t, y[0] - y[1]], [1.0, p[2]], np.sort(p), args=(p[1],), **FINE)
    return y[-1, 1] + y[1, 0] ** 2 + y[0, 0]


def at_listed_times_of_odeint(p):
    return np.sum(odeint(lambda t, y: [-p[1] * y[0] * t], [1.0], [0.1, p[0], 2.0], tfirst=True, **FINE))


def interpolated(p):
    s = solve_ivp(lambda t, y: [y[1], -p[1] * np.sin(y[0])], (0.0, 2.0), [1.0, p[2]], dense_output=True, **FINE)
    between = s.sol
    return between(p[0])[1] * s.y[0, -1] + np.sum(between(np.array([0.2, p[1], 1.9]))[0] ** 2)


def ground(t, y):
    return y[0]


ground.terminal = True
ground.direction = -1


def until_the_ground(p):
    s = solve_ivp(lambda t, y: [y[1], -9.81 * p[0]], (0.0, 9.0), [p[1], p[2]], events=ground, **FINE)
    return s.t[-1] * s.y[1, -1] + s.t_events[0][0]


def crossings(p):
    swing = lambda t, y: [y[1], -9.0 * p[0] * y[0]]  # noqa: E731
    s = solve_ivp(swing, (0.0, 4.0), [1.0, p[2]], events=[lambda t, y: y[0], lambda t, y: y[1] - p[1]], **FINE)
    return np.sum(s.t_events[0] ** 2) + s.y_events[1][1, 0] * s.t_events[1][0] + s.y[0, -1]


def bouncing(p):
    start, height, speed, total = 0.0, p[0], p[1], 0.0
    for _ in range(3):

        def hit(t, y):
            return y[0]

        hit.terminal, hit.direction = True, -1
        s = solve_ivp(lambda t, y: [y[1], -9.81], (start, start + 9.0), [height, speed], events=hit, **FINE)
        start, height, speed = s.t[-1], s.y[0, -1], -p[2] * s.y[1, -1]
        total += start
    return total + speed


def asked_for_until_an_event(p):
    def gone(t, y, rate):
        return y[0] - 0.1 * rate

    gone.terminal = True
    times = np.linspace(0.0, 5.0, 40)
    s = solve_ivp(lambda t, y, r: -r * y, (0.0, 5.0), [p[0]], t_eval=times, events=gone, args=(p[2],), **FINE)
    return np.sum(s.y[0] ** 2) + s.t_events[0][0] * p[1]


def without_an_event(p):
    far = lambda t, y: y[0] - 100.0  # noqa: E731
    s = solve_ivp(lambda t, y: [y[1], -9.81 * p[0]], (0.0, p[1]), [0.1, p[2]], events=far, **FINE)
    if len(s.y_events[0]) > 0:
        return s.y_events[0][0, 0]
    return s.y[0, -1] + np.sum(s.t_events[0])


EVENTS = [until_the_ground, crossings, bouncing, asked_for_until_an_event, without_an_event]


@MODES
@pytest.mark.parametrize("f", EVENTS)
def test_events_move(f: Callable[..., Any], take: Any) -> None:
    np.testing.assert_allclose(take(f)(P), slopes(f, P), rtol=2e-6, atol=1e-7)


@pytest.mark.parametrize("outer", [jacfwd, jacrev])
@pytest.mark.parametrize("f", [until_the_ground, asked_for_until_an_event, without_an_event])
def test_second_derivatives_by_events(f: Callable[..., Any], outer: Any) -> None:
    np.testing.assert_allclose(outer(grad(f))(P), slopes(grad(f), P), rtol=1e-5, atol=1e-5)


def test_what_is_said_of_an_event_is_read_at_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    slope = grad(until_the_ground)
    before = slope(P)
    monkeypatch.setattr(ground, "terminal", False)
    np.testing.assert_allclose(slope(P), slopes(until_the_ground, P), rtol=2e-6, atol=1e-7)
    assert np.abs(slope(P) - before).max() > 0.1


def by_a_matrix(p):
    a = np.outer(p, p) - 1.0
    s = solve_ivp(lambda t, y: a @ y + p * t, (0.0, p[0]), 2.0 * p, **FINE)
    return np.sum(s.y[:, -1] ** 2)


def by_an_implicit_method(p):
    s = solve_ivp(lambda t, y: [-p[0] * y[0] * t], (0.0, p[0]), [p[1]], method="Radau", **FINE)
    return s.y[0, -1]


MOVING = [
    to_an_end, from_a_beginning, backwards_in_time, at_times, at_listed_times, at_times_of_odeint,
    at_listed_times_of_odeint, interpolated, by_a_matrix, by_an_implicit_method,
]  # fmt: skip


@MODES
@pytest.mark.parametrize("f", MOVING)
def test_times_may_move(f: Callable[..., Any], take: Any) -> None:
    np.testing.assert_allclose(take(f)(P), slopes(f, P), rtol=2e-6, atol=1e-7)


@pytest.mark.parametrize("outer", [jacfwd, jacrev])
@pytest.mark.parametrize("f", [to_an_end, from_a_beginning, at_times, at_times_of_odeint, interpolated])
def test_second_derivatives_by_times(f: Callable[..., Any], outer: Any) -> None:
    wanted = slopes(grad(f), P)
    np.testing.assert_allclose(outer(grad(f))(P), wanted, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(outer(jacfwd(f))(P), wanted, rtol=1e-5, atol=1e-6)


def test_backwards_one_solution_serves_all_arguments() -> None:
    source = grad(by_args).lower(P).source
    assert source.count("solve_ivp(") == 2
    assert "solve_ivp" not in source.split("for k in range")[1].split("return")[0]
