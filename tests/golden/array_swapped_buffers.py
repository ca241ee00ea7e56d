"""Two buffers that change places in every step."""

import numpy as np


def f(u, steps):
    old = u.copy()
    new = u.copy()
    for _ in range(steps):
        new[1:-1] = 0.5 * (old[2:] + old[:-2])
        old, new = new, old
    return np.sum(old**2)


BY = "u"
AT = np.array([0.1, 0.5, 0.2, 0.9, 0.4]), 3


# --- reverse by u

import numpy as np


def f_grad(u, steps):
    old = u.copy()
    new = u.copy()
    for _ in range(steps):
        new[1:-1] = 0.5 * (old[2:] + old[:-2])
        new, old = old, new
    old_bar = 2 * old
    new_bar = np.zeros(new.shape)
    for _ in range(steps):
        t_bar = 0.5 * old_bar[1:-1]
        old_bar[1:-1] = 0.0
        new_bar[:-2] += t_bar
        new_bar[2:] += t_bar
        new_bar, old_bar = old_bar, new_bar
    new_bar += old_bar
    return new_bar


# --- forward by u

import numpy as np


def f_jvp(u, steps, u_dot):
    old_dot = u_dot.copy()
    old = u.copy()
    new_dot = u_dot.copy()
    new = u.copy()
    for _ in range(steps):
        new_dot[1:-1] = 0.5 * (old_dot[2:] + old_dot[:-2])
        new[1:-1] = 0.5 * (old[2:] + old[:-2])
        new, old, new_dot, old_dot = old, new, old_dot, new_dot
    return np.sum(old ** 2), np.sum(2 * old * old_dot)
