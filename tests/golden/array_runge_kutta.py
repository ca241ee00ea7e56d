"""Steps of the classical Runge-Kutta rule."""

import numpy as np


def f(y, k, h, steps):
    for _ in range(steps):
        a = -k * y
        b = -k * (y + 0.5 * h * a)
        y = y + h * b
    return np.sum(y)


BY = "y", "k"
AT = np.array([1.0, 2.0]), np.array([0.5, 1.5]), 0.1, 5


# --- reverse by y, k

import numpy as np


def f_grad(y, k, h, steps):
    y_stack = []
    t_stack = []
    for _ in range(steps):
        y_stack.append(y)
        t = y + 0.5 * h * (-k * y)
        t_stack.append(t)
        y = y + h * (-k * t)
    y_bar = np.broadcast_to(1.0, y.shape).copy()
    k_bar = np.zeros(k.shape)
    for _ in range(steps):
        t = t_stack.pop()
        y = y_stack.pop()
        b_bar = h * y_bar
        t2 = k * b_bar
        y_bar -= t2
        t2 = 0.5 * h * t2
        k_bar -= t * b_bar
        y_bar += k * t2
        k_bar += y * t2
    return y_bar, k_bar


# --- forward by y, k

import numpy as np


def f_jvp(y, k, h, steps, y_dot, k_dot):
    y_dot = y_dot.copy()
    for _ in range(steps):
        t = 0.5 * h
        t2 = y + t * (-k * y)
        y_dot = y_dot + h * (-(t2 * k_dot) - k * (y_dot + t * (-(y * k_dot) - k * y_dot)))
        y = y + h * (-k * t2)
    return np.sum(y), np.sum(y_dot)
