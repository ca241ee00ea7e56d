"""Programs of floats, each with the derivatives that a careful person writes by hand.

The hand-written ones are the yardstick: everything in locals, nothing saved or computed in vain.
``*_reverse`` returns the gradient, ``*_forward`` the value and the tangent. For the loops there is
also ``*_buffer``, the adjoint as somebody writes it for Numba: saved values in an array of known size.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


def rosenbrock(x):
    total = 0.0
    for i in range(len(x) - 1):
        total += 100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2
    return total


def rosenbrock_reverse(x):
    n = len(x)
    x_bar = [0.0] * n
    for i in range(n - 1):
        a = x[i]
        t = 200.0 * (x[i + 1] - a * a)
        x_bar[i] -= 2.0 * (a * t + 1.0 - a)
        x_bar[i + 1] = t
    return x_bar


def rosenbrock_forward(x, x_dot):
    total = 0.0
    total_dot = 0.0
    for i in range(len(x) - 1):
        a = x[i]
        a_dot = x_dot[i]
        t = x[i + 1] - a * a
        s = 1.0 - a
        total_dot += 200.0 * t * (x_dot[i + 1] - 2.0 * a * a_dot) - 2.0 * s * a_dot
        total += 100.0 * t * t + s * s
    return total, total_dot


def five(x, y):
    return x * y + math.sin(x) * math.exp(y)


def five_reverse(x, y):
    e = math.exp(y)
    return y + math.cos(x) * e, x + math.sin(x) * e


def five_forward(x, y, x_dot, y_dot):
    e = math.exp(y)
    p = math.sin(x) * e
    return x * y + p, (y + math.cos(x) * e) * x_dot + (x + p) * y_dot


def logistic(x, r, n):
    for _ in range(n):
        x = r * x * (1.0 - x)
    return x


def logistic_reverse(x, r, n):
    saved = []
    for _ in range(n):
        saved.append(x)
        x = r * x * (1.0 - x)
    x_bar = 1.0
    r_bar = 0.0
    for x in saved[::-1]:
        t = 1.0 - x
        r_bar += x * t * x_bar
        x_bar *= r * (t - x)
    return x_bar, r_bar


def logistic_buffer(x, r, n):
    saved = np.empty(n)
    for i in range(n):
        saved[i] = x
        x = r * x * (1.0 - x)
    x_bar = 1.0
    r_bar = 0.0
    for i in range(n - 1, -1, -1):
        x = saved[i]
        t = 1.0 - x
        r_bar += x * t * x_bar
        x_bar *= r * (t - x)
    return x_bar, r_bar


def logistic_forward(x, r, n, x_dot, r_dot):
    for _ in range(n):
        t = 1.0 - x
        p = x * t
        x_dot = p * r_dot + r * (t - x) * x_dot
        x = r * p
    return x, x_dot


def lotka_volterra(x, y, a, b, c, d, h, n):
    for _ in range(n):
        dx = a * x - b * x * y
        dy = d * x * y - c * y
        x = x + h * dx
        y = y + h * dy
    return x + y


def lotka_volterra_reverse(x, y, a, b, c, d, h, n):
    xs = []
    ys = []
    for _ in range(n):
        xs.append(x)
        ys.append(y)
        xy = x * y
        x += h * (a * x - b * xy)
        y += h * (d * xy - c * y)
    x_bar = y_bar = 1.0
    a_bar = b_bar = c_bar = d_bar = 0.0
    for x, y in zip(xs[::-1], ys[::-1]):  # noqa: B905 - Numba knows no strict=
        p = h * x_bar
        q = h * y_bar
        xy = x * y
        a_bar += x * p
        b_bar -= xy * p
        c_bar -= y * q
        d_bar += xy * q
        t = d * q - b * p
        x_bar += a * p + y * t
        y_bar += x * t - c * q
    return x_bar, y_bar, a_bar, b_bar, c_bar, d_bar


def lotka_volterra_buffer(x, y, a, b, c, d, h, n):
    xs = np.empty(n)
    ys = np.empty(n)
    for i in range(n):
        xs[i] = x
        ys[i] = y
        xy = x * y
        x += h * (a * x - b * xy)
        y += h * (d * xy - c * y)
    x_bar = y_bar = 1.0
    a_bar = b_bar = c_bar = d_bar = 0.0
    for i in range(n - 1, -1, -1):
        x = xs[i]
        y = ys[i]
        p = h * x_bar
        q = h * y_bar
        xy = x * y
        a_bar += x * p
        b_bar -= xy * p
        c_bar -= y * q
        d_bar += xy * q
        t = d * q - b * p
        x_bar += a * p + y * t
        y_bar += x * t - c * q
    return x_bar, y_bar, a_bar, b_bar, c_bar, d_bar


def lotka_volterra_forward(x, y, a, b, c, d, h, n, x_dot, y_dot, a_dot, b_dot, c_dot, d_dot):
    for _ in range(n):
        xy = x * y
        xy_dot = x * y_dot + y * x_dot
        x_dot += h * (a_dot * x + a * x_dot - b_dot * xy - b * xy_dot)
        y_dot += h * (d_dot * xy + d * xy_dot - c_dot * y - c * y_dot)
        x += h * (a * x - b * xy)
        y += h * (d * xy - c * y)
    return x + y, x_dot + y_dot


@dataclass(frozen=True)
class Program:
    """A primal, its hand-written derivatives, where to take them, and a direction for forward mode."""

    name: str
    primal: Callable[..., Any]
    reverse: Callable[..., Any]
    forward: Callable[..., Any]
    args: tuple[Any, ...]
    argnums: int | tuple[int, ...]
    tangents: tuple[Any, ...]
    buffer: Callable[..., Any] | None = None


def a_list(n: int, seed: int) -> list[float]:
    return [float(v) for v in np.random.default_rng(seed).normal(size=n)]


PROGRAMS = (
    Program(
        "Rosenbrock, list of 2", rosenbrock, rosenbrock_reverse, rosenbrock_forward,
        ([-1.2, 1.0],), 0, ([0.3, -0.7],),
    ),
    Program(
        "Rosenbrock, list of 100", rosenbrock, rosenbrock_reverse, rosenbrock_forward,
        (a_list(100, 1),), 0, (a_list(100, 2),),
    ),
    Program(
        "five operations", five, five_reverse, five_forward,
        (0.7, 0.3), (0, 1), (1.0, -0.5),
    ),
    Program(
        "logistic map, 1,000 steps", logistic, logistic_reverse, logistic_forward,
        (0.3, 2.9, 1000), (0, 1), (1.0, 0.1), logistic_buffer,
    ),
    Program(
        "Lotka-Volterra, 1,000 steps", lotka_volterra, lotka_volterra_reverse, lotka_volterra_forward,
        (1.0, 0.5, 1.1, 0.4, 0.4, 0.1, 0.01, 1000), (0, 1, 2, 3, 4, 5), (1.0, 0.2, 0.1, -0.3, 0.2, 0.5),
        lotka_volterra_buffer,
    ),
)  # fmt: skip
