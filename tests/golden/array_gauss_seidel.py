"""A sweep that reads what it has just written."""

import numpy as np


def f(u):
    u = u.copy()
    for i in range(1, u.shape[0] - 1):
        for j in range(1, u.shape[1] - 1):
            u[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1])
    return np.sum(u**2)


BY = "u"
AT = (np.arange(16.0).reshape(4, 4) / 16.0,)


# --- reverse by u

def f_grad(u):
    t_stack = []
    u = u.copy()
    t = u.shape[0] - 1
    for i in range(1, t):
        t2 = u.shape[1] - 1
        t_stack.append(t2)
        for j in range(1, t2):
            u[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1])
    u_bar = 2 * u
    for i in range(t - 1, 0, -1):
        t = t_stack.pop()
        for j in range(t - 1, 0, -1):
            t_bar = 0.25 * u_bar[i, j]
            u_bar[i, j] = 0.0
            u_bar[i, j + 1] += t_bar
            u_bar[i, j - 1] += t_bar
            u_bar[i + 1, j] += t_bar
            u_bar[i - 1, j] += t_bar
    return u_bar


# --- forward by u

import numpy as np


def f_jvp(u, u_dot):
    u_dot = u_dot.copy()
    u = u.copy()
    u2 = u
    for i in range(1, u.shape[0] - 1):
        u = u2
        for j in range(1, u2.shape[1] - 1):
            u_dot[i, j] = 0.25 * (u_dot[i - 1, j] + u_dot[i + 1, j] + u_dot[i, j - 1] + u_dot[i, j + 1])
            u[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1])
        u2 = u
    return np.sum(u2 ** 2), np.sum(2 * u2 * u_dot)
