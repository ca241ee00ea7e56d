"""An array changed in place, linearly: no copy of it is kept for the way back."""

import numpy as np


def f(u, c, steps):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    return np.sum(u**2)


BY = "u"
AT = np.linspace(0.0, 1.0, 12) ** 2, 0.2, 7


# --- reverse by u

def f_grad(u, c, steps):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    u_bar = 2 * u
    u_bar_middle = u_bar[1:-1]
    u_bar_head = u_bar[:-2]
    u_bar_tail = u_bar[2:]
    for _ in range(steps):
        t_bar = c * u_bar_middle
        u_bar_head += t_bar
        u_bar_tail += t_bar
        u_bar_middle -= 2 * t_bar
    return u_bar


# --- forward by u

import numpy as np


def f_jvp(u, c, steps, u_dot):
    u_dot = u_dot.copy()
    u = u.copy()
    u_dot_middle = u_dot[1:-1]
    u_dot_tail = u_dot[2:]
    u_dot_head = u_dot[:-2]
    for _ in range(steps):
        u_dot_middle += c * (u_dot_tail - 2 * u_dot_middle + u_dot_head)
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    return np.sum(u ** 2), np.sum(2 * u * u_dot)
