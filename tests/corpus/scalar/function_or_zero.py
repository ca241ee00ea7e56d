"""Functions that may be left out, for which None or 0 stands; they are compared with both before they are called."""

import math


def solver(start, speed, source, dt, steps):
    if source is None or source == 0:
        source = lambda t: 0  # noqa: E731
    if 0 != speed:
        rate = speed
    else:
        rate = math.cos
    u = start
    for k in range(steps):
        u += dt * (source(k * dt) - rate(u))
    return u


def f(x, y):
    driven = solver(x, lambda v: v * y, lambda t: y * math.sin(t), 0.1, 4)
    decaying = solver(y, math.sin, 0, 0.1, 4)
    falling = solver(x, 0, None, 0.2, 3)
    return driven * decaying + falling


wrt = ("x", "y")
points = [(0.7, 1.3), (-0.4, 0.2)]
