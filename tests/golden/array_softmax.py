"""Softmax of rows, and the cross entropy with a target."""

import numpy as np


def f(z, target):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    return -np.sum(target * np.log(p))


BY = "z"
AT = np.array([[1.0, 2.0, 0.5], [0.2, -1.0, 0.3]]), np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


# --- reverse by z

import numpy as np


def f_grad(z, target):
    t = np.max(z, axis=1, keepdims=True)
    e = np.exp(z - t)
    t2 = np.sum(e, axis=1, keepdims=True)
    p = e / t2
    t2 = target / p / t2
    e_bar = -t2
    e_bar += np.sum(t2 * p, axis=1, keepdims=True)
    z_bar = e * e_bar
    hit = z == t
    z_bar += np.where(hit, -(np.sum(z_bar, axis=1, keepdims=True) / np.sum(hit, 1, z.dtype, keepdims=True)), 0.0)
    return z_bar


# --- forward by z

import numpy as np


def f_jvp(z, target, z_dot):
    t = np.max(z, axis=1, keepdims=True)
    hit = z == t
    e = np.exp(z - t)
    e_dot = e * (z_dot - np.sum(np.where(hit, z_dot, 0.0), 1, keepdims=True) / np.sum(hit, 1, z.dtype, keepdims=True))
    t = np.sum(e, axis=1, keepdims=True)
    p = e / t
    t_dot = -np.sum(target * ((e_dot - p * np.sum(e_dot, axis=1, keepdims=True)) / t / p))
    return -np.sum(target * np.log(p)), t_dot
