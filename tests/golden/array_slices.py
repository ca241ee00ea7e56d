"""Overlapping slices of one array: their cotangents are added into one shadow."""

import numpy as np


def f(u):
    return np.sum((u[1:] - u[:-1]) ** 2)


BY = "u"
AT = (np.array([0.1, 0.5, 0.2, 0.9]),)


# --- reverse by u

import numpy as np


def f_grad(u):
    t = u[1:] - u[:-1]
    u_bar = np.zeros(u.shape)
    u_bar[:-1] = -2 * t
    u_bar[1:] += 2 * t
    return u_bar


# --- forward by u

import numpy as np


def f_jvp(u, u_dot):
    t = u[1:] - u[:-1]
    return np.sum(t ** 2), np.sum(2 * t * (u_dot[1:] - u_dot[:-1]))
