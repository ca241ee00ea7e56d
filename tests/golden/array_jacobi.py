"""One array of two dimensions made from another, step by step."""

import numpy as np


def f(u, b, steps):
    for _ in range(steps):
        v = u.copy()
        v[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - b[1:-1, 1:-1])
        u = v
    return np.sum(u**2)


BY = "u", "b"
AT = np.arange(16.0).reshape(4, 4) / 16.0, np.ones((4, 4)), 2


# --- reverse by u, b

import numpy as np


def f_grad(u, b, steps):
    for _ in range(steps):
        v = u.copy()
        v[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - b[1:-1, 1:-1])
        u = v
    u_bar = 2 * u
    b_bar = np.zeros(b.shape)
    for _ in range(steps):
        t_bar = 0.25 * u_bar[1:-1, 1:-1]
        u_bar[1:-1, 1:-1] = 0.0
        b_bar[1:-1, 1:-1] -= t_bar
        u_bar2 = np.zeros(b.shape)
        u_bar2[1:-1, 2:] = t_bar
        u_bar2[1:-1, :-2] += t_bar
        u_bar2[2:, 1:-1] += t_bar
        u_bar2[:-2, 1:-1] += t_bar
        u_bar2 += u_bar
        u_bar = u_bar2
    return u_bar, b_bar


# --- forward by u, b

import numpy as np


def f_jvp(u, b, steps, u_dot, b_dot):
    b_dot = b_dot.copy()
    u_dot = u_dot.copy()
    for _ in range(steps):
        u_dot2 = u_dot.copy()
        v = u.copy()
        u_dot2[1:-1, 1:-1] = 0.25 * (u_dot[:-2, 1:-1] + u_dot[2:, 1:-1] + u_dot[1:-1, :-2] + u_dot[1:-1, 2:] - b_dot[1:-1, 1:-1])
        v[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - b[1:-1, 1:-1])
        u = v
        u_dot = u_dot2
    return np.sum(u ** 2), np.sum(2 * u * u_dot)
