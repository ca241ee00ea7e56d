"""A helper that changes its argument and returns nothing."""

import numpy as np


def relax(u, w):
    u[1:-1] += w * (u[2:] - 2.0 * u[1:-1] + u[:-2])


def f(u, w):
    u = u.copy()
    relax(u, w)
    relax(u, 2.0 * w)
    return np.sum(u**2)


BY = "u", "w"
AT = np.array([0.1, 0.5, 0.2, 0.9, 0.4]), 0.1


# --- reverse by u, w

def f_grad(u, w):
    u = u.copy()
    t = u[2:] - 2.0 * u[1:-1] + u[:-2]
    u[1:-1] += w * t
    w2 = 2.0 * w
    t2 = u[2:] - 2.0 * u[1:-1] + u[:-2]
    u[1:-1] += w2 * t2
    u_bar = 2 * u
    t_bar = u_bar[1:-1]
    w_bar = t2 @ t_bar
    t_bar = w2 * t_bar
    u_bar[:-2] += t_bar
    u_bar[2:] += t_bar
    u_bar[1:-1] -= 2.0 * t_bar
    t_bar = u_bar[1:-1]
    w_bar = 2.0 * w_bar + t @ t_bar
    t_bar = w * t_bar
    u_bar[:-2] += t_bar
    u_bar[2:] += t_bar
    u_bar[1:-1] -= 2.0 * t_bar
    return u_bar, w_bar


# --- forward by u, w

import numpy as np


def f_jvp(u, w, u_dot, w_dot):
    u_dot = u_dot.copy()
    u = u.copy()
    t = u[2:] - 2.0 * u[1:-1] + u[:-2]
    u_dot[1:-1] += t * w_dot + w * (u_dot[2:] - 2.0 * u_dot[1:-1] + u_dot[:-2])
    u[1:-1] += w * t
    w = 2.0 * w
    t = u[2:] - 2.0 * u[1:-1] + u[:-2]
    u_dot[1:-1] += 2.0 * (t * w_dot) + w * (u_dot[2:] - 2.0 * u_dot[1:-1] + u_dot[:-2])
    u[1:-1] += w * t
    return np.sum(u ** 2), np.sum(2 * u * u_dot)
